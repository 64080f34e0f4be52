"""Step by step: everything that happens at one window."""

from dataclasses import replace

import numpy as np

from cnnviz.course import scenes
from cnnviz.course.lesson import Lesson, Step
from cnnviz.course.questions import Number, Point, Size, largest
from cnnviz.course.scenes import Grid, Numbers, Scene
from cnnviz.ops import padding, pipeline

PAGE = "step-by-step"
T: tuple[Numbers, ...] = (
    (0, 0, 0, 0, 0, 0, 0, 0),
    (0, 1, 1, 1, 1, 1, 1, 0),
    (0, 1, 1, 1, 1, 1, 1, 0),
    *((0.0, 0.0, 0.0, 1.0, 1.0, 0.0, 0.0, 0.0),) * 4,
    (0, 0, 0, 0, 0, 0, 0, 0),
)
VALID = padding.Padding("valid")
CORNER = ((0.0, 1.0, 2.0), (0.0, 0.0, 1.0), (0.0, 0.0, 0.0))


def _square(*lit: tuple[int, int]) -> pipeline.Block:
    """2 in these cells of 3 × 3, −1 in the others."""
    return tuple(tuple(2.0 if (row, column) in lit else -1.0 for column in range(3)) for row in range(3))


TOP_LEFT = _square((1, 1), (1, 2), (2, 1), (2, 2))
TOP_RIGHT = _square((1, 0), (1, 1), (2, 0), (2, 1))
BOTTOM_RIGHT = _square((0, 0), (0, 1), (1, 0), (1, 1))


def _own(kernel: pipeline.Block, at: tuple[int, int] | None = None, **more: object) -> Grid:
    stage = pipeline.Stage(pipeline.Kernels(pipeline.OWN, own=kernel), **more)  # type: ignore[arg-type]
    return Grid(PAGE, rows=T, stage=stage, at=at)


def _bank(bank: str, at: tuple[int, int] | None = None, **more: object) -> Grid:
    return Grid(PAGE, rows=T, stage=pipeline.Stage(pipeline.Kernels(bank), **more), at=at)  # type: ignore[arg-type]


def _box(size: int) -> Grid:
    """A mean over a window of so many rows and columns."""
    stage = pipeline.Stage(pipeline.Kernels("box", (("size", float(size)),)))
    return Grid(PAGE, rows=T, stage=stage, at=(4, 4))


def _turned(at: tuple[int, int]) -> Grid:
    """The corner's kernel with Flip on."""
    stage = pipeline.Stage(pipeline.Kernels(pipeline.OWN, own=CORNER, flip=True))
    return Grid(PAGE, rows=T, stage=stage, at=at)


def _with_flip(scene: Scene, flip: bool) -> float:
    assert isinstance(scene, Grid)
    stage = replace(scene.stage, kernels=replace(scene.stage.kernels, flip=flip))
    return scenes.cell(replace(scene, stage=stage))


def _sum(scene: Scene) -> float:
    """What stands there before the activation."""
    assert isinstance(scene, Grid)
    assert scene.at is not None
    return float(scene.result.maps[(0, *scene.at)])


def _weights(scene: Scene) -> int:
    return scenes.result(scene).kernels.size


def _everywhere(scene: Scene) -> int:
    """Weights if every place had its own."""
    result = scenes.result(scene)
    return result.kernels.size * result.output[0].size


def _output(scene: Scene) -> np.ndarray:
    """The map."""
    return scenes.result(scene).output[0]


def _flipped(scene: Scene) -> np.ndarray:
    """The map of the kernel turned around."""
    assert isinstance(scene, Grid)
    kernels = scene.stage.kernels
    return _output(replace(scene, stage=replace(scene.stage, kernels=replace(kernels, flip=not kernels.flip))))


def _input(scene: Scene) -> np.ndarray:
    return scenes.result(scene).image[0]


def _size(scene: Scene) -> tuple[int, int]:
    """Rows and columns of the map."""
    rows, columns = scenes.result(scene).axes
    return rows.output, columns.output


def _undilated(scene: Scene) -> tuple[int, int]:
    """Its size if the weights stood side by side."""
    assert isinstance(scene, Grid)
    return _size(replace(scene, stage=replace(scene.stage, dilation=(1, 1))))


