"""An exercise as a value: tasks on pages, each with its words, its question and what of the page can be changed; as the
text in which it is kept, and as the lesson that it is."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field

from cnnviz.course.exercises import asked
from cnnviz.course.exercises.asked import Asked
from cnnviz.course.lesson import Lesson, Step
from cnnviz.course.scenes import Scene
from cnnviz.errors import InputError

# How the ids of these lessons begin, and what is asked at their end.
PREFIX = "x-"
END = "Hand in your answers: they leave this page only as the code that you copy."
DONE = "take it further on this page."


@dataclass(frozen=True)
class Task:
    """A page with the settings of a link to it, what is to be done, and the question, if any.

    `hidden` and `locked` have what nobody can change, by its name in the link, out of sight or in it. `cover` says
    whether the page keeps to itself what answers until then, `covers` the keys of what does beside the explorer.
    `picture` names one of the teacher's that is kept with the exercise, `view` one for the printed sheet; `grids` and
    `said` stand on that too: small matrices, and settings by their labels.
    """

    page: str
    query: Mapping[str, str]
    text: str
    question: Asked | None = None
    hidden: Mapping[str, str] = field(default_factory=dict)
    locked: Mapping[str, str] = field(default_factory=dict)
    cover: bool = False
    covers: tuple[str, ...] = ()
    picture: str = ""
    view: str = ""
    grids: Mapping[str, tuple[tuple[float, ...], ...]] = field(default_factory=dict)
    said: Mapping[str, str] = field(default_factory=dict)

    @property
    def fixed(self) -> dict[str, str]:
        """What cannot be changed: name in the link -> value as a link spells it."""
        return {**self.hidden, **self.locked}


@dataclass(frozen=True)
class Exercise:
    """Tasks in their order; `reveal` says whether a learner is told at once what was right."""

    title: str
    tasks: tuple[Task, ...]
    reveal: bool = True

    def text(self) -> str:
        """For `read`."""
        return json.dumps(asdict(self), ensure_ascii=False)

    def lesson(self, written: Callable[[str], str] = str) -> Lesson:
        """As a lesson: a step for each task, and one in which the answers are handed in. The teacher's own words are
        `written` as whoever shows them needs it."""
        steps = [_step(number, task, written) for number, task in enumerate(self.tasks, 1)]
        last = self.tasks[-1]
        end = Step("end", (Scene(last.page, dict(last.query)),), END)
        return Lesson(written(self.title), 1, DONE, (*steps, end))

    @property
    def asked(self) -> tuple[Asked, ...]:
        """The questions, in their order."""
        return tuple(task.question for task in self.tasks if task.question)

    def task(self, number: int) -> Task:
        """The task that stands on the page in this step, from 1: at the end it is still the last."""
        return self.tasks[min(number, len(self.tasks)) - 1]


def read(text: str) -> Exercise:
    """What `text` told. Raises InputError where another version of the app has written it."""
    try:
        told = json.loads(text)
        return Exercise(str(told["title"]), tuple(_task(one) for one in told["tasks"]), bool(told["reveal"]))
    except (ValueError, KeyError, TypeError, AttributeError):
        raise InputError("This exercise was made with another version of cnnviz. Make it anew.") from None


def _task(told: Mapping[str, object]) -> Task:
    fields = dict(told)
    fields["covers"] = tuple(told["covers"])  # type: ignore[arg-type]
    fields["grids"] = {label: tuple(map(tuple, rows)) for label, rows in told["grids"].items()}  # type: ignore[attr-defined]
    fields["question"] = asked.read(told["question"]) if told["question"] else None  # type: ignore[arg-type]
    return Task(**fields)  # type: ignore[arg-type]


def _step(number: int, task: Task, written: Callable[[str], str]) -> Step:
    scene = Scene(task.page, dict(task.query))
    question = task.question.question(written) if task.question else None
    return Step(str(number), (scene,), written(task.text), question, covers=task.covers, open=not task.cover)
