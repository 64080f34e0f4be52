"""Where the picture comes from: a sample, a file, the camera, the clipboard, a pen; and what is made of it."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from cnnviz import limits
from cnnviz.errors import InputError
from cnnviz.images import decode, drawing, picture, samples
from cnnviz.ui import caching, links, settings, uploads, words
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
    place = panel.container()
    own: picture.Picture | None = st.session_state.get(_PICTURE)
    known = [*samples.SAMPLES, *([OWN] if own else [])]
    key = top.selectbox(
        "Picture",
        known,
        format_func=_title,
        **links.choice("image", known, along=OWN),
        width=190,
        help="Samples are drawn for one claim each; your own photo appears here once you have dropped it.",
    )
    with place:
        _upload(own, key == OWN)
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


def _upload(own: picture.Picture | None, in_use: bool) -> None:
    uploads.uploader(
        "Drop your photo here",
        "upload",
        _brought,
        uploads.Wants(picture=True),
        hint=f"Or paste it. {decode.FORMATS}, up to {limits.UPLOAD_BYTES // 2**20} MB.",
        names=[own.name] if own and in_use else [],
        aside=own.name if own and not in_use else "",
        on_removed=_forgotten,
        on_wanted=lambda: links.put("image", OWN, along=True),
    )
    if st.pills("Or", ["Draw or paste"], key="source", label_visibility="collapsed"):
        sketch_pad.sketch_pad("sketch", _drawn)
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


def _brought(files: tuple[uploads.File, ...], token: str) -> None:
    _take(lambda: decode.decoded(files[0].data, files[0].name))


def _forgotten(names: list[str]) -> None:
    st.session_state[_PICTURE] = st.session_state[_TROUBLE] = None
    links.forget(["image"])


def _drawn(cells: bytes) -> None:
    _take(lambda: drawing.drawn(cells))


def _take(read: Callable[[], picture.Picture]) -> None:
    """Take over a new picture; one that cannot be read leaves everything as it was, with a sentence."""
    st.session_state[_TROUBLE] = None
    try:
        st.session_state[_PICTURE] = read()
    except InputError as error:
        st.session_state[_TROUBLE] = str(error)
    else:
        links.put("image", OWN, along=True)
