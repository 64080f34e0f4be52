"""The learner's own classes: photos come in by files, camera, folder or zip, go from class to class, and back."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from cnnviz import limits, numbers
from cnnviz.api.uploads import File
from cnnviz.inspect.models import Model
from cnnviz.inspect.own_classes import album, example, features, reading
from cnnviz.ui import attempts, page, uploads, words

# Session keys owned here: the albums made so far, the last being the one in use; whether a change took away what was
# there; what could not be taken; features of the learner's photos; which class is filled; whether computing features
# was stopped.
_ALBUMS, _TROUBLE, _FEATURES, _AT = "_own_albums", "_own_album_trouble", "_own_album_features", "own_class_at"
_STOPPED = "_own_classes_stopped"
# Seconds that features are computed for in one go, and between two.
BLOCK, BETWEEN = 0.5, 0.1
BEGIN = 3
LISTED = 5


def current() -> album.Album | None:
    """The classes put together so far; None before the first."""
    return _albums()[-1] if _albums() else None


def kept() -> features.Kept:
    """Features that were computed of this session's photos."""
    held: features.Kept = st.session_state.setdefault(_FEATURES, features.Kept())
    return held


def ready(model: Model, shown: album.Album, kept: features.Kept) -> album.Album | None:
    """The classes with all photos whose features are there: once all are, or somebody has stopped; None before."""
    missing = kept.missing(model, shown.photos)
    if missing and not st.session_state.get(_STOPPED):
        kept.compute(model, missing, BLOCK)
        missing = kept.missing(model, shown.photos)
        if missing:
            with page.unfinished():
                _wait(model, shown, kept)
            return None
    if not missing:
        st.session_state.pop(_STOPPED, None)
        return shown
    st.warning(
        f"Stopped: {numbers.count(len(missing), 'picture')} of {len(shown.photos)} are not looked at yet and take no "
        "part."
    )
    st.button("Go on", key="own_go_on", on_click=lambda: st.session_state.pop(_STOPPED, None))
    waiting = {one.digest for one in missing}
    return album.Album(
        tuple(
            album.Group(group.name, tuple(one for one in group.photos if one.digest not in waiting))
            for group in shown.groups
        )
    )


@st.fragment(run_every=BETWEEN)
def _wait(model: Model, shown: album.Album, kept: features.Kept) -> None:
    """How far the features are, some more of them each time."""
    missing = kept.missing(model, shown.photos)
    if missing:
        kept.compute(model, missing, BLOCK)
        missing = kept.missing(model, shown.photos)
    if not missing or st.session_state.get(_STOPPED):
        st.rerun()
    done = len(shown.photos) - len(missing)
    st.progress(done / len(shown.photos), f"{model.label} looks at your pictures: {done} of {len(shown.photos)}")
    st.button("Stop", key="own_stop", on_click=lambda: st.session_state.update({_STOPPED: True}))


def controls() -> None:
    """Where photos come in, and which class they come into."""
    shown = current() or album.empty(BEGIN)
    count = len(shown.groups)
    st.session_state[_AT] = min(max(0, int(st.session_state.get(_AT) or 0)), count - 1)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="own_class_bar"):
        at = st.selectbox(
            "Class",
            range(count),
            format_func=lambda place: f"{shown.groups[place].name} ({len(shown.groups[place].photos)})",
            key=_AT,
            help="What you drop below goes into this class.",
            width=150,
        )
        st.button("Add a class", on_click=_act, args=(lambda: _put(album.with_group(_used()), len(_used().groups)),))
        _changing(shown, at)
        st.button("Undo", on_click=_undo, disabled=not _albums(), width="content")
    name = shown.groups[at].name
    uploads.uploader(
        f"Pictures of “{name}”",
        "own_class_files",
        lambda files, token: _brought(files, at),
        uploads.Wants(several=True, folder=True, picture=True, shrunk=2 * album.SIDE),
        hint=f"Several at once, up to {limits.UPLOAD_BYTES // 2**20} MB; or a zip or folder of class folders.",
    )
    for sentence in st.session_state.get(_TROUBLE, ())[:LISTED]:
        words.explain(sentence)
    if (more := len(st.session_state.get(_TROUBLE, ())) - LISTED) > 0:
        words.explain(f"{more:,} more were left out as well.")


def change(said: Mapping[str, Any]) -> None:
    """Move or take away the photo that a component names, as far as there is one; of the example too, which becomes
    the learner's own by that; for callbacks."""
    place, to, shown = said.get("place"), said.get("to"), current() or example.classes()
    if type(place) is not int or type(to) is not int or not 0 <= place < len(shown.photos):
        return
    at = int(shown.labels[place])
    within = place - sum(len(group.photos) for group in shown.groups[:at])
    if to < 0:
        _act(lambda: _put(album.removed(shown, at, within)))
    elif to < len(shown.groups) and to != at:
        _act(lambda: _put(album.moved(shown, at, within, to)))


def _changing(shown: album.Album, at: int) -> None:
    """Name of a class, and away with it."""
    with st.popover("Rename, remove", key="own_class_more", width="content"):
        # A field of its own for every name, so that it shows the one that is.
        key = f"own_class_name {at} {shown.groups[at].name}"
        st.text_input(
            "Name of this class",
            shown.groups[at].name,
            max_chars=album.LONGEST,
            key=key,
            on_change=lambda: _act(lambda: _put(album.renamed(_used(), at, str(st.session_state[key])))),
        )
        st.button(
            "Remove this class",
            on_click=_act,
            args=(lambda: _put(album.without_group(_used(), at)),),
            disabled=len(shown.groups) <= 2,
            help="With all its pictures. Two classes stay at least.",
        )
        if current() is not None:
            st.button("Back to the example", on_click=_forget, help="Forgets all your classes and pictures.")


def _albums() -> tuple[album.Album, ...]:
    made: tuple[album.Album, ...] = st.session_state.get(_ALBUMS, ())
    return made


def _used() -> album.Album:
    """What a change begins from."""
    return current() or album.empty(BEGIN)


def _put(made: album.Album, at: int | None = None) -> None:
    """From here on this is the album; `at` is the class that is filled next."""
    st.session_state[_ALBUMS] = album.recent((*_albums(), made))
    if at is not None:
        st.session_state[_AT] = at


def _undo() -> None:
    st.session_state[_ALBUMS] = _albums()[:-1]
    st.session_state[_TROUBLE] = ()


def _forget() -> None:
    for key in (_ALBUMS, _TROUBLE, _FEATURES, _AT):
        st.session_state.pop(key, None)


def _act(change: Callable[[], None]) -> None:
    """Do it; what cannot be done changes nothing and is explained."""
    why = attempts.refusal(change)
    st.session_state[_TROUBLE] = (why,) if why else ()


def _brought(files: tuple[File, ...], at: int) -> None:
    """Take what can be read; every other file is explained by its name."""

    def take() -> None:
        found = reading.read([(file.name, file.data) for file in files])
        made, left_out = _used(), tuple[str, ...]()
        if "" in found.by_class:
            made, left_out = album.added(made, at, found.by_class[""])
        elif found.by_class:
            made, left_out = album.gathered(made, found.by_class)
        if found.by_class and made.photos != _used().photos:
            _put(made)
        trouble.extend((*found.left_out, *left_out))

    trouble: list[str] = []
    _act(take)
    st.session_state[_TROUBLE] += tuple(trouble)
