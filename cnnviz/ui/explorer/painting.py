"""Paint over a picture, cell by cell, and off again."""

import hashlib
from typing import Any

import numpy as np
import streamlit as st

from cnnviz.ui import links

# Session key owned here: which picture was painted over, and how it looks since.
_PAINTED = "_painted"


def base(pixels: np.ndarray) -> str:
    """Which picture these pixels (c h w) are."""
    return hashlib.blake2b(pixels.tobytes() + str(pixels.shape).encode()).hexdigest()


def painted(pixels: np.ndarray) -> np.ndarray:
    """The picture (c h w) with what somebody painted over it."""
    key = links.unlinked(_PAINTED, ("", pixels))["key"]
    before, over = st.session_state.get(key, ("", pixels))
    return np.asarray(over) if before == base(pixels) else pixels


def unpaint(pixels: np.ndarray) -> None:
    """A button that takes the paint off the picture (c h w), where there is any."""
    if st.session_state.get(_PAINTED, ("", None))[1] is pixels:
        st.button("Take the paint off", key="unpaint", on_click=lambda: st.session_state.pop(_PAINTED, None))


def paint(pixels: np.ndarray, base: str, cells: list[Any], first: int) -> None:
    """Paint [channel, place, byte] cells over the picture `base`, `first` being the channel that the component calls
    0."""
    result = pixels.copy()
    flat = result.reshape(len(result), -1)
    for cell in cells[: flat.size]:
        if not (isinstance(cell, list) and len(cell) == 3 and all(type(one) is int for one in cell)):
            continue
        channel, place, byte = cell
        if 0 <= channel + first < len(flat) and 0 <= place < flat.shape[1] and 0 <= byte <= 255:
            flat[channel + first, place] = byte
    st.session_state[_PAINTED] = (base, result)
