"""Words: one meaning each, used the same way on every page."""

import streamlit as st

from cnnviz.figures import glossary
from cnnviz.ui import frame

notes = frame.begin(frame.WORDS)
for title, meaning in glossary.WORDS.items():
    st.markdown(f"**{title}**: {meaning}")
for title, table in glossary.TABLES.items():
    st.subheader(title, anchor=False)
    st.table(table(), border="horizontal")
frame.finish(notes)
