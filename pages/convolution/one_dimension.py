"""In one dimension: a few weights slide over a row of numbers, and the result grows number by number."""

import streamlit as st

from cnnviz.figures.convolution import signals
from cnnviz.figures.walk import walks
from cnnviz.ui import catalogue, page
from cnnviz.ui.course import veil
from cnnviz.ui.explorer import drawing, knobs, signal, stages


@page.part
def slide() -> None:
    signal.inputs()
    source, weights = signal.data(), signal.weights()
    turned = signal.turned(weights)
    values = knobs.values(turned)
    ends = signal.padded(source, weights, values)
    result, trouble = stages.computed(source, signal.stage(weights, values, ends), "signal")
    rise = signals.rise(result)
    # The derivative is asked for before it is drawn.
    open_question = rise is not None and not signal.asked()
    offered = tuple(knob for knob in turned if knob is not knobs.DERIVATIVE or not open_question)
    more = {"ends": ends, "derivative": values["derivative"]}
    shown = drawing.Shown(offered, signal.WEIGHTS, layout="signal", more=more)
    drawing.show(walks.Walk(result), source, shown, "signal", trouble)
    if veil.is_closed():
        return
    if rise:
        signal.guessed(rise)
    st.caption(signals.sentence(result, values["centre"], compared=not open_question))


with page.opened(catalogue.SIGNAL):
    slide()
    st.caption(
        "Slide a small row of numbers over the data, multiply what overlaps, add up: each sum is one number of the map."
    )
    st.caption("The same in more dimensions:")
    page.link(catalogue.STEPS, "**2-D: a small matrix, or your picture** →")
    page.link(catalogue.STEPS, "**3-D: a stack of slices, or your own** →", {"input": "volume"})
