"""A kernel and the learned ones that look most like it, each beside what it makes of a picture."""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cnnviz import numbers
from cnnviz.figures.draw import tiles

# Layers that are named one by one; the largest kernels whose numbers are written, and with how many decimals.
NAMED, WRITTEN, DECIMALS = 6, 3, 2
CAUTION = (
    "In the network a kernel of a deeper layer never sees the photo, but a map of the layer before. “Looks like” says "
    "nothing of what a kernel is for there."
)
HOW = (
    "Two kernels are compared as vectors of their numbers: cos is their sum of products, divided by both lengths, the "
    "roots of their squared numbers. Learned kernels are written divided by their length, and maps are of the grey "
    "photo with every kernel so divided: all on one scale."
)


@dataclass(frozen=True, eq=False)
class Shown:
    """A kernel (i j) called `name`, its map (h w), and its cosine with the one that was looked for."""

    name: str
    weights: np.ndarray
    map: np.ndarray
    cosine: float = 1.0


def sections(own: Shown, found: Sequence[Shown], threshold: float) -> tuple[tiles.Section, ...]:
    """The learner's own first, then the learned ones, nearest first; all maps on one scale."""
    end = max(tiles.limit(one.map) for one in (own, *found))
    first = tiles.Section(f"Yours: {own.name}", "What is looked for.", _pair(_typed(own), own, end), "beside")
    others = [
        tiles.Section(f"{place}. {one.name}", likeness(one.cosine, threshold), _pair(_learned(one), one, end), "beside")
        for place, one in enumerate(found, start=1)
    ]
    return (first, *others)


def likeness(cosine: float, threshold: float) -> str:
    """How alike two kernels are, in words, with the sign."""
    if abs(cosine) > threshold:
        said = "looks like it" if cosine > 0 else "looks like it with every sign turned"
    else:
        said = "not much like it" if cosine > 0 else "not much like it, signs turned"
    return f"cos {numbers.text(cosine)}: {said}."


def counted(above: Sequence[tuple[str, int]], threshold: float, searched: int) -> str:
    """Where the kernels sit that look like it: how many in each layer, most first."""
    total = sum(count for _, count in above)
    if not total:
        return f"None of {searched:,} living kernels is above |cos| {threshold:g}."
    most = sorted((one for one in above if one[1]), key=lambda one: -one[1])
    where = [f"{count:,} in {label}" for label, count in most[:NAMED]]
    left = sum(count for _, count in most[NAMED:])
    said = ", ".join(where) + (f", {left:,} elsewhere" if left else "")
    verb = "is" if total == 1 else "are"
    return f"**{total:,}** of {searched:,} living kernels {verb} above |cos| {threshold:g}: {said}."


def _pair(
    kernel: tiles.Matrix | tiles.Picture, one: Shown, end: float
) -> tuple[tiles.Matrix | tiles.Picture, tiles.Picture]:
    """A kernel and its map; from where to where that goes is said where there is room, beside it."""
    low, high = (numbers.text(value) for value in (one.map.min(), one.map.max()))
    drawn = tiles.signed_map("Map", one.map, end, file=f"map-{tiles.slug(one.name)}.png")
    said = dataclasses.replace(kernel, facts=(*kernel.facts, f"map {low} to {high}"))
    return said, dataclasses.replace(drawn, facts=())


def _typed(one: Shown) -> tiles.Matrix | tiles.Picture:
    """The learner's kernel as it is."""
    return _kernel(one.weights, (f"{numbers.size(one.weights.shape)} · length {numbers.text(_length(one.weights))}",))


def _learned(one: Shown) -> tiles.Matrix | tiles.Picture:
    """A learned kernel, divided by its length, with as many decimals as leave room for its map."""
    length = _length(one.weights)
    return _kernel((one.weights / length).round(DECIMALS), (f"times {numbers.text(length)}",))


def _kernel(weights: np.ndarray, facts: tuple[str, ...]) -> tiles.Matrix | tiles.Picture:
    """The kernel with its numbers, where they leave room for the map beside them."""
    if max(weights.shape) > WRITTEN:
        return dataclasses.replace(tiles.signed_map("Kernel", weights), facts=facts)
    return tiles.Matrix("Kernel", weights, "signed", tiles.limit(weights), facts, first=None)


def _length(weights: np.ndarray) -> float:
    return float(np.linalg.norm(weights))
