"""Your photo through a real network: every block, and any number in it opened as its products."""

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from cnnviz.inspect import pretrained
from cnnviz.ui import catalogue, page
from cnnviz.ui.inspect import looks_place, model_menu, pretrained_state, way
from cnnviz.ui.picture import image_input

# Pixels of the photo's longer side: its middle is cut out, and scaled to what the network reads.
SIDE = 384


@page.part
def look(top: DeltaGenerator, photo: np.ndarray) -> None:
    installed = pretrained_state.installed()
    with top:
        chosen = model_menu.menu(installed)
    if chosen in model_menu.RUNS:
        way.show_run(top, chosen, photo)
    elif (model := model_menu.model(chosen)) is not None:
        with top:
            numbers = way.normalisation(model)
        way.show(model, photo, numbers)
    page.link(catalogue.WHERE, "Where did it look?", looks_place.same_model())
    if chosen == pretrained.ID:
        st.markdown(pretrained.CREDIT)


with page.opened(catalogue.WAY):
    top = st.container(horizontal=True, vertical_alignment="bottom")
    menu = top.popover("Photo, size", key="picture_menu")
    shown = image_input.controls(top, menu, colour=False, usual="rgb", sample="coffee", begins=SIDE)
    look(top, np.moveaxis(shown.working.pixels, 0, 2))
