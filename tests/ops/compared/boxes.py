"""Stages on samples with kernels of any size, for tests."""

import numpy as np

from cnnviz.images import picture, samples
from cnnviz.ops import pipeline


def image(key: str = "still-life", rows: int = 48, columns: int = 48) -> np.ndarray:
    pixels = picture.working(samples.picture(key, max(rows, columns)), max(rows, columns), "grey").pixels
    return picture.floats(pixels)[:, :rows, :columns]


def result(kernel: str | int = "sobel-x", seen: np.ndarray | None = None, **more: object) -> pipeline.Result:
    """A stage with a bank of kernels, or with a box of as many pixels a side (of any size, unlike the bank's)."""
    bank = pipeline.Kernels(kernel) if isinstance(kernel, str) else pipeline.Kernels(pipeline.OWN, own=box(kernel))
    stage = pipeline.Stage(bank, **more)  # type: ignore[arg-type]
    return pipeline.result(image() if seen is None else seen, ("grey",), stage)


def box(side: int) -> tuple[tuple[float, ...], ...]:
    return ((1 / side**2,) * side,) * side
