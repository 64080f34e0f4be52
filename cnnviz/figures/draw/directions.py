"""Directions as colours, and the wheel that is their legend: 0 degrees is right, 90 down."""

import functools

import numpy as np

from cnnviz.figures.draw import palettes, tiles
from cnnviz.ops import composites


def coloured(degrees: np.ndarray, strength: np.ndarray) -> np.ndarray:
    """Direction as colour, fading to mid grey where the strength (h w) is small or negative: uint8 (h w 3)."""
    return palettes.compass(degrees, np.clip(strength * (1 / (strength.max() or 1)), 0, 1))


def legend(steps: int = 0) -> tiles.Picture:
    """The wheel as a tile, in `steps` sectors if given."""
    return tiles.Picture("Wheel", wheel(steps=steps), facts=("The colour of a direction, as seen on the picture",))


@functools.cache
def wheel(side: int = 96, steps: int = 0) -> np.ndarray:
    """The legend of directions, as a disc, in `steps` sectors if given: uint8 (side side 3)."""
    offsets = np.arange(side) - (side - 1) / 2
    degrees = composites.direction(np.broadcast_to(offsets, (side, side)), offsets[:, None])
    if steps:
        degrees = np.round(degrees / (360 / steps)) * (360 / steps)
    inside = np.hypot(offsets, offsets[:, None]) <= side / 2
    return palettes.compass(degrees, inside.astype(float))


def degrees(names: tuple[str, ...]) -> np.ndarray:
    """Compass directions as degrees, 0 right and 90 down."""
    return np.array([COMPASS_DEGREES[name] for name in names], np.float32)


COMPASS_DEGREES = {"E": 0, "SE": 45, "S": 90, "SW": 135, "W": 180, "NW": 225, "N": 270, "NE": 315}
