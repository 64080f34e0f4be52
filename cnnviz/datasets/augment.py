"""np.ndarray changed at random in ways that leave their class alone: what training sees, and what the pages show."""

from typing import Protocol

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from cnnviz.datasets import noise


class How(Protocol):
    """Which changes, as in `training.config.Augmentation`: pixels, degrees, half of them, deviation (0 to 1), side."""

    @property
    def shift(self) -> int: ...
    @property
    def turn(self) -> int: ...
    @property
    def mirror(self) -> bool: ...
    @property
    def noise(self) -> float: ...
    @property
    def erase(self) -> int: ...


def augmented(pictures: np.ndarray, how: How, rng: np.random.Generator) -> np.ndarray:
    """Each picture (n c h w) changed by its own throw of the dice: mirrored, turned, shifted, erased, made noisy.

    What comes in from beyond the border is black (0), and so is an erased square. The input is left as it is.
    """
    if how.mirror:
        pictures = mirrored(pictures, rng)
    if how.turn:
        pictures = turned(pictures, how.turn, rng)
    if how.shift:
        pictures = shifted(pictures, how.shift, rng)
    if how.erase:
        pictures = erased(pictures, how.erase, rng)
    if how.noise:
        levels = pictures + np.float32(255 * how.noise) * noise.normal(pictures.shape, rng)
        pictures = np.clip(levels + np.float32(0.5), 0, 255).astype(np.uint8)
    return pictures


def versions(picture: np.ndarray, how: How, seed: int, count: int = 23) -> np.ndarray:
    """One picture, uint8 (c h w), changed at random so many times: uint8 (count c h w)."""
    return augmented(np.repeat(picture[None], count, 0), how, np.random.default_rng(seed))


def mirrored(pictures: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Left and right swapped in about half of them."""
    swapped = np.flatnonzero(rng.random(len(pictures)) < 0.5)
    result = pictures.copy()
    result[swapped] = pictures[swapped, :, :, ::-1]
    return result


def shifted(pictures: np.ndarray, most: int, rng: np.random.Generator) -> np.ndarray:
    """Moved by whole pixels, up to `most` in each direction: a window into the picture with a black frame."""
    count, _, rows, cols = pictures.shape
    framed = np.pad(pictures, ((0, 0), (0, 0), (most, most), (most, most)))
    windows = sliding_window_view(framed, (rows, cols), axis=(2, 3))
    down, right = rng.integers(0, 2 * most + 1, (2, count))
    return windows[np.arange(count), :, down, right]


def turned(pictures: np.ndarray, most: int, rng: np.random.Generator) -> np.ndarray:
    """Turned about their middle by up to `most` degrees either way, bilinear: a pixel mixes the four it came from."""
    count, channels, rows, cols = pictures.shape
    angles = np.deg2rad(rng.uniform(-most, most, (count, 1, 1))).astype(np.float32)
    row = np.arange(rows, dtype=np.float32)[:, np.newaxis] - np.float32((rows - 1) / 2)
    col = np.arange(cols, dtype=np.float32) - np.float32((cols - 1) / 2)
    cos, sin = np.cos(angles), np.sin(angles)
    # One black pixel around each picture, and one more at the far ends for the neighbour of the last.
    from_row = np.clip(row * cos - col * sin + np.float32((rows + 1) / 2), 0, rows + 1)
    from_col = np.clip(row * sin + col * cos + np.float32((cols + 1) / 2), 0, cols + 1)
    framed = np.pad(pictures, ((0, 0), (0, 0), (1, 2), (1, 2)))
    whole_row, whole_col = from_row.astype(np.int32), from_col.astype(np.int32)
    down, right = (from_row - whole_row)[:, np.newaxis], (from_col - whole_col)[:, np.newaxis]
    width, area = cols + 3, (rows + 3) * (cols + 3)
    start = np.arange(count * channels, dtype=np.int32).reshape(count, channels, 1, 1) * area
    place = start + (whole_row * width + whole_col)[:, np.newaxis]
    levels = framed.astype(np.float32).reshape(-1)
    top = mixed(levels.take(place), levels[1:].take(place), right)
    bottom = mixed(levels[width:].take(place), levels[width + 1 :].take(place), right)
    return (mixed(top, bottom, down) + np.float32(0.5)).astype(np.uint8)


def mixed(first: np.ndarray, second: np.ndarray, share: np.ndarray) -> np.ndarray:
    """Float32 between the two, `share` of the way; `second` is used up."""
    second -= first
    second *= share
    second += first
    return second


def erased(pictures: np.ndarray, side: int, rng: np.random.Generator) -> np.ndarray:
    """A black square of that side, or as large as the picture, at a random place wholly inside."""
    count, _, rows, cols = pictures.shape
    tall, wide = min(side, rows), min(side, cols)
    top, left = rng.integers(0, (rows - tall + 1, cols - wide + 1), (count, 2)).T
    down, right = np.arange(rows) - top[:, np.newaxis], np.arange(cols) - left[:, np.newaxis]
    hidden = ((down >= 0) & (down < tall))[:, :, np.newaxis] & ((right >= 0) & (right < wide))[:, np.newaxis]
    shown: np.ndarray = pictures * ~hidden[:, np.newaxis]
    return shown
