"""Operate on a network: change single filters of one that has learned, and see what becomes of its answers."""

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from cnnviz.inspect import pretrained
from cnnviz.ui import catalogue, page
from cnnviz.ui.inspect import model_menu, operate, operate_study, pretrained_state, run_pictures, way
from cnnviz.ui.picture import photo


@page.part
def look(top: DeltaGenerator, seen: np.ndarray) -> None:
    installed = pretrained_state.installed()
    with top:
        chosen = model_menu.menu(installed)
        model, own = run_pictures.shown(chosen)
    if model is None:
        operate.keep_link()
        if chosen == pretrained.ID:
            way.meanwhile(seen)
    else:
        operate_study.show(top, model, seen if own is None else own)
    if chosen == pretrained.ID:
        st.caption(pretrained.CREDIT)


with page.opened(catalogue.OPERATE):
    look(*photo.controls())
