"""Your photo through a real network: every block, and any number in it opened as its products."""

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from cnnviz.inspect import pretrained
from cnnviz.ui import catalogue, page
from cnnviz.ui.inspect import looks_place, model_menu, pretrained_state, run_pictures, way
from cnnviz.ui.picture import image_input

# Pixels of the photo's longer side: its middle is cut out, and scaled to what the network reads.
SIDE = 384


def look_at_run(top: DeltaGenerator, chosen: str, photo: np.ndarray) -> None:
    """A run's network at one of its moments, and what it was tried on in place of the photo."""
    with top:
        model, run, moment = model_menu.of_run(chosen)
        own = run_pictures.chosen(run)
        numbers = way.normalisation(model)
    way.show(model, photo if own is None else own, numbers)
    there = {"run": run.view, "moment": str(moment)}
    page.link(catalogue.TRAIN, "How it came to that: this moment in “Watch it learn” →", there)


@page.part
def look(top: DeltaGenerator, photo: np.ndarray) -> None:
    installed = pretrained_state.installed()
    with top:
        chosen = model_menu.menu(installed)
    if chosen in model_menu.RUNS:
        look_at_run(top, chosen, photo)
    elif (model := model_menu.model(chosen)) is not None:
        with top:
            numbers = way.normalisation(model)
        way.show(model, photo, numbers)
    page.link(catalogue.WHERE, "Where did it look?", looks_place.same_model())
    if installed:
        st.markdown(pretrained.CREDIT)


with page.opened(catalogue.WAY):
    top = st.container(horizontal=True, vertical_alignment="bottom")
    menu = top.popover("Photo, size", key="picture_menu")
    shown = image_input.controls(top, menu, colour=False, usual="rgb", sample="coffee", begins=SIDE)
    look(top, np.moveaxis(shown.working.pixels, 0, 2))
