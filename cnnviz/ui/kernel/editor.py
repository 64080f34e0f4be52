"""The learner's own kernel: a grid, the same as text, or a file. The text is the one truth."""

import numpy as np
import streamlit as st

from cnnviz.api.uploads import File
from cnnviz.ops import kernel_text, pipeline
from cnnviz.ops.kernel_text import blocks
from cnnviz.ui import attempts, links, uploads, widgets, words
from cnnviz.ui.components import kernel_grid
from cnnviz.ui.kernel import reading

START = "-1,0,1;-2,0,2;-1,0,1"
Kernels = tuple[np.ndarray, ...]
_HELP = "Rows on lines or after “;”, numbers after a space or “,”; and many other notations."
_SEVERAL = " An empty line, or “;;”, begins the kernel of the next channel; after the last channel, of another filter."
_EACH = "Then channels differ: a filter can look for another thing on every map that comes in."
_BLOCK = "Blocks follow each other channel by channel, then filter by filter."

# Session keys owned here, before the stage's number: the name of the file last brought, and its kernel as text; why the
# last file, and the last block pasted, were not taken.
_BROUGHT, _FILE_TROUBLE, _GRID_TROUBLE = "_kernel_file", "_kernel_file_trouble", "_kernel_grid_trouble"


def controls(number: int, channels: int = 1) -> tuple[pipeline.Block, ...]:
    """The blocks of the kernel typed for stage `number`: one for all of its channels, or one for each. What cannot be
    read is explained and the last good one used."""
    key = f"own{number}"
    grid = st.container()
    # First the text, though it stands below: a link's kernel is known only once its widget is there.
    typed = widgets.text_area(
        key,
        "The same as text",
        START,
        height=68,
        on_change=reading.typed,
        args=(key,),
        help=_HELP + (_SEVERAL if channels > 1 else ""),
    )
    reading.help_with_notations(key)
    kernels, trouble = attempts.or_last(
        key, lambda: _read(key, typed, channels), blocks.text, lambda text: _again(text, channels), START
    )
    with grid:
        _grids(number, key, kernels, channels)
        if trouble:
            words.explain(trouble, "The last kernel that could be read is still in use.")
    _file(number, kernels[0])
    return tuple(tuple(tuple(float(value) for value in row) for row in rows) for rows in kernels)


def _read(key: str, typed: str, channels: int) -> Kernels:
    """The kernels in a text. Raises InputError."""
    parts = blocks.split(typed, lines=channels > 1)
    return blocks.parsed(parts) if len(parts) > 1 else (reading.read(key, typed, "kernel"),)


def _again(text: str, channels: int) -> Kernels:
    """The kernels that were in use before. Raises InputError."""
    parts = blocks.split(text, lines=channels > 1)
    return blocks.parsed(parts) if len(parts) > 1 else (kernel_text.parsed(text),)


def _grids(number: int, key: str, kernels: Kernels, channels: int) -> None:
    """One of the kernels as a grid, which of them, and whether every channel has its own."""
    if len(kernels) == 1:
        _grid(number, key, kernels, 0)
        if channels > 1:
            every = blocks.text(kernels * channels)
            st.button(f"A kernel for each of {channels} channels", f"each{number}", _EACH, links.put, (key, every))
        return
    at = widgets.place(f"block{number}", "Block", len(kernels), help=_BLOCK, width="stretch")
    filters, channel = divmod(at, channels)
    which = f"Filter {filters + 1}, channel {channel + 1}." if len(kernels) > channels else f"Channel {channel + 1}."
    st.caption(f"{which} {len(kernels)} blocks for {channels} channels.")
    _grid(number, key, kernels, at)
    alone = blocks.text((kernels[at],))
    st.button("This one for every channel", f"same{number}", None, links.put, (key, alone))


def _grid(number: int, key: str, kernels: Kernels, at: int) -> None:
    """The kernel at that place as a grid to type and paste into."""
    trouble = _GRID_TROUBLE + str(number)

    def edited(made: np.ndarray) -> None:
        st.session_state[trouble] = ""
        links.put(key, blocks.text((*kernels[:at], made, *kernels[at + 1 :])))

    def pasted(block: str) -> None:
        if len(kernels) == 1:
            st.session_state[trouble] = attempts.refusal(
                lambda: reading.put(key, lambda: kernel_text.parsed(block, asking=True))
            )
        else:
            st.session_state[trouble] = attempts.refusal(lambda: edited(kernel_text.parsed(block)))

    name = f"grid{number}" if len(kernels) == 1 else f"grid{number}_{at}"
    kernel_grid.kernel_grid(kernels[at], name, edited, pasted, st.session_state.get(trouble, ""))


def _file(number: int, kernel: np.ndarray) -> None:
    """Where a kernel comes in as a file; the name of the one that `kernel` came from."""
    name, brought = st.session_state.get(f"{_BROUGHT}{number}", ("", ""))
    uploads.uploader(
        "Or a file: CSV, text, JSON, NPY or NPZ",
        f"kernelfile{number}",
        lambda files, token: _uploaded(number, files[0]),
        names=[name] if name and brought == kernel_text.text(kernel) else [],
    )
    if refused := st.session_state.get(_FILE_TROUBLE + str(number)):
        words.explain(refused)


def _uploaded(number: int, file: File) -> None:
    key = f"own{number}"
    refusal = attempts.refusal(lambda: reading.put(key, lambda: kernel_text.from_file(file.data, file.name)))
    st.session_state[_FILE_TROUBLE + str(number)] = refusal
    if not refusal:
        st.session_state[f"{_BROUGHT}{number}"] = (file.name, st.session_state[key])
