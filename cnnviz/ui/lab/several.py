"""One filter over several pictures at once: the learner's own and three samples, each with its map (C38)."""

import streamlit as st

from cnnviz.figures.convolution import maps
from cnnviz.images import picture, samples
from cnnviz.ops import pipeline
from cnnviz.ui import caching, widgets
from cnnviz.ui.components import gallery
from cnnviz.ui.explorer import stages
from cnnviz.ui.picture import image_input

# What stands beside the picture chosen, unless somebody chooses other samples.
BESIDE = ("face", "text", "stripes")


def show(chosen: image_input.Chosen, result: pipeline.Result, palette: str) -> None:
    """The first stage's filter on the picture chosen and on three samples of the same size and colours."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        which = stages.map_menu(result.names, width=160)
        titles = {id: sample.title for id, sample in samples.SAMPLES.items()}
        ids = [
            widgets.choice(f"beside{number}", f"Picture {number + 1}", titles, usual, width=160)
            for number, usual in enumerate(BESIDE, start=1)
        ]
    others = [caching.sample(id, chosen.side, chosen.channel).pixels for id in ids]
    pictures = [(chosen.title, chosen.working.pixels), *zip((titles[id] for id in ids), others, strict=True)]
    seen = [
        maps.Seen(title, pixels, pipeline.result(picture.floats(pixels), chosen.channels, result.stage).maps[which])
        for title, pixels in pictures
    ]
    gallery.gallery(maps.several(result, which, seen), palette, "several")
