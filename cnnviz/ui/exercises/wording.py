"""The form of a question: what it is about, its kind, its words and its answers; and the value that it comes to."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import numpy as np
import streamlit as st

from cnnviz import numbers
from cnnviz.course import questions
from cnnviz.course.exercises import asked
from cnnviz.course.exercises.asked import CHOICE, KINDS, NUMBER, ORDER, POINT, SHOWN, SIZE, WHICH, Asked
from cnnviz.course.questions import Given
from cnnviz.errors import InputError
from cnnviz.ui import words
from cnnviz.ui.told import facts
from cnnviz.ui.told.facts import Fact

# Session keys owned here: what the form's widgets hold.
ABOUT, KIND, ASK, NUMBER_KEY, LINES = "ex_about", "ex_kind", "ex_ask", "ex_number", "ex_lines"
NOTHING, OWN = "nothing", "own"
# What they begin with; how it is answered is chosen anew for every fact.
BLANK = {ABOUT: NOTHING, KIND: None, ASK: "", NUMBER_KEY: None, LINES: ""}
# What is typed stays when the dialog is closed, to look at the page again.
KEPT: Any = {"persist_state": "session"}
# Answers that one may choose from or put in order, letters of one and of the question.
MOST, LONGEST, ASKED = 8, 120, 200


@dataclass(frozen=True)
class Said:
    """What stands in the form."""

    kind: str
    ask: str
    fact: Fact | None = None
    number: float | None = None
    lines: Sequence[str] = ()


def form() -> Said | None:
    """Draws it; what it says, None without a question."""
    known = {id: fact for id, fact in facts.current().items() if ways(fact)}
    own = {OWN: "My own question and answer"}
    labels = {NOTHING: "No question", **{id: fact.label for id, fact in known.items()}, **own}
    if st.session_state.get(ABOUT) not in labels:
        st.session_state[ABOUT] = NOTHING
    why = "The page's own facts: the right answer is what the page computes with the settings that stand on it now."
    about = st.selectbox("Ask about", list(labels), format_func=labels.__getitem__, key=ABOUT, help=why, **KEPT)
    if about == NOTHING:
        return None
    kinds = ways(known.get(about))
    if st.session_state.get(KIND) not in kinds:
        st.session_state[KIND] = kinds[0]
    st.segmented_control("Answered by", kinds, format_func=KINDS.__getitem__, key=KIND, required=True, **KEPT)
    fact = known.get(about)
    st.text_input("Question", key=ASK, max_chars=ASKED, placeholder=_usual(fact), **KEPT)
    _answers(st.session_state[KIND], fact)
    return said()


def said() -> Said | None:
    """What stands in the form, as it was drawn last."""
    state = st.session_state
    about = state.get(ABOUT, NOTHING)
    if about == NOTHING:
        return None
    fact = facts.current().get(about)
    kinds = ways(fact)
    kind = state.get(KIND) if state.get(KIND) in kinds else kinds[0]
    lines = [line.strip()[:LONGEST] for line in str(state.get(LINES) or "").splitlines() if line.strip()]
    ask = str(state.get(ASK) or "").strip()[:ASKED] or _usual(fact)
    return Said(str(kind), ask, fact, state.get(NUMBER_KEY), lines[:MOST])


def _usual(fact: Fact | None) -> str:
    return f"What is {fact.label}?" if fact else ""


def ways(fact: Fact | None) -> list[str]:
    """The kinds of questions that can be asked about a fact, or about what the teacher knows."""
    if fact is None:
        return [CHOICE, NUMBER, ORDER]
    if isinstance(fact.value, float):
        return [NUMBER, CHOICE]
    return [kind for kind in (CHOICE, ORDER, WHICH, POINT, SIZE) if facts.key(fact, kind) is not None]


def _answers(kind: str, fact: Fact | None) -> None:
    """The teacher's own key or answers, as far as the kind needs any."""
    if fact is None and kind == NUMBER:
        st.number_input("Right answer", value=None, step=None, format="%g", key=NUMBER_KEY, **KEPT)
        return
    counted = fact is not None and isinstance(fact.value, float)
    if fact is not None:
        st.caption(words.plain(f"Right answer now: {_right(fact, NUMBER if counted else kind)}."))
        if not (counted and kind == CHOICE):
            return
    own = {CHOICE: "Answers, one a line, the right one first", ORDER: "What is put in order, the least first"}
    label = "Wrong answers, one a line" if fact else own[kind]
    st.text_area(label, key=LINES, height=110, max_chars=MOST * LONGEST, **KEPT)