LESSON = Lesson(
    "One window, taken apart",
    7,
    "work out any number of a map by hand, bias, flip and activation and all.",
    (
        Step(
            "corner",
            (_own(CORNER, (3, 3)), _own(CORNER, (3, 4)), _own(CORNER, (2, 5))),
            "A kernel of nine numbers on a letter T. Window and kernel stand side by side: multiply cell by cell, "
            "then add up.",
            Number(
                "What does this window add up to?",
                scenes.cell,
                {"flips": lambda scene: _with_flip(scene, True)},
            ),
            "Most products are 0. What is left is what the kernel looks for, found.",
            ("kernel",),
            (2, 15, 21),
        ),
        Step(
            "flip",
            (_turned((3, 3)), _turned((3, 4)), _turned((2, 5))),
            "Flip is on: this is what mathematics calls convolution. The kernel is turned by 180° before it is "
            "laid on.",
            Number(
                "What does this window add up to?",
                scenes.cell,
                {"never-flips": lambda scene: _with_flip(scene, False)},
            ),
            "Networks learn their kernels, so they leave the turning out: a turned kernel is as easy to learn.",
            ("flip",),
            (21,),
        ),
        Step(
            "strongest",
            (_own(TOP_LEFT), _own(TOP_RIGHT), _own(BOTTOM_RIGHT)),
            "A kernel of 2 and −1: look at where the 2s are. Padding same, so each number of the map stands where the "
            "kernel's middle stood.",
            Point(
                "Point at a pixel of the T at which the map is largest.",
                _input,
                lambda scene: largest(_output(scene)),
                {"flips": lambda scene: largest(_flipped(scene))},
            ),
            "A kernel answers most where the picture looks like the kernel itself.",
            ("kernel",),
            (16, 21),
        ),
        Step(
            "relu",
            (
                _bank("sobel-x", (4, 4), bias=1.0, activation="ReLU"),
                _bank("prewitt-x", (4, 5), bias=1.0, activation="ReLU"),
            ),
            "The sum gets a bias of 1, then goes through ReLU, which lets through only what is above 0.",
            Number(
                "What stands in the map at this window?",
                scenes.cell,
                {"relu-absolute": lambda scene: abs(_sum(scene)), "relu-nothing": _sum},
            ),
            "What the kernel said with a minus is gone. Edges from bright to dark need a kernel of their own now.",
            ("activation", "bias"),
            (24, 101),
        ),
        Step(
            "dilation",
            (_bank("prewitt-x", (4, 4), dilation=(2, 2)), _bank("prewitt-x", (4, 4), dilation=(3, 3))),
            "Dilation moves the nine weights apart, so that pixels lie between them.",
            Number(
                "How many columns is the window wide now, gaps and all?",
                lambda scene: scenes.result(scene).axes[1].span,
                {"field-is-kernel": lambda scene: scenes.result(scene).axes[1].window},
            ),
            "It sees further with the same nine weights, and skips the pixels between them.",
            ("dilation",),
            (54, 75),
        ),
        Step(
            "spread",
            (
                _bank("prewitt-x", dilation=(2, 2), border=VALID),
                _bank("prewitt-x", dilation=(1, 3), border=VALID),
            ),
            "Dilation and padding valid: nothing is invented around the picture, and the window with its gaps "
            "has to fit into it.",
            Size(
                "Draw the size of the map.",
                _size,
                lambda scene: (scenes.result(scene).axes[0].size, scenes.result(scene).axes[1].size),
                {
                    "keeps-size": lambda scene: (scenes.result(scene).axes[0].size, scenes.result(scene).axes[1].size),
                    "field-is-kernel": _undilated,
                },
            ),
            "The wider a window, the fewer places it has.",
            ("dilation",),
            (54,),
        ),
        Step(
            "shared",
            (_bank("sobel-x", (4, 4)), _box(5)),
            "Every window of this map asks the same question. In a network the kernel's numbers are learned.",
            Number(
                "How many numbers are learned for the whole map (no bias)?",
                _weights,
                {"picture-size": _everywhere},
            ),
            "One neuron, asked at every place. That is what weight sharing means.",
            ("kernel",),
            (37, 38, 39),
        ),
        Step(
            "yours",
            (_bank("sobel-x", (4, 4)),),
            "Now it is yours. Type into the kernel until the T's foot answers most. Or choose Picture above, and point "
            "anywhere in it.",
            taken="Now it is yours. Type into the kernel until the T's foot answers most. In the app it can be a "
            "picture, too.",
        ),
    ),
)
