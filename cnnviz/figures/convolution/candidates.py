"""Small maps to choose from, all on one scale, and each in words for who cannot see it."""

from collections.abc import Mapping

import numpy as np

from cnnviz import numbers
from cnnviz.figures.draw import palettes, tiles

# Pixels on the longer side of a map as it is drawn.
SIDE = 105
LEGEND = "Blue is below 0, orange above, white 0."


def pictures(matrices: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Each map (h w) as pixels, uint8 (h' w' 3), every number of it a square of them."""
    end = tiles.limit(np.concatenate([matrix.ravel() for matrix in matrices.values()]))
    colours = palettes.SIGNED["blue-orange"].colours
    return {id: _enlarged(np.asarray(colours[tiles.signed(matrix, end)])) for id, matrix in matrices.items()}


def row(matrix: np.ndarray) -> str:
    """The numbers of a map that has one row."""
    return ", ".join(map(numbers.text, matrix[0]))


def in_words(matrix: np.ndarray) -> str:
    """All numbers of a small map, row by row; rows count from 1."""
    return "; ".join(f"row {at}: {row(line[None])}" for at, line in enumerate(matrix, 1))


def _enlarged(pixels: np.ndarray) -> np.ndarray:
    times = max(1, SIDE // max(pixels.shape[:2]))
    return pixels.repeat(times, axis=0).repeat(times, axis=1)
