"""The eight ways a camera can note how its picture was held (EXIF tag 274)."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Turn:
    """What to do with uint8 (h w 3), and in words."""

    sentence: str
    apply: Callable[[NDArray[np.uint8]], NDArray[np.uint8]]


def _swapped(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return pixels.swapaxes(0, 1)


TURNS: dict[int, Turn] = {
    2: Turn("Mirrored left to right", lambda pixels: pixels[:, ::-1]),
    3: Turn("Turned by 180°", lambda pixels: pixels[::-1, ::-1]),
    4: Turn("Mirrored top to bottom", lambda pixels: pixels[::-1]),
    5: Turn("Mirrored across the diagonal from top left", _swapped),
    6: Turn("Turned by 90° clockwise", lambda pixels: _swapped(pixels)[:, ::-1]),
    7: Turn("Mirrored across the diagonal from top right", lambda pixels: _swapped(pixels)[::-1, ::-1]),
    8: Turn("Turned by 90° anticlockwise", lambda pixels: _swapped(pixels)[::-1]),
}
