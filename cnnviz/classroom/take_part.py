"""What a learner does in a class; every one of them raises InputError with a sentence where it cannot be."""

import json

from cnnviz import limits
from cnnviz.classroom import codes, held, lead, names, seats, state
from cnnviz.classroom.doors import Door
from cnnviz.classroom.held import Learner, Room
from cnnviz.classroom.state import State
from cnnviz.course.progress import Record
from cnnviz.errors import InputError
from cnnviz.training.store import clocks, database
from cnnviz.training.store.rooms import answers, learners, rooms

# Runs of a learner that are kept.
RUNS = 4
JOINS, GUESSES = Door(limits.CLASS_JOINS), Door(limits.CLASS_GUESSES)

UNKNOWN = "There is no class with this code. Compare it with the board, letter by letter."
CLOSED = "The doors of this class are closed. Ask your teacher to open them, then try again."
WAIT = "Too many codes were tried from your network. Wait a minute, then try again."


def join(typed: str, name: str, address: str) -> str:
    """Join the class with that code: the secret by which one is this learner. Raises InputError."""
    if not (GUESSES.is_open(address) and JOINS.is_open(address)):
        raise InputError(WAIT)
    room = _found(typed, address)
    JOINS.note(address)
    if room.state.closed:
        raise InputError(CLOSED)
    secret = codes.new_secret()
    with database.opened().writing(alone=True) as connection:
        now, many = clocks.now(connection), len(learners.names(connection, room.id))
        if many >= limits.CLASS_LEARNERS and not seats.make_room(connection, room.id, now):
            raise InputError(f"This class has {limits.CLASS_LEARNERS} learners, and has no room for more.")
        called = names.apart(names.cleaned(name), learners.names(connection, room.id))
        learners.insert(connection, room.id, secret, called, now)
    held.ROOMS.forget(room.id)
    return secret


def _found(typed: str, address: str) -> Room:
    code = codes.read(typed)
    row = rooms.fetch_by_code(database.opened(), code) if code else None
    try:
        return held.room_of(row)
    except held.GoneError:
        GUESSES.note(address)
        raise InputError(UNKNOWN) from None


def answer(secret: str, step: str, record: Record) -> None:
    """Note an answer for the class. Raises InputError."""
    learner, room = held.ROOMS.look(secret)
    text = lead.given(record.given)
    row = answers.Answer(step[:120], room.state.round(step), text, record.right, record.misconception[:64], record.draw)
    answers.save(database.opened(), learner.room, learner.id, row, limits.CLASS_ANSWERS)


def share_runs(secret: str, views: tuple[str, ...]) -> None:
    """Let the class see runs, by their view ids. Raises InputError."""
    learner = held.ROOMS.learner(secret)
    learners.note_runs(database.opened(), learner.id, views, RUNS)


def show(secret: str, page: str, query: str) -> None:
    """Show all what the learner sees, where the teacher wants that of them. Raises InputError."""
    learner, _ = held.ROOMS.look(secret)

    def shown(now_set: State, now: float) -> State:
        if now_set.wanted != learner.number:
            return now_set
        return state.sent(now_set, page[:80], query, "", now)

    lead.change_room(learner.room, shown)


def told(learner: Learner, room: Room) -> bytes:
    """What a learner's page has to know of the class several times a second."""
    now_set = room.state
    return json.dumps(
        {"turn": now_set.turn, "frozen": room.frozen, "wanted": now_set.wanted == learner.number}
    ).encode()
