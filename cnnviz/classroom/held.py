"""Classes as this server knows them: what the store says, asked for at most a few times a second, however many learners
look; and who of them has looked, told to the store now and then."""

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from cachetools import LRUCache
from sqlalchemy import Row

from cnnviz import limits
from cnnviz.classroom import names, seats, state
from cnnviz.classroom.state import State
from cnnviz.errors import InputError
from cnnviz.training.store import database
from cnnviz.training.store.errors import StoreError
from cnnviz.training.store.rooms import learners, rooms

# Seconds for which what is known of a class is good, and between two notes of who is here.
FRESH, NOTED = 0.25, 2.0
# Learners that are remembered.
REMEMBERED = 10_000


class GoneError(InputError):
    """There is no such class, or no longer."""


class OutError(GoneError):
    """The class is there, and one's seat in it is one's own no longer; says why."""


@dataclass(frozen=True)
class Room:
    """A class: its id, its code, how often it has changed, what its teacher has set, when it ends and
    what time it was, in Unix seconds by the store's clock."""

    id: str
    code: str
    version: int
    state: State
    ends: float
    now: float

    @property
    def frozen(self) -> bool:
        """Whether its pages are stopped."""
        return self.state.is_frozen(self.now)


@dataclass(frozen=True)
class Learner:
    """A learner: their id, their number in their class, and what they are called."""

    id: str
    room: str
    number: int
    name: str


def room_of(row: Row[Any] | None) -> Room:
    """A class as the store has it. Raises GoneError where it has none, or its time is up."""
    if row is None or not -limits.CLASS_HOURS * 3600 < row.now - row.created < limits.CLASS_HOURS * 3600:
        raise GoneError(rooms.OVER)
    ends = row.created + limits.CLASS_HOURS * 3600
    return Room(row.id, row.code, row.version, state.read(row.state), ends, row.now)


class Rooms:
    """What this server knows of classes; all of it can be forgotten at any time."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._lock, self._asking = clock, threading.Lock(), threading.Lock()
        # With the count of seats taken away at which they had theirs, -1 where that is not known yet.
        self._learners: LRUCache[str, tuple[int, Learner]] = LRUCache(REMEMBERED)
        self._rooms: LRUCache[str, tuple[float, Room]] = LRUCache(limits.CLASSES + 1)
        self._led: LRUCache[str, str] = LRUCache(limits.CLASSES + 1)
        self._seen: dict[str, str] = {}
        self._noted = 0.0

    def known(self, secret: str) -> tuple[Learner, Room] | None:
        """The learner with that secret and their class, where both are known well enough to ask nobody."""
        with self._lock:
            counted, learner = self._learners.get(rooms.digest(secret), (-1, None))
            since, room = self._rooms.get(learner.room, (0.0, None)) if learner else (0.0, None)
            fresh = room is not None and self._clock() - since < FRESH and room.state.seats == counted
        return (learner, room) if learner and room and fresh else None

    def look(self, secret: str, lenient: bool = False) -> tuple[Learner, Room]:
        """The learner with that secret, and their class; where the store does not answer and one is `lenient`, the
        class as it was last. Raises GoneError, OutError where the learner's seat was taken from them."""
        learner = self.learner(secret)
        room = self.room(learner.room, lenient)
        with self._lock:
            counted, _ = self._learners.get(rooms.digest(secret), (-1, learner))
        # Somebody has lost their seat since: whose it was stands in the store, which is asked after the class was.
        return learner if counted == room.state.seats else self._fetch(secret, room.state.seats), room

    def learner(self, secret: str) -> Learner:
        """The learner with that secret, as they were known last. Raises GoneError."""
        with self._lock:
            _, known = self._learners.get(rooms.digest(secret), (-1, None))
        return known or self._fetch(secret, -1)

    def _fetch(self, secret: str, counted: int) -> Learner:
        row, key = learners.fetch(database.opened(), secret), rooms.digest(secret)
        if row is None or row.number < 0:
            with self._lock:
                self._learners.pop(key, None)
            raise OutError(seats.WHY.get(row.at, seats.WHY[seats.OUT])) if row else GoneError(rooms.OVER)
        found = Learner(row.id, row.room, row.number, names.called(row.name, row.number))
        with self._lock:
            self._learners[key] = (counted, found)
        return found

    def room(self, id: str, lenient: bool = False) -> Room:
        """The class with that id; where the store does not answer and one is `lenient`, as it was last. Raises
        GoneError."""
        # Others wait for whoever asks the store, and have their answer.
        with self._asking:
            with self._lock:
                since, known = self._rooms.get(id, (0.0, None))
            if known and self._clock() - since < FRESH:
                return known
            try:
                room = room_of(rooms.fetch(database.opened(), id))
            except StoreError:
                if known and lenient:
                    return known
                raise
            with self._lock:
                self._rooms[id] = (self._clock(), room)
            self._note()
            return room

    def led(self, secret: str) -> Room:
        """The class that this secret leads. Raises GoneError."""
        key = rooms.digest(secret)
        with self._lock:
            id = self._led.get(key, "")
        if not id:
            id = room_of(rooms.fetch_by_teacher(database.opened(), secret)).id
            with self._lock:
                self._led[key] = id
        return self.room(id, lenient=True)

    def forget(self, id: str) -> None:
        """Ask the store next time: the class has just been changed from here."""
        with self._lock:
            self._rooms.pop(id, None)

    def forget_all(self) -> None:
        """Know nothing."""
        with self._lock:
            self._rooms.clear()
            self._learners.clear()
            self._led.clear()
            self._seen.clear()

    def seen(self, learner: Learner, at: str) -> None:
        """The learner is here, on the page with that path."""
        with self._lock:
            self._seen[learner.id] = at[:80]

    def _note(self) -> None:
        """Tell the store who has been seen."""
        with self._lock:
            if self._clock() - self._noted < NOTED or not self._seen:
                return
            self._noted = self._clock()
            seen, self._seen = self._seen, {}
        # Whoever is still here says so again in a moment.
        with suppress(StoreError):
            learners.note_seen(database.opened(), seen)


ROOMS = Rooms()
