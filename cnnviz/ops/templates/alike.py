"""A small network over one window that finds what looks alike: 1 × 1 layers behind a stage's filters (C86).

Lin et al., Network in Network, 2014: a filter is a linear classifier of what its window holds; 1 × 1 layers behind it
make a network of it, at every place the same. These layers are set by hand: two units for each sum, one for what is
too much and one for what is too little, and an answer that is 1 where none of them speaks.
"""

from dataclasses import dataclass

import numpy as np

from cnnviz.ops import pipeline

# Filters whose sums the network reads: the first ones, of each channel where channels are kept apart.
FILTERS = 4
# From here on the answer is yes.
YES = 0.5
FAINT = 1e-6


@dataclass(frozen=True, eq=False)
class Alike:
    """Which filters are read (k); two 1 × 1 layers, weights (o c) and biases (o), a ReLU after each; what they make:
    features (k y x) as they come from the stage, units (2k y x), answer (y x); and the linear classifier with the same
    features, weights (k), its map (y x)."""

    filters: tuple[int, ...]
    first: tuple[np.ndarray, np.ndarray]
    second: tuple[np.ndarray, np.ndarray]
    features: np.ndarray
    units: np.ndarray
    answer: np.ndarray
    linear: np.ndarray
    classified: np.ndarray

    @property
    def parameters(self) -> int:
        """Weights and biases of the two 1 × 1 layers."""
        return sum(one.size for one in (*self.first, *self.second))


def alike(result: pipeline.Result, at: tuple[int, int], tolerance: float) -> Alike:
    """The network that answers 1 at `at` (row, column), and less the more the features differ from those there; where
    they differ by less than `tolerance`, in standard deviations of each map, it answers 1 as well."""
    filters = _read(result)
    features = result.activated[list(filters)]
    meant = features[:, at[0], at[1]]
    room = np.maximum(tolerance * features.std(axis=(1, 2)), FAINT).astype(np.float32)
    apart = np.eye(len(filters), dtype=np.float32)
    first = np.concatenate([apart, -apart]), np.concatenate([-meant - room, meant - room])
    second = -np.concatenate([1 / room, 1 / room])[None], np.ones(1, np.float32)
    units = _layer(features, *first)
    size = float(meant @ meant)
    linear = meant / size if size > FAINT**2 else np.zeros_like(meant)
    return Alike(
        filters,
        first,
        second,
        features,
        units,
        _layer(units, *second)[0],
        linear,
        np.einsum("k,kyx->yx", linear, features),
    )


def _read(result: pipeline.Result) -> tuple[int, ...]:
    each = len(result.kernels) // result.groups
    share = max(1, FILTERS // result.groups)
    return tuple(number for number in range(len(result.kernels)) if number % each < share)[:FILTERS]


def _layer(maps: np.ndarray, weights: np.ndarray, biases: np.ndarray) -> np.ndarray:
    """A 1 × 1 convolution and a ReLU: maps (c y x), weights (o c), biases (o) -> (o y x)."""
    return np.maximum(np.einsum("oc,cyx->oyx", weights, maps) + biases[:, None, None], 0).astype(np.float32)
