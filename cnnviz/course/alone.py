"""Questions as plain values that a page without Python can ask, and judge by the same rules."""

import base64
import functools
from typing import Any

from cnnviz.course import misconceptions, questions
from cnnviz.course.questions import LETTERS, Choice, Curve, Number, Order, Point, Question, Size, Which, boards
from cnnviz.course.scenes import Scene
from cnnviz.figures.convolution import candidates
from cnnviz.images import picture

Told = dict[str, Any]


def told(question: Question, scene: Scene, seed: int = 0) -> Told:
    """The question about this scene: its `kind`, what it asks, the right answer, and `traps`, which say which answer is
    which misconception (id, answer). One that is answered with a hand has the bytes of its `board`, and of that with
    the answer, `closed`."""
    whole = {"ask": question.ask, "right": questions.right_answer(question, scene), **_shown(question, scene, seed)}
    if isinstance(question, Point | Size | Curve):
        whole |= {"board": boards.message(question, scene), "closed": boards.message(question, scene, open=False)}
    return whole


def answers(question: Told) -> dict[str, str]:
    """Of the misconceptions that a question's wrong answers are, what is said to each."""
    return {id: misconceptions.MISCONCEPTIONS[id].answer for id, _ in question["traps"]}


@functools.singledispatch
def _shown(question: Question, scene: Scene, seed: int) -> Told:
    """What there is to answer with, and the traps."""
    raise TypeError(question)


@_shown.register
def _(question: Number, scene: Scene, seed: int) -> Told:
    traps = [(id, float(trap(scene))) for id, trap in question.traps.items()]
    return {"kind": "number", "right": float(question.key(scene)), "traps": traps}


@_shown.register
def _(question: Choice, scene: Scene, seed: int) -> Told:
    traps = [(misconception, id) for id, misconception in question.traps.items()]
    return {"kind": "choice", "options": list(question.options.items()), "traps": traps}


@_shown.register
def _(question: Order, scene: Scene, seed: int) -> Told:
    traps = [(id, questions.ranked(cost(scene))) for id, cost in question.traps.items()]
    return {"kind": "order", "options": list(question.items.items()), "traps": traps}


@_shown.register
def _(question: Which, scene: Scene, seed: int) -> Told:
    matrices, letters = question.matrices(scene, seed), questions.lettered(question, scene, seed)
    chosen = {"kind": "choice", "options": list(letters.items()), "traps": [(id, id) for id in question.traps]}
    if next(iter(letters.values())) not in LETTERS:
        return chosen
    pictures = {
        id: {"png": base64.b64encode(picture.png(pixels)).decode(), "told": candidates.in_words(matrices[id])}
        for id, pixels in candidates.pictures(matrices).items()
    }
    return chosen | {"pictures": pictures, "legend": candidates.LEGEND}


@_shown.register
def _(question: Point, scene: Scene, seed: int) -> Told:
    """Any of its cells is right."""
    traps = [(id, trap(scene)) for id, trap in question.traps.items()]
    return {"kind": "point", "right": question.key(scene), "traps": traps}


@_shown.register
def _(question: Size, scene: Scene, seed: int) -> Told:
    return {"kind": "size", "traps": [(id, trap(scene)) for id, trap in question.traps.items()]}


@_shown.register
def _(question: Curve, scene: Scene, seed: int) -> Told:
    traps = [(id, list(map(float, trap(scene)))) for id, trap in question.traps.items()]
    return {"kind": "curve", "step": question.step, "traps": traps}
