"""Rows of numbers that the link holds as text, and what is to be said of those that cannot be read."""

import numpy as np
import streamlit as st

from cnnviz.ops import kernel_text, pipeline
from cnnviz.ops.kernel_text import blocks
from cnnviz.ui import attempts, widgets
from cnnviz.ui.kernel import reading

# Session key owned here: what is to be said when the explorer is drawn next.
_TROUBLE = "_explorer_trouble"


def taken_troubles() -> list[str]:
    """What is to be said, once."""
    return list(st.session_state.pop(_TROUBLE, []))


def read(name: str, usual: str, what: str, flat: bool) -> np.ndarray:
    """The matrix in a text; what cannot be read is explained, and the last that could be is taken."""
    text = widgets.hidden_text(name, usual)
    rows, trouble = attempts.or_last(
        f"rows {name}",
        lambda: reading.read(name, text, what, flat),
        kernel_text.linkable,
        kernel_text.linked,
        usual,
    )
    if trouble:
        explain(f"{trouble} Shown is what last could be read.")
    return rows


def kernel(name: str, usual: str, flat: bool = False) -> tuple[tuple[float, ...], ...]:
    """A kernel that the link holds as text under `name`, one row if `flat`."""
    return tuple(tuple(float(value) for value in row) for row in read(name, usual, "kernel", flat))


def kernels(name: str, usual: str) -> tuple[pipeline.Block, ...]:
    """The blocks of a kernel that the link holds as text under `name`: several where channels have their own."""
    text = widgets.hidden_text(name, usual)
    parts = blocks.split(text, lines=False)
    found, trouble = attempts.or_last(
        f"rows {name}",
        lambda: blocks.parsed(parts) if len(parts) > 1 else (reading.read(name, text, "kernel"),),
        blocks.text,
        lambda kept: blocks.parsed(blocks.split(kept, lines=False)),
        usual,
    )
    if trouble:
        explain(f"{trouble} Shown is what last could be read.")
    return tuple(tuple(tuple(float(value) for value in row) for row in rows) for rows in found)


def explain(why: str) -> None:
    """Say it, beside whatever else there is to say, when the explorer is drawn."""
    troubles = st.session_state.setdefault(_TROUBLE, [])
    if why not in troubles:
        troubles.append(why)
