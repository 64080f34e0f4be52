"""Which step of which lesson is on, by the link of the page."""

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from cnnviz.course import check, registry
from cnnviz.course.lesson import Lesson, Step
from cnnviz.course.progress import Record
from cnnviz.course.scenes import Scene
from cnnviz.ui import catalogue, links, widgets
from cnnviz.ui.course import progress, scenes
from cnnviz.ui.links import spelling
from cnnviz.ui.taking_part import membership

# Names in the link: of the lesson, of its step, from 1, and of the draw of its numbers.
LESSON, STEP, DRAW = "lesson", "step", "draw"
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
        """The lesson itself, which may be a check."""
        return check.find(self.id)

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
        return {LESSON: self.id, STEP: self.number} | ({DRAW: self.draw} if self.draw else {})

    @property
    def values(self) -> scenes.Values:
        """Name in the link -> value of everything that the step sets."""
        return scenes.values(self.scene) | self.place

    @property
    def query(self) -> dict[str, str]:
        """The same as the parameters of a link."""
        return spelling.query(self.values)

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


def read(entry: catalogue.Entry) -> Now | None:
    """What the link of this page says is on; call it once, before the page's controls. A step that stands on another
    page covers and lights nothing here."""
    id = widgets.hidden_choice(LESSON, ("", *registry.LESSONS, *check.CHECKS), "")
    now = None
    if id:
        number = widgets.hidden_number(STEP, 1, len(check.find(id).steps), 1)
        now = Now(id, number, widgets.hidden_number(DRAW, 0, DRAWS - 1, 0))
    here = now if now and now.entry is entry else None
    if here:
        links.mean(without_place(here.query))
    st.session_state[_NOW] = here
    return now


def current() -> Now | None:
    """What is on."""
    on: Now | None = st.session_state.get(_NOW)
    return on


def without_place(values: Mapping[str, str]) -> dict[str, str]:
    """Values by their names in a link, but for what says which step is on: the banner says that."""
    return {name: value for name, value in values.items() if name not in (LESSON, STEP, DRAW)}


def leave() -> None:
    """End the lesson; the page stays as it is; for callbacks."""
    links.forget((LESSON, STEP, DRAW))
