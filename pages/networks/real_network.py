"""Your photo through a real network: every block, and any number in it opened as its products."""

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from cnnviz.inspect import pretrained
from cnnviz.ui import catalogue, page
from cnnviz.ui.inspect import looks_place, model_menu, pretrained_state, way
from cnnviz.ui.picture import photo


@page.part
def look(top: DeltaGenerator, seen: np.ndarray) -> None:
    installed = pretrained_state.installed()
    with top:
        chosen = model_menu.menu(installed)
    if chosen in model_menu.RUNS:
        way.show_run(top, chosen, seen)
    elif (model := model_menu.model(chosen)) is not None:
        with top:
            numbers = way.normalisation(model)
        way.show(model, seen, numbers)
    elif chosen == pretrained.ID:
        way.meanwhile(seen)
    page.link(catalogue.WHERE, "Where did it look?", looks_place.same_model())
    if chosen == pretrained.ID:
        st.markdown(pretrained.CREDIT)


with page.opened(catalogue.WAY):
    look(*photo.controls())
