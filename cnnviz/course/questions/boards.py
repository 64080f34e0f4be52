"""What the browser is told of a question that is answered with a hand, as one message (see packing)."""

import functools
from collections.abc import Mapping

import numpy as np

from cnnviz import packing
from cnnviz.course.questions.drawn import Curve, Point, Size
from cnnviz.course.questions.judging import Drawn, Given
from cnnviz.course.scenes import Scene
from cnnviz.figures.draw import palettes, tiles

Message = tuple[dict[str, object], Mapping[str, np.ndarray]]
# More than any size that a question knows of, so that none stands out as the largest.
AIR = 3
PALETTE = "blue-orange"


def message(question: Drawn, scene: Scene, given: Given | None = None, *, open: bool = True) -> bytes:
    """The board to answer on; closed, with the right answer and what was `given`. While it is open, no key is told."""
    header, arrays = _board(question, scene)
    told = {} if open else {"key": _key(question, scene)}
    return packing.packed({**header, "ask": question.ask, "open": open, "given": given, **told}, arrays)


def _key(question: Drawn, scene: Scene) -> list[object]:
    """The right answer, or all right cells."""
    return list(map(float, question.key(scene))) if isinstance(question, Curve) else list(question.key(scene))


@functools.singledispatch
def _board(question: Drawn, scene: Scene) -> Message:
    """What there is to point at, to draw in or to drag."""
    raise TypeError(question)


@_board.register
def _(question: Point, scene: Scene) -> Message:
    matrix = np.asarray(question.shows(scene), np.float32)
    signed = matrix.min() < 0
    end = tiles.limit(matrix) if signed else float(matrix.max()) or 1.0
    colours = palettes.SIGNED[PALETTE].colours if signed else palettes.GREY
    ends = {"low": -end if signed else 0.0, "high": end}
    return {"kind": "point", "frame": question.frame(scene), **ends}, {"matrix": matrix, "palette": colours}


@_board.register
def _(question: Size, scene: Scene) -> Message:
    room = [max(sides) + AIR for sides in zip(*question.sides(scene), strict=True)]
    return {"kind": "size", "of": question.of(scene), "room": room}, {}


@_board.register
def _(question: Curve, scene: Scene) -> Message:
    known = {"shows": question.shows(scene), "xs": question.xs(scene)}
    arrays = {name: np.asarray(one, np.float64) for name, one in known.items() if one is not None}
    count = len(question.key(scene))
    return {"kind": "curve", "count": count, "step": question.step, "end": question.end(scene)}, arrays
