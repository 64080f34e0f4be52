"""The ways until one unit sees both wheels, compared, on the page of two wheels (C70, C75, C76)."""

import streamlit as st

from cnnviz.figures.why import two_wheels
from cnnviz.nets.inside import reaching, stacks
from cnnviz.ui.results import tables


def show(scene: two_wheels.Scene, compared: reaching.Compared, maps: int) -> None:
    """What each takes: layers, weights, multiply-adds."""
    st.header(f"Ways to see {scene.distance + 1} pixels at once", anchor=False)
    st.markdown(two_wheels.sentence(compared))
    tables.plain(two_wheels.table(compared))
    with st.expander("How the weights are counted, and what each way costs"):
        st.markdown("\n".join(f"- {line}" for line in two_wheels.costs(scene, compared)))
    st.markdown(two_wheels.stacked(stacks.spanning(scene.distance, maps)))
