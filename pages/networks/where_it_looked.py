"""Where did it look: which places of a photo speak for a class, by three methods, each beside its twin's."""

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from cnnviz.inspect import pretrained
from cnnviz.ui import catalogue, page
from cnnviz.ui.inspect import looks_place, model_menu, pretrained_state, run_pictures, way
from cnnviz.ui.inspect.where import asked
from cnnviz.ui.picture import photo


@page.part
def look(top: DeltaGenerator, seen: np.ndarray) -> None:
    installed = pretrained_state.installed()
    with top:
        chosen = model_menu.menu(installed)
        model, own = run_pictures.shown(chosen)
    if model is not None:
        asked.show(model, seen if own is None else own, top)
        page.link(catalogue.WAY, "Follow its way to the answer", looks_place.same_model())
    elif chosen == pretrained.ID:
        way.meanwhile(seen)
    if chosen == pretrained.ID:
        st.caption(pretrained.CREDIT)


with page.opened(catalogue.WHERE):
    look(*photo.controls())
