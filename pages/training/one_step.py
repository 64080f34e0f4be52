"""One step of learning: forward, softmax, loss, every gradient on its way back, and the update, in numbers."""

import streamlit as st

from cnnviz.figures.training import one_step as figures
from cnnviz.figures.training import step_curves
from cnnviz.training import backprop
from cnnviz.ui import catalogue, page, widgets
from cnnviz.ui.learning import one_step
from cnnviz.ui.results import charts
from cnnviz.ui.told import facts

# What stands below the controls, one at a time.
HALVES = {"forward": "Forward: 1 to 4", "back": "Back to a weight: 5 to 8"}


# What shows the losses.
COVERS = ("step_again",)


@page.part
def story() -> None:
    chosen = one_step.controls()
    picture = backprop.PICTURES[chosen.picture]
    step, losses = backprop.walked(picture, chosen.true, chosen.rate, chosen.steps, chosen.seed)
    facts.tell("loss", "the loss before this step", losses[-2], covers=COVERS)
    facts.tell("after", "the loss after this step", losses[-1], covers=COVERS)
    before = step.forward.probabilities[chosen.true]
    facts.tell("sure", "the probability of the true class before this step", before, covers=COVERS)
    if widgets.segments("half", "Which half of the step", HALVES, labelled=False) == "forward":
        one_step.forward(step, chosen.true)
    else:
        one_step.backward(step, chosen.true, chosen.rate)
    st.header("9 · The same picture again", anchor=False)
    with st.container(key="step_again"):
        left, right = st.columns(2, gap="medium")
        left.markdown(figures.after_sentence(step, chosen.true))
        with right:
            charts.chart(step_curves.losses_curve(losses), "losses", "The loss step by step")


with page.opened(catalogue.ONE_STEP):
    st.container(key="step_about").markdown(
        f"A network of {backprop.LEARNED} numbers, few enough to read. Each step: look at the picture, say how sure "
        "you are of each class, measure how wrong that is, and change every number a little so that it is less wrong."
    )
    story()
