"""What the teacher of a class has set, as a value; each thing that a teacher does makes another one of it."""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any
from urllib.parse import parse_qsl, urlencode

from cnnviz import limits

# Steps that are remembered, and characters of a link.
MOST, LONGEST = 300, 16_000
# What of a link is its owner's alone: secrets of an exercise's teacher and of a class's; how one has joined; what is
# Streamlit's.
PRIVATE = ("teacher", "teach", "join", "embed", "embed_options")


@dataclass(frozen=True)
class Sent:
    """Where all were sent last: the page's path and its query; the step whose question that is ("" for none), when, and
    whether each learner gets a draw of their own. `turn` tells one from the next; 0 is never; the step was asked anew
    in turn `asked`."""

    turn: int = 0
    page: str = ""
    query: str = ""
    step: str = ""
    each: bool = False
    at: float = 0.0
    asked: int = 0


@dataclass(frozen=True)
class State:
    """When pages were stopped (0: they are not); pages go where the teacher is; answers to what all are sent to wait,
    those of which steps do now; how often each step was asked of all; whose view is wanted (a learner's number, 0:
    nobody's). `turn` counts what pages have to be drawn anew for, `seats` how often a learner's seat was taken from
    them. While the doors are `closed` nobody joins."""

    stopped: float = 0.0
    following: bool = False
    hold: bool = True
    held: tuple[str, ...] = ()
    rounds: Mapping[str, int] = field(default_factory=dict)
    sent: Sent = Sent()
    wanted: int = 0
    turn: int = 0
    closed: bool = False
    seats: int = 0

    def text(self) -> str:
        """For `read`."""
        return json.dumps(asdict(self), sort_keys=True)

    def is_frozen(self, now: float) -> bool:
        """Whether pages are stopped: a teacher who has gone home cannot let them go on."""
        return bool(self.stopped) and 0 <= now - self.stopped < limits.CLASS_STOP_SECONDS

    def holds(self, step: str) -> bool:
        """Whether what came of this step's question waits for the teacher."""
        return step in self.held

    def round(self, step: str) -> int:
        """How often this step was asked of all, 0 where it never was."""
        return self.rounds.get(step, 0)


def read(text: str) -> State:
    """What `text` told."""
    with suppress(ValueError, TypeError, KeyError):
        told = json.loads(text)
        sent = Sent(**_known(Sent, told["sent"]))
        return State(**{**_known(State, told), "held": tuple(told["held"]), "sent": sent})
    return State()


def _known(kind: type[State | Sent], told: Mapping[str, Any]) -> dict[str, Any]:
    """What is told of the kind's fields: a newer server on the same store may have set what this one does not know."""
    return {one.name: told[one.name] for one in fields(kind) if one.name in told}


def frozen(state: State, on: bool, now: float) -> State:
    """Pages are stopped, or go on: browsers see to that, no page is drawn anew."""
    return replace(state, stopped=now if on else 0.0)


def following(state: State, on: bool) -> State:
    """Pages go where the teacher is, or not."""
    return replace(state, following=on)


def holding(state: State, on: bool) -> State:
    """Answers wait, or no longer: then those that did are shown."""
    return replace(state, hold=on) if on else replace(state, hold=on, held=(), turn=state.turn + bool(state.held))


def revealed(state: State, step: str) -> State:
    """What came of the step's question is shown; of all of them for ""."""
    left = tuple(one for one in state.held if step and one != step)
    return state if left == state.held else replace(state, held=left, turn=state.turn + 1)


def public(query: str) -> str:
    """What of a link's query others may have."""
    pairs = parse_qsl(query, keep_blank_values=True)
    return urlencode([(name, value) for name, value in pairs if name not in PRIVATE])[:LONGEST]


def sent(state: State, page: str, query: str, step: str, now: float, each: bool = False, again: bool = True) -> State:
    """All pages go there. A step's question is asked anew, in another round, unless it is not `again`: then what is on
    stays what it is."""
    place = Sent(state.turn + 1, page, public(query), step, each, now, state.turn + 1)
    same = not again and state.sent.step == step
    rounds, held = dict(state.rounds), state.held
    if step and not same:
        rounds = dict(list({**rounds, step: rounds.get(step, 0) + 1}.items())[-MOST:])
        held = (*[one for one in held if one != step], step)[-MOST:] if state.hold else held
    if same:
        place = replace(place, at=state.sent.at, asked=state.sent.asked)
    return replace(state, sent=place, rounds=rounds, held=held, wanted=0, turn=state.turn + 1)


def closed(state: State, on: bool) -> State:
    """Nobody new may join, or they may again."""
    return replace(state, closed=on)


def vacated(state: State, number: int) -> State:
    """The seat of the learner with this number was taken from them."""
    return replace(state, seats=state.seats + 1, wanted=0 if state.wanted == number else state.wanted)


def wanted(state: State, number: int) -> State:
    """The view of the learner with this number is to be shown to all."""
    return replace(state, wanted=number)
