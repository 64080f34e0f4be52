"""Where the picture comes from: a sample, a file, the camera, the clipboard, a pen; and what is made of it."""

from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from cnnviz import limits
from cnnviz.images import decode, picture, samples
from cnnviz.ui import caching, links, own_picture, settings, uploads, words
from cnnviz.ui.components import sketch_pad

OWN = own_picture.OWN
SIDES = tuple(side for side in (32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024) if side <= limits.MAX_SIDE)
USUAL_SIDE = 256

_title = settings.SHOWN["image"]


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
    own = own_picture.current()
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
            _meant()
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
        own_picture.take_file,
        uploads.Wants(picture=True),
        hint=f"Or paste it. {decode.FORMATS}, up to {limits.UPLOAD_BYTES // 2**20} MB. Your browser keeps it for you.",
        names=[own.name] if own and in_use else [],
        aside=own.name if own and not in_use else "",
        on_removed=lambda names: own_picture.forget(),
        on_wanted=own_picture.show,
    )
    if st.pills("Or", ["Draw or paste"], key="source", label_visibility="collapsed"):
        sketch_pad.sketch_pad("sketch", own_picture.take_drawing)
    if trouble := own_picture.trouble():
        words.explain(trouble)


def _meant() -> None:
    """Of a lesson that was made for a sample: says so, and offers to show it on that."""
    meant = st.session_state[links.text(own_picture.MEANT, "")["key"]]
    sample = next((key for key in samples.SAMPLES if _title(key) == meant), None)
    if sample:
        st.caption(f"This lesson was made for the picture “{meant}”. Yours is kept.")
        st.button(f"Show it on “{meant}”", on_click=lambda: links.put("image", sample))


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
