"""Padding and stride: how large a map gets, and what is invented for it."""

from collections.abc import Callable
from dataclasses import replace

from cnnviz.course import scenes
from cnnviz.course.lesson import Lesson, Step
from cnnviz.course.questions import Number, Size
from cnnviz.course.scenes import Grid, Numbers, Scene
from cnnviz.ops import geometry, padding, pipeline

PAGE = "padding-and-stride"


def _ladder(size: int) -> tuple[Numbers, ...]:
    """Numbers that rise from left to right."""
    return ((tuple(float(column) for column in range(size))),) * size


def _flat(size: int, value: float) -> tuple[Numbers, ...]:
    return ((value,) * size,) * size


def _box(size: int, window: int, rows: int = 0, **more: object) -> Grid:
    """A mean over a window on numbers that rise, as many rows of them as columns unless `rows` says how many."""
    kernels = pipeline.Kernels("box", (("size", float(window)),))
    numbers = _ladder(size)[:1] * (rows or size)
    return Grid(PAGE, rows=numbers, stage=pipeline.Stage(kernels, **more))  # type: ignore[arg-type]


def _even(size: int) -> Grid:
    return Grid(PAGE, rows=_ladder(size), stage=pipeline.Stage(pipeline.Kernels("mean-2")))


def _framed(size: int, value: float) -> Grid:
    """An edge kernel on a picture without edges, zeros around it, at the left border."""
    border = padding.Padding(mode="constant")
    stage = pipeline.Stage(pipeline.Kernels("sobel-x"), border=border)
    return Grid(PAGE, rows=_flat(size, value), stage=stage, at=(size // 2, 0))


def _rows(scene: Scene) -> int:
    """Rows of the map."""
    return scenes.result(scene).axes[0].output


def _before(scene: Scene) -> int:
    """Rows of the picture."""
    return scenes.result(scene).axes[0].size


def _moves(scene: Scene) -> int:
    return moves_along(scenes.result(scene).axes[0])


def moves_along(axis: geometry.Axis) -> int:
    """How often the window moves on, which some take for the size of the map."""
    return (axis.padded - axis.span) // axis.stride


def _up(scene: Scene) -> int:
    return up_along(scenes.result(scene).axes[0])


def up_along(axis: geometry.Axis) -> int:
    """The size of the map, if a window that hangs over counted."""
    return -(-(axis.padded - axis.span) // axis.stride) + 1


def _size(scene: Scene) -> tuple[int, int]:
    """Rows and columns of the map."""
    rows, columns = scenes.result(scene).axes
    return rows.output, columns.output


def _picture(scene: Scene) -> tuple[int, int]:
    """Those of the picture."""
    rows, columns = scenes.result(scene).axes
    return rows.size, columns.size


def _both(scene: Scene, count: Callable[[geometry.Axis], int]) -> tuple[int, int]:
    rows, columns = scenes.result(scene).axes
    return count(rows), count(columns)


def _without_frame(scene: Scene) -> float:
    """What stands there where what is invented is like its neighbours."""
    assert isinstance(scene, Grid)
    return scenes.cell(replace(scene, stage=replace(scene.stage, border=padding.Padding(mode="nearest"))))


def _columns(scene: Scene) -> int:
    """Columns of the map."""
    return scenes.result(scene).axes[1].output


def _padded_alike(scene: Scene) -> int:
    """The same, if as many were invented on the left as on the right."""
    axis = scenes.result(scene).axes[1]
    return axis.size + 2 * max(axis.before, axis.after) - axis.span + 1


VALID, FULL = padding.Padding("valid"), padding.Padding("full")

LESSON = Lesson(
    "How large a map gets",
    7,
    "say the size of any map before you compute it, and which of its numbers to trust.",
    (
        Step(
            "valid",
            (_box(8, 3, border=VALID), _box(9, 5, border=VALID), _box(10, 3, border=VALID)),
            "Padding valid: nothing is invented, so the window stays inside the picture.",
            Number(
                "How many rows will the output have?",
                _rows,
                {"keeps-size": _before, "fence-post": _moves},
            ),
            "A kernel of size f takes f − 1 rows away. The formula stands below the picture, with your numbers in it.",
            ("padding",),
            (47, 49, 54),
            folds=("terms",),
        ),
        Step(
            "same",
            (_box(8, 3, stride=(2, 2)), _box(9, 5, stride=(3, 3)), _box(10, 5, stride=(2, 2))),
            "Padding same invents a frame. And the window moves more than one pixel at a time: look at the stride.",
            Number("How many rows will the output have?", _rows, {"same-stride": _before}),
            "“Same” promises the picture's size divided by the stride, rounded up. At stride 1 that is the same size.",
            ("padding", "stride"),
            (49, 52, 53, 55),
            folds=("terms",),
        ),
        Step(
            "rounding",
            (_box(8, 3, border=VALID, stride=(2, 2)), _box(9, 3, border=VALID, stride=(4, 4))),
            "Padding valid, and a stride. The windows do not come out even at the bottom.",
            Number("How many rows will the output have?", _rows, {"rounds-up": _up, "fence-post": _moves}),
            "What is left of the picture at the bottom is under no window at all. Look for it in “How often pixels are "
            "used”.",
            ("stride",),
            (53, 54),
            seen="What is left of the picture at the bottom is under no window at all.",
        ),
        Step(
            "draw",
            (
                _box(10, 3, 7, border=VALID, stride=(2, 2)),
                _box(7, 3, 10, border=VALID, stride=(2, 3)),
                _box(12, 5, 8, border=VALID, stride=(2, 2)),
            ),
            "Padding valid, a stride, and a picture that is not square. Rows and columns are counted each by "
            "themselves.",
            Size(
                "Draw the size of the map.",
                _size,
                _picture,
                {
                    "keeps-size": _picture,
                    "rounds-up": lambda scene: _both(scene, up_along),
                    "fence-post": lambda scene: _both(scene, moves_along),
                },
            ),
            "The same formula twice, once for rows and once for columns.",
            ("stride",),
            (47, 53, 54),
        ),
        Step(
            "full",
            (_box(6, 3, 4, border=FULL), _box(4, 3, 6, border=FULL), _box(5, 5, 3, border=FULL)),
            "Padding full: every place counts at which the window meets at least one pixel of the picture.",
            Size("Draw the size of the map.", _size, _picture, {"keeps-size": _picture}),
            "A map can be larger than its picture: by f − 1 rows and columns, for a kernel of size f.",
            ("padding",),
            (49,),
        ),
        Step(
            "even",
            (_even(8), _box(6, 4)),
            "Padding same, and a kernel with an even number of columns: it has no middle one. What is invented is "
            "hatched.",
            Number(
                "How many columns will the output have?",
                _columns,
                {"odd-even": _padded_alike},
            ),
            "As many as the picture: one column less than the kernel has is invented. The odd one goes after, right "
            "and bottom: so do Keras and PyTorch. It shifts the map by half a pixel.",
            ("padding",),
            (14, 51),
        ),
        Step(
            "frame",
            (_framed(8, 1), _framed(7, 2)),
            "A picture without any edge, the same number everywhere, and zeros invented around it. Sobel x stands at "
            "the left border.",
            Number("What does this window add up to?", scenes.cell, {"zeros-nothing": _without_frame}),
            "An edge that is not in the picture: the frame is. Borders of a map are made up in part.",
            ("mode",),
            (48, 50),
        ),
        Step(
            "yours",
            (_box(8, 3),),
            "Now it is yours. Find settings under which the output has half the rows of the input, without any "
            "padding. Then look at every way to invent a border, below.",
        ),
    ),
)
