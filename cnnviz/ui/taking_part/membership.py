"""Who this browser is in a class: its teacher, a learner, or nobody. Only the browser has the secrets that say so."""

import json
from contextlib import suppress
from dataclasses import asdict, dataclass, replace

import streamlit as st

from cnnviz.classroom.held import Learner, Room

# Session keys owned here: who one is; of a learner, the class as it was when the page was last drawn; why one has left
# it, and on which page.
_MEMBER, _SEEN, _OVER = "_class_member", "_class_seen", "_class_over"
# Characters of a secret.
LENGTH = 32


@dataclass(frozen=True)
class Member:
    """The secrets of the class that one leads and of the one that one is a learner of, "" for none; the turn in which
    the learner was sent somewhere last."""

    teacher: str = ""
    learner: str = ""
    turn: int = 0


def current() -> Member:
    """Who this session is."""
    held: Member = st.session_state.get(_MEMBER, Member())
    return held


def lead(secret: str) -> None:
    """Be the teacher of the class with this secret; of none for ""."""
    st.session_state[_MEMBER] = replace(current(), teacher=secret)


def take_part(secret: str) -> None:
    """Be the learner with this secret."""
    st.session_state[_MEMBER] = replace(current(), learner=secret, turn=0)
    for key in (_SEEN, _OVER):
        st.session_state.pop(key, None)


def leave(why: str = "", page: str = "") -> None:
    """Be no learner any more; `page` is the path of the page on which one hears of it."""
    take_part("")
    st.session_state[_OVER] = (why, page)


def why_left(page: str = "") -> str:
    """Why one is no learner any more, "" where nobody but oneself has ended that, or where one has heard of it on
    another page than that with the path `page`."""
    why, heard = st.session_state.get(_OVER, ("", ""))
    return str(why) if page in ("", heard) else ""


def note(learner: Learner, room: Room) -> None:
    """The class as it is now: what `seen` and `holds` tell of until it is looked at again."""
    st.session_state[_SEEN] = (learner, room)


def note_sent(turn: int) -> None:
    """The learner was sent somewhere in that turn."""
    st.session_state[_MEMBER] = replace(current(), turn=turn)


def seen() -> tuple[Learner, Room] | None:
    """The learner and the class, as they were when the page was last drawn."""
    known: tuple[Learner, Room] | None = st.session_state.get(_SEEN)
    return known


def holds(step: str) -> bool:
    """Whether the teacher keeps back what came of this step's question."""
    known = seen()
    return bool(known and known[1].state.holds(step))


def snapshot() -> str:
    """Who one is, for `restore` of a later session; "" for nobody."""
    return json.dumps(asdict(current()), sort_keys=True) if current() != Member() else ""


def restore(text: str) -> None:
    """Be who an earlier session was, where this one is nobody: a teacher's link makes no learner leave their class; for
    callbacks."""
    here = current()
    with suppress(ValueError, AttributeError, RecursionError):
        told = json.loads(text)
        turn = told.get("turn")
        earlier = turn if type(turn) is int else 0
        st.session_state[_MEMBER] = Member(
            here.teacher or _secret(told.get("teacher")),
            here.learner or _secret(told.get("learner")),
            here.turn if here.learner else earlier,
        )


def _secret(told: object) -> str:
    return told if isinstance(told, str) and len(told) == LENGTH and told.isascii() and told.isalnum() else ""
