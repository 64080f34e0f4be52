"""The Kernel Lab: a picture, kernels, geometry, and every map they make."""

import streamlit as st

from cnnviz.ui import frame, lab

frame.begin(frame.LAB)


st.fragment(lab.laboratory)()
