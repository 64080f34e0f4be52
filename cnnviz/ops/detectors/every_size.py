"""A detector on its shape in many sizes, turns and places: how many it finds, and where nothing is (C72, C73)."""

from dataclasses import dataclass

from cnnviz.ops.detectors import chain, found, scenes

SIDES = (8, 9, 10, 11, 12, 13, 15, 19, 23, 30)
TURNS = (0, 10, 45, 90)
# Rows and columns by which the shapes in a picture stand off the middles of their quarters: what is looked at with a
# stride, or pooled, does not meet every pixel alike.
PLACES = ((0, 0), (0, 1), (1, 0), (1, 1))
# Pixels of a quarter: shapes in two of them are too far apart to be taken for one, and levels of a pyramid cut both
# at the same pixel.
QUARTER = 64


@dataclass(frozen=True)
class Count:
    """Of the shapes in a picture, those found and those missed; and finds where there is none."""

    found: int
    missed: int
    alarms: int


def picture(kind: str, side: int, turn: int) -> tuple[scenes.Thing, ...]:
    """One shape in each quarter of a picture of 2 QUARTER pixels a side, at PLACES."""
    first = (QUARTER - side) // 2
    corners = ((row, column) for row in (0, QUARTER) for column in (0, QUARTER))
    return tuple(
        scenes.Thing(kind, top + first + down, left + first + across, side, turn)
        for (top, left), (down, across) in zip(corners, PLACES, strict=True)
    )


def count(settings: chain.Settings, side: int, turn: int) -> Count:
    """What the detector makes of its shape in this size, turned by so many degrees."""
    things = picture(settings.detector, side, turn)
    finds = found.finds(scenes.drawn(things, 2 * QUARTER, 2 * QUARTER), settings)
    tally = found.tally(finds, things, settings.detector)
    return Count(len(tally.hits), len(tally.misses), len(tally.alarms))


def every(settings: chain.Settings) -> dict[tuple[int, int], Count]:
    """The same of every (side, turn) of SIDES and TURNS."""
    return {(side, turn): count(settings, side, turn) for turn in TURNS for side in SIDES}
