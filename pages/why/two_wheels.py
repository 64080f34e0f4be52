"""Two wheels of a car: how many layers, strides and poolings until one unit sees both, and what it listens to."""

import streamlit as st

from cnnviz.figures.why import listening, two_wheels
from cnnviz.nets import shapes
from cnnviz.nets.inside import reaching, stacks
from cnnviz.ui import catalogue, page
from cnnviz.ui.components import heat, wheels
from cnnviz.ui.results import tables
from cnnviz.ui.why import heard, wheel_settings


@page.part
def look() -> None:
    scene, maps = wheel_settings.controls()
    steps = wheel_settings.steps()
    compared = reaching.compared(scene.size, maps, *scene.points)
    walked = shapes.walk(reaching.network(steps, scene.size, maps))
    data = two_wheels.blob(scene, steps, walked, compared)
    wheels.wheels(data, "wheels", wheel_settings.put_points(scene.size), wheel_settings.put_stack(scene.size))
    st.header(f"Ways to see {scene.distance + 1} pixels at once", anchor=False)
    st.markdown(two_wheels.sentence(compared))
    tables.plain(two_wheels.table(compared))
    with st.expander("How the weights are counted, and what each way costs"):
        st.markdown("\n".join(f"- {line}" for line in two_wheels.costs(scene, compared)))
    st.markdown(two_wheels.stacked(stacks.spanning(scene.distance, maps)))
    page.link(catalogue.FIELD, "**Point at any unit: Receptive field** →")
    st.header("All that it can see, and what it listens to", anchor=False)
    st.markdown(listening.WORDS)
    with page.explained():
        heat.heat(listening.blob(heard.all_of(scene, steps, walked.records)), "heat")


with page.opened(catalogue.WHEELS):
    look()
