"""The photo that a network looks at, on a page."""

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from cnnviz.images import picture
from cnnviz.ui.picture import image_input

# Pixels of the photo's longer side: its middle is cut out, and scaled to what the network reads.
SIDE = 384


def controls() -> tuple[DeltaGenerator, picture.Pixels]:
    """The row that begins with the photo's controls, for those of the network to follow, and the photo (h w 3)."""
    top = st.container(horizontal=True, vertical_alignment="bottom")
    menu = top.popover("Photo, size", key="picture_menu")
    shown = image_input.controls(top, menu, colour=False, usual="rgb", sample="coffee", begins=SIDE)
    return top, np.moveaxis(shown.working.pixels, 0, 2)
