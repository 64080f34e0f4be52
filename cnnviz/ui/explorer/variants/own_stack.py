"""The learner's own stack: several pictures, or the frames of one; the session keeps it."""

import numpy as np
import streamlit as st

from cnnviz import limits, numbers
from cnnviz.api.uploads import File
from cnnviz.errors import InputError
from cnnviz.images import decode, frames
from cnnviz.ui import links, uploads, words

# Slices at most, and the fewest that are a stack.
MOST, LEAST = 8, 2
# Session keys owned here: the slices (n SIDE SIDE), the names of their files, and why the last ones were not taken.
_SLICES, _NAMES, _TROUBLE = "_stack_slices", "_stack_names", "_stack_trouble"
# The name in the link of which volume is shown, and its value for this one.
NAME, OWN = "volume", "own"


def current() -> np.ndarray | None:
    """The slices, float32 (n SIDE SIDE), where there are any."""
    held: np.ndarray | None = st.session_state.get(_SLICES)
    return held


def uploader() -> None:
    """Where they come in."""
    uploads.uploader(
        "Drop a stack of your own here",
        "own_stack",
        _take,
        uploads.Wants(several=True),
        hint=f"{LEAST} to {MOST} pictures, or one GIF or TIFF with several frames, up to "
        f"{limits.UPLOAD_BYTES // 2**20} MB. Kept until you close the tab.",
        names=st.session_state.get(_NAMES, []),
        on_removed=_forget,
    )
    if trouble := st.session_state.get(_TROUBLE):
        words.explain(trouble)


def _take(files: tuple[File, ...], token: str) -> None:
    """Take over what was brought; what is no stack leaves the last one in place, with a sentence."""
    st.session_state[_TROUBLE] = ""
    try:
        slices, trouble = _read(sorted(files, key=lambda file: file.name))
    except InputError as error:
        st.session_state[_TROUBLE] = str(error)
        return
    names = [decode.shown_name(file.name) for file in files[:MOST]]
    st.session_state.update({_SLICES: slices, _NAMES: names, _TROUBLE: trouble})
    links.put(NAME, OWN)


def _read(files: list[File]) -> tuple[np.ndarray, str]:
    """The slices of the files in the order of their names, and what of them was left out. Raises InputError."""
    found: list[np.ndarray] = []
    left: list[str] = []
    for file in files[:MOST]:
        try:
            found.append(frames.slices(file.data, file.name, MOST))
        except InputError as error:
            left.append(str(error))
    slices = np.concatenate(found) if found else np.zeros((0, frames.SIDE, frames.SIDE), np.float32)
    if len(slices) < LEAST:
        why = (
            f"{numbers.count(len(slices), 'picture')} cannot be a stack. Bring {LEAST} or more, or a file with frames."
        )
        raise InputError(" ".join([*left, why]))
    if len(files) > MOST or len(slices) > MOST:
        left.append(f"Only the first {MOST} slices are used.")
    return slices[:MOST], " ".join(left)


def _forget(names: list[str]) -> None:
    for key in (_SLICES, _NAMES, _TROUBLE):
        st.session_state.pop(key, None)
    links.forget([NAME])
