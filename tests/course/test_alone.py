"""cnnviz.course.alone: a question told as values is judged in the browser as Python judges it."""

import itertools
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cnnviz.course import alone, misconceptions, questions, registry
from cnnviz.course.lesson import Step
from cnnviz.course.questions import Curve, Number, Order, Point, Question, Size
from cnnviz.course.scenes import Scene
from tests import node

DRIVER = Path(__file__).with_name("judge_driver.mjs")
# Draws of a question: other scenes, and other orders of what there is to choose.
SEEDS = range(6)
ASKED: list[tuple[str, Step, Question]] = [
    (registry.name(id, step), step, step.question)
    for id, lesson in registry.LESSONS.items()
    for step in lesson.steps
    if step.question
]


def guesses(question: Question, scene: Scene, told: alone.Told) -> list[Any]:
    """Answers: the right one, every trap's, those next to them and around the tolerance, and all other choices."""
    known = [told["right"], *(given for _, given in told["traps"])]
    options = [id for id, _ in told.get("options", ())]
    match question:
        case Number():
            near = [value * (1 + off) + off for value in known for off in (0, 1e-3, -1e-3, 1.001e-3, -9.99e-4, 0.5)]
            return [float(value) for value in (*known, *near, 0.0, -1.0, 1e9)]
        case Order():
            return [*itertools.islice(itertools.permutations(options), 24), *known]
        case Point():
            rows, columns = np.shape(question.shows(scene))
            return [*itertools.chain(*known), *itertools.product(range(min(rows, 6)), range(min(columns, 6)))]
        case Size():
            return [(rows + more, columns + more) for rows, columns in known for more in (-1, 0, 1)]
        case Curve():
            step = question.step
            slips = [[value + off for value in curve] for curve in known for off in (step / 2, -step / 2, step)]
            mixed = [[*known[0][:1], *curve[1:]] for curve in known]
            return [*map(list, known), *slips, *mixed, [0.0] * len(known[0]), [1.0]]
    return options


def plain(question: Question, scene: Scene, seed: int) -> alone.Told:
    """The question without bytes, which judging needs none of."""
    told = alone.told(question, scene, seed)
    return {name: one for name, one in told.items() if not isinstance(one, bytes)} | {"seed": seed}


def test_the_browser_judges_every_answer_as_python_does() -> None:
    cases = [
        (name, question, step.scene(seed), plain(question, step.scene(seed), seed))
        for name, step, question in ASKED
        for seed in SEEDS
    ]
    asked: list[dict[str, Any]] = [
        {"question": told, "given": guesses(question, scene, told)} for _, question, scene, told in cases
    ]
    answers = node.answers(DRIVER, json.loads(json.dumps(asked)))
    for (name, question, scene, _), case, found in zip(cases, asked, answers, strict=True):
        for given, (said, words) in zip(case["given"], found, strict=True):
            meant = tuple(given) if isinstance(given, list | tuple) else given
            verdict = questions.verdict(question, scene, meant)
            assert (said["right"], said["misconception"]) == (verdict.right, verdict.misconception), (name, given)
            assert words == questions.in_words(question, scene, meant, case["question"]["seed"])


@pytest.mark.parametrize(("name", "step", "question"), ASKED, ids=[name for name, _, _ in ASKED])
def test_every_trap_has_a_sentence_that_answers_it(name: str, step: Step, question: Question) -> None:
    told = alone.told(question, step.scene(0))
    if told:
        assert alone.answers(told) == {id: misconceptions.MISCONCEPTIONS[id].answer for id in dict(told["traps"])}
