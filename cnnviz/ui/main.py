"""What Streamlit runs for every visitor: settings of the browser page, the menu, the page chosen."""

from pathlib import Path

import streamlit as st

from cnnviz.ui import frame

st.set_page_config(page_title="cnnviz", page_icon="🔬", layout="wide")
st.html(Path(__file__).with_name("page.css"))
frame.navigation().run()
