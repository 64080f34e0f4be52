"""Operate on a network: change single filters of one that has learned, and see what becomes of its answers."""

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from cnnviz.inspect import pretrained
from cnnviz.ui import catalogue, page
from cnnviz.ui.inspect import model_menu, operate, operate_study, pretrained_state
from cnnviz.ui.picture import image_input

# Pixels of the photo's longer side: its middle is cut out, and scaled to what the network reads.
SIDE = 384


@page.part
def look(top: DeltaGenerator, photo: np.ndarray) -> None:
    installed = pretrained_state.installed()
    with top:
        chosen = model_menu.menu(installed)
        model, own = operate.model(chosen)
    if model is None:
        operate.keep_link()
    else:
        operate_study.show(operate.show(top, model, photo if own is None else own))
    if chosen == pretrained.ID:
        st.caption(pretrained.CREDIT)


with page.opened(catalogue.OPERATE):
    top = st.container(horizontal=True, vertical_alignment="bottom")
    menu = top.popover("Photo, size", key="picture_menu")
    shown = image_input.controls(top, menu, colour=False, usual="rgb", sample="coffee", begins=SIDE)
    look(top, np.moveaxis(shown.working.pixels, 0, 2))
