"""Hand-made filters that stand in a network's first convolution in place of learned ones (C85)."""

import numpy as np

from cnnviz.errors import InputError
from cnnviz.nets import layers, networks, shapes
from cnnviz.ops import catalogue

# Families by their names in the config.
FAMILIES = {"prewitt": "prewitt-xy", "sobel": "sobel-xy", "kirsch": "kirsch-all"}


def kernels(family: str) -> np.ndarray:
    """The family's kernels (k i j)."""
    return catalogue.weights(FAMILIES[family], {})[1][:, 0]


def filters(family: str, shape: tuple[int, ...]) -> np.ndarray:
    """The family's kernels as a convolution's weight of that shape (o c i j), over and over again.

    Each is in the middle of its filter, the same for every channel, and scaled so that the filter's absolute weights
    come to 1. Raises InputError where they do not fit.
    """
    count, channels, rows, columns = shape
    family_kernels = kernels(family)
    high, wide = family_kernels.shape[1:]
    if rows < high or columns < wide:
        raise InputError(
            f"{family.capitalize()} filters are {high} × {wide} and do not fit in filters of {rows} × {columns}. "
            f"Choose filters of at least {high} × {wide} in the first convolution."
        )
    top, left = (rows - high) // 2, (columns - wide) // 2
    result = np.zeros(shape, np.float32)
    for number in range(count):
        kernel = family_kernels[number % len(family_kernels)]
        result[number, :, top : top + high, left : left + wide] = kernel / np.abs(kernel).sum() / channels
    return result


def first_convolution(network: networks.Network) -> str:
    """The path of the convolution nearest to the picture, "" if there is none."""
    found = (record.path for record in shapes.records(network) if isinstance(record.layer, layers.Conv))
    return next(found, "")
