"""The learner's own pictures as a data set: a zip of class folders, or classes put together one by one."""

from collections.abc import Callable, Sequence

import numpy as np
import streamlit as st

from cnnviz import limits
from cnnviz.api.uploads import File
from cnnviz.datasets import choice, data
from cnnviz.datasets.brought import gathering, own
from cnnviz.errors import InputError
from cnnviz.images import decode, drawing
from cnnviz.training import own_datasets
from cnnviz.ui import attempts, links, uploads, visitor, words
from cnnviz.ui.components import sketch_pad

TITLE = "Your own"

Classes = dict[str, list[np.ndarray | bytes]]

# Session keys owned here: the classes put together so far, what is on the pad, how many drawings were added (each
# gets a fresh pad), pictures that were brought and are in no class yet, the last zip's or folder's name and what its
# data set is called, and why the last pictures were not taken.
_CLASSES, _DRAWN, _PADS, _TROUBLE = "_own_classes", "_own_drawn", "_own_pads", "_own_data_trouble"
_WAITING, _ZIP = "_own_waiting", "_own_zip"
# And how that zip was split, and what of it was left out.
_REPORT = "_own_report"
_LISTED = 200


def controls() -> None:
    """Where one's own pictures come in; once they are a data set, it is the one chosen."""
    why = "32 × 32 in colour. Otherwise 28 × 28 grey, which is learned faster."
    colour = st.toggle("In colour", key="own_colour", help=why)
    left, right = st.columns(2, gap="medium")
    with left:
        st.markdown("**A folder or its zip**, with a folder for each class and its pictures in it.")
        uploads.uploader(
            "Zip of class folders",
            "own_zip",
            _gathered,
            uploads.Wants(folder=True),
            hint=f"Up to {limits.OWN_IMAGES:,} pictures in 2 to {limits.OWN_CLASSES} classes, "
            f"{limits.UPLOAD_BYTES // 2**20} MB.",
            names=_zip_in_use(),
            again=f"colour {colour}",
        )
        if _zip_in_use():
            _report(st.session_state[_REPORT])
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
        sketch_pad.sketch_pad(f"own_pad {pad}", _stroke)
        st.button("Add the drawing", on_click=lambda: _take(_add_drawing))
    with uploaded:
        uploads.uploader(
            "Pictures of this class",
            "own_files",
            _brought,
            uploads.Wants(several=True, picture=True),
            hint=f"Or paste one. {decode.FORMATS}.",
            names=[file.name for file in _files()],
            on_removed=_unwanted,
        )
        st.button("Add the pictures", on_click=lambda: _take(_add_files))
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


def _files() -> tuple[File, ...]:
    """Pictures that were brought and are in no class yet."""
    waiting: tuple[File, ...] = st.session_state.get(_WAITING, ())
    return waiting


def _brought(files: tuple[File, ...], token: str) -> None:
    """Let pictures wait for their class; what is none is explained now, by its name, and the others are taken."""
    st.session_state[_TROUBLE] = ""
    good, bad = list(_files()), []
    for file in files:
        try:
            decode.decoded(file.data, file.name)
            _require_room([one.data for one in (*good, file)])
        except InputError as error:
            bad.append(str(error))
        else:
            good.append(file)
    st.session_state[_WAITING] = tuple(good)
    if bad:
        more = f" So it is with {len(bad) - 1:,} more; the others are taken." if len(bad) > 1 else ""
        st.session_state[_TROUBLE] = bad[0] + more


def _unwanted(names: list[str]) -> None:
    st.session_state[_WAITING] = tuple(file for file in _files() if file.name not in names)


def _add_files() -> None:
    if not _files():
        raise InputError("No pictures are chosen. Drop some first.")
    _add(*(file.data for file in _files()))
    st.session_state[_WAITING] = ()


def _require_room(pictures: Sequence[np.ndarray | bytes]) -> None:
    """Raises InputError where these pictures and those of all classes are more than one session may hold."""
    kept = [*(one for those in _classes().values() for one in those), *pictures]
    if sum(len(one) if isinstance(one, bytes) else one.nbytes for one in kept) > limits.UPLOAD_BYTES:
        raise InputError(
            f"Together these pictures have more than {limits.UPLOAD_BYTES // 2**20} MB. Make them smaller first."
        )


def _add(*pictures: np.ndarray | bytes) -> None:
    """Put pictures into the class named in the form."""
    typed = str(st.session_state.get("own_class", "")).strip()
    if not typed:
        raise InputError("This class has no name yet. Type one, such as “cat”.")
    classes, name = _classes(), decode.shown_name(typed)
    _require_room(pictures)
    classes.setdefault(name, []).extend(pictures)
    st.session_state[_DRAWN] = b""
    st.session_state[_PADS] = st.session_state.get(_PADS, 0) + 1


def _made() -> None:
    _use(own.from_pictures(_classes(), TITLE, bool(st.session_state["own_colour"])))


def _gathered(files: tuple[File, ...], token: str) -> None:
    colour = bool(st.session_state["own_colour"])
    title = files[0].name.split("/")[0]

    def use() -> None:
        if len(files) == 1 and files[0].name == title:
            found = own.gathered_zip(files[0].data, title, colour)
        else:
            found = own.gathered_files([(file.name, file.data) for file in files], title, colour)
        _use(found.dataset)
        st.session_state[_ZIP] = (title, st.session_state["own"])
        st.session_state[_REPORT] = (found.split, found.left_out)

    _take(use)


def _report(report: tuple[str, Sequence[gathering.LeftOut]]) -> None:
    """How the pictures were split, and every file that was left out with its reason."""
    split, left_out = report
    st.caption(words.plain(split))
    if not left_out:
        return
    with st.expander(f"Left out: {len(left_out):,} file{'s' * (len(left_out) != 1)}"):
        lines = [f"“{one.name}” {one.why}" for one in left_out[:_LISTED]]
        more = len(left_out) - len(lines)
        st.text("\n".join([*lines, *([f"and {more:,} more"] if more else [])]))


def _zip_in_use() -> list[str]:
    """The name of the zip whose data set is the one chosen."""
    name, made = st.session_state.get(_ZIP, ("", ""))
    return [name] if name and st.session_state.get("own") == made else []


def _use(dataset: data.Dataset) -> None:
    """Keep the data set, and choose it."""
    links.put("own", own_datasets.save(dataset, visitor.person(), visitor.address()), along=True)
    links.put("dataset", choice.OWN)


def _take(act: Callable[[], None]) -> None:
    """Do it; what cannot be used changes nothing and is explained."""
    st.session_state[_TROUBLE] = attempts.refusal(act)
