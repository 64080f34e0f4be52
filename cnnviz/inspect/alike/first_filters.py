"""The filters that read the pixels, one by one: dead, opposing colours, or looking at light and dark."""

from dataclasses import dataclass

import numpy as np

from cnnviz.inspect.alike import kinds, spatial

# From this share of a filter on that no grey picture can meet, it is called colour-opponent.
OPPONENT = 0.9
# A channel takes part in a filter's opposition from this share of the strongest one's weight on.
PART = 1 / 3
COLOURS = ("red", "green", "blue")


@dataclass(frozen=True, eq=False)
class FirstFilter:
    """A filter (c i j) of the first layer and its number, from 1; `colour` is the share of its energy, the sum of its
    squared weights, that is left without the mean over the channels: what a grey picture never meets, 0 to 1.
    Its strongest pattern `looks` most like this kernel of the Lab, |cos| being `alike`; none where sizes differ."""

    number: int
    weights: np.ndarray
    alive: bool
    colour: float = 0.0
    looks: str = ""
    alike: float = 0.0

    @property
    def reads_colours(self) -> bool:
        """Whether it has a slice for red, green and blue each."""
        return len(self.weights) == len(COLOURS)

    @property
    def opponent(self) -> bool:
        """Whether it compares colours and next to nothing else."""
        return self.alive and self.reads_colours and self.colour > OPPONENT

    @property
    def sides(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The colours on the two sides of its strongest pattern."""
        strengths, _ = _strongest(self.weights)
        least = PART * np.abs(strengths).max()
        named = list(zip(COLOURS, strengths, strict=True))
        return (
            tuple(name for name, one in named if one > least),
            tuple(name for name, one in named if one < -least),
        )


def first_filters(layer: spatial.SpatialLayer) -> tuple[FirstFilter, ...]:
    """Every filter of the layer, in order."""
    return tuple(
        _seen(number, weights) if alive else FirstFilter(number, weights, alive=False)
        for number, (weights, alive) in enumerate(zip(layer.weights, layer.filters_alive, strict=True), start=1)
    )


def _seen(number: int, weights: np.ndarray) -> FirstFilter:
    """A living filter (c i j) and what it looks like."""
    name, alike = "", 0.0
    if weights.shape[1:] == kinds.SIZE:
        name, alike = kinds.most_alike(_strongest(weights)[1])
    return FirstFilter(number, weights, True, _colour(weights), name, alike)


def _strongest(weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Of a filter (c i j): how strongly each channel (c) takes its strongest pattern (i j), of length 1. They are the
    first singular vectors over channels and places: no pattern times a number for each channel is nearer to it."""
    left, _, right = np.linalg.svd(weights.reshape(len(weights), -1), full_matrices=False)
    return left[:, 0], right[0].reshape(weights.shape[1:])


def _colour(weights: np.ndarray) -> float:
    """The share of a filter (c i j) that is left without the mean over its channels."""
    left = weights - weights.mean(axis=0)
    return float((left**2).sum() / (weights**2).sum())
