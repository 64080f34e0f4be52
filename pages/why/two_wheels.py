"""Two wheels of a car: how many layers, strides and poolings until one unit sees both, and what it listens to."""

import streamlit as st

from cnnviz.figures.why import listening, two_wheels
from cnnviz.nets import shapes
from cnnviz.nets.inside import reaching
from cnnviz.ui import caching, catalogue, page
from cnnviz.ui.components import heat, wheels
from cnnviz.ui.course import veil
from cnnviz.ui.told import facts
from cnnviz.ui.why import heard, wheel_settings, wheel_ways


@page.part
def look() -> None:
    with st.container(key="wheel_picture"):
        scene, maps = wheel_settings.controls()
    steps = wheel_settings.steps()
    compared = caching.ways(scene.size, maps, *scene.points)
    walked = shapes.walk(reaching.network(steps, scene.size, maps))
    costs = {id: float(way.weights) for id, way in compared.ways.items() if way}
    named = {id: reaching.WAYS[id].label for id in costs}
    facts.tell("weights", "the way with the most weights", costs, named, ("wheel_ways",))
    facts.tell("dense", "the number of weights of one dense unit on this image", compared.dense, covers=("wheel_ways",))
    data = two_wheels.blob(scene, steps, walked, compared, asking=veil.is_closed())
    wheels.wheels(data, "wheels", wheel_settings.put_points(scene.size), wheel_settings.put_stack(scene.size))
    with st.container(key="wheel_ways"):
        wheel_ways.show(scene, compared, maps)
    page.link(catalogue.FIELD, "**Point at any unit: Receptive field** →")
    st.header("All that it can see, and what it listens to", anchor=False)
    with st.container(key="listened"):
        with st.container(key="listened_words"):
            st.markdown(listening.WORDS)
        with page.explained():
            found = heard.all_of(scene, steps, walked.records)
            heat.heat(listening.blob(found, asking=veil.is_closed()), "heat")


with page.opened(catalogue.WHEELS):
    look()
