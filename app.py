"""cnnviz: `streamlit run app.py` serves the app whose script is cnnviz/ui/main.py.

A folder named pages/ beside the script makes Streamlit treat the first visit after a start in an old way and show
"Page not found" over a deep link; beside this launcher it does not.
"""

import os
from pathlib import Path

import streamlit as st

# Read once, when numpy is first imported. Many visitors share few cores: a matrix product that spreads over all of
# them waits for the slowest, many times longer than it computes.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from cnnviz.api import descriptors, moved, photographs, tidying, uploads
from cnnviz.api.classroom import routes as classroom
from cnnviz.api.guards import embedding
from cnnviz.api.runs import routes
from cnnviz.ui import lighter, serving

descriptors.raise_limit()
tidying.settle()
lighter.lighten()
app = st.App(
    Path(__file__).parent / "cnnviz" / "ui" / "main.py",
    routes=[*moved.ROUTES, *uploads.ROUTES, *photographs.ROUTES, *routes.ROUTES, *classroom.ROUTES],
    lifespan=serving.lifespan,
    middleware=[*serving.middleware(), embedding.LAYER, *serving.packing()],
)
