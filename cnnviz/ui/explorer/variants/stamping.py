"""Transposed convolution on a page: its few numbers, how stamps are laid, and what comes of them."""

import numpy as np
import streamlit as st

from cnnviz import limits
from cnnviz.codegen.stage import transposed as code
from cnnviz.errors import InputError
from cnnviz.figures.walk import stamping as figures
from cnnviz.ops.variants import transposed
from cnnviz.ui import page, widgets, words
from cnnviz.ui.components import gallery, stamping
from cnnviz.ui.explorer import drawing, texts
from cnnviz.ui.kernel import reading

# Names in the link of the input and the kernel, what they are to begin with, and the longest sides.
IMAGE, KERNEL = "stamped", "stamp"
USUAL = {IMAGE: "1,2,0;0,1,3;2,0,1", KERNEL: "1,2,1;2,4,2;1,2,1"}
MOST = {IMAGE: 6, KERNEL: 5}
_CALLED = {IMAGE: "input", KERNEL: "kernel"}


@page.part
def show() -> None:
    """Its controls, the stamps, and what is to be said of them."""
    st.caption(
        "A convolution gathers: each output adds up a window. Transposed, it scatters: each input cell stamps its "
        "number times the kernel onto the output, and where stamps overlap they add up. Networks make small maps large "
        "with it."
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for name, label in ((IMAGE, "Input"), (KERNEL, "Kernel")):
            widgets.text(name, label, USUAL[name], on_change=reading.typed, args=(name,), width=190)
        image, kernel = _numbers(IMAGE), _numbers(KERNEL)
        stamped = transposed.Stamped(image, kernel, _spread(image, kernel))
    for trouble in texts.taken_troubles():
        st.warning(words.plain(trouble))
    stamping.stamping(figures.blob(stamped, drawing.PALETTE), "stamping")
    st.markdown("\n".join(f"- {line}" for line in _said(stamped)))
    gallery.gallery((figures.matrix(stamped),), drawing.PALETTE, "transposed")
    with st.expander("The same in PyTorch"):
        st.code(code.source(stamped), language="python")


def _said(stamped: transposed.Stamped) -> list[str]:
    return [*figures.sizes(stamped), figures.extra(stamped), figures.evenness(stamped)]


def _numbers(name: str) -> np.ndarray:
    """Raises InputError for more numbers than can be looked at one by one."""
    rows = texts.read(name, USUAL[name], _CALLED[name], flat=False)
    if max(rows.shape) > MOST[name]:
        raise InputError(
            f"The {_CALLED[name]} is {rows.shape[0]} × {rows.shape[1]}. Type at most {MOST[name]} × {MOST[name]} "
            "numbers here."
        )
    return rows


def _spread(image: np.ndarray, kernel: np.ndarray) -> transposed.Spread:
    """How stamps are laid; what is impossible is out of reach."""
    stride = widgets.slider(
        "stamp_stride", "Stride", 1, min(4, limits.STRIDE), 2, help="Cells from one stamp to the next.", width=130
    )
    dilation = widgets.slider(
        "stamp_dilation", "Dilation", 1, min(3, limits.DILATION), 1, help="Spreads a stamp’s weights apart.", width=130
    )
    most = transposed.most_padding(image.shape, kernel.shape, stride, dilation)
    padding = 0
    if most:
        why = "Cells cut off on every side of the output: the opposite of what it adds before a convolution."
        padding = widgets.slider("stamp_padding", "Padding", 0, most, 1, help=why, width=130)
    extra = 0
    if stride > 1:
        why = "Rows and columns that are kept, or added, at the bottom and the right. Less than the stride."
        extra = widgets.slider("stamp_extra", "Output padding", 0, stride - 1, 1, help=why, width=130)
    return transposed.Spread(stride, padding, extra, dilation)
