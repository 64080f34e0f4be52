"""Maps of samples under Sobel x and ReLU, and their windows cut by hand, for tests."""

import numpy as np

from cnnviz.images import picture, samples
from cnnviz.ops import pipeline

SOBEL = np.outer([1, 2, 1], [-1, 0, 1])


def result(image: np.ndarray, **more: object) -> pipeline.Result:
    stage = pipeline.Stage(pipeline.Kernels("sobel-x"), activation="ReLU", **more)  # type: ignore[arg-type]
    return pipeline.result(image, ("grey",), stage)


def sample(key: str = "still-life", side: int = 128) -> np.ndarray:
    return picture.floats(picture.working(samples.picture(key, side), side, "grey").pixels)


def blocks(values: np.ndarray, side: int) -> np.ndarray:
    """Windows of a map (h w) that has whole ones: (h/side, w/side, side²)."""
    rows, columns = (size // side for size in values.shape)
    return values.reshape(rows, side, columns, side).swapaxes(1, 2).reshape(rows, columns, -1)
