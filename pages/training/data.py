"""Data: what a network learns from, class by class; its mean pictures; what augmentation does; and your own."""

import numpy as np
import streamlit as st

from cnnviz.datasets import catalogue
from cnnviz.figures import data_sheets
from cnnviz.training import config, runs
from cnnviz.ui import caching, data_source, frame, links, own_data, words
from cnnviz.ui.components import gallery

PALETTE = "Blue–orange"
LEAVES, THROWS = 9999, 9999

notes = frame.begin(frame.DATA)


@st.fragment
def story() -> None:
    links.begin(links.EXPERIMENT)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = data_source.choice()
    st.markdown(catalogue.DATASETS[chosen.name].sentence)
    with frame.explained():
        if data_source.offer(chosen):
            dataset = catalogue.load(chosen, runs.own)
            what = caching.told(chosen, dataset)
            st.markdown(data_sheets.sentence(dataset))
            frame.link(frame.TRAIN, "**Train on this** →", data_source.chosen_query(chosen))
            leaf = st.session_state[links.number("leaf", 0, LEAVES, 0)["key"]]
            gallery.gallery((data_sheets.sheets(dataset, leaf),), PALETTE, "sheets")
            with st.container(horizontal=True):
                more = int(what.counts[0].max()) > data_sheets.SHEET
                args = ("leaf", (leaf + 1) % (LEAVES + 1))
                st.button("Next pictures", disabled=not more, on_click=links.put, args=args)
                st.button("First pictures", disabled=not leaf, on_click=links.put, args=("leaf", 0))
            st.subheader("How many of each", anchor=False)
            st.markdown(words.plain(data_sheets.balance_sentence(dataset.classes, what)))
            st.plotly_chart(data_sheets.balance(dataset.classes, what), key="balance")
            gallery.gallery(data_sheets.means(dataset.classes, what), PALETTE, "means")
            st.markdown(data_sheets.level_sentence(what))
            st.subheader("Augmentation: one picture, many versions", anchor=False)
            with st.container(horizontal=True, vertical_alignment="bottom"):
                how = data_source.augmentation(config.Augmentation(shift=3, turn=15))
                there = [name for name, count in zip(dataset.classes, what.counts[0], strict=True) if count]
                name = st.selectbox("Class", there, **links.choice("subject", there), width=150)
                throw = st.session_state[links.number("throw", 0, THROWS, 0)["key"]]
                st.button("Again", on_click=links.put, args=("throw", (throw + 1) % (THROWS + 1)))
            places = np.flatnonzero(dataset.train.labels == dataset.classes.index(name))
            gallery.gallery((data_sheets.versions(dataset.train.pictures[places[0]], how, throw),), PALETTE, "versions")
    st.subheader("Your own pictures", anchor=False)
    own_data.controls()
    frame.finish(notes)


story()
