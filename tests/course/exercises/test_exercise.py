"""cnnviz.course.exercises: an exercise is kept as text and read again as it was, and is a lesson."""

import numpy as np
import pytest

from cnnviz.course import questions
from cnnviz.course.exercises import exercise, shelf
from cnnviz.course.exercises.asked import CHOICE, KINDS, NUMBER, ORDER, POINT, SHOWN, SIZE, WHICH, Asked
from cnnviz.course.exercises.exercise import PREFIX, Exercise, Task
from cnnviz.course.questions import Given
from cnnviz.errors import InputError
from cnnviz.training.store import database
from cnnviz.training.store.database import Store
from cnnviz.training.store.taught import exercises

OPTIONS = {"a1": "first −", "a0": "zweite *Größe*"}
ASKED: dict[str, tuple[Asked, Given]] = {
    NUMBER: (Asked(NUMBER, "How many?", -4.0, "cell"), 4.0),
    CHOICE: (Asked(CHOICE, "Which?", "a0", options=OPTIONS), "a1"),
    ORDER: (Asked(ORDER, "Sort", ("a1", "a0"), options=OPTIONS), ("a0", "a1")),
    WHICH: (Asked(WHICH, "Map?", questions.KEY, matrices={"right": ((1.0, 2.0),), "sign": ((-1.0, -2.0),)}), "sign"),
    POINT: (Asked(POINT, "Where?", (0, 1), matrices={SHOWN: ((0.0, 0.0),)}), (0, 0)),
    SIZE: (Asked(SIZE, "Size?", (3, 4), of=(5, 6)), (4, 3)),
}
STOOD = {"kernel1": "sobel-x"}, {"stride1": "2"}
MADE = Exercise(
    "Kanten − ×",
    (
        *(
            Task("step-by-step", {"stride1": "2"}, "Do *this*.", asked, *STOOD, True, ("k",))
            for asked, _ in ASKED.values()
        ),
        Task("builder", {}, "No question.", grids={"Kernel": ((1.0, -1.0),)}, said={"Stride": "2"}),
    ),
    reveal=False,
)


def test_what_is_kept_is_read_as_it_was() -> None:
    assert exercise.read(MADE.text()) == MADE


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"title": "a", "tasks": [{}], "reveal": true}'])
def test_what_another_version_has_written_is_told_as_that(text: str) -> None:
    with pytest.raises(InputError, match="another version"):
        exercise.read(text)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_asked_as_the_course_asks_it_and_judged_alike(kind: str) -> None:
    asked, wrong = ASKED[kind]
    question = asked.question()
    scene = MADE.lesson().steps[0].scene(0)
    right = questions.right_answer(question, scene)
    assert (asked.is_right(right), asked.is_right(wrong), asked.is_right(None)) == (True, False, False)
    assert questions.usable(question, right) == right
    assert asked.in_words(right) != asked.in_words(wrong)


def test_the_maps_on_paper_stand_under_the_letters_of_the_page() -> None:
    asked = ASKED[WHICH][0]
    scene = MADE.lesson().steps[0].scene(0)
    on_page = asked.question(str.upper)
    assert isinstance(on_page, questions.Which)
    assert [tuple(map(tuple, one)) for one in on_page.matrices(scene).values()] == list(asked.maps(str.upper))


def test_it_is_a_lesson_whose_last_step_takes_the_answers_in() -> None:
    lesson = MADE.lesson(lambda text: f"<{text}>")
    assert [step.id for step in lesson.steps] == ["1", "2", "3", "4", "5", "6", "7", "end"]
    assert lesson.steps[0].text == "<Do *this*.>"
    assert lesson.steps[1].question.options["a0"] == "<zweite *Größe*>"  # type: ignore[union-attr]
    assert (lesson.steps[0].open, lesson.steps[6].open) == (False, True)
    assert MADE.task(8) == MADE.tasks[-1]
    assert MADE.tasks[0].fixed == {"kernel1": "sobel-x", "stride1": "2"}


def test_it_is_found_by_its_id_and_a_step_by_its_name(sqlite: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "opened", lambda: sqlite)
    secret = exercises.save(sqlite, MADE.text(), {}, "me", "here")
    id = exercises.id_of(secret)
    assert shelf.find(id) == MADE
    step = shelf.step(f"{PREFIX}{id}.2")
    assert step
    assert isinstance(step.question, questions.Choice)
    for name in (f"{PREFIX}{id}.9", f"{PREFIX}{id}.end", "edges.1", f"{PREFIX}nothing.1", f"{PREFIX}{id}"):
        assert shelf.step(name) is None
    exercises.remove(sqlite, secret)
    shelf.forget(id)
    assert shelf.find(id) is None


def test_matrices_are_kept_as_numbers() -> None:
    question = ASKED[POINT][0].question()
    assert isinstance(question, questions.Point)
    assert np.array_equal(question.shows(MADE.lesson().steps[0].scene(0)), [[0, 0]])
