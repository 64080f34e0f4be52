"""What the detector by hand has to do with networks, and ways on from it (C72–C74, T10)."""

import streamlit as st

from cnnviz.figures.convolution import kernels
from cnnviz.figures.why import detectors
from cnnviz.nets import layers, shapes
from cnnviz.ops import kernels as known
from cnnviz.ops.detectors import chain, recipes
from cnnviz.training import recorded
from cnnviz.ui import caching, catalogue, page
from cnnviz.ui.components import gallery
from cnnviz.ui.links import spelling
from cnnviz.ui.results import tables
from cnnviz.ui.stage_settings import values

# One of the squares of the sample has 8 pixels on a side at this size: dots 9 px apart fit it.
LAB_SIDE, LAB_PITCH = 64, 3
PALETTE = "blue-orange"


def show(kind: str) -> None:
    """Where its first filters come from, and ways on from the detector of this kind."""
    st.header("Why eight edge masks", anchor=False)
    gallery.gallery(kernels.turns(known.kirsch_turns()), PALETTE, "turns")
    st.header("From edges to parts to shapes", anchor=False)
    recipe = recipes.DETECTORS[kind]
    with st.container(key="three_layers"):
        count = len(recipe.corners)
        st.markdown(
            f"Three layers did this: 8 edge filters, {count} corner filters that look at all 8 edge maps, and 1 filter "
            f"that looks at all {count} corner maps. Nobody looked at pixels but the first layer. In a trained network "
            "nobody chooses the weights either: its first layer finds edges and colours, the next ones parts and "
            "textures made of them, the last ones whole things. A layer there is what a stage is here: filters with "
            "other weights on every channel, a bias as a threshold, ReLU."
        )
    page.link(catalogue.STEPS, "**Kirsch's edges of squares, step by step** →", _edges())
    page.link(catalogue.LAB, f"**The {recipe.label} detector in the Kernel Lab: three stages** →", _lab(kind))
    deeper = _second()
    page.link(
        catalogue.TRAIN,
        f"**A trained run: what its second filters, layer {deeper.number}, {deeper.layer.title}, answer** →",
        {"run": recorded.FIRST, "layer": deeper.number},
    )
    page.link(catalogue.FIELD, "**How much three layers see of a picture** →")


@page.part
def every_size(settings: chain.Settings) -> None:
    """The detector as it is set, on its shape in many sizes and turns (C73); worked out once somebody looks."""
    folded = st.expander("Every size and turn: found, missed, false alarms", key="every_size", on_change="rerun")
    if folded.open:
        with folded:
            found = caching.every_size_of(settings)
            st.markdown(detectors.sizes_sentence(found))
            tables.plain(detectors.sizes_table(found))


def _second() -> shapes.Record:
    """The second convolution of the run that comes with the app."""
    layer = [one for one in shapes.records(recorded.run().config.network) if isinstance(one.layer, layers.Conv)]
    return layer[1]


def _edges() -> dict[str, str]:
    return {"input": "picture", "image": "squares", "side": "64", "kernel1": "kirsch-all", "activation1": "ReLU"}


def _lab(kind: str) -> dict[str, str]:
    """The three stages as the Lab has them, their corners and pattern at half weight: the Lab's biases end at 10."""
    settings = chain.Settings(kind, LAB_PITCH, found=recipes.DETECTORS[kind].found)
    (level,) = chain.levels(settings, LAB_SIDE, LAB_SIDE)
    stages = values.of_stages(chain.scaled(settings, level, 0.5))
    return spelling.query({"image": "squares", "side": LAB_SIDE, **stages})
