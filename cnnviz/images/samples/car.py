"""A car from the side, as far from wheel to wheel as one likes: two halves, drawn from their wheel on, joined between.

Whatever is drawn between the wheels is the same in every column where the halves can meet, so that a browser can join
them anew while a wheel is dragged.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

# Shares of the picture's side: rows of roof, window's upper edge, waist, sill and hub; a wheel's radius; how far the
# car reaches beyond its hubs; how far from a hub the cabin begins, and to where it rises.
ROOF, PANE, WAIST, SILL, HUB = 0.27, 0.32, 0.45, 0.66, 0.67
RADIUS, BEYOND = 0.1, 0.15
REAR, FRONT = (-0.08, 0.05), (0.0, 0.14)
# The least distance between the hubs, at which the cabin's halves still meet under the roof.
LEAST = 0.37
# Greys: sky, road, body, panes, tyre, hub cap.
SKY, ROAD, BODY, GLASS, TYRE, CAP = 0.87, 0.6, 0.38, 0.72, 0.06, 0.8
# A pixel is the mean of so many by so many points.
FINE = 4


@dataclass(frozen=True, eq=False)
class Measures:
    """Of a picture of so many pixels a side: the hubs' row, and the wheels' radius in pixels. A hub's column is
    `margin` to side − 1 − margin, the two at least `least` apart."""

    side: int
    row: int
    radius: float
    margin: int
    least: int


@dataclass(frozen=True, eq=False)
class Halves(Measures):
    """Both halves, uint8 (side 2·side + 1) with the hub's column in the middle."""

    rear: NDArray[np.uint8]
    front: NDArray[np.uint8]


def measures(side: int) -> Measures:
    """Where the car's parts are, with nothing drawn."""
    return Measures(side, round(HUB * side), RADIUS * side, int(np.ceil(BEYOND * side)), int(np.ceil(LEAST * side)))


def halves(side: int) -> Halves:
    """The car at so many pixels a side."""
    its = measures(side)
    rear, front = _half(side, its.row, *REAR), _half(side, its.row, *FRONT)[:, ::-1]
    return Halves(**vars(its), rear=rear, front=front)


def joined(car: Halves, left: int, right: int) -> NDArray[np.uint8]:
    """The car with its hubs in these columns: (side side). The halves meet in the middle between them."""
    side = car.side
    middle = (left + right + 1) // 2
    picture = np.empty((side, side), np.uint8)
    picture[:, :middle] = car.rear[:, side - left : side - left + middle]
    picture[:, middle:] = car.front[:, side - right + middle : 2 * side - right]
    return picture


def settled(car: Measures, left: int, right: int) -> tuple[int, int]:
    """The nearest columns that its hubs can be in: the left one gives way."""
    low, high = car.margin, car.side - 1 - car.margin
    right = max(low + car.least, min(high, right))
    return max(low, min(right - car.least, left)), right


def _half(side: int, hub: int, begins: float, rises: float) -> NDArray[np.uint8]:
    """One half, its hub in the middle column, its car to the right of it: (side 2·side + 1)."""
    fine = (np.arange(FINE) + 0.5) / FINE
    down = ((np.arange(side)[:, None] + fine).ravel()[:, None] - hub - 0.5) / side + HUB
    across = ((np.arange(-side, side + 1)[:, None] + fine).ravel()[None, :] - 0.5) / side
    # The cabin's edge leans: it is at `begins` on the waist, at `rises` under the roof.
    edge = begins + (rises - begins) * (WAIST - down) / (WAIST - ROOF)
    from_hub = np.hypot(down - HUB, across)
    grey = np.where(down < HUB + RADIUS, SKY, ROAD) + 0 * across
    layers = (
        ((down >= ROOF) & (down < WAIST) & (across >= edge), BODY),
        ((down >= PANE) & (down < WAIST - 0.02) & (across >= edge + 0.05), GLASS),
        ((down >= WAIST) & (down < SILL) & (across >= -BEYOND + 0.02), BODY),
        (from_hub < RADIUS, TYRE),
        (from_hub < RADIUS * 0.45, CAP),
    )
    for where, level in layers:
        grey = np.where(where, level, grey)
    fine_grey = grey.reshape(side, FINE, 2 * side + 1, FINE)
    return np.rint(255 * fine_grey.mean(axis=(1, 3))).astype(np.uint8)
