"""Where did it look: which places of a photo speak for a class, by three methods, each beside its twin's."""

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from cnnviz.inspect import models, pretrained
from cnnviz.ui import catalogue, page
from cnnviz.ui.inspect import looks_place, model_menu, pretrained_state, run_pictures
from cnnviz.ui.inspect.where import asked
from cnnviz.ui.picture import image_input

# Pixels of the photo's longer side: its middle is cut out, and scaled to what the network reads.
SIDE = 384


@page.part
def look(top: DeltaGenerator, photo: np.ndarray) -> None:
    installed = pretrained_state.installed()
    with top:
        chosen = model_menu.menu(installed)
        model: models.Model | None
        if chosen in model_menu.RUNS:
            model, run, _ = model_menu.of_run(chosen)
            own = run_pictures.chosen(run)
            photo = photo if own is None else own
        else:
            model = model_menu.model(chosen)
    if model is not None:
        asked.show(model, photo, top)
        page.link(catalogue.WAY, "Follow its way to the answer", looks_place.same_model())
    if chosen == pretrained.ID:
        st.caption(pretrained.CREDIT)


with page.opened(catalogue.WHERE):
    top = st.container(horizontal=True, vertical_alignment="bottom")
    menu = top.popover("Photo, size", key="picture_menu")
    shown = image_input.controls(top, menu, colour=False, usual="rgb", sample="coffee", begins=SIDE)
    look(top, np.moveaxis(shown.working.pixels, 0, 2))
