"""Which step of which lesson is on, by the link of the page."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import streamlit as st

from cnnviz.course import check, registry
from cnnviz.course.exercises.exercise import PREFIX, Exercise, Task
from cnnviz.course.lesson import Lesson, Step
from cnnviz.course.progress import Record
from cnnviz.course.scenes import Scene
from cnnviz.ui import catalogue, links, widgets
from cnnviz.ui.course import exercise, progress, scenes
from cnnviz.ui.links import spelling
from cnnviz.ui.taking_part import membership

# Names in the link: of the lesson, of its step, from 1, and of the draw of its numbers.
LESSON, STEP, DRAW = "lesson", "step", "draw"
PLACE = (LESSON, exercise.EXERCISE, STEP, DRAW)
# Name in the link of the secret of an exercise's teacher.
TEACHER = "teacher"
# Draws that there are.
DRAWS = 10_000
# Session key owned here: what is on, for the parts of the page that are drawn anew alone.
_NOW = "_course_now"


@dataclass(frozen=True)
class Now:
    """A step of a lesson, by its number from 1, and the draw of its numbers."""

    id: str
    number: int
    draw: int = 0

    @property
    def lesson(self) -> Lesson:
        """The lesson itself, which may be a check or an exercise."""
        return exercise.lesson(self.id) if self.exercise else check.find(self.id)

    @property
    def exercise(self) -> Exercise | None:
        """The exercise that it is of, if any."""
        return exercise.of_lesson(self.id)

    @property
    def task(self) -> Task | None:
        """What an exercise's teacher has set here."""
        made = self.exercise
        return made.task(self.number) if made else None

    @property
    def checks(self) -> bool:
        """Whether it is of the check before or after the course, which tells nothing."""
        return self.id in check.CHECKS

    @property
    def step(self) -> Step:
        """The step itself."""
        return self.lesson.steps[self.number - 1]

    @property
    def name(self) -> str:
        """What the step is called where it is kept."""
        return registry.name(self.id, self.step)

    @property
    def scene(self) -> Scene:
        """What stands on the page."""
        return self.step.scene(self.draw)

    @property
    def entry(self) -> catalogue.Entry:
        """The page."""
        return catalogue.by_path(self.scene.page)

    @property
    def place(self) -> scenes.Values:
        """Name in the link -> value of what says which step is on."""
        if self.exercise:
            return {exercise.EXERCISE: self.id.removeprefix(PREFIX), STEP: self.number}
        return {LESSON: self.id, STEP: self.number} | ({DRAW: self.draw} if self.draw else {})

    @property
    def values(self) -> scenes.Values:
        """Name in the link -> value of everything that the step sets."""
        return scenes.values(self.scene) | self.place

    @property
    def query(self) -> dict[str, str]:
        """The same as the parameters of a link."""
        return spelling.query(self.values)

    def stands(self) -> bool:
        """Whether the question is about the page as the step sets it: what a teacher asks of their own may be about
        whatever one finds there."""
        task = self.task
        return task is None or bool(task.question and task.question.fact)

    def put(self) -> None:
        """Let the page be as the step says; for callbacks."""
        if self.exercise:
            links.put_query(self.query)
        else:
            links.put_all(self.values)

    def record(self) -> Record | None:
        """What came of this very question, None while it is open."""
        known = progress.current().records.get(self.name)
        return known if known and known.draw == self.draw else None

    def asks(self) -> bool:
        """Whether its question is open; in a check it stays so."""
        return self.step.question is not None and (self.checks or self.record() is None)

    def waits(self) -> bool:
        """Whether it is answered, and the teacher of the class keeps back what came of it."""
        return membership.holds(self.name) and self.record() is not None

    @property
    def shown(self) -> "Now":
        """The step that what stands on the page belongs to: at the end of an exercise it is still the last task."""
        made = self.exercise
        return replace(self, number=len(made.tasks)) if made and self.number > len(made.tasks) else self

    def covers(self) -> bool:
        """Whether what answers the question on the page stays covered: while that is open, while the teacher keeps back
        what came of it, and in an exercise that says nothing, whose answers may be changed until its end."""
        on, made = self.shown, self.exercise
        if on.step.open or on.step.question is None:
            return False
        return on.asks() or on.waits() or bool(made and not made.reveal)


def read(entry: catalogue.Entry) -> Now | None:
    """What the link of this page says is on; call it once, before the page's controls. A step that stands on another
    page covers and lights nothing here."""
    now = _read()
    here = now if now and now.entry is entry else None
    exercise.fix(here.task if here else None)
    if here and not here.task:
        links.mean(without_place(here.query))
    st.session_state[_NOW] = here
    return now


def _read() -> Now | None:
    made = widgets.hidden_text(exercise.EXERCISE, "")
    if made and (found := exercise.find(made)):
        exercise.hold(PREFIX + made, found)
        return Now(PREFIX + made, widgets.hidden_number(STEP, 1, len(found.tasks) + 1, 1))
    id = widgets.hidden_choice(LESSON, ("", *registry.LESSONS, *check.CHECKS), "")
    if not id:
        return None
    number = widgets.hidden_number(STEP, 1, len(check.find(id).steps), 1)
    return Now(id, number, widgets.hidden_number(DRAW, 0, DRAWS - 1, 0))


def trouble() -> str:
    """Why the exercise that the link names is not on, "" where it names none."""
    made = widgets.hidden_text(exercise.EXERCISE, "")
    return exercise.trouble(made) if made else ""


def current() -> Now | None:
    """What is on."""
    on: Now | None = st.session_state.get(_NOW)
    return on


def without_place(values: Mapping[str, str]) -> dict[str, str]:
    """Values by their names in a link, but for what says which step is on: the banner says that."""
    return {name: value for name, value in values.items() if name not in (*PLACE, TEACHER)}


def leave() -> None:
    """End the lesson; the page stays as it is; for callbacks."""
    links.forget(PLACE)


def start_over() -> None:
    """Put the page back to what it opens with, in an exercise to what that opens it with; for callbacks."""
    on = current()
    if on and on.exercise:
        on.put()
    else:
        links.start_over()
