"""Every lesson, read: short, true to itself, and with keys that oracles agree with."""

import itertools
import re

import numpy as np
import pytest
from scipy import ndimage

from cnnviz.course import misconceptions, questions, registry, scenes
from cnnviz.course.lesson import LONGEST, Step
from cnnviz.course.questions import KEY, Choice, Curve, Number, Order, Point, Size, Which
from cnnviz.course.scenes import Grid, Photo, Row, Scene

STEPS = [(id, step) for id, lesson in registry.LESSONS.items() for step in lesson.steps]
ASKED = [(f"{id}.{step.id}/{draw}", step, scene) for id, step in STEPS for draw, scene in enumerate(step.scenes)]
ASKED = [(name, step, scene) for name, step, scene in ASKED if step.question]
QUESTIONS = pytest.mark.parametrize(("step", "scene"), [one[1:] for one in ASKED], ids=[one[0] for one in ASKED])
# Those that a stage of the pipeline computes.
STAGED = [one for one in ASKED if isinstance(one[2], scenes.Computed)]
# Those that stand on one cell of a map.
PINNED = [one for one in ASKED if isinstance(one[2], Row | Grid) and one[2].at is not None]

# Those that a stage of the pipeline computes.
STAGED = [one for one in ASKED if isinstance(one[2], scenes.Computed)]


def words(text: str) -> int:
    return len(text.split())


@pytest.mark.parametrize(("id", "step"), STEPS, ids=[f"{id}.{step.id}" for id, step in STEPS])
def test_no_step_is_long(id: str, step: Step) -> None:
    assert words(step.text) + (words(step.question.ask) if step.question else 0) <= LONGEST
    assert max(words(step.notice), words(step.taken), words(step.seen)) <= LONGEST
    for sentence in (step.text, step.notice, step.taken, step.seen):
        assert not sentence or sentence[-1] in ".?"


def test_nobody_is_shouted_at_or_told_that_it_is_easy() -> None:
    asked = [step.question for _, step in STEPS if step.question]
    texts = [text for _, step in STEPS for text in (step.text, step.notice, step.taken, step.seen)]
    texts += [text for one in asked for text in (one.ask, *getattr(one, "options", {}).values())]
    texts += [text for one in misconceptions.MISCONCEPTIONS.values() for text in (one.name, one.answer, one.see)]
    told = re.compile(r"!|\b(simply|obviously|of course|just|trivially?|easily|merely)\b", re.IGNORECASE)
    assert not [text for text in texts if told.search(text)]
    assert max(words(one.ask) for one in asked) <= 20


def test_every_lesson_ends_by_handing_the_instrument_over() -> None:
    for lesson in registry.LESSONS.values():
        assert all(step.question or step.notice for step in lesson.steps[:-1])
        assert not lesson.steps[-1].question
        assert not lesson.steps[-1].notice
        assert len({step.id for step in lesson.steps}) == len(lesson.steps)


def test_steps_are_found_by_their_names() -> None:
    for id, lesson in registry.LESSONS.items():
        for number, step in enumerate(lesson.steps, 1):
            assert registry.find_step(registry.name(id, step)) == (id, number)
    assert registry.find_step("edges.nothing") is registry.find_step("nothing.edges") is None


@QUESTIONS
def test_every_wrong_answer_that_has_a_name_is_wrong_and_is_called_by_it(step: Step, scene: Scene) -> None:
    question = step.question
    assert question
    assert questions.verdict(question, scene, questions.right_answer(question, scene)).right
    given: dict[str, questions.Given]
    if isinstance(question, Number):
        given = {id: trap(scene) for id, trap in question.traps.items()}
        assert len({question.key(scene), *given.values()}) == len(given) + 1
    elif isinstance(question, Choice):
        assert question.key(scene) in question.options
        given = {}
        assert scene is not step.scenes[0] or not question.traps or set(question.traps) - {question.key(scene)}
        for id, trap in question.traps.items():
            right = id == question.key(scene)
            assert questions.verdict(question, scene, id) == questions.Verdict(right, "" if right else trap)
    elif isinstance(question, Which):
        given = {id: id for id in question.traps}
        for one, other in itertools.combinations(question.matrices(scene).values(), 2):
            assert not np.array_equal(one, other)
    elif isinstance(question, Point):
        given, named = {}, set(question.key(scene))
        for id, cells in question.traps.items():
            apart = [cell for cell in cells(scene) if cell not in named]
            assert apart
            given[id], named = apart[0], named | set(cells(scene))
    elif isinstance(question, Size):
        given = {id: trap(scene) for id, trap in question.traps.items()}
        assert len({question.key(scene), *given.values()}) == len(given) + 1
    elif isinstance(question, Curve):
        given = {id: tuple(map(float, trap(scene))) for id, trap in question.traps.items()}
    else:
        assert isinstance(question, Order)
        given = {id: questions.ranked(cost(scene)) for id, cost in question.traps.items()}
        assert len(set(question.cost(scene).values())) == len(question.items)
    for id, answer in given.items():
        assert questions.verdict(question, scene, answer) == questions.Verdict(False, id)


def test_every_misconception_is_asked_for_somewhere_and_has_a_case() -> None:
    known = set()
    for _, step in STEPS:
        if isinstance(step.question, Choice):
            known |= set(step.question.traps.values())
        elif step.question:
            known |= set(step.question.traps)
    assert known == set(misconceptions.MISCONCEPTIONS)


