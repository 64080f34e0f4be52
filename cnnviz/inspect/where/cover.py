"""Occlusion: what a network says of a picture of which a patch is covered, place by place (Zeiler & Fergus 2014)."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from cnnviz.inspect import passing
from cnnviz.inspect.models import Model
from cnnviz.inspect.where.looked import Photo

# Places along each axis, and pictures that take their turn together: between two turns others have theirs.
PLACES, TURN = 8, 4
# Sides of the patch, as parts of the picture's.
SIZES = (1 / 8, 1 / 4, 3 / 8, 1 / 2)


@dataclass(frozen=True)
class Patch:
    """Where a patch of `rows` × `columns` pixels lies: its places’ `tops` and `lefts`, and the level, 0 to 255, of
    each channel in it."""

    rows: int
    columns: int
    tops: tuple[int, ...]
    lefts: tuple[int, ...]
    fill: tuple[int, ...]

    @property
    def places(self) -> list[tuple[int, int]]:
        """Top and left of each, row by row."""
        return [(top, left) for top in self.tops for left in self.lefts]


@dataclass(frozen=True, eq=False)
class Covered:
    """What a network says: `whole` logits (classes) of the picture, and those with each place covered (y x classes)."""

    patch: Patch
    whole: np.ndarray
    logits: np.ndarray

    @property
    def nbytes(self) -> int:
        """What it takes."""
        return self.whole.nbytes + self.logits.nbytes


def patch(photo: Photo, size: float, fill: str) -> Patch:
    """A patch of that part of each side, under a fill of FILLS."""
    _, height, width = photo.pixels.shape
    rows, columns = (max(1, round(size * side)) for side in (height, width))
    levels = tuple(int(level) for level in FILLS[fill](photo.pixels))
    return Patch(rows, columns, _starts(height, rows), _starts(width, columns), levels)


def _starts(side: int, patch: int) -> tuple[int, ...]:
    """Spread evenly from one end to the other, no two at the same place."""
    return tuple(dict.fromkeys(round(at) for at in np.linspace(0, side - patch, PLACES).tolist()))


def covered(model: Model, photo: Photo, patch: Patch) -> Iterator[tuple[int, Covered | None]]:
    """How many places are done after each turn, and at last what was found."""
    places = patch.places
    whole = passing.logits(model, photo.values)
    level = photo.normalisation.applied(np.array(patch.fill, np.uint8)[:, None, None])
    found = np.empty((len(places), len(whole)), np.float32)
    for first in range(0, len(places), TURN):
        turn = places[first : first + TURN]
        found[first : first + len(turn)] = passing.logits(model, _pictures(photo.values, patch, turn, level))
        yield first + len(turn), None
    yield len(places), Covered(patch, whole, found.reshape(len(patch.tops), len(patch.lefts), -1))


def _pictures(values: np.ndarray, patch: Patch, places: list[tuple[int, int]], level: np.ndarray) -> np.ndarray:
    pictures = np.repeat(values[None], len(places), axis=0)
    for picture, (top, left) in zip(pictures, places, strict=True):
        picture[:, top : top + patch.rows, left : left + patch.columns] = level
    return pictures


FILLS: dict[str, Callable[[np.ndarray], Iterable[float]]] = {
    "mean": lambda pixels: np.rint(pixels.mean((1, 2))),
    "grey": lambda pixels: [128] * len(pixels),
    "black": lambda pixels: [0] * len(pixels),
    "white": lambda pixels: [255] * len(pixels),
}
