"""A neuron is a template: b·x as an angle between two images, what light does to it, and where convolution begins."""

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from cnnviz.datasets import shapes
from cnnviz.figures.why import templates
from cnnviz.images import picture
from cnnviz.ui import catalogue, page, widgets
from cnnviz.ui.components import neuron
from cnnviz.ui.course import veil
from cnnviz.ui.picture import image_input
from cnnviz.ui.told import facts
from cnnviz.ui.why import explorer_link, further, template_settings

MOST_SIDE = 96
SIDES = {side: f"{side} × {side}" for side in template_settings.SIDES}


@page.part
def look(top: DeltaGenerator, image: np.ndarray) -> None:
    with top:
        side = widgets.segments("pixels", "Pixels of b and x", SIDES, 16)
    values = template_settings.current()
    data = templates.blob(values, image, shapes.every_upright(side), asking=veil.is_closed())
    neuron.neuron(data, "neuron", template_settings.take)
    st.header("From one neuron to convolution", anchor=False)
    st.markdown(explorer_link.words(side))
    held = template_settings.images(values, image, side)
    facts.tell("weights", "the number of weights of the neuron", held.template.size)
    facts.tell("product", "the product b · x of the two images as they are", (held.template * held.against).sum())
    explorer_link.show(held.template, values["normalise"], image)
    with st.container(key="from_here"):
        further.show()


with page.opened(catalogue.NEURON):
    top = st.container(horizontal=True, vertical_alignment="bottom")
    menu = top.popover("Photo, size", key="picture_menu")
    look(top, picture.floats(image_input.controls(top, menu, colour=False, most=MOST_SIDE).working.pixels)[0])
