"""Pooling: one number for each window, and what that keeps and loses."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from cnnviz.course import scenes
from cnnviz.course.lesson import Lesson, Step
from cnnviz.course.questions import Cells, Choice, Number, Point, largest
from cnnviz.course.scenes import Grid, Numbers, Scene
from cnnviz.nets import layers, shapes
from cnnviz.ops import pipeline, pooling

PAGE = "pooling"
MAP: tuple[Numbers, ...] = (
    (12, 20, 30, 0, 7, -3, 5, 9),
    (8, 12, 2, 0, 1, 14, -6, 3),
    (34, 70, 37, 4, 22, 6, 18, -2),
    (112, 100, 25, 12, -9, 11, 2, 16),
    (5, -4, 17, 23, 40, 31, 8, 1),
    (6, 19, -7, 10, 28, 44, 13, -5),
    (21, 3, 15, 26, -1, 24, 29, 33),
    (-8, 27, 32, 35, 36, 38, 39, 41),
)
# The largest numbers of it, whatever their sign, are negative.
NEGATIVE: tuple[Numbers, ...] = (
    (3, -20, 5, 2, -6, 1),
    (1, -7, -31, 4, 8, -12),
    (-15, 2, 6, -9, 11, -25),
    (4, -3, -18, 7, -2, 10),
)


def _pool(rows: tuple[Numbers, ...], at: tuple[int, int] | None = None, **more: object) -> Grid:
    pool = pooling.Pool(**more)  # type: ignore[arg-type]
    return Grid(PAGE, rows=rows, stage=pipeline.Stage(pipeline.Kernels("identity"), pool=pool), at=at)


def _by(scene: Scene, kind: str) -> float:
    """What another kind of pooling keeps of the window."""
    assert isinstance(scene, Grid)
    assert scene.stage.pool
    stage = replace(scene.stage, pool=replace(scene.stage.pool, kind=kind))
    return scenes.cell(replace(scene, stage=stage))


def _rows(scene: Scene) -> int:
    """Rows of what comes out."""
    return scenes.result(scene).output.shape[1]


def _before(scene: Scene) -> int:
    return scenes.result(scene).activated.shape[1]


def _learned(scene: Scene) -> int:
    """Parameters of the same pooling as a layer of a network."""
    pool = _settings(scene)
    channels, rows, columns = scenes.result(scene).activated.shape
    layer = layers.pool(pool.kind, pool.window[0], pool.stride[0])
    return shapes.alone(layer, (channels, rows, columns)).parameters


def _cells(scene: Scene) -> int:
    """Cells of a window, as if each had a weight."""
    return int(np.prod(_settings(scene).window))


def _settings(scene: Scene) -> pooling.Pool:
    pool = scenes.result(scene).stage.pool
    assert pool
    return pool


def _kept(scene: Scene) -> Cells:
    """The cells of the map that the pinned window keeps."""
    return _of_window(scene, pooling.winners)


def _strongest(scene: Scene) -> Cells:
    """Those that it would keep if signs did not count."""
    return _of_window(scene, lambda maps, pool: pooling.winners(abs(maps), pool))


def _of_window(scene: Scene, winners: Callable[[np.ndarray, pooling.Pool], np.ndarray]) -> Cells:
    assert isinstance(scene, Grid)
    assert scene.at is not None
    place = int(winners(scene.result.activated, _settings(scene))[(0, *scene.at)])
    columns = scene.result.activated.shape[2]
    return ((place // columns, place % columns),)


def _map(scene: Scene) -> np.ndarray:
    """The map that is pooled."""
    return scenes.result(scene).activated[0]


def _window(scene: Scene) -> tuple[int, int, int, int]:
    """Where the pinned window lies on it."""
    assert isinstance(scene, Grid)
    assert scene.at is not None
    (row, column), pool = scene.at, _settings(scene)
    return row * pool.stride[0], column * pool.stride[1], *pool.window


def _moved(scene: Scene) -> str:
    """What becomes of the pooled map where the map moves by one column to the right."""
    result = scenes.result(scene)
    moved = np.pad(result.activated, ((0, 0), (0, 0), (1, 0)))[:, :, :-1]
    return "same" if np.array_equal(pooling.pooled(moved, _settings(scene)), result.output) else "some"


LESSON = Lesson(
    "One number for each window",
    6,
    "say what pooling keeps, what it loses, and what it costs.",
    (
        Step(
            "largest",
            (_pool(MAP, (1, 0)), _pool(MAP, (2, 2)), _pool(MAP, (0, 3))),
            "Max pooling goes over a map in windows of 2 × 2, two pixels at a time. The window is outlined.",
            Number(
                "What is kept of this window?",
                scenes.cell,
                {"pooling-mean": lambda scene: _by(scene, "average")},
            ),
            "The largest response, wherever in the window it stood. It says that something was found, not where.",
            ("pool",),
            (61, 62),
        ),
        Step(
            "winner",
            (_pool(NEGATIVE, (0, 0)), _pool(NEGATIVE, (0, 1)), _pool(NEGATIVE, (1, 2))),
            "A map with negative numbers in it, and max pooling. The window is outlined.",
            Point(
                "Point at the number that wins this window.",
                _map,
                _kept,
                {"max-absolute": _strongest},
                _window,
            ),
            "A negative response never beats a positive one, however strong it is.",
            ("pool",),
            (62,),
        ),
        Step(
            "average",
            (_pool(MAP, (1, 0), kind="average"), _pool(MAP, (2, 2), kind="average")),
            "Average pooling goes over a map in windows of 2 × 2. The window is outlined.",
            Number(
                "What is kept of this window?",
                scenes.cell,
                {"pooling-max": lambda scene: _by(scene, "max")},
            ),
            "Every number counts the same, so one strong response gets lost among weak ones.",
            ("pool",),
            (63,),
        ),
        Step(
            "size",
            (_pool(MAP), _pool(MAP, window=(3, 3), stride=(1, 1)), _pool(MAP, window=(4, 4), stride=(4, 4))),
            "Window and step of the pooling are settings of their own. Look at both.",
            Number("How many rows will come out?", _rows, {"keeps-size": _before}),
            "The same formula as for a kernel: the window has to fit.",
            ("window", "step"),
            (54, 62, 71),
        ),
        Step(
            "weights",
            (_pool(MAP), _pool(MAP, window=(3, 3), stride=(3, 3))),
            "A network learns its kernels. Think of this pooling as a layer of it.",
            Number("How many weights does the layer learn?", _learned, {"pooling-weights": _cells}),
            "None: the largest is the largest. What it saves is in the dense layer after it, which has fewer inputs.",
            ("pool",),
            (64, 71),
            folds=("terms",),
        ),
        Step(
            "global",
            (_pool(NEGATIVE, everywhere=True), _pool(NEGATIVE[1:], everywhere=True)),
            "Global max pooling makes one window of the whole map.",
            Point(
                "Point at the number that is left of all of them.",
                _map,
                lambda scene: largest(_map(scene)),
                {"max-absolute": lambda scene: largest(abs(_map(scene)))},
            ),
            "One number a map, however large the map: so a network can take pictures of any size.",
            ("pool",),
            (63, 69),
        ),
        Step(
            "shift",
            (_pool(MAP), _pool(MAP, window=(3, 3), stride=(3, 3))),
            "Pooling forgets where in its window the largest stood. Think of the whole map moved by one column to "
            "the right.",
            Choice(
                "What becomes of the pooled map?",
                {"same": "It stays exactly the same", "some": "Some of its numbers change"},
                _moved,
                {"same": "pooling-invariance"},
            ),
            "What crosses into the next window is felt. Only moves inside a window leave no trace: robust, not blind.",
            ("output",),
            (65, 66),
        ),
        Step(
            "yours",
            (_pool(MAP),),
            "Now it is yours. Look below at every kind of pooling on this map, and at what a small shift changes "
            "before and after it.",
            taken="Now it is yours. Look below at every kind of pooling on this map. In the app you also see what a "
            "small shift changes before and after it.",
        ),
    ),
)
