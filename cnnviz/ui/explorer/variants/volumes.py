"""A stack and the kernel that slides along its depth, on a page."""

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from cnnviz.errors import InputError
from cnnviz.figures.walk import volumes as figures
from cnnviz.images import frames
from cnnviz.images.samples import volume as sample
from cnnviz.ops.variants import volumes
from cnnviz.ui import links, page, widgets, words
from cnnviz.ui.components import volume
from cnnviz.ui.explorer import drawing, texts
from cnnviz.ui.explorer.variants import own_stack
from cnnviz.ui.kernel import reading

# The names in the link of the kernel, its slices, a kernel that is typed, and the pixels of an own slice's side.
KIND, DEPTH, TYPED, SIDE = "volume_kernel", "volume_depth", "volume_own", "volume_side"
OWN, USUAL = "own", "0,1;0,1;;1,0;1,0"
SIDES, USUAL_SIDE, USUAL_DEPTH = (8, 12, 16, 24), 12, 3
# The longest rows and columns of a kernel that is typed.
MOST = 5


@page.part
def show(top: DeltaGenerator) -> None:
    """Its controls in `top`, the walk, and what is to be said of it."""
    stack = _stack(top)
    with top:
        kernel, sentence = _kernel(len(stack))
    for trouble in texts.taken_troubles():
        st.warning(words.plain(trouble))
    result = volumes.Result(stack, kernel)
    volume.volume(figures.blob(result, drawing.PALETTE), "sliding")
    st.markdown("\n".join(f"- {line}" for line in (sentence, figures.size(result), figures.contrast(result)) if line))
    if len(kernel) < len(stack) and sentence:
        st.button("Make the kernel as deep as the stack", key="deepen", on_click=links.put, args=(DEPTH, len(stack)))
    st.caption(
        "Films, and the scans of CT and MRI, are such stacks. Weights along the depth see what no single slice shows: "
        "where things move, or how they go on inside. Each output is still the dot product of one neuron."
    )


def _stack(top: DeltaGenerator) -> np.ndarray:
    """The slices, float32 (D H W)."""
    own = own_stack.current()
    with top:
        kinds = {"square": "A square that moves"} | ({own_stack.OWN: "Your stack"} if own is not None else {})
        kind = widgets.choice(own_stack.NAME, "Stack", kinds, width=190)
        with st.popover("Your own stack", key="own_stack_menu"):
            own_stack.uploader()
        if kind != own_stack.OWN or own is None:
            return sample.moving_square()
        why = "Every slice is the middle of its picture, scaled to so many pixels."
        side = widgets.select_slider(SIDE, "Pixels on a side", SIDES, USUAL_SIDE, help=why, width=150)
    return frames.shrunk(own, side)


def _kernel(slices: int) -> tuple[np.ndarray, str]:
    """The weights (d k l), and what those that are not typed look for. Raises InputError where they are too many."""
    labels = {id: kind.label for id, kind in volumes.KINDS.items()} | {OWN: "Own"}
    chosen = widgets.choice(KIND, "Kernel", labels, width=150, help="What the kernel looks for along the depth.")
    if chosen == OWN:
        why = "Row by row, ; between rows and ;; between slices."
        widgets.text(TYPED, "Slices of the kernel", USUAL, on_change=reading.typed, args=(TYPED,), help=why, width=260)
        return _typed(), ""
    kind = volumes.KINDS[chosen]
    depth = slices
    if kind.least < slices:
        why = "How many slices the kernel covers at once. As many as there are: it cannot slide along the depth."
        usual = min(USUAL_DEPTH, slices)
        depth = widgets.slider(DEPTH, "Slices deep", kind.least, slices, usual, help=why, width=150)
    return kind.weights(depth), f"**{kind.label}**: {kind.sentence}"


def _typed() -> np.ndarray:
    """Raises InputError where the slices are not all alike, or too large."""
    blocks = texts.kernels(TYPED, USUAL)
    sizes = {(len(block), len(block[0])) for block in blocks}
    if len(sizes) > 1 or max(max(sizes)) > MOST:
        raise InputError(f"All slices of the kernel need one size, up to {MOST} × {MOST}. Write ;; between them.")
    return np.array(blocks, np.float64)
