"""The walk of the explorer as files for slides: an animated GIF, and one moment as PNG."""

import hashlib
from collections.abc import Iterator

import streamlit as st
from PIL import Image

from cnnviz import limits
from cnnviz.figures.walk import animation, walks

# Session key owned here: what the last GIF shows, and its bytes.
_GIF = "_explorer_gif"
SECONDS = (0.1, 0.2, 0.5, 1.0)


def controls(walk: walks.Walk, cell: tuple[int, int]) -> None:
    """A menu to save what the explorer shows; `cell` is the output that is pinned."""
    menu = st.popover("Save as GIF or PNG", key="export", on_change="rerun")
    if not menu.open:
        return
    with menu:
        st.download_button(
            "This moment (PNG)", lambda: animation.png(walk, *cell), "step.png", "image/png", on_click="ignore"
        )
        places = animation.places(walk.shape, limits.GIF_FRAMES)
        seconds = st.select_slider("Seconds a window", SECONDS, 0.5, key="gif_seconds")
        total = walk.shape[0] * walk.shape[1]
        spread = "" if len(places) == total else f", spread evenly over all {total:,}"
        st.caption(f"The walk as a GIF: {len(places)} windows{spread}.")
        digest = _digest(walk, seconds)
        if st.button("Make the GIF", key="make_gif"):
            st.session_state[_GIF] = (digest, _made(walk, places, seconds))
        made, data = st.session_state.get(_GIF, ("", b""))
        if made == digest:
            label = f"Save the GIF ({len(data) / 1024:,.0f} KB)"
            st.download_button(label, data, "walk.gif", "image/gif", on_click="ignore")


def _made(walk: walks.Walk, places: tuple[tuple[int, int], ...], seconds: float) -> bytes:
    bar = st.progress(0.0, "Drawing the windows …")

    def drawn() -> Iterator[Image.Image]:
        for number, image in enumerate(animation.frames(walk, places), start=1):
            bar.progress(number / len(places), f"Window {number} of {len(places)}")
            yield image

    data = animation.gif(drawn(), seconds)
    bar.empty()
    return data


def _digest(walk: walks.Walk, seconds: float) -> str:
    """What a GIF of this would show."""
    text = f"{walk.result.image.shape} {walk.result.stage} {walk.which} {walk.pooling} {seconds}"
    return hashlib.blake2b(text.encode() + walk.result.image.tobytes()).hexdigest()
