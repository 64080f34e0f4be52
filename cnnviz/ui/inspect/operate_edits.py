"""What is done to a network on its page: the edits in the link, what was undone, and the controls that make them."""

import functools

import streamlit as st

from cnnviz.figures.operate import told
from cnnviz.inspect.operate import edits as kinds
from cnnviz.inspect.operate import history, surgery
from cnnviz.inspect.operate.edits import Edit
from cnnviz.inspect.way import graph
from cnnviz.ui import links, widgets, words

# In the link: the edits; BEGIN until somebody has done something.
EDITS, BEGIN = "op_edits", "begin"
# Session key owned here: what was done and undone.
_HISTORY = "_operated"
LONGEST = 4000


def current(network: graph.Graph, usual: Edit) -> tuple[Edit, ...]:
    """The edits of the link that fit the network, in order; says how many do not."""
    said = widgets.hidden_text(EDITS, BEGIN)
    if said == BEGIN:
        return (usual,)
    known, lost = kinds.from_text(said[:LONGEST])
    fitting = surgery.fitting(network, known)
    if lost := lost + len(known) - len(fitting):
        st.caption(f"{lost} of the edits in the link cannot be done to this network.")
    return fitting


def _history() -> history.History:
    """That which leads to what the link says; a new one where something else has set it."""
    now = str(st.session_state.get(EDITS, BEGIN))
    kept = st.session_state.get(_HISTORY)
    return kept if isinstance(kept, history.History) and kept.now == now else history.History(now)


def _go(to: history.History) -> None:
    st.session_state[_HISTORY] = to
    links.put(EDITS, to.now)


def put(edits: tuple[Edit, ...]) -> None:
    """Have exactly these edits; for callbacks."""
    _go(_history().to(kinds.text(edits[-kinds.MOST :])))


def chips(network: graph.Graph, edits: tuple[Edit, ...]) -> None:
    """Every edit, to be taken away by a click; undo, redo, and all away at once."""
    kept = _history()
    with st.container(horizontal=True, key="op_chips"):
        for at, one in enumerate(edits):
            others = (*edits[:at], *edits[at + 1 :])
            label = f"✕ {_capital(told.edit(network, one))}"
            st.button(words.plain(label), key=f"op_chip{at}", on_click=put, args=(others,), help="Take this edit away.")
        if not edits:
            st.markdown("No edits: the network as it learned.")
        st.button("Undo", key="op_undo", on_click=lambda: _go(_history().undo()), disabled=not kept.before)
        st.button("Redo", key="op_redo", on_click=lambda: _go(_history().redo()), disabled=not kept.undone)
        st.button("Reset", key="op_reset", on_click=put, args=((),), disabled=not edits)


def controls(step: graph.Step, channel: int, edits: tuple[Edit, ...]) -> None:
    """What can be done to a channel of a step: a button each, and how where there is a choice."""
    possible = surgery.possible(step)
    make = functools.partial(Edit, step.main.path, channel)

    def act(kind: str, label: str, how: str = "", key: str = "") -> None:
        done = (*edits, make(kind, how)) if len(edits) < kinds.MOST else edits
        help = told.SENTENCES[kind]
        st.button(label, key=key or f"op_{kind}", on_click=put, args=(done,), help=help, disabled=done is edits)

    with st.container(horizontal=True, key="op_acts"):
        act(kinds.SILENCE, "Silence")
        if kinds.EMPTY in possible:
            act(kinds.EMPTY, "Weights 0")
        if kinds.TURN in possible:
            act(kinds.TURN, "Turn 90°", "90")
        if kinds.FLIP in possible:
            act(kinds.FLIP, "Flip ↔", "columns", "op_flip_columns")
            act(kinds.FLIP, "Flip ↕", "rows", "op_flip_rows")
        if kinds.GREY in possible:
            act(kinds.GREY, "Grey")
    if kinds.SWAP in possible:
        with st.container(horizontal=True, vertical_alignment="bottom", key="op_swapping"):
            options = {id: kinds.KERNELS[id].label for id in surgery.swappable(step)}
            kernel = widgets.choice(
                "op_kernel", "Kernel", options, "sobel-x" if "sobel-x" in options else None, width=170
            )
            act(kinds.SWAP, "Swap in", kernel)
    with st.container(horizontal=True, vertical_alignment="bottom", key="op_scaling"):
        factor = widgets.number("op_factor", "Factor", kinds.SMALLEST, kinds.LARGEST, 2.0, step=0.5, width=170)
        act(kinds.SCALE, "Scale", f"{factor:g}")


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
