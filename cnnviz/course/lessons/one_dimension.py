"""In one dimension: what a kernel does, on a row of numbers."""

from dataclasses import replace

import numpy as np

from cnnviz.course import scenes
from cnnviz.course.lesson import Lesson, Step
from cnnviz.course.questions import Choice, Curve, Number, Which
from cnnviz.course.scenes import Row

HILL = Row(data=(0, 0, 2, 5, 5, 1, 0, 0), at=3)
THREE = Row(data=(4, 1, 0, 2, 6, 3, 1, 5), kernel=(1, 1, 1), ends=False)


def _turned(scene: scenes.Scene) -> Row:
    """The same with the kernel turned around."""
    assert isinstance(scene, Row)
    return replace(scene, flip=not scene.flip)


def _data(scene: scenes.Scene) -> float:
    """The number of the data in the middle of the window."""
    assert isinstance(scene, Row)
    return scene.data[scene.at or 0]


def _sign(scene: scenes.Scene) -> str:
    value = scenes.cell(scene)
    return "above" if value > 0 else "below" if value < 0 else "zero"


def _places(scene: scenes.Scene) -> int:
    """Numbers in the map."""
    return scenes.result(scene).axes[1].output


def _moves(scene: scenes.Scene) -> int:
    axis = scenes.result(scene).axes[1]
    return (axis.size - axis.window) // axis.stride


def _hanging(scene: scenes.Scene) -> int:
    axis = scenes.result(scene).axes[1]
    return -(-(axis.size - axis.window) // axis.stride) + 1


def _map(scene: scenes.Scene) -> np.ndarray:
    """The whole map."""
    return scenes.result(scene).output[0, 0]


def _row(scene: scenes.Scene) -> np.ndarray:
    """The data."""
    return scenes.result(scene).image[0, 0]


DRAWN = Curve(
    "Drag the points to what the map will be.",
    _map,
    {
        "flips": lambda scene: _map(_turned(scene)),
        "negative-nothing": lambda scene: np.maximum(_map(scene), 0),
        "copies": _row,
    },
    shows=_row,
)

LESSON = Lesson(
    "Slide, multiply, add",
    6,
    "say what any number of a map comes from.",
    (
        Step(
            "slide",
            (
                HILL,
                replace(HILL, data=(1, 1, 4, 6, 2, 2, 0, 0), at=3),
                replace(HILL, data=(3, 3, 0, 4, 4, 9, 9, 0), at=5),
            ),
            "Lay the kernel on the row, multiply what lies on top of each other, add up: one number of the map. The "
            "kernel is −1, 1. The outlined window is where it stands now.",
            Number(
                "What does this window add up to?",
                scenes.cell,
                {"flips": lambda scene: scenes.cell(_turned(scene)), "copies": _data},
            ),
            "The right number minus the left one: the kernel asks how much the row rises.",
            ("kernel",),
            (1, 4, 5, 8),
        ),
        Step(
            "fall",
            (
                replace(HILL, at=5),
                replace(HILL, data=(6, 6, 2, 2, 2, 5, 5, 5), at=4),
                replace(HILL, data=(6, 6, 2, 2, 2, 5, 5, 5), at=2),
            ),
            "The kernel is −1, 1. Read the two numbers of the row under its window.",
            Choice(
                "What will the map hold there?",
                {"above": "A number above 0", "below": "A number below 0", "zero": "0: there is no rise to find"},
                _sign,
                {"zero": "negative-nothing"},
            ),
            "A fall is a rise the other way round: as large, with a minus. Only level ground gives 0.",
            (),
            (11,),
        ),
        Step(
            "drag",
            (
                Row(data=(0, 0, 3, 3, 3, 1, 1, 0), at=None),
                Row(data=(0, 2, 2, 2, 5, 5, 0, 0), at=None),
                Row(data=(0, 0, 4, 4, 1, 1, 1, 0), at=None),
            ),
            "The kernel −1, 1 goes from end to end. Bars are the data; beyond its ends are zeros.",
            DRAWN,
            "Flat stretches give 0, each rise a positive number, each fall a negative one: the derivative of the row.",
            (),
            (5, 10, 11),
        ),
        Step(
            "ends",
            (THREE, replace(THREE, data=(2, 0, 1, 3, 1, 4)), replace(THREE, data=(1, 2, 0, 0, 3, 5, 1, 2, 6, 4))),
            "Three weights, all 1, and no zeros beyond the ends: the window has to fit inside the row.",
            Number(
                "How many numbers will the map have?",
                _places,
                {"keeps-size": lambda scene: scenes.result(scene).axes[1].size, "fence-post": _moves},
            ),
            "The first and the last number are never under the middle weight. Zeros at the ends would change that.",
            ("ends",),
            (6, 7, 47),
        ),
        Step(
            "stride",
            (replace(THREE, stride=2), replace(THREE, data=(2, 0, 1, 3, 1, 4), stride=2)),
            "Three weights, all 1. The window stays inside the row, and moves two places at a time.",
            Number(
                "How many numbers will the map have?",
                _places,
                {"rounds-up": _hanging, "fence-post": _moves},
            ),
            "Where the last window would hang over, there is none: the size is rounded down.",
            ("stride",),
            (9, 54),
        ),
        Step(
            "impulse",
            (
                Row(data=(0, 0, 0, 1, 0, 0, 0), kernel=(1, 2, 3), at=3),
                Row(data=(0, 0, 1, 0, 0, 0, 0), kernel=(3, 0, -1), at=2),
            ),
            "A single 1 among zeros. Each weight meets it once, as the window passes.",
            Which(
                "Which row is the map?",
                lambda scene: scenes.result(scene).output[0],
                {"flips": lambda scene: _turned(scene).result.output[0]},
                {"data": lambda scene: scenes.result(scene).image[0]},
            ),
            "The last weight arrives first. So a 1 leaves the kernel behind, mirrored; with Flip on, as it is.",
            ("flip",),
            (10, 12),
        ),
        Step(
            "three",
            (
                Row(data=(0, 1, 2, 3, 4, 4, 4, 0), kernel=(-1, 0, 1), at=None),
                Row(data=(0, 3, 3, 3, 2, 1, 0, 0), kernel=(-1, 0, 1), at=None),
            ),
            "Three weights, −1, 0, 1, each result below the middle one; zeros beyond the ends. The row has a slope "
            "and a flat stretch.",
            DRAWN,
            "A steady slope gives the same number all along: how much it rises over two places.",
            (),
            (10, 11, 13),
        ),
        Step(
            "yours",
            (Row(at=None),),
            "Now it is yours. Type a row and a kernel of your own, or drag the bars. Can you find a kernel of three "
            "weights whose map is 0 on every steady slope?",
        ),
    ),
)
