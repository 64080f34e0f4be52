"""Seats of a class: teachers take them from learners; where all are taken, one that stands empty goes to a newcomer."""

from sqlalchemy import Connection

from cnnviz import limits
from cnnviz.classroom import state
from cnnviz.training.store.rooms import learners, rooms

# Seconds after which the seat of somebody who has not been seen, and has neither answered nor trained anything, may be
# another's.
EMPTY = 300.0
# Why somebody has their seat no longer, as the store has it, and as their page says it.
OUT, AWAY = "out", "away"
WHY = {
    OUT: "Your teacher has taken you out of the class.",
    AWAY: "Your page was away for a while, and your seat in the class was given to somebody else.",
}


def vacate(connection: Connection, room: str, number: int, why: str) -> None:
    """Take the seat from the learner with that number, and delete what they answered; `why` is OUT or AWAY."""
    if learners.vacate(connection, room, number, why, limits.CLASS_LEARNERS):
        rooms.change_within(connection, room, lambda text, _: state.vacated(state.read(text), number).text())


def make_room(connection: Connection, room: str, now: float) -> bool:
    """Empty a seat of a full class for who stands at the door; whether one could be."""
    number = learners.longest_unseen(connection, room, now - EMPTY)
    if number is not None:
        vacate(connection, room, number, AWAY)
    return number is not None
