"""Colour or shape: how a picture is answered without its colours, and with its parts in disorder."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from cnnviz.inspect import passing
from cnnviz.inspect.models import Model
from cnnviz.inspect.operate import again
from cnnviz.inspect.way import passage

# What the order of the parts is drawn for, beside other uses of the same seed.
USE = 17
# A map that varies less than this share of the others' median has no answer that could be compared.
FAINT = 1e-3


def grey(values: np.ndarray) -> np.ndarray:
    """Values (c h w) with the mean of the channels in each of them. A filter with the mean of its slices in each of
    them makes the same of the coloured picture as the filter itself of this."""
    return np.broadcast_to(values.mean(axis=0, dtype=np.float64).astype(np.float32), values.shape).copy()


def grey_pixels(pixels: np.ndarray) -> np.ndarray:
    """The same of a picture's pixels uint8 (c h w), to be looked at."""
    return np.broadcast_to(np.round(pixels.mean(axis=0)).astype(np.uint8), pixels.shape)


def sides(size: tuple[int, int]) -> tuple[int, ...]:
    """The sides of square tiles that fill a picture of that many rows and columns, at least four of them and none
    smaller than two pixels."""
    return tuple(side for side in range(2, min(size) // 2 + 1) if not size[0] % side and not size[1] % side)


def shuffled(values: np.ndarray, side: int, seed: int) -> np.ndarray:
    """Values (c h w) cut into tiles of that side, which are put into an order drawn from the seed; every tile stays
    upright and keeps its pixels."""
    channels, height, width = values.shape
    rows, columns = height // side, width // side
    tiles = values.reshape(channels, rows, side, columns, side).swapaxes(2, 3).reshape(channels, -1, side, side)
    order = np.random.default_rng((seed, USE)).permutation(rows * columns)
    laid = tiles[:, order].reshape(channels, rows, columns, side, side).swapaxes(2, 3)
    return np.ascontiguousarray(laid.reshape(values.shape))


@dataclass(frozen=True, eq=False)
class Reliance:
    """The logits (c) of a picture as it is, without colours and in disorder; how strongly every channel of a step
    answers to each of the three (n)."""

    logits: tuple[np.ndarray, np.ndarray, np.ndarray]
    answers: tuple[np.ndarray, np.ndarray, np.ndarray]

    @cached_property
    def to_grey(self) -> np.ndarray:
        """Of each channel, the answer to the grey picture as a share of that to the picture (n); NaN where there is
        next to none."""
        return _ratios(self.answers[1], self.answers[0])

    @cached_property
    def to_shuffled(self) -> np.ndarray:
        """The same of the picture in disorder."""
        return _ratios(self.answers[2], self.answers[0])


def _ratios(other: np.ndarray, whole: np.ndarray) -> np.ndarray:
    least = FAINT * float(np.median(whole))
    return np.where(whole > least, other / np.where(whole > least, whole, 1.0), np.nan)


def strengths(made: np.ndarray) -> np.ndarray:
    """How strongly each channel answers: how far its map (c h w) varies over the picture (standard deviation), so that
    a map that is the same everywhere is none; of a vector (c), how far each number is from 0."""
    if made.ndim == 1:
        return np.abs(made.astype(np.float64))
    return np.asarray(made.std(axis=(1, 2), dtype=np.float64))


def reliance(model: Model, seen: passage.Passage, values: np.ndarray, name: str, side: int, seed: int) -> Reliance:
    """Of prepared values (c h w), whose passage was seen, of the channels of the step `name`."""
    last = seen.network.stations[-1].name
    before = again.Before(seen.network, seen.weights, seen.known)
    with passing.TURN:
        whole = again.made(before, again.NONE, {name})[name][0]
    others = np.stack([grey(values), shuffled(values, side, seed)])
    made = passing.through(model, others, {name, last})
    first, second = made[name]
    return Reliance(
        (seen.logits, made[last][0], made[last][1]), (strengths(whole), strengths(first), strengths(second))
    )
