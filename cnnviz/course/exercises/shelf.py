"""Exercises by their ids, from the store: each is read once a minute at most, however many do it."""

import threading

from cachetools import TTLCache, cached

from cnnviz.course.exercises import exercise
from cnnviz.course.exercises.exercise import PREFIX, Exercise
from cnnviz.course.lesson import Step
from cnnviz.training.store import database
from cnnviz.training.store.taught import exercises

# Exercises read last, 40 kB each at most but for rare ones, and seconds for which they are believed.
_CACHE: TTLCache[str, Exercise | None] = TTLCache(64, 60)
_LOCK = threading.Lock()


@cached(_CACHE, key=lambda id: id, lock=_LOCK)
def find(id: str) -> Exercise | None:
    """The exercise with that id, None where none is kept any more. Raises InputError where the store is away."""
    if len(id) != exercises.ID or set(id) - set(exercises.ALPHABET):
        return None
    kept = exercises.fetch(database.opened(), id)
    return exercise.read(kept.text) if kept else None


def forget(id: str) -> None:
    """Read it anew next time: it was deleted."""
    with _LOCK:
        _CACHE.pop(id, None)


def step(name: str) -> Step | None:
    """The step that answers are kept under, “x-id.n”; None where there is none."""
    lesson, _, number = name.partition(".")
    if not lesson.startswith(PREFIX) or not number.isdecimal():
        return None
    found = find(lesson.removeprefix(PREFIX))
    if found is None or not 0 < int(number) <= len(found.tasks):
        return None
    return found.lesson().steps[int(number) - 1]
