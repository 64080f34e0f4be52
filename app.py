"""cnnviz: `streamlit run app.py` serves the app whose script is cnnviz/ui/main.py.

A folder named pages/ beside the script makes Streamlit treat the first visit after a start in an old way and show
"Page not found" over a deep link; beside this launcher it does not.
"""

from pathlib import Path

import streamlit as st

app = st.App(Path(__file__).parent / "cnnviz" / "ui" / "main.py")
