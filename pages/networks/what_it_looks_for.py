"""What does it look for: the patches of pictures that excite a channel of a network most."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from cnnviz.figures.looks import told
from cnnviz.inspect import pretrained
from cnnviz.ui import catalogue, page
from cnnviz.ui.inspect import looks, looks_pictures, looks_place, model_menu, pretrained_state
from cnnviz.ui.inspect.exciting import visualised


@page.part
def look(top: DeltaGenerator) -> None:
    installed = pretrained_state.installed()
    with top:
        chosen = model_menu.menu(installed)
    if (model := model_menu.model(chosen)) is not None:
        with top:
            place = looks_place.controls(model)
            learned = looks.seen(model, place, looks_pictures.chosen(model))
            random = looks.twin(learned)
        looks.show(learned, random)
        looks.overview(learned)
        st.markdown(told.CAN)
        visualised.show(learned, random)
    if chosen == pretrained.ID:
        st.caption(pretrained.CREDIT)


with page.opened(catalogue.LOOKS):
    look(st.container(horizontal=True, vertical_alignment="bottom"))
