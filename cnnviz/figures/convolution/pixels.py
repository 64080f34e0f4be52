"""The picture as numbers, and the steps that made it."""

import numpy as np

from cnnviz import numbers
from cnnviz.figures.draw import tiles
from cnnviz.images import picture

# Pixels of the image whose numbers are written out, rows and columns.
CLOSE_UP = 10


def strip(working: picture.Working) -> tiles.Section:
    """What was done to the picture, one tile a step."""
    drawn = tuple(_step(step) for step in working.steps)
    return tiles.Section("What was done to your picture", "Each thumbnail is the real picture after that step.", drawn)


def _step(step: picture.Step) -> tiles.Picture:
    return tiles.Picture(step.title, step.pixels, "grey" if step.pixels.ndim == 2 else "", facts=(step.sentence,))


def matrices(pixels: np.ndarray, channels: tuple[str, ...]) -> tiles.Section:
    """The middle of the image as numbers, a matrix per channel: uint8 (c h w)."""
    rows, columns = (slice(max(0, n // 2 - CLOSE_UP // 2), n // 2 + CLOSE_UP // 2) for n in pixels.shape[1:])
    close = picture.floats(pixels)[:, rows, columns]
    last_row, last_column = rows.start + close.shape[1], columns.start + close.shape[2]
    where = f"rows {rows.start + 1}–{last_row}, columns {columns.start + 1}–{last_column}"
    drawn = tuple(
        tiles.Matrix(f"{name.capitalize()}: {where}", one, "grey", first=(rows.start + 1, columns.start + 1))
        for name, one in zip(channels, close, strict=True)
    )
    stacked = "Three matrices stacked, one per channel" if len(channels) > 1 else "One matrix"
    sentence = f"{stacked} of {numbers.size(pixels.shape[1:])} numbers from 0 (none) to 1 (full). Here is the middle."
    return tiles.Section("An image is a matrix", sentence, drawn)
