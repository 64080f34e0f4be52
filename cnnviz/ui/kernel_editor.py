"""The learner's own kernel: a grid, the same as text, or a file. The text is the one truth."""

import streamlit as st

from cnnviz.errors import InputError
from cnnviz.ops import kernel_text
from cnnviz.ui import links, words
from cnnviz.ui.components import kernel_grid

START = "-1,0,1;-2,0,2;-1,0,1"


def controls(number: int) -> tuple[tuple[float, ...], ...]:
    """The rows of the kernel typed for stage `number`. What cannot be read is explained and the last good one used."""
    key, good = f"own{number}", f"_own_kernel{number}"
    grid = st.container()
    # First the text, though it stands below: a link's kernel is known only once its widget is there.
    typed = st.text_area(
        "The same as text",
        **links.text(key, START),
        height=68,
        help="Rows on lines or after “;”, numbers after “,”. Fractions like 1/9 and JSON work too.",
    )
    trouble = ""
    try:
        rows = kernel_text.parsed(typed)
    except InputError as error:
        trouble, rows = str(error), kernel_text.parsed(st.session_state.get(good, START))
    st.session_state[good] = kernel_text.text(rows)

    def edited(text: str) -> None:
        links.put(key, text)

    with grid:
        kernel_grid.kernel_grid(st.session_state[good], f"grid{number}", edited)
        if trouble:
            words.explain(trouble, "The last kernel that could be read is still in use.")
    st.file_uploader(
        "Or a file: CSV, JSON or NPY",
        type=["csv", "txt", "json", "npy"],
        key=f"kernelfile{number}",
        on_change=_uploaded,
        args=(number,),
    )
    if refused := st.session_state.get(f"_kernel_file_trouble{number}"):
        words.explain(refused)
    return tuple(tuple(float(value) for value in row) for row in rows)


def _uploaded(number: int) -> None:
    trouble = f"_kernel_file_trouble{number}"
    st.session_state[trouble] = None
    file = st.session_state[f"kernelfile{number}"]
    if file is None:
        return
    try:
        links.put(f"own{number}", kernel_text.text(kernel_text.from_file(file.getvalue(), file.name)))
    except InputError as error:
        st.session_state[trouble] = str(error)
