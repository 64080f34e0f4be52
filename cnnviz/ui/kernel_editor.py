"""The learner's own kernel: a grid, the same as text, or a file. The text is the one truth."""

import streamlit as st

from cnnviz.errors import InputError
from cnnviz.ops import kernel_text
from cnnviz.ui import links, uploads, words
from cnnviz.ui.components import kernel_grid

# Session key owned here, before the stage's number: the name of the file last brought, and its kernel as text.
_BROUGHT = "_kernel_file"
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
    name, brought = st.session_state.get(f"{_BROUGHT}{number}", ("", ""))
    uploads.uploader(
        "Or a file: CSV, JSON or NPY",
        f"kernelfile{number}",
        lambda files, token: _uploaded(number, files[0]),
        names=[name] if name and brought == st.session_state[good] else [],
    )
    if refused := st.session_state.get(f"_kernel_file_trouble{number}"):
        words.explain(refused)
    return tuple(tuple(float(value) for value in row) for row in rows)


def _uploaded(number: int, file: uploads.File) -> None:
    trouble = f"_kernel_file_trouble{number}"
    st.session_state[trouble] = None
    try:
        text = kernel_text.text(kernel_text.from_file(file.data, file.name))
    except InputError as error:
        st.session_state[trouble] = str(error)
    else:
        links.put(f"own{number}", text)
        st.session_state[f"{_BROUGHT}{number}"] = (file.name, text)
