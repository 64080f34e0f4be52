"""A short check before the course and after it: questions of the course's own, each with other numbers the second time,
and how much of what was missing has come."""

from dataclasses import replace

from cnnviz.course import registry
from cnnviz.course.lesson import Lesson, Step
from cnnviz.course.progress import Progress
from cnnviz.course.scenes import Scene

# The steps that ask, by name, each for beliefs of its own.
ASKED = (
    "one-dimension.slide",
    "edges.darkest",
    "padding-and-stride.same",
    "padding-and-stride.draw",
    "channels.parameters",
    "pooling.weights",
    "pooling.shift",
    "same-object.stays",
    "two-wheels.stack",
)
MINUTES = 5


def _made(title: str, draw: int, afterwards: str) -> Lesson:
    """Those questions with the numbers of this draw, and an end on Start."""
    end = Step("end", (Scene("start"),), "That was the check. Nothing else is asked here.")
    return Lesson(title, MINUTES, afterwards, (*(_step(name, draw) for name in ASKED), end))


def _step(name: str, draw: int) -> Step:
    found = registry.find_step(name)
    assert found
    lesson, number = found
    step = registry.LESSONS[lesson].steps[number - 1]
    return replace(step, id=f"{lesson}-{step.id}", scenes=(step.scenes[draw],), notice="")


def open_steps(known: Progress, id: str) -> tuple[int, ...]:
    """The numbers, from 1, of the check's steps whose question was neither answered nor skipped."""
    numbered = enumerate(CHECKS[id].steps, 1)
    return tuple(n for n, step in numbered if step.question and registry.name(id, step) not in known.records)


def score(known: Progress, id: str) -> float | None:
    """The share of the check's questions that were answered rightly; None until its end was reached and
    while one is open."""
    if known.reached.get(id, 0) < len(CHECKS[id].steps) or open_steps(known, id):
        return None
    asked = (registry.name(id, step) for step in CHECKS[id].steps if step.question)
    return sum(known.records[name].right for name in asked) / len(ASKED)


def gain(before: float, after: float) -> float | None:
    """Of what was missing before, the share that has come; None where nothing was missing. Hake's normalised gain
    (American Journal of Physics 66, 1998)."""
    return None if before >= 1 else (after - before) / (1 - before)


BEFORE, AFTER = "before", "after"
CHECKS = {
    BEFORE: _made("What you know already", 0, "begin the course."),
    AFTER: _made("What you know now", 1, "compare."),
}


def find(id: str) -> Lesson:
    """A lesson of the course, or a check."""
    return CHECKS[id] if id in CHECKS else registry.LESSONS[id]
