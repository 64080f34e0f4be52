"""A picture made to excite what is looked at, on a page: how it is made, and beside it one made otherwise."""

import hashlib
import re
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import streamlit as st

from cnnviz import numbers
from cnnviz.errors import InputError
from cnnviz.figures.looks import made
from cnnviz.inspect.looks import exciting, scan
from cnnviz.nets import layers
from cnnviz.training import runs
from cnnviz.training.exciting import wanted as pictures
from cnnviz.training.exciting.wanted import How, Wanted
from cnnviz.ui import page, visitor, widgets, words
from cnnviz.ui.components import excited as component
from cnnviz.ui.inspect import looks, looks_place

KEY, NOTHING = "look_made", "nothing"
MOST_SEED = 9999
# Session keys owned here: the jobs that this session started, by what was wanted, and why the last one was not.
_JOBS, _TROUBLE = "_look_made_jobs", "_look_made_trouble"
# Jobs remembered; a browser remembers some too.
KEPT = 60


@dataclass(frozen=True)
class Beside:
    """What a second picture shows: how it is made otherwise, its title, and a sentence on what for."""

    label: str
    change: Callable[[How], How]
    about: str


@page.part
def show(learned: looks.Seen, random: looks.Seen | None) -> None:
    """The section: of a channel that has been looked at on pictures, with its twin where that was too.

    Raises InputError where no picture can be made.
    """
    place = learned.place
    st.header("A picture made to excite it", anchor=False)
    st.markdown(made.INTRODUCTION)
    if not widgets.switch("made", "Make one of what is shown above", help=made.BESIDE):
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        how = _controls(len(place.step.output) == 3)
        options = {NOTHING: "Nothing", **{id: one.label for id, one in BESIDE.items()}}
        beside = BESIDE.get(widgets.choice("made_beside", "Beside it", options, help=made.BESIDE, width=270))
    path = _path(place)
    shown = [(how, "The network", made.how(how))]
    shown += [(beside.change(how), beside.label, beside.about)] if beside else []
    asked = [exciting.of(learned.model, path, place.channel, one) for one, _, _ in shown]
    frames = [
        _frame(one, title, about, random if one.how.twin else learned, place)
        for one, (_, title, about) in zip(asked, shown, strict=True)
    ]
    component.excited(frames, KEY, lambda which: _start(asked[which]))
    st.caption(words.plain(made.TELLS))


def _controls(is_map: bool) -> How:
    aims = {pictures.MAP: "The whole map", pictures.UNIT: "One unit of it"}
    aim = widgets.segments("made_aim", "Excite", aims) if is_map else pictures.MAP
    seed = widgets.number("made_seed", "Seed", 0, MOST_SEED, 0, width=110, help=made.SEED)
    steps = widgets.number(
        "made_steps", "Steps", pictures.LEAST_STEPS, pictures.MOST_STEPS, How().steps, step=16, width=120
    )
    smooth = widgets.switch("made_smooth", "Smooth steps", True, help=made.SMOOTH)
    jitter = widgets.switch("made_jitter", "Jitter", True, help=made.JITTER)
    return How(aim, seed, steps, smooth, jitter)


def _path(place: looks_place.Place) -> str:
    """The layer that makes the number: a dropout behind it changes nothing."""
    return next(one.path for one in reversed(place.step.records) if not isinstance(one.layer, layers.Dropout))


def _best(seen: looks.Seen) -> list[object]:
    """What excites it most of the pictures looked at, and its number before the activation."""
    known = seen.again()
    far = "" if known.done == len(seen.pictures) else " so far"
    most = float(known.top.values[seen.place.channel, 0])
    return [f"Best of {numbers.count(known.done, seen.pictures.word)}{far}", most]


def _frame(one: Wanted, title: str, about: str, seen: looks.Seen | None, place: looks_place.Place) -> dict[str, object]:
    _, rows, columns = one.network.input
    token = _token(one)
    started = _jobs().get(token)
    kind, is_map = scan.activation(place.step), len(place.step.output) == 3
    named = place.names[place.channel] if place.names else ""
    return {
        "title": title,
        "about": about,
        "wanted": token,
        "view": started.view if started else "",
        "control": started.control if started else "",
        "rows": rows,
        "columns": columns,
        "number": made.number(one.how.aim, is_map, kind, named),
        "largest": "Its largest number" if is_map and one.how.aim == pictures.MAP else "",
        "after": f"After {kind}" if kind != "none" else "",
        "best": _best(seen) if seen else None,
        "class": named,
        "who": made.who(one.how),
        "file": _file(title, place, one.how),
        "trouble": st.session_state.get(_TROUBLE, {}).get(token, ""),
    }


def _file(title: str, place: looks_place.Place, how: How) -> str:
    said = f"{title} layer {place.step.main.number} {place.word} {place.channel + 1} seed {how.seed}"
    return re.sub(r"[\W_]+", "-", said.lower(), flags=re.ASCII) + ".png"


def _token(one: Wanted) -> str:
    """What tells a picture from every other."""
    return hashlib.blake2b(pictures.to_json(one).encode(), digest_size=12).hexdigest()


def _jobs() -> OrderedDict[str, runs.Started]:
    held: OrderedDict[str, runs.Started] = st.session_state.setdefault(_JOBS, OrderedDict())
    return held


def _start(one: Wanted) -> None:
    """Put the picture into the queue; for callbacks."""
    token = _token(one)
    try:
        _jobs()[token] = exciting.start(one, visitor.person(), visitor.address())
        st.session_state[_TROUBLE] = {}
    except InputError as why:
        st.session_state[_TROUBLE] = {token: str(why)}
    while len(_jobs()) > KEPT:
        _jobs().popitem(last=False)


def _plain(how: How) -> How:
    return replace(how, smooth=False, jitter=False)


BESIDE: Mapping[str, Beside] = {
    "twin": Beside("Random weights", lambda how: replace(how, twin=True), made.TWIN),
    "plain": Beside("Without smooth steps and jitter", _plain, made.PLAIN),
    "seed": Beside("Another seed", lambda how: replace(how, seed=(how.seed + 1) % (MOST_SEED + 1)), made.OTHER_SEED),
}
