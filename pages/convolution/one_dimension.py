"""In one dimension: a few weights slide over a row of numbers, and the result grows number by number."""

import streamlit as st

from cnnviz import limits
from cnnviz.figures import explored, signals
from cnnviz.ops import pipeline
from cnnviz.ui import exploring, frame, kernel_reading, knobs, links, settings

notes = frame.begin(frame.SIGNAL)
st.caption(
    "Slide a small row of numbers over the data, multiply what overlaps, add up: each sum is one number of the map."
)


@st.fragment
def slide() -> None:
    links.begin(links.EXPERIMENT)
    top = st.container(horizontal=True, vertical_alignment="bottom")
    with top:
        example = st.selectbox(
            "Example",
            list(signals.EXAMPLES),
            index=None,
            **links.passing("example"),
            on_change=exploring.take_example,
            width=230,
        )
        st.text_input(
            "Data",
            **links.text("data", signals.STEP.data),
            width=330,
            on_change=kernel_reading.typed,
            args=("data",),
            help=f"Up to {limits.KERNEL_SIDE} numbers.",
        )
        keyed = links.text("weights", signals.STEP.kernel)
        st.text_input("Kernel", **keyed, width=160, on_change=kernel_reading.typed, args=("weights",))
        kernel_reading.help_with_notations()
    if example:
        st.caption(signals.EXAMPLES[example].sentence)
    with frame.explained():
        source = exploring.from_numbers("data", signals.STEP.data, flat=True)
        weights = exploring.typed("weights", signals.STEP.kernel, flat=True)
        turned = (*knobs.centred(len(weights[0])), knobs.STRIDE[0], knobs.FLIP, knobs.DERIVATIVE)
        values = knobs.values(turned)
        # More weights than numbers: only with zeros at the ends is there a window at all.
        ends = values["ends"] or len(weights[0]) > source.image.shape[2]
        border = signals.border(len(weights[0]), values["centre"], ends)
        stage = settings.stage(pipeline.Kernels(pipeline.OWN, own=weights), "sum", {**border, **values})
        result, trouble = exploring.computed(source, stage, "signal")
        subject = explored.Subject(result, source.channels)
        shown = exploring.Shown(turned, "weights", layout="signal", more={"ends": ends})
        exploring.show(subject, source, shown, "signal", trouble)
        st.caption(signals.sentence(result, values["centre"]))
    frame.finish(notes)


slide()
st.caption("The same in more dimensions:")
for title, query in (("2-D: a small matrix, or your picture", {}), ("3-D: a stack of slices", {"input": "3-D stack"})):
    frame.link(frame.STEPS, f"**{title}** →", query)
