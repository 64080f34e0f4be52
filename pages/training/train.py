"""Watch it learn: choose data, a network and settings, press Train, and see filters turn from noise into edges."""

import streamlit as st

from cnnviz.ui import frame, links, run_settings, training_panel

notes = frame.begin(frame.TRAIN)


@st.fragment
def train() -> None:
    links.begin(links.EXPERIMENT)
    chosen = run_settings.one()
    training_panel.panel("train", chosen, ("This run",))
    frame.finish(notes)


train()
