"""The steps that a class answers, by the names that answers have."""

import json
from dataclasses import dataclass

from cnnviz.course import questions, registry
from cnnviz.course.exercises import shelf
from cnnviz.course.exercises.exercise import PREFIX
from cnnviz.course.lesson import Step
from cnnviz.errors import InputError


@dataclass(frozen=True)
class Asked:
    """A step that asks, and what it is called on the board."""

    title: str
    step: Step


def find(name: str) -> Asked | None:
    """The step of that name, of a lesson or of a teacher's exercise; None where there is none that asks."""
    if name.startswith(PREFIX):
        return _of_exercise(name)
    if not (found := registry.find_step(name)):
        return None
    lesson = registry.LESSONS[found[0]]
    step = lesson.steps[found[1] - 1]
    return Asked(f"{lesson.title} · {found[1]}", step) if step.question else None


def _of_exercise(name: str) -> Asked | None:
    try:
        step = shelf.step(name)
    except InputError:
        return None
    return Asked(f"Exercise · {name.rpartition('.')[2]}", step) if step and step.question else None


def title(name: str) -> str:
    """What the step is called on the board."""
    found = find(name)
    return found.title if found else name


def in_words(name: str, given: str, draw: int) -> str:
    """An answer, given in JSON, as it is read."""
    said, found = json.loads(given), find(name)
    if said is None:
        return "Skipped"
    question = found.step.question if found else None
    answer = questions.usable(question, said) if question else None
    if not found or question is None or answer is None:
        return str(said)[:80]
    return questions.in_words(question, found.step.scene(draw), answer, draw)
