"""Your own classes: a softmax on a network's frozen features, trained on your pictures in sight."""

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from cnnviz.figures.own_classes import told
from cnnviz.inspect import pretrained
from cnnviz.inspect.own_classes import album
from cnnviz.ui import catalogue, page
from cnnviz.ui.inspect import model_menu, own_album, own_classes, pretrained_state
from cnnviz.ui.picture import image_input

# Pixels of the photo's longer side.
SIDE = 384


@page.part
def learn(top: DeltaGenerator, photo: album.Photo) -> None:
    installed = pretrained_state.installed()
    with top:
        chosen = model_menu.menu(installed)
        training = st.popover("Training", key="own_training")
    model = model_menu.model(chosen)
    left, right = st.columns([1, 1], gap="medium")
    with left:
        own_album.controls()
    own_classes.classify(own_classes.Places(training, left, right), model, own_album.current(), photo)
    st.markdown(told.PRIVATE)
    if chosen == pretrained.ID:
        st.markdown(pretrained.CREDIT)


with page.opened(catalogue.OWN_CLASSES):
    top = st.container(horizontal=True, vertical_alignment="bottom")
    menu = top.popover("New photo, size", key="picture_menu")
    shown = image_input.controls(top, menu, colour=False, usual="rgb", sample="cat", begins=SIDE)
    learn(top, album.photo(np.moveaxis(shown.working.pixels, 0, 2), shown.title))
