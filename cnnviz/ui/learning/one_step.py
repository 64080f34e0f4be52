"""One step of learning on a page: its controls, then each stage of it with its numbers."""

from dataclasses import dataclass

import streamlit as st

from cnnviz.figures.training import one_step, step_curves
from cnnviz.training import backprop
from cnnviz.ui import links, widgets
from cnnviz.ui.components import gallery
from cnnviz.ui.course import veil
from cnnviz.ui.results import charts, tables

PALETTE = "blue-orange"
# What a step of a lesson covers by this name: what a kernel weight's gradient is made of.
SUM = "back_kernel/sum"
MOST = 50


@dataclass(frozen=True)
class Chosen:
    """What is learned: a picture's name, the place of its true class, how far steps go, how many, from what seed."""

    picture: str
    true: int
    rate: float
    steps: int
    seed: int


def controls() -> Chosen:
    """What is to be learned, and how many steps of it were taken."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="step_choices"):
        shown = widgets.segments("step_picture", "Picture", list(backprop.PICTURES), help="What the network looks at.")
        why = "What it should say. A wrong answer can be learned as well."
        true = backprop.CLASSES.index(widgets.segments("step_class", "True class", backprop.CLASSES, help=why))
        why = "How far each step goes."
        rate = widgets.slider("step_rate", "Learning rate", 0.01, 1.0, 0.1, step=0.01, width=220, help=why)
        why = "Other weights to begin with."
        seed = widgets.number("step_seed", "Random start", 0, 99, 1, width=140, help=why)
    with st.container(horizontal=True, vertical_alignment="bottom", key="step_walk"):
        why = "Go back and forth: every step is kept."
        steps = widgets.slider("steps", "Steps taken", 0, MOST, 0, width=320, help=why)
        last, args = steps == MOST, ("steps", steps + 1)
        st.button("Take the step", type="primary", disabled=last, on_click=links.put, args=args)
        st.button("Back to step 0", disabled=steps == 0, on_click=links.put, args=("steps", 0))
    return Chosen(shown, true, rate, steps, seed)


def forward(step: backprop.Step, true: int) -> None:
    """From the picture to the loss, and the loss's gradient at the logits."""
    gallery.gallery(one_step.forward_sections(step), PALETTE, "forward")
    with st.container(key="step_softmax"):
        left, right = st.columns(2, gap="medium")
        with left:
            _shares(step, true)
        with right:
            st.header("4 · The gradient of the logits", anchor=False)
            with st.container(key="step_logits"):
                st.markdown(one_step.logits_sentence(step, true))
                charts.chart(step_curves.bars(step), "bars", "Probabilities and gradients")
    _keep()


def _shares(step: backprop.Step, true: int) -> None:
    """From the logits to the loss."""
    st.header("3 · Softmax and loss", anchor=False)
    st.markdown(
        "e to the power of each logit z, divided by the sum of them all, is p: numbers that add up to 1. "
        "y is what was wanted."
    )
    with st.container(key="step_shares"):
        tables.plain(one_step.table(step, true))
    st.markdown(one_step.loss_sentence(step, true))
    charts.chart(step_curves.loss_curve(step, true), "curve", "The loss by probability")


def backward(step: backprop.Step, true: int, rate: float) -> None:
    """The gradient on its way back to one weight of one kernel, and its update."""
    gallery.gallery((one_step.dense_section(step),), PALETTE, "dense")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        which = widgets.segments("step_kernel", "Follow kernel", range(1, backprop.FILTERS + 1)) - 1
        row = widgets.place("step_row", "Weight's row", backprop.SIZE, 1)
        column = widgets.place("step_column", "Weight's column", backprop.SIZE, 1)
    recorded = backprop.recorded(step.forward.image, step.before, true)
    sections = (
        one_step.maps_section(step, which),
        # Its products and their sum are not drawn while a lesson asks for them.
        one_step.kernel_given(step, which, row, column)
        if veil.covers(SUM)
        else one_step.kernel_section(step, which, row, column, recorded),
        one_step.update_section(step, which, row, column, rate),
    )
    for key, section in zip(("back_map", "back_kernel", "update"), sections, strict=True):
        gallery.gallery((section,), PALETTE, key)


def _keep() -> None:
    """Which weight is followed stays in the link while its way back is not shown."""
    widgets.hidden_choice("step_kernel", range(1, backprop.FILTERS + 1), 1)
    for name in ("step_row", "step_column"):
        widgets.hidden_number(name, 0, backprop.SIZE - 1, 1)
