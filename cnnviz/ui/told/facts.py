"""What a page says of itself: facts about what it draws, told where they were computed, from the very values drawn.

A teacher may ask for any of them; then the key follows the settings. Costs a dictionary entry each.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import streamlit as st

from cnnviz import numbers
from cnnviz.course import questions
from cnnviz.course.exercises import asked
from cnnviz.course.exercises.asked import Asked
from cnnviz.course.questions import Given
from cnnviz.ui.links import memory

# A number, the id of one of `options`, things with what each comes to, a matrix (h w), or a cell or size.
Value = float | str | Mapping[str, float] | np.ndarray | tuple[int, int]
# Session key owned here: by the part of the page that told them, facts, small matrices and the picture.
_FACTS = "_course_facts"
# Cells that a matrix may have to be told.
MOST = 150
Rows = tuple[tuple[float, ...], ...]


@dataclass(frozen=True, eq=False)
class Fact:
    """What is true of the page as it stands: its id, what it is called, and its value; `options` are id -> name of what
    could be true, or of what is sorted, and `covers` the keys of what shows it. A cell is pointed at in `shown` (h w);
    a size is drawn beside the rows and columns `of` something else. Of a number, and of a size, `traps` say what each
    misconception would answer, by its id."""

    id: str
    label: str
    value: Value
    options: Mapping[str, str] = field(default_factory=dict)
    covers: tuple[str, ...] = ()
    shown: np.ndarray | None = None
    of: tuple[int, int] = (0, 0)
    traps: Mapping[str, Given] = field(default_factory=dict)


@dataclass
class _Told:
    facts: dict[str, Fact] = field(default_factory=dict)
    grids: dict[str, Rows] = field(default_factory=dict)
    picture: np.ndarray | None = None


def tell(
    id: str,
    label: str,
    value: Value,
    options: Mapping[str, str] | None = None,
    covers: Sequence[str] = (),
    traps: Mapping[str, Given] | None = None,
) -> None:
    """A fact about what is being drawn; what is no number, or a matrix too large to be read, is left out."""
    if isinstance(value, np.ndarray):
        if value.ndim != 2 or not 1 < value.size <= MOST or not np.isfinite(value).all():
            return
    elif isinstance(value, int | float | np.generic):
        value = float(value)
        if not np.isfinite(value):
            return
    _here().facts[id] = Fact(id, label, value, dict(options or {}), tuple(covers), traps=dict(traps or {}))


def tell_size(
    id: str, label: str, size: tuple[int, int], of: tuple[int, int], traps: Mapping[str, Given] | None = None
) -> None:
    """Rows and columns of what is drawn, of something with so many of both."""
    _here().facts[id] = Fact(id, label, size, of=of, traps=dict(traps or {}))


def tell_cell(id: str, label: str, where: np.ndarray, covers: Sequence[str] = ()) -> None:
    """The one cell that is set in a mask (h w): it is pointed at in an empty grid. Several, or too many cells to point
    at, are left out."""
    places = np.argwhere(where)
    if len(places) == 1 and 1 < where.size <= MOST:
        row, column = (int(one) for one in places[0])
        _here().facts[id] = Fact(id, label, (row, column), {}, tuple(covers), np.zeros(where.shape))


def show_grid(label: str, matrix: np.ndarray) -> None:
    """A small matrix (h w) that is drawn: a printed sheet shows it too."""
    if matrix.ndim == 2 and 0 < matrix.size <= MOST:
        _here().grids[label] = tuple(tuple(map(float, row)) for row in matrix)


def show_picture(pixels: np.ndarray) -> None:
    """The picture on the page, uint8 (c h w): a printed sheet shows it too."""
    _here().picture = pixels


def key(fact: Fact, kind: str) -> Given | None:
    """What is right where the fact is asked for in this way; None where nothing alone is."""
    value = fact.value
    if kind == asked.NUMBER and isinstance(value, float):
        return value
    if kind == asked.CHOICE and isinstance(value, str):
        return value
    if kind == asked.CHOICE and isinstance(value, Mapping):
        most = [id for id, one in value.items() if one == max(value.values())]
        return most[0] if len(most) == 1 else None
    if kind == asked.ORDER and isinstance(value, Mapping):
        return questions.ranked(value) if len(set(value.values())) == len(value) else None
    if kind == asked.WHICH and isinstance(value, np.ndarray):
        return questions.KEY
    wanted = asked.POINT if fact.shown is not None else asked.SIZE
    return value if kind == wanted and isinstance(value, tuple) else None


def still_holds(question: Asked) -> bool:
    """Whether what the page drew last comes to the key of a question about it, as far as the page tells."""
    fact = current().get(question.fact)
    if fact is None:
        return True
    if question.kind == asked.WHICH:
        kept = np.array(question.matrices[questions.KEY])
        same = isinstance(fact.value, np.ndarray) and fact.value.shape == kept.shape
        return bool(same and np.allclose(fact.value, kept, 1e-3, 1e-6))  # type: ignore[arg-type]
    if question.kind == asked.CHOICE and isinstance(fact.value, float):
        return numbers.text(fact.value) == question.options[str(question.key)]
    now = key(fact, question.kind)
    return question.is_right(now) if isinstance(now, float) else now == question.key


def begin() -> None:
    """Forget what was told of another page, or of this one as it was; call it when a page is opened."""
    st.session_state[_FACTS] = {}


def begin_part(name: str) -> None:
    """A part of the page is drawn anew: it and those in it will tell again what is true."""
    told = _all()
    for one in [one for one in told if one == name or one.startswith(f"{name}/")]:
        del told[one]


def current() -> dict[str, Fact]:
    """All facts, by their ids."""
    return {id: fact for part in _all().values() for id, fact in part.facts.items()}


def grids() -> dict[str, Rows]:
    """Small matrices on the page, by what they are called."""
    return {label: rows for part in _all().values() for label, rows in part.grids.items()}


def picture() -> np.ndarray | None:
    """The picture on the page, if there is one."""
    shown = [part.picture for part in _all().values() if part.picture is not None]
    return shown[-1] if shown else None


def _here() -> _Told:
    return _all().setdefault(memory.memory().part, _Told())


def _all() -> dict[str, _Told]:
    told: dict[str, _Told] = st.session_state.setdefault(_FACTS, {})
    return told
