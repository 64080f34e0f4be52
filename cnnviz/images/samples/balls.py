"""The balls of the still life: where they lie, and what each is painted with."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]  # vectors are (3 n), x to the right, y up, z away from the camera
Paint = Callable[[Floats], Floats]  # unit normals (3 n) -> colour (3 n)


@dataclass(frozen=True)
class Ball:
    """A sphere; `gloss` 0..1 is the strength of its highlight, `mirror` 0..1 how much of the room it shows."""

    x: float
    z: float
    radius: float
    paint: Paint
    gloss: float = 0.5
    mirror: float = 0.04

    @property
    def centre(self) -> Floats:
        return np.array([[self.x], [self.radius], [self.z]], np.float32)


def noise(x: Floats, y: Floats) -> Floats:
    """Smooth values in -1..1 without a visible period."""
    values: Floats = np.sin(x + 1.7 * np.sin(0.73 * y + 0.6)) * np.cos(1.13 * y + 1.3 * np.sin(0.91 * x + 1.1))
    return values


def _plain(red: float, green: float, blue: float) -> Paint:
    colour = np.array([[red], [green], [blue]], np.float32)
    return lambda normal: np.broadcast_to(colour, normal.shape)


def _mixed(mask: Floats, one: tuple[float, float, float], other: tuple[float, float, float]) -> Floats:
    """`one` where mask is 1, `other` where it is 0."""
    first, second = (np.array(colour, np.float32).reshape(3, 1) for colour in (one, other))
    return second + mask * (first - second)


def _beach(normal: Floats) -> Floats:
    """Six sectors around a leaning axis, with a cap."""
    x, y, z = normal
    pole, side = 0.80 * y + 0.42 * x - 0.43 * z, 0.90 * x - 0.42 * y
    sector = np.sin(3 * np.arctan2(side, 0.86 * z + 0.43 * y) + 0.4)
    stripes = _mixed(np.clip(sector * 14 + 0.5, 0, 1), (0.95, 0.92, 0.84), (0.015, 0.22, 0.48))
    cap = np.clip((pole - 0.93) * 60 + 0.5, 0, 1)
    colour: Floats = stripes + cap * (np.array([[0.95], [0.62], [0.05]], np.float32) - stripes)
    return colour


def _dotted(normal: Floats) -> Floats:
    """White dots on green."""
    x, y, z = normal
    turns, heights = np.arctan2(x, -z) * 2.6, np.arcsin(np.clip(y, -1, 1)) * 3.4
    odd = np.floor(heights / np.pi + 0.5) % 2
    near = np.cos(turns * 2 + odd * np.pi) * 0.5 + np.cos(heights * 2) * 0.5
    return _mixed(np.clip((near - 0.45) * 9 + 0.5, 0, 1), (0.93, 0.93, 0.86), (0.03, 0.26, 0.12))


def _orange(normal: Floats) -> Floats:
    """Peel with pores."""
    x, y, z = normal
    pores = 0.90 + 0.13 * noise(34 * x + 9 * z, 34 * y) + 0.09 * noise(71 * x, 63 * y + 40 * z)
    return (pores * np.array([[0.92], [0.27], [0.015]], np.float32)).astype(np.float32)


def _marble(normal: Floats) -> Floats:
    """Violet glass with pale veins."""
    x, y, z = normal
    vein = np.abs(np.sin(3.2 * x + 2.4 * y + 2.6 * noise(2.3 * x + z, 2.7 * y - z)))
    return _mixed(np.clip(1 - vein * 3.2, 0, 1), (0.92, 0.82, 0.95), (0.19, 0.05, 0.34))


BALLS: tuple[Ball, ...] = (
    Ball(-1.30, 0.95, 0.92, _beach, 0.55, 0.05),
    Ball(0.52, 1.35, 0.80, _plain(0.70, 0.72, 0.75), 1.0, 0.82),
    Ball(1.62, 0.35, 0.58, _plain(0.62, 0.02, 0.03), 0.9, 0.06),
    Ball(0.10, -0.25, 0.47, _orange, 0.25, 0.02),
    Ball(0.98, -0.95, 0.34, _dotted, 0.6, 0.05),
    Ball(-0.92, -0.95, 0.30, _marble, 1.0, 0.10),
    Ball(-0.30, -1.45, 0.17, _plain(0.92, 0.58, 0.03), 0.9, 0.06),
)
