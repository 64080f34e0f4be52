"""What a small shift of the picture changes before and after pooling, on a page."""

import streamlit as st

from cnnviz.figures.convolution import shifts
from cnnviz.images import picture, samples
from cnnviz.ops import pipeline
from cnnviz.ops.compared import shifted
from cnnviz.ui import widgets
from cnnviz.ui.components import gallery
from cnnviz.ui.explorer import drawing
from cnnviz.ui.results import charts

# Pixels on a side of the face that is moved.
SIDE = 96


def show(result: pipeline.Result) -> None:
    """The result's maps as its image moves, and a face whose parts do."""
    measured = shifted.changes(result)
    charts.chart(shifts.curve(measured), "shifts", "Shifted pictures")
    st.caption(f"{shifts.sentence(measured)} {shifts.HOW}")
    amount = widgets.slider("moved", "Pixels by which eyes and mouth move", 1, 4, 2, width=320)
    faces = samples.moved_faces(SIDE, amount)
    moved = shifted.moved(picture.floats(faces[0]), picture.floats(faces[1]))
    gallery.gallery(shifts.faces(faces, moved, amount), drawing.PALETTE, "faces")
