"""One step of learning: forward, softmax, loss, every gradient on its way back, and the update, in numbers."""

import streamlit as st

from cnnviz.figures import one_step, step_curves
from cnnviz.training import by_hand
from cnnviz.ui import frame, links, places, segments
from cnnviz.ui.components import gallery

PALETTE = "Blue–orange"
MOST = 50

notes = frame.begin(frame.ONE_STEP)
st.markdown(
    f"A network of {by_hand.LEARNED} numbers, few enough to read. Each step: look at the picture, say how sure you are "
    "of each class, measure how wrong that is, and change every number a little so that it is less wrong."
)


@st.fragment
def story() -> None:
    links.begin(links.EXPERIMENT)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        shown = segments.segments("Picture", "step_picture", by_hand.PICTURES, help="What the network looks at.")
        why = "What it should say. A wrong answer can be learned as well."
        true = by_hand.CLASSES.index(segments.segments("True class", "step_class", by_hand.CLASSES, help=why))
        keyed = links.number("step_rate", 0.01, 1.0, 0.1)
        rate = st.slider("Learning rate", 0.01, 1.0, step=0.01, **keyed, width=220, help="How far each step goes.")
        keyed = links.number("step_seed", 0, 99, 1)
        seed = st.number_input("Random start", 0, 99, **keyed, width=140, help="Other weights to begin with.")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        keyed = links.number("steps", 0, MOST, 0)
        steps = st.slider("Steps taken", 0, MOST, **keyed, width=320, help="Go back and forth: every step is kept.")
        st.button(
            "Take the step", type="primary", disabled=steps == MOST, on_click=links.put, args=("steps", steps + 1)
        )
        st.button("Back to step 0", disabled=steps == 0, on_click=links.put, args=("steps", 0))
    with frame.explained():
        step, losses = by_hand.walked(by_hand.PICTURES[shown], true, rate, steps, seed)
        gallery.gallery(one_step.forward_sections(step), PALETTE, "forward")
        left, right = st.columns(2, gap="medium")
        with left:
            st.subheader("3 · Softmax and loss", anchor=False)
            st.markdown(
                "e to the power of each logit z, divided by the sum of them all, is p: numbers that add up to 1. "
                "y is what was wanted."
            )
            st.table(one_step.table(step, true), border="horizontal")
            st.markdown(one_step.loss_sentence(step, true))
            st.plotly_chart(step_curves.loss_curve(step, true), key="curve")
        with right:
            st.subheader("4 · The gradient of the logits", anchor=False)
            st.markdown(one_step.logits_sentence(step, true))
            st.plotly_chart(step_curves.bars(step), key="bars")
        gallery.gallery((one_step.dense_section(step),), PALETTE, "dense")
        with st.container(horizontal=True, vertical_alignment="bottom"):
            which = segments.segments("Follow kernel", "step_kernel", range(1, by_hand.FILTERS + 1)) - 1
            row, column = (
                places.place(f"Weight's {name}", f"step_{name}", by_hand.SIZE, 1) for name in ("row", "column")
            )
        sections = (
            one_step.maps_section(step, which),
            one_step.kernel_section(step, which, row, column),
            one_step.update_section(step, which, row, column, rate),
        )
        gallery.gallery(sections, PALETTE, "back")
        st.subheader("9 · The same picture again", anchor=False)
        left, right = st.columns(2, gap="medium")
        left.markdown(one_step.after_sentence(step, true))
        right.plotly_chart(step_curves.losses_curve(losses), key="losses")
    frame.finish(notes)


story()
