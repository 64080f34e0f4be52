"""The settings of runs in a rail beside what comes of them; in a narrow window above it, the most needed ones first."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator


def beside() -> tuple[DeltaGenerator, DeltaGenerator]:
    """Where the settings stand, and where the runs do."""
    with st.container(key="run"):
        return st.container(key="run_rail"), st.container(key="run_stage")
