"""A photo, a filter and its map, before and after an operation, as pictures side by side."""

import dataclasses
from collections.abc import Iterable, Mapping

import numpy as np

from cnnviz import numbers
from cnnviz.figures.draw import tiles
from cnnviz.figures.operate import filters

COLOURS = ("red", "green", "blue")
# Slices that are written out of filters that read many maps.
WRITTEN = 3


def hero(
    photo: np.ndarray,
    maps: tuple[np.ndarray, np.ndarray],
    kernels: tuple[np.ndarray, np.ndarray] | None,
    pixels: bool = True,
) -> tuple[tiles.Section, ...]:
    """The photo (h w 3) as the network reads it, the filter (c i j) where there is a picture of it, which reads
    `pixels` or maps, and its map (h w), each before and after, on one scale."""
    shown: list[tiles.Picture | tiles.Matrix] = [tiles.Picture("The photo", photo)]
    if kernels is not None:
        end = max(tiles.limit(one) for one in kernels)
        same = np.array_equal(*kernels)
        coloured = pixels and len(kernels[0]) == len(COLOURS)
        facts = (f"±{numbers.text(end)}, 0 is grey" if coloured else _slice(kernels[0]),)
        titles = ("Its filter",) if same else ("Filter before", "Filter after")
        shown += [
            tiles.Picture(title, filters.kernel(one, end, pixels), facts=facts)
            for title, one in zip(titles, kernels, strict=False)
        ]
    draw = tiles.by_sign(*maps)
    end = max(tiles.limit(one) for one in maps)
    # From where to where it goes is said by its legend.
    shown += [
        dataclasses.replace(draw(title, one, end), facts=())
        for title, one in zip(("Map before", "Map after"), maps, strict=True)
    ]
    return (tiles.Section("", "", tuple(shown), "row"),)


def _slice(kernel: np.ndarray) -> str:
    if len(kernel) == 1:
        return "blue −, orange +"
    return f"slice {filters.largest(kernel)[0] + 1} of {len(kernel)}, the largest"


def slices(kernels: tuple[np.ndarray, np.ndarray], pixels: bool = True) -> tuple[tiles.Section, ...]:
    """The weights of a filter (c i j), which reads `pixels` or maps, slice by slice, before and after, on one scale; of
    many slices the largest."""
    end = max(tiles.limit(one) for one in kernels)
    before, after = kernels
    which = range(len(before)) if len(before) == len(COLOURS) else filters.largest(before)[:WRITTEN]
    sections = [tiles.Section("Its weights as learned", "", _matrices(before, which, end, pixels), "beside")]
    if not np.array_equal(before, after):
        sections.append(tiles.Section("Its weights now", "", _matrices(after, which, end, pixels), "beside"))
    return tuple(sections)


def _matrices(kernel: np.ndarray, which: Iterable[int], end: float, pixels: bool) -> tuple[tiles.Matrix, ...]:
    return tuple(
        tiles.Matrix(_called(kernel, at, pixels), kernel[at].astype(np.float64), "signed", end, first=None)
        for at in which
    )


def _called(kernel: np.ndarray, at: int, pixels: bool) -> str:
    if pixels and len(kernel) == len(COLOURS):
        return COLOURS[at]
    return f"map {at + 1:,}" if len(kernel) > 1 else "weights"


def versions(shown_as: Mapping[str, tuple[np.ndarray, str]]) -> tuple[tiles.Section, ...]:
    """A photo as it is and otherwise, by what that is called: each (h w 3), with what the network says of it."""
    shown = tuple(tiles.Picture(title, one, facts=(words,)) for title, (one, words) in shown_as.items())
    return (tiles.Section("", "", shown, small=True),)
