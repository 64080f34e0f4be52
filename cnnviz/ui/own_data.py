"""The learner's own pictures as a data set: a zip of class folders, or classes put together one by one."""

from collections.abc import Callable

import numpy as np
import streamlit as st

from cnnviz import limits
from cnnviz.datasets import choice, data, own
from cnnviz.errors import InputError
from cnnviz.images import decode, drawing
from cnnviz.training import runs
from cnnviz.ui import links, words
from cnnviz.ui.components import sketch_pad

TITLE = "Your own"

Classes = dict[str, list[np.ndarray | bytes]]

# Session keys owned here: the classes put together so far, what is on the pad, how many drawings were added (each
# gets a fresh pad), and why the last pictures were not taken.
_CLASSES, _DRAWN, _PADS, _TROUBLE = "_own_classes", "_own_drawn", "_own_pads", "_own_data_trouble"


def controls() -> None:
    """Where one's own pictures come in; once they are a data set, it is the one chosen."""
    why = "32 × 32 in colour. Otherwise 28 × 28 grey, which is learned faster."
    st.toggle("In colour", key="own_colour", on_change=_zipped, help=why)
    left, right = st.columns(2, gap="medium")
    with left:
        st.markdown("**A zip**, with a folder for each class and its pictures in it.")
        st.file_uploader(
            "Zip of class folders",
            type=["zip"],
            key="own_zip",
            on_change=_zipped,
            help=f"Up to {limits.OWN_IMAGES:,} pictures in 2 to {limits.OWN_CLASSES} classes, "
            f"{limits.UPLOAD_BYTES // 2**20} MB.",
        )
    with right:
        st.markdown("**Or class by class**: name it, then draw or upload some of it. At least 2 pictures each.")
        _one_by_one()
    if trouble := st.session_state.get(_TROUBLE):
        words.explain(trouble)


def _one_by_one() -> None:
    st.text_input("Class", key="own_class", placeholder="cat", max_chars=40)
    drawn, uploaded = st.tabs(["Draw", "Upload"])
    with drawn:
        pad = st.session_state.get(_PADS, 0)
        sketch_pad.sketch_pad(f"own_pad {pad}", limits.UPLOAD_BYTES, _stroke, lambda file: _take(lambda: _add(file)))
        st.button("Add the drawing", on_click=lambda: _take(_add_drawing))
    with uploaded:
        kinds = ["png", "jpg", "jpeg", "webp", "gif", "bmp", "tif", "tiff"]
        key = f"own_files {pad}"
        st.file_uploader("Pictures of this class", type=kinds, key=key, accept_multiple_files=True)
        st.button("Add the pictures", on_click=lambda: _take(lambda: _add_files(key)))
    classes = _classes()
    if classes:
        st.markdown(" · ".join(f"{words.plain(name)}: {len(those)}" for name, those in classes.items()))
        with st.container(horizontal=True):
            st.button("Make it my data set", type="primary", on_click=lambda: _take(_made))
            st.button("Begin anew", on_click=classes.clear)


def _classes() -> Classes:
    kept: Classes = st.session_state.setdefault(_CLASSES, {})
    return kept


def _stroke(cells: bytes) -> None:
    st.session_state[_DRAWN] = cells


def _add_drawing() -> None:
    cells = st.session_state.get(_DRAWN, b"")
    if not cells:
        raise InputError("The pad is empty. Draw something first.")
    if len(cells) != drawing.SIDE**2:
        raise InputError(f"The drawing has {len(cells):,} cells instead of {drawing.SIDE**2:,}. Draw it again.")
    _add(np.frombuffer(cells, np.uint8).reshape(1, drawing.SIDE, drawing.SIDE) / np.float32(255))


def _add_files(key: str) -> None:
    files = st.session_state.get(key) or []
    if not files:
        raise InputError("No pictures are chosen. Drop some first.")
    for file in files:
        decode.decoded(file.getvalue(), file.name)  # what is no picture is explained now, by its name
    _add(*(file.getvalue() for file in files))


def _add(*pictures: np.ndarray | bytes) -> None:
    """Put pictures into the class named in the form."""
    typed = str(st.session_state.get("own_class", "")).strip()
    if not typed:
        raise InputError("This class has no name yet. Type one, such as “cat”.")
    classes, name = _classes(), decode.shown_name(typed)
    kept = [one for those in classes.values() for one in those]
    if sum(len(one) if isinstance(one, bytes) else one.nbytes for one in (*kept, *pictures)) > limits.UPLOAD_BYTES:
        raise InputError(
            f"Together these pictures have more than {limits.UPLOAD_BYTES // 2**20} MB. Make them smaller first."
        )
    classes.setdefault(name, []).extend(pictures)
    st.session_state[_DRAWN] = b""
    st.session_state[_PADS] = st.session_state.get(_PADS, 0) + 1


def _made() -> None:
    _use(own.from_pictures(_classes(), TITLE, bool(st.session_state["own_colour"])))


def _zipped() -> None:
    file = st.session_state.get("own_zip")
    if file is not None:
        _take(lambda: _use(own.from_zip(file.getvalue(), file.name, bool(st.session_state["own_colour"]))))


def _use(dataset: data.Dataset) -> None:
    """Keep the data set, and choose it."""
    links.put("own", runs.keep_own(dataset))
    links.put("dataset", choice.OWN)


def _take(act: Callable[[], None]) -> None:
    """Do it; what cannot be used changes nothing and is explained."""
    st.session_state[_TROUBLE] = ""
    try:
        act()
    except InputError as error:
        st.session_state[_TROUBLE] = str(error)
