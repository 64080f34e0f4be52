"""Where the picture comes from: a sample, an upload, the camera, the clipboard, a pen; and what is made of it."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from cnnviz import limits
from cnnviz.errors import InputError
from cnnviz.images import decode, drawing, picture, samples
from cnnviz.ui import caching, links, settings, words
from cnnviz.ui.components import sketch_pad

OWN = "Your picture"
SIDES = tuple(side for side in (32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024) if side <= limits.MAX_SIDE)
USUAL_SIDE = 256

_title = settings.SHOWN["image"]

# Session keys owned here: the last picture that could be read, and why the last one could not.
_PICTURE, _TROUBLE = "_own_picture", "_own_picture_trouble"


@dataclass(frozen=True, eq=False)
class Chosen:
    """The working image and the names of its channels."""

    working: picture.Working
    channels: tuple[str, ...]


def controls(
    top: DeltaGenerator, panel: DeltaGenerator, colour: bool = True, most: int = limits.MAX_SIDE, usual: str = "grey"
) -> Chosen:
    """The menu of pictures in `top`, everything about them in `panel`; always `usual` without `colour`, and no side
    longer than `most` pixels.

    A bad upload is explained and leaves the last good picture in place.
    """
    with panel:
        _upload()
    own: picture.Picture | None = st.session_state.get(_PICTURE)
    known = [*samples.SAMPLES, *([OWN] if own else [])]
    key = top.selectbox(
        "Picture",
        known,
        format_func=_title,
        **links.choice("image", known),
        width=190,
        help="Samples are drawn for one claim each; your own photo appears here once you have dropped it.",
    )
    with panel:
        if own and key == OWN:
            st.caption(words.plain(f"{own.name}: {own.steps[0].sentence}"))
        else:
            st.caption(f"{_title(key)}: {samples.SAMPLES[key].sentence}")
        with st.container(horizontal=True):
            side = _side(most)
            channel = _channel(usual) if colour else usual
    if own and key == OWN:
        return Chosen(caching.own(own.digest, own, side, channel), picture.CHANNELS[channel].names)
    return Chosen(caching.sample(key, side, channel), picture.CHANNELS[channel].names)


def _upload() -> None:
    st.file_uploader(
        "Drop your photo here",
        type=["png", "jpg", "jpeg", "webp", "gif", "bmp", "tif", "tiff"],
        key="upload",
        on_change=_uploaded,
        args=("upload",),
        help=f"PNG, JPEG, WebP, GIF, BMP or TIFF, up to {limits.UPLOAD_BYTES // 2**20} MB. It stays in this session.",
    )
    # Rendered only when asked for: the browser asks for permission as soon as the camera is there.
    other = st.pills("Or", list(OTHERS), key="source", label_visibility="collapsed")
    if other:
        OTHERS[other]()
    if trouble := st.session_state.get(_TROUBLE):
        words.explain(trouble)


def _side(most: int) -> int:
    sides = tuple(side for side in SIDES if side <= most)
    return st.selectbox(
        "Longer side",
        sides,
        format_func=settings.SHOWN["side"],
        **links.choice("side", sides, min(USUAL_SIDE, max(sides))),
        width=120,
        help="The picture is scaled to this many pixels. Small: numbers are easy to follow. Large: fine detail.",
    )


def _channel(usual: str) -> str:
    return st.selectbox(
        "Colour",
        list(picture.CHANNELS),
        format_func=settings.SHOWN["colour"],
        **links.choice("colour", picture.CHANNELS, usual),
        width=120,
        help="Grey and single channels are one matrix; colour is three stacked ones.",
    )


def _camera() -> None:
    st.camera_input("Take a picture", key="camera", on_change=_uploaded, args=("camera",))


def _sketch() -> None:
    sketch_pad.sketch_pad("sketch", limits.UPLOAD_BYTES, _drawn, _pasted)


def _uploaded(key: str) -> None:
    file = st.session_state[key]
    st.session_state[_TROUBLE] = None
    if file is not None:
        _take(lambda: decode.decoded(file.getvalue(), file.name))


def _drawn(cells: bytes) -> None:
    _take(lambda: drawing.drawn(cells))


def _pasted(data: bytes) -> None:
    _take(lambda: decode.decoded(data, "The pasted picture"))


def _take(read: Callable[[], picture.Picture]) -> None:
    """Take over a new picture; one that cannot be read leaves everything as it was, with a sentence."""
    st.session_state[_TROUBLE] = None
    try:
        st.session_state[_PICTURE] = read()
    except InputError as error:
        st.session_state[_TROUBLE] = str(error)
    else:
        links.put("image", OWN)


OTHERS: dict[str, Callable[[], None]] = {"Camera": _camera, "Draw or paste": _sketch}