@pytest.mark.parametrize("scene", [one[2] for one in PINNED], ids=[one[0] for one in PINNED])
def test_what_stands_in_a_pinned_cell_is_what_scipy_says(scene: Row | Grid) -> None:
    assert scene.at is not None
    result = scene.result
    if pool := scene.stage.pool:
        assert isinstance(scene, Grid)
        (row, column), (down, across) = scene.at, pool.stride
        window = result.activated[0, row * down :, column * across :][: pool.window[0], : pool.window[1]]
        assert scenes.cell(scene) == pytest.approx({"max": window.max(), "average": window.mean()}[pool.kind])
        return
    at = (0, scene.at) if isinstance(scene, Row) else scene.at
    window, (dy, dx) = result.kernels[0, 0], scene.stage.dilation
    rows, columns = result.axes
    top, left = at[0] * rows.stride, at[1] * columns.stride
    covered = result.padded[0, top : top + rows.span : dy, left : left + columns.span : dx]
    value = ndimage.correlate(covered.astype(float), window.astype(float), mode="constant")[
        window.shape[0] // 2, window.shape[1] // 2
    ]
    value += scene.stage.bias
    assert scenes.cell(scene) == pytest.approx(max(0.0, value) if scene.stage.activation == "ReLU" else value)


@pytest.mark.parametrize("scene", [one[2] for one in STAGED], ids=[one[0] for one in STAGED])
def test_sizes_and_counts_are_those_of_plain_loops(scene: scenes.Computed) -> None:
    result = scene.result
    rows = result.axes[0]
    starts = [k for k in range(0, rows.padded, rows.stride) if k + rows.span <= rows.padded]
    assert len(starts) == rows.output
    if isinstance(scene, Photo) and scene.colour == "rgb":
        filters, depth, height, width = result.kernels.shape
        assert depth == 3
        assert result.parameters == sum(1 for _ in range(filters * depth * height * width)) + filters
        assert len(result.output) == filters


def test_a_step_that_tells_of_an_invented_frame_has_one_in_every_draw() -> None:
    told = [(step.text, scene) for _, step in STEPS for scene in step.scenes if "invents a frame" in step.text]
    assert told
    for _, scene in told:
        rows = scenes.result(scene).axes[0]
        assert rows.before + rows.after > 0


def test_a_seed_draws_a_scene_and_seed_nought_is_as_written() -> None:
    for _, step in STEPS:
        assert step.scene(0) is step.scenes[0]
        assert {id(step.scene(seed)) for seed in range(len(step.scenes))} == {id(one) for one in step.scenes}


def test_the_order_of_maps_to_choose_from_is_drawn_with_the_seed() -> None:
    question = next(step.question for _, step in STEPS if isinstance(step.question, Which))
    scene = next(step.scenes[0] for _, step in STEPS if step.question is question)
    orders = {tuple(question.matrices(scene, seed)) for seed in range(20)}
    assert len(orders) > 2
    assert list(question.matrices(scene, 3)) == list(question.matrices(scene, 3))
    assert KEY in question.matrices(scene)


def test_no_number_of_a_key_stands_in_the_text_of_its_step() -> None:
    for name, step, scene in ASKED:
        if isinstance(step.question, Number):
            key = f"{step.question.key(scene):g}".replace("-", "−")
            assert key not in re.findall(r"−?\d+", step.question.ask), name


@pytest.mark.parametrize("order", [("a", "b"), ("b", "a")])
def test_a_misconception_about_costs_is_known_by_the_order_that_it_makes(order: tuple[str, ...]) -> None:
    question = Order("?", {"a": "A", "b": "B"}, lambda _: {"a": 1, "b": 2}, {"upside-down": lambda _: {"a": 2, "b": 1}})
    verdict = questions.verdict(question, Row(), order)
    assert verdict == (questions.Verdict(True) if order == ("a", "b") else questions.Verdict(False, "upside-down"))


# Steps that lean on the one before say so with these words; missed ones return alone.
LEANING = re.compile(
    r"^(Now|The same|Again)\b|\b(further on|still stands)\b|[.:] Now (think|the|its)"
    r"|(?<!again and )\bagain\b(?! and again)"
)
# Whose number is the same in every draw, since it is a law: no edge gives 0, ReLU's slope above 0 is 1.
LAWS = {
    "edges.flat",
    "step-by-step.relu",
    "pooling.weights",
    "dense-and-convolutional.shared",
    "activations.slope",
    "activations.test",
    "data.chance",
    "data.held-back",
    "what-it-looks-for.sees",
}


@pytest.mark.parametrize(("id", "step"), STEPS, ids=[f"{id}.{step.id}" for id, step in STEPS])
def test_a_question_that_returns_by_itself_can_be_read_by_itself(id: str, step: Step) -> None:
    if step.question:
        assert not LEANING.search(step.text)
        assert not LEANING.search(step.question.ask)


def test_most_questions_can_be_asked_again_with_other_numbers() -> None:
    asked = [step for _, step in STEPS if step.question]
    assert sum(len(step.scenes) > 1 for step in asked) >= 0.75 * len(asked)
    changing = [step for step in asked if len({str(_right(step, scene)) for scene in step.scenes}) > 1]
    assert sum(isinstance(step.question, Choice) for step in changing) >= 10


def test_a_number_that_is_asked_for_again_is_another_one() -> None:
    numbers = [(id, step) for id, step in STEPS if isinstance(step.question, Number | Size) and len(step.scenes) > 1]
    same = {f"{id}.{step.id}" for id, step in numbers if len({_right(step, one) for one in step.scenes}) == 1}
    assert same == LAWS
    for id, step in numbers:
        assert f"{id}.{step.id}" in LAWS or _right(step, step.scenes[0]) != _right(step, step.scenes[1])


def _right(step: Step, scene: Scene) -> questions.Given:
    assert step.question
    return questions.right_answer(step.question, scene)