def _right(fact: Fact, kind: str) -> str:
    if kind == WHICH:
        return "the map that stands here"
    key = facts.key(fact, kind)
    if kind in (POINT, SIZE) and isinstance(key, tuple):
        rows, columns = (int(one) for one in key)
        return f"{rows} × {columns}" if kind == SIZE else f"row {rows + 1}, column {columns + 1}"
    if isinstance(key, tuple):
        return " < ".join(fact.options.get(str(id), str(id)) for id in key)
    return numbers.text(key) if isinstance(key, float) else fact.options.get(str(key), str(key))


def question(said: Said) -> Asked:
    """The question that the form describes. Raises InputError where something is missing."""
    if not said.ask:
        raise InputError("Write the question first.")
    if said.fact is None:
        return _own(said)
    id, key = said.fact.id, facts.key(said.fact, said.kind)
    if said.kind == CHOICE and isinstance(said.fact.value, float):
        right = numbers.text(said.fact.value)
        return _chosen(said.ask, [right, *(line for line in said.lines if not _is(line, right))], id)
    if said.kind == WHICH:
        assert isinstance(said.fact.value, np.ndarray)
        return Asked(WHICH, said.ask, questions.KEY, id, {}, _shuffled(_maps(said.fact.value), said.ask))
    if key is None:
        raise InputError("With these settings several answers would be right. Choose others, or another question.")
    if said.kind == POINT:
        assert said.fact.shown is not None
        return Asked(POINT, said.ask, key, id, {}, {SHOWN: asked.rows(said.fact.shown)})
    if said.kind == SIZE:
        return Asked(SIZE, said.ask, key, id, of=said.fact.of, traps=said.fact.traps)
    traps = said.fact.traps if said.kind == NUMBER else {}
    return Asked(said.kind, said.ask, key, id, _options(said.fact, said.kind), traps=traps)


def _is(line: str, right: str) -> bool:
    """Whether a line that was typed says the right number, however it is written."""
    with suppress(ValueError):
        return float(line.replace("−", "-").replace(",", "")) == float(right.replace("−", "-").replace(",", ""))
    return line == right


def _options(fact: Fact, kind: str) -> Mapping[str, str]:
    if kind == NUMBER:
        return {}
    assert fact.options
    return _shuffled(fact.options, fact.label)


def _own(said: Said) -> Asked:
    if said.kind == NUMBER:
        if said.number is None:
            raise InputError("Type the right answer, a number.")
        return Asked(NUMBER, said.ask, float(said.number))
    if said.kind == CHOICE:
        return _chosen(said.ask, said.lines, "")
    ids = _ids(said.lines)
    return Asked(ORDER, said.ask, tuple(ids), "", _shuffled(dict(zip(ids, said.lines, strict=True)), said.ask))


def _chosen(ask: str, lines: Sequence[str], fact: str) -> Asked:
    """A choice whose right answer is the first line; its place among them is drawn by the words of the question."""
    ids = _ids(lines)
    key: Given = ids[0]
    return Asked(CHOICE, ask, key, fact, _shuffled(dict(zip(ids, lines, strict=True)), ask))


def _ids(lines: Sequence[str]) -> list[str]:
    """Ids for answers, which say nothing of which is right."""
    if len(lines) < 2 or len(set(lines)) < len(lines):
        raise InputError("Write at least two answers, one a line, no two alike.")
    places = np.random.default_rng([len(lines), *"".join(lines).encode()]).permutation(len(lines))
    return [f"a{place}" for place in places]


def _shuffled(named: Mapping[str, asked.Rows] | Mapping[str, str], seed: str) -> dict:  # type: ignore[type-arg]
    """In an order that follows from what all of them say, never from which of them is right."""
    ids = sorted(named, key=lambda id: str(named[id]))
    said = "".join(str(named[id]) for id in ids)
    order = np.random.default_rng([*f"{seed}{said}".encode()]).permutation(len(named))
    return {ids[place]: named[ids[place]] for place in order}


def _maps(right: np.ndarray) -> dict[str, asked.Rows]:
    """The map itself, and what it would be with a slip: its sign, turned half way round, mirrored, upside down."""
    made = {questions.KEY: right}
    slips = {"sign": -right, "turned": right[::-1, ::-1], "mirrored": right[:, ::-1], "upside": right[::-1]}
    for id, one in slips.items():
        if len(made) < 4 and not any(np.array_equal(one, other) for other in made.values()):
            made[id] = one
    if len(made) < 2:
        raise InputError("This map looks the same in every way. Choose other settings, or another question.")
    return {id: asked.rows(one) for id, one in made.items()}
