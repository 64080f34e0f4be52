"""Data: what a network learns from, class by class; its mean pictures; what augmentation does; and your own."""

import streamlit as st

from cnnviz.datasets import catalogue
from cnnviz.figures.training import data_sheets
from cnnviz.ui import catalogue as pages
from cnnviz.ui import page
from cnnviz.ui.learning import dataset
from cnnviz.ui.runs import data_controls, dataset_upload


@page.part
def story() -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = data_controls.choice()
    with st.container(key="data_told"):
        st.markdown(catalogue.DATASETS[chosen.name].sentence)
    with page.explained():
        if data_controls.offer(chosen):
            data, counted = dataset.taken(chosen)
            with st.container(key="data_counts"):
                st.markdown(data_sheets.sentence(data))
            page.link(pages.TRAIN, "**Train on this** →", data_controls.chosen_query(chosen))
            with st.container(key="data_sheets"):
                dataset.sheets(chosen)
            with st.container(key="data_balance"):
                st.header("How many of each", anchor=False)
                dataset.balance(data, counted)
            st.header("Augmentation: one picture, many versions", anchor=False)
            dataset.versions(chosen)
    st.header("Your own pictures", anchor=False)
    dataset_upload.controls()


with page.opened(pages.DATA):
    story()
