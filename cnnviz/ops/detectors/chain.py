"""The stages of a detector, each one of the app's own: edges, corners, a pattern of dots; and ways to meet sizes that
its dots are not spaced for (C70, C72, C73)."""

from dataclasses import dataclass, replace

import numpy as np

from cnnviz.ops import padding, pipeline, pooling
from cnnviz.ops.detectors import recipes
from cnnviz.ops.detectors.recipes import GRID

# Thresholds and pitches that can be chosen, and what the page opens with.
CORNER_MOST, FOUND_MOST, PITCHES = 30, 60, (2, 8)
CORNER, PITCH = 18, 4
STEP = 2
# The sides of a picture in a pyramid, as shares of its own.
SHARES = (1.0, 0.75, 0.5, 0.375)
_NEAREST = padding.Padding(mode="nearest")


@dataclass(frozen=True)
class Way:
    """What is done so that other sizes are found as well."""

    label: str
    sentence: str


WAYS: dict[str, Way] = {
    "plain": Way("Nothing", "The dots stand as far apart as they stand: one size is found."),
    "stride": Way(
        "Stride 2",
        "Edges are taken at every second pixel: the same dots stand twice as far apart on the picture. The double size "
        "is found, and the first one is lost.",
    ),
    "pool": Way(
        "Max pooling",
        "The largest of 2 × 2 corner answers: a corner may stand a pixel off. Sizes next to the one that fits are "
        "found, and what looks a little like it.",
    ),
    "pyramid": Way(
        "Pyramid",
        "The picture itself is shrunk, and the same filters look at every size of it. What is too large for the dots "
        "fits in a smaller picture.",
    ),
    "family": Way(
        "More patterns",
        "One pattern of dots for each size. Edges and corners are computed once and serve them all.",
    ),
}


@dataclass(frozen=True)
class Settings:
    """A detector as it is set: a key of recipes.DETECTORS; `pitch`, a third of the distance of its dots; thresholds
    of corners and of the pattern; a key of WAYS."""

    detector: str = "square"
    pitch: int = PITCH
    corner: float = CORNER
    found: float = 28.0
    way: str = "plain"


@dataclass(frozen=True)
class Level:
    """One pass of the filters: over the picture as `rows` × `columns`, with a stride, a pooling and a pitch."""

    rows: int
    columns: int
    pitch: int
    stride: int = 1
    pool: int = 1
    shrunk: float = 1.0

    @property
    def jump(self) -> float:
        """Pixels of the picture from one cell of the last map to the next."""
        return self.stride * self.pool / self.shrunk

    @property
    def apart(self) -> float:
        """Pixels of the picture from the first dot to the last."""
        return (GRID - 1) * self.pitch * self.jump


def levels(settings: Settings, rows: int, columns: int) -> tuple[Level, ...]:
    """The passes that a way makes over a picture of this size."""
    pitch = settings.pitch
    if settings.way == "stride":
        return (Level(rows, columns, pitch, stride=STEP),)
    if settings.way == "pool":
        return (Level(rows, columns, (pitch + 1) // STEP, pool=STEP),)
    if settings.way == "pyramid":
        return tuple(
            Level(int(rows * share + 0.5), int(columns * share + 0.5), pitch, shrunk=share) for share in SHARES
        )
    if settings.way == "family":
        return tuple(Level(rows, columns, one) for one in range(PITCHES[0] + 1, PITCHES[1] + 1))
    return (Level(rows, columns, pitch),)


def stages(settings: Settings, level: Level) -> tuple[pipeline.Stage, pipeline.Stage, pipeline.Stage]:
    """Edges, corners and pattern of one pass, as stages of the pipeline."""
    detector = recipes.DETECTORS[settings.detector]
    pool = pooling.Pool("max", (level.pool,) * 2, (level.pool,) * 2) if level.pool > 1 else None
    return (
        pipeline.Stage(pipeline.Kernels("kirsch-all"), border=_NEAREST, stride=(level.stride,) * 2, activation="ReLU"),
        pipeline.Stage(
            own(detector.corner_weights()),
            mix="sum",
            bias=-settings.corner,
            border=_NEAREST,
            activation="ReLU",
            pool=pool,
        ),
        pipeline.Stage(
            own(detector.weights()),
            mix="sum",
            bias=-settings.found,
            border=padding.Padding(mode="constant"),
            dilation=(level.pitch,) * 2,
            activation="ReLU",
        ),
    )


def scaled(settings: Settings, level: Level, by: float) -> tuple[pipeline.Stage, ...]:
    """The same stages with corners and pattern weighing `by` as much, and thresholds to match: they find the same."""
    edges, corners, pattern = stages(settings, level)
    detector = recipes.DETECTORS[settings.detector]
    return (
        edges,
        replace(corners, kernels=own(by * detector.corner_weights()), bias=by * corners.bias),
        replace(pattern, kernels=own(by * detector.weights()), bias=by**2 * pattern.bias),
    )


def own(weights: np.ndarray) -> pipeline.Kernels:
    """Filters (k channels i j) as one's own kernels, a block for each channel of each."""
    first, *more = (tuple(tuple(map(float, row)) for row in block) for block in weights.reshape(-1, *weights.shape[2:]))
    return pipeline.Kernels(pipeline.OWN, own=first, more=tuple(more))


def results(image: np.ndarray, settings: Settings, level: Level) -> tuple[pipeline.Result, ...]:
    """One pass over an image (1 h w): the results of its three stages."""
    shrunk = image if level.shrunk == 1 else shrink(image[0], level.rows, level.columns)[None]
    return pipeline.results(shrunk, ("grey",), stages(settings, level))


def shrink(image: np.ndarray, rows: int, columns: int) -> np.ndarray:
    """The image (h w) on fewer pixels, each the mean of the area that it covers: float32 (rows columns)."""
    down, across = _areas(image.shape[0], rows), _areas(image.shape[1], columns)
    return (down @ image.astype(np.float64) @ across.T).astype(np.float32)


def _areas(size: int, fewer: int) -> np.ndarray:
    """How much each of `size` pixels counts in each of `fewer`: (fewer size), rows that sum to 1."""
    step = size / fewer
    first = np.arange(fewer)[:, None] * step
    pixel = np.arange(size)[None]
    return np.clip(np.minimum(first + step, pixel + 1) - np.maximum(first, pixel), 0, None) / step


def multiply_adds(settings: Settings, rows: int, columns: int) -> int:
    """Products that all passes take, as a layer counts them: zeros among the weights as well. What several passes
    share is counted once."""
    total, shared = 0, set()
    for level in levels(settings, rows, columns):
        first = (level.rows, level.columns, level.stride, level.pool)
        cells = -(-level.rows // level.stride) * -(-level.columns // level.stride)
        detector = recipes.DETECTORS[settings.detector]
        if first not in shared:
            total += cells * (8 * 9 + detector.corner_weights().size)
        shared.add(first)
        total += (cells // level.pool**2) * detector.weights().size
    return total
