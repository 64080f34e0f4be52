"""What the detector by hand has to do with networks, and ways on from it (C72–C74, T10)."""

import streamlit as st

from cnnviz.figures.convolution import kernels
from cnnviz.ops import kernels as known
from cnnviz.ops.detectors import chain, recipes
from cnnviz.ui import catalogue, page
from cnnviz.ui.components import gallery
from cnnviz.ui.links import spelling
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
    st.markdown(
        f"Three layers did this: 8 edge filters, {len(recipe.corners)} corner filters that look at all 8 edge maps, "
        f"and 1 filter that looks at all {len(recipe.corners)} corner maps. Nobody looked at pixels but the first "
        "layer. In a trained network nobody chooses the weights either: its first layer finds edges and colours, the "
        "next ones parts and textures made of them, the last ones whole things. A layer there is what a stage is here: "
        "filters with other weights on every channel, a bias as a threshold, ReLU."
    )
    page.link(catalogue.STEPS, "**Kirsch's edges of squares, step by step** →", _edges())
    page.link(catalogue.LAB, f"**The {recipe.label} detector in the Kernel Lab: three stages** →", _lab(kind))
    page.link(catalogue.TRAIN, "**A trained run and its deeper layers** →")
    page.link(catalogue.FIELD, "**How much three layers see of a picture** →")


def _edges() -> dict[str, str]:
    return {"input": "picture", "image": "squares", "side": "64", "kernel1": "kirsch-all", "activation1": "ReLU"}


def _lab(kind: str) -> dict[str, str]:
    """The three stages as the Lab has them, their corners and pattern at half weight: the Lab's biases end at 10."""
    settings = chain.Settings(kind, LAB_PITCH, found=recipes.DETECTORS[kind].found)
    (level,) = chain.levels(settings, LAB_SIDE, LAB_SIDE)
    stages = values.of_stages(chain.scaled(settings, level, 0.5))
    return spelling.query({"image": "squares", "side": LAB_SIDE, **stages})
