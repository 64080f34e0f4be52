"""Where the picture comes from: a sample, a file, the camera, the clipboard, a pen; and what is made of it."""

from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from cnnviz import limits
from cnnviz.images import decode, picture, samples
from cnnviz.images.samples import photographs
from cnnviz.ui import caching, links, uploads, widgets, words
from cnnviz.ui.components import sketch_pad, thumbnails
from cnnviz.ui.picture import given_picture, own_picture
from cnnviz.ui.told import facts

OWN = own_picture.OWN
SIDES = tuple(side for side in (32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024) if side <= limits.MAX_SIDE)
USUAL_SIDE = 256


def _title(key: str) -> str:
    own = {OWN: own_picture.LABEL, given_picture.GIVEN: given_picture.LABEL}
    return own[key] if key in own else samples.SAMPLES[key].title


@dataclass(frozen=True, eq=False)
class Chosen:
    """The working image and the names of its channels; the longer side and the colours (of picture.CHANNELS) that were
    asked for, and what the picture is called."""

    working: picture.Working
    channels: tuple[str, ...]
    side: int = USUAL_SIDE
    channel: str = "grey"
    title: str = ""


def controls(
    top: DeltaGenerator,
    panel: DeltaGenerator,
    colour: bool = True,
    most: int = limits.MAX_SIDE,
    usual: str = "grey",
    folded: bool = False,
    sample: str = "still-life",
    begins: int = USUAL_SIDE,
) -> Chosen:
    """The menu of pictures in `top`, `sample` until another is chosen, everything about them in `panel`, what is rarely
    needed `folded` away there if so asked; always `usual` without `colour`, and no side longer than `most` pixels, nor
    than `begins` until another is chosen.

    A bad upload is explained and leaves the last good picture in place.
    """
    place = panel.container()
    own, given = own_picture.current(), given_picture.current()
    known = [*samples.SAMPLES, *([OWN] if own else []), *([given_picture.GIVEN] if given else [])]
    with top:
        key = widgets.choice(
            "image",
            "Picture",
            {one: _title(one) for one in known},
            sample,
            along=OWN,
            width="stretch" if folded else 190,
            help="Drawn samples show one claim each, photographs follow; your own appears once you have dropped it.",
        )
    with panel if folded else place:
        _photographs(key)
    with place:
        _upload(own, key == OWN)
        if own and key == OWN:
            _meant()
    with panel, st.expander("Size, colour, drawing", key="picture_more") if folded else panel.container():
        _draw()
        if own and key == OWN:
            st.caption(words.plain(f"{own.name}: {own.steps[0].sentence}"))
        elif key in samples.SAMPLES:
            st.caption(f"{_title(key)}: {samples.SAMPLES[key].caption}")
        with st.container(horizontal=True):
            side = _side(most, begins)
            channel = _channel(usual) if colour else usual
    brought = {OWN: own, given_picture.GIVEN: given}.get(key)
    working = caching.own(brought.digest, brought, side, channel) if brought else caching.sample(key, side, channel)
    facts.show_picture(working.pixels)
    return Chosen(working, picture.CHANNELS[channel].names, side, channel, _title(key))


def _photographs(key: str) -> None:
    said = {id: (one.title, one.credit) for id, one in photographs.PHOTOGRAPHS.items()}
    thumbnails.thumbnails("photographs", "Photographs", said, key, lambda id: links.put("image", id))


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
    if trouble := own_picture.trouble():
        words.explain(trouble)


def _draw() -> None:
    if st.pills("Or", ["Draw or paste"], key="source", label_visibility="collapsed"):
        sketch_pad.sketch_pad("sketch", own_picture.take_drawing)


def _meant() -> None:
    """Of a lesson that was made for a sample: says so, and offers to show it on that."""
    sample = widgets.hidden_text(own_picture.MEANT, "")
    if sample in samples.SAMPLES:
        st.caption(f"This lesson was made for the picture “{_title(sample)}”. Yours is kept.")
        st.button(f"Show it on “{_title(sample)}”", on_click=lambda: links.put("image", sample))


def _side(most: int, begins: int) -> int:
    sides = tuple(side for side in SIDES if side <= most)
    return widgets.choice(
        "side",
        "Longer side",
        {side: f"{side} px" for side in sides},
        min(begins, max(sides)),
        width=120,
        help="The picture is scaled to this many pixels. Small: numbers are easy to follow. Large: fine detail.",
    )


def _channel(usual: str) -> str:
    return widgets.choice(
        "colour",
        "Colour",
        {key: channel.title for key, channel in picture.CHANNELS.items()},
        usual,
        width=120,
        help="Grey and single channels are one matrix; colour is three stacked ones.",
    )
