"""Receptive field: point at a unit of any layer, see its window on every map before it and on your picture."""

import dataclasses

import numpy as np
import streamlit as st

from cnnviz.figures.networks import builder, growth, receptive_fields
from cnnviz.images import picture
from cnnviz.nets import shapes
from cnnviz.nets.inside import random_maps, stacks
from cnnviz.ui import catalogue, chosen_network, page
from cnnviz.ui.components import bricks, field_view
from cnnviz.ui.course import veil
from cnnviz.ui.networks import fewer_weights, pinned_unit
from cnnviz.ui.picture import image_input
from cnnviz.ui.results import charts, tables
from cnnviz.ui.told import facts

MOST_SIDE = 96
# What shows how far a unit sees.
COVERS = ("field", "layers")
NETWORK = chosen_network.ChosenNetwork("stack", {id: stack.network for id, stack in stacks.NETWORKS.items()})


@page.part
def look(image: np.ndarray) -> None:
    network = dataclasses.replace(NETWORK.current(), input=image.shape)
    left, right = st.container(key="field_stage").columns([2.2, 1], gap="medium")
    below = st.container(key="grown")
    with right:
        NETWORK.menu({id: stack.label for id, stack in stacks.NETWORKS.items()})
        data = builder.data(network, shapes.walk(network), NETWORK.edition(), NETWORK.trouble(), stacks.KINDS)
        bricks.bricks(data, "layers", NETWORK.changed)
    with left, page.explained():
        seen = random_maps.looked_through(network, image)
        unit = stacks.unit(seen.records, pinned_unit.current())
        last = seen.records[-1].after.rows.size
        facts.tell("field", "how many pixels on a side a unit of the last layer sees", last, covers=COVERS)
        facts.tell("layers", "the number of layers", len(seen.records))
        field_view.field_view(receptive_fields.blob(seen, unit, asking=veil.is_closed()), "field", pinned_unit.pin)
        with below:
            st.header("How it grows", anchor=False)
            charts.chart(growth.figure(seen.records), "growth", "The growing receptive field")
            tables.plain(growth.table(seen.records))
            st.caption(growth.SIGNS)
    fewer_weights.show()


with page.opened(catalogue.FIELD):
    top = st.container(horizontal=True, vertical_alignment="bottom")
    menu = top.popover("Photo, size", key="picture_menu")
    image = picture.floats(image_input.controls(top, menu, colour=False, most=MOST_SIDE).working.pixels)
    look(image)
