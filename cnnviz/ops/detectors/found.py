"""What a detector found: where its pattern stays above the threshold, compared with what is there (C73)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cnnviz.ops.detectors import chain
from cnnviz.ops.detectors.recipes import GRID
from cnnviz.ops.detectors.scenes import Thing


@dataclass(frozen=True)
class Find:
    """A place that was found: its middle and side in pixels of the picture, and how far it is above the threshold."""

    row: float
    column: float
    side: float
    value: float


@dataclass(frozen=True)
class Tally:
    """Finds against what is there: the things that were found, those that were missed, and false alarms."""

    hits: tuple[Thing, ...]
    misses: tuple[Thing, ...]
    alarms: tuple[Find, ...]


def finds(image: np.ndarray, settings: chain.Settings) -> tuple[Find, ...]:
    """All places in an image (1 h w), strongest first: of several next to each other only the strongest."""
    every = []
    for level in chain.levels(settings, image.shape[1], image.shape[2]):
        above = chain.results(image, settings, level)[-1].output[0]
        every += [_find(level, int(row), int(column), float(above[row, column])) for row, column in np.argwhere(above)]
    kept: list[Find] = []
    for find in sorted(every, key=lambda one: (-one.value, one.row, one.column, one.side)):
        if all(max(abs(find.row - one.row), abs(find.column - one.column)) > _near(one.side) for one in kept):
            kept.append(find)
    return tuple(kept)


def tally(found: Sequence[Find], things: Sequence[Thing], kind: str) -> Tally:
    """A find hits a thing of that kind where it stands on its middle; anything else that was found is a false alarm."""
    wanted = [thing for thing in things if thing.kind == kind]
    hit = {thing: [find for find in found if _is_on(find, thing)] for thing in wanted}
    right = {find for those in hit.values() for find in those}
    return Tally(
        hits=tuple(thing for thing in wanted if hit[thing]),
        misses=tuple(thing for thing in wanted if not hit[thing]),
        alarms=tuple(find for find in found if find not in right),
    )


def _find(level: chain.Level, row: int, column: int, value: float) -> Find:
    reach = (GRID - 1) * level.pitch
    # From the cell that the map names to the middle of the dots around it; under a stride, windows begin with their
    # first pixel in the picture, and stand that much later.
    shift = reach / 2 - reach // 2 + 0.5
    late = (level.stride - 1) / 2
    return Find((row + shift) * level.jump + late, (column + shift) * level.jump + late, level.apart - 1, value)


def _near(side: float) -> float:
    return side / 2


def _is_on(find: Find, thing: Thing) -> bool:
    row, column = thing.middle
    return max(abs(find.row - row), abs(find.column - column)) <= max(3.0, thing.side / 4)
