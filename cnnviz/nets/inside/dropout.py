"""Dropout: a random mask over activations, the scale that keeps their mean, and no parameter less (C82).

Srivastava et al., 2014.
"""

import itertools
from dataclasses import dataclass

import numpy as np

from cnnviz.nets import layers, networks, shapes, zoo

# Units on a side of the map that is shown, masks drawn to see what the mean comes to, and next to no activation.
SIDE, DRAWS, FAINT = 8, 2000, 1e-30


@dataclass(frozen=True, eq=False)
class Dropped:
    """Activations (h w) under dropout at `rate`: which are `kept`, bool (h w), and the mean activation under each of
    DRAWS other masks, with the kept ones scaled and as they are (DRAWS)."""

    values: np.ndarray
    rate: float
    kept: np.ndarray
    scaled: np.ndarray
    plain: np.ndarray

    @property
    def training(self) -> np.ndarray:
        """What goes on to the next layer while training: 0 where dropped, the others over 1 − rate."""
        return dropped(self.values, self.kept, self.rate)


def drawn(values: np.ndarray, rate: float, seed: int) -> Dropped:
    """Activations (h w) under one mask, and the means under many."""
    return Dropped(values, rate, mask(values.shape, rate, seed), *means(values, rate, seed))


def units(map_: np.ndarray) -> np.ndarray:
    """The activations shown: the map (h w), its largest value 1, averaged down to SIDE × SIDE."""
    rows, columns = (np.arange(SIDE + 1) * size // SIDE for size in map_.shape)
    cells = [
        [map_[top:bottom, left:right].mean() for left, right in itertools.pairwise(columns)]
        for top, bottom in itertools.pairwise(rows)
    ]
    averaged = np.array(cells, float)
    peak = np.abs(averaged).max()
    return averaged / (peak if peak > FAINT else 1)


def mask(shape: tuple[int, ...], rate: float, seed: int) -> np.ndarray:
    """Which activations are kept: each dropped with probability `rate`, on its own: bool."""
    return np.random.default_rng(seed).random(shape) >= rate


def dropped(values: np.ndarray, kept: np.ndarray, rate: float) -> np.ndarray:
    """The activations while training: 0 where dropped, the others over 1 − rate (Srivastava et al., 2014)."""
    return np.where(kept, values / (1 - rate), 0)


def means(values: np.ndarray, rate: float, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """The mean activation under each of DRAWS masks, scaled and not: (DRAWS), (DRAWS)."""
    random = np.random.default_rng(seed)
    kept = random.random((DRAWS, *values.shape)) >= rate
    plain = np.where(kept, values, 0).mean((1, 2))
    return plain / (1 - rate), plain


def parameters(rate: float) -> tuple[int, int]:
    """How many the reference model has with its dropout at this rate, and without it."""
    whole = zoo.ENTRIES["reference"].network()
    without = tuple(layer for layer in whole.layers if not isinstance(layer, layers.Dropout))
    body = tuple(layers.Dropout(rate) if isinstance(layer, layers.Dropout) else layer for layer in whole.layers)
    made = (networks.Network("with", whole.input, body), networks.Network("without", whole.input, without))
    with_it, without_it = (shapes.totals(shapes.records(one)).parameters for one in made)
    return with_it, without_it
