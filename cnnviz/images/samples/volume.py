"""A little 3-D picture: slices one behind the other, or frames of a film one after the other."""

import numpy as np
from numpy.typing import NDArray

# Slices under a kernel that is as deep.
DEPTH = 2
SLICES, SIDE, SQUARE = 6, 8, 3


def moving_square() -> NDArray[np.float32]:
    """A bright square that moves one pixel to the right from slice to slice: float32 (6 8 8), 0 and 1."""
    slices = np.zeros((SLICES, SIDE, SIDE), np.float32)
    for depth, one in enumerate(slices):
        one[2 : 2 + SQUARE, depth : depth + SQUARE] = 1
    return slices
