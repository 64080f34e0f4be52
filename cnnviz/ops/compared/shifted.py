"""What survives when things move a little: a map of a shifted picture, before and after pooling (C65, C66)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from cnnviz.errors import InputError
from cnnviz.ops import activations, padding, pipeline, pooling
from cnnviz.ops.compared import variations

# Pixels by which the image is shifted at most.
MOST = 4
# The step of the stride that stands beside the poolings.
STEP = 2
PLAIN, STRIDE = "no pooling", f"every {STEP}nd pixel (stride {STEP})"
POOLS = {
    "max 2 × 2": pooling.Pool("max", (2, 2), (2, 2)),
    "max 4 × 4": pooling.Pool("max", (4, 4), (4, 4)),
    "average 4 × 4": pooling.Pool("average", (4, 4), (4, 4)),
    "global average": pooling.Pool("average", everywhere=True),
}


@dataclass(frozen=True, eq=False)
class Moved:
    """Two grey pictures of one thing whose parts moved: their `edges`, those after max pooling by `window`, and how
    much each changes (see `changed`)."""

    window: int
    edges: tuple[np.ndarray, np.ndarray]
    pooled: tuple[np.ndarray, np.ndarray]
    change: float
    pooled_change: float


def shifted(image: np.ndarray, columns: int) -> np.ndarray:
    """The image moved to the right, its left border pixels repeated where it came from: (c h w) -> (c h w)."""
    return np.pad(image, ((0, 0), (0, 0), (columns, 0)), mode="edge")[:, :, : image.shape[2]]


def changes(
    result: pipeline.Result, pools: Mapping[str, pooling.Pool] = POOLS, most: int = MOST
) -> dict[str, np.ndarray]:
    """How much the first activated map changes when the image is shifted by 0 … most px: name -> (most + 1,).

    The map itself, every STEP-th of its numbers, and the map under each pooling that fits; `changed` says how.
    """
    activation = activations.ACTIVATIONS[result.stage.activation].function
    images = (shifted(result.image, columns) for columns in range(most + 1))
    moved = [activation(variations.first_map(result, result.stage, image))[None] for image in images]
    return {
        name: np.array([changed(way(moved[0]), way(one)) for one in moved])
        for name, way in _ways(moved[0].shape[1:], pools).items()
    }


def changed(before: np.ndarray, after: np.ndarray) -> float:
    """‖after − before‖ / ‖before‖: 0 is no change, 1 a difference as large as `before`; NaN where that is all 0."""
    length = float(np.linalg.norm(before.astype(np.float64)))
    return float(np.linalg.norm(after.astype(np.float64) - before)) / length if length else float("nan")


def moved(before: np.ndarray, after: np.ndarray, window: int = 4) -> Moved:
    """The edges (Sobel x, ReLU) of two pictures (1 h w), and these pooled. Raises InputError where the window does not
    fit."""
    edges, pool = (_edges(before), _edges(after)), pooling.Pool("max", (window, window), (window, window))
    pooled = (pooling.pooled(edges[0], pool), pooling.pooled(edges[1], pool))
    return Moved(window, edges, pooled, changed(*edges), changed(*pooled))


def _ways(shape: tuple[int, ...], pools: Mapping[str, pooling.Pool]) -> dict[str, Callable[[np.ndarray], np.ndarray]]:
    """What is done to a map (1 h w) before it is compared, by name."""

    def by(pool: pooling.Pool) -> Callable[[np.ndarray], np.ndarray]:
        return lambda one: pooling.pooled(one, pool)

    ways: dict[str, Callable[[np.ndarray], np.ndarray]] = {
        PLAIN: lambda one: one,
        STRIDE: lambda one: one[:, ::STEP, ::STEP],
    }
    for name, pool in pools.items():
        try:
            pool.axes((shape[0], shape[1]))
        except InputError:
            continue  # a window larger than the map; the curve's legend shows which are there
        ways[name] = by(pool)
    return ways


def _edges(image: np.ndarray) -> np.ndarray:
    """The activated map of Sobel x: image (1 h w) -> (1 h w)."""
    stage = pipeline.Stage(pipeline.Kernels("sobel-x"), border=padding.Padding(mode="nearest"), activation="ReLU")
    return pipeline.result(image, ("grey",), stage).activated
