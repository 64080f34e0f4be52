"""The learner's own kernel: a grid, the same as text, or a file. The text is the one truth."""

from collections.abc import Callable

import streamlit as st

from cnnviz.errors import InputError
from cnnviz.ops import kernel_text
from cnnviz.ui import kernel_reading, links, uploads, words
from cnnviz.ui.components import kernel_grid

START = "-1,0,1;-2,0,2;-1,0,1"

# Session keys owned here, before the stage's number: the name of the file last brought, and its kernel as text; why the
# last file, and the last block pasted, were not taken.
_BROUGHT, _FILE_TROUBLE, _GRID_TROUBLE = "_kernel_file", "_kernel_file_trouble", "_kernel_grid_trouble"


def controls(number: int) -> tuple[tuple[float, ...], ...]:
    """The rows of the kernel typed for stage `number`. What cannot be read is explained and the last good one used."""
    key, good = f"own{number}", f"_own_kernel{number}"
    grid = st.container()
    # First the text, though it stands below: a link's kernel is known only once its widget is there.
    typed = st.text_area(
        "The same as text",
        **links.text(key, START),
        height=68,
        on_change=kernel_reading.typed,
        args=(key,),
        help="Rows on lines or after “;”, numbers after a space or “,”; and many other notations.",
    )
    kernel_reading.help_with_notations()
    trouble = ""
    try:
        rows = kernel_reading.read(key, typed, "kernel")
    except InputError as error:
        trouble, rows = str(error), kernel_text.parsed(st.session_state.get(good, START))
    st.session_state[good] = kernel_text.text(rows)
    with grid:
        _grid(number, key, st.session_state[good])
        if trouble:
            words.explain(trouble, "The last kernel that could be read is still in use.")
    name, brought = st.session_state.get(f"{_BROUGHT}{number}", ("", ""))
    uploads.uploader(
        "Or a file: CSV, text, JSON, NPY or NPZ",
        f"kernelfile{number}",
        lambda files, token: _uploaded(number, files[0]),
        names=[name] if name and brought == st.session_state[good] else [],
    )
    if refused := st.session_state.get(_FILE_TROUBLE + str(number)):
        words.explain(refused)
    return tuple(tuple(float(value) for value in row) for row in rows)


def _grid(number: int, key: str, text: str) -> None:
    """The kernel as a grid to type and paste into."""
    trouble = _GRID_TROUBLE + str(number)

    def edited(text: str) -> None:
        st.session_state[trouble] = ""
        links.put(key, text)

    def pasted(block: str) -> None:
        st.session_state[trouble] = _refusal(
            lambda: kernel_reading.put(key, lambda: kernel_text.parsed(block, asking=True))
        )

    kernel_grid.kernel_grid(text, f"grid{number}", edited, pasted, st.session_state.get(trouble, ""))


def _uploaded(number: int, file: uploads.File) -> None:
    key = f"own{number}"
    refusal = _refusal(lambda: kernel_reading.put(key, lambda: kernel_text.from_file(file.data, file.name)))
    st.session_state[_FILE_TROUBLE + str(number)] = refusal
    if not refusal:
        st.session_state[f"{_BROUGHT}{number}"] = (file.name, st.session_state[key])


def _refusal(take: Callable[[], None]) -> str:
    """Do it; why it cannot be done, or nothing."""
    try:
        take()
    except InputError as error:
        return str(error)
    return ""
