"""A lesson: steps on the pages there are, each with a sentence or two, and a question that is asked before it shows."""

from dataclasses import dataclass

from cnnviz.course.questions import Question
from cnnviz.course.scenes import Scene

# Words of a step, without its question, at the most.
LONGEST = 60


@dataclass(frozen=True)
class Step:
    """What stands on the page (one of `scenes`, which a seed draws: same question, other numbers), what is said, what
    to notice once it is shown, and the question; without one, what to `notice` is the task. `lights` are the keys of
    what is spoken of, `covers` those of what holds the answer beside the explorer, which covers itself (“key/part” is a
    part of a component), `folds` those of what is put away, so that what the step is about stands below the banner;
    `concepts` numbers of rows of CONCEPTS. One with a `title` is offered by itself in a menu; one that is `open` covers
    nothing at all. What is `taken` along says that instead of its text, which leads to what only the app has, and what
    is `seen` there instead of what to notice."""

    id: str
    scenes: tuple[Scene, ...]
    text: str
    question: Question | None = None
    notice: str = ""
    lights: tuple[str, ...] = ()
    concepts: tuple[int, ...] = ()
    covers: tuple[str, ...] = ()
    folds: tuple[str, ...] = ()
    title: str = ""
    open: bool = False
    taken: str = ""
    seen: str = ""

    def scene(self, seed: int) -> Scene:
        """The scene that a seed draws: the first as it is written, for seed 0."""
        return self.scenes[seed % len(self.scenes)]


@dataclass(frozen=True)
class Lesson:
    """Steps in their order, and how many minutes they take. The last hands the instrument over and asks nothing."""

    title: str
    minutes: int
    afterwards: str
    steps: tuple[Step, ...]
