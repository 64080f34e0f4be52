"""Walks over small maps, and what an output cell is drawn in, for tests."""

import numpy as np
from PIL import Image

from cnnviz.figures.draw import cells, palettes, tiles
from cnnviz.figures.walk import animation, sheet, walks
from cnnviz.images import picture, samples
from cnnviz.ops import padding, pipeline

SMALL = np.random.default_rng(1).integers(0, 10, (1, 8, 8)).astype(np.float32)
SIGNAL = np.array([[[0, 0, 1, 3, 3, 2, 0, 0]]], np.float32)
COLOUR = picture.floats(picture.working(samples.picture("still-life", 48), 48, "rgb").pixels)
RGB = ("red", "green", "blue")
BLUE_ORANGE = palettes.SIGNED["blue-orange"].colours


def walk(image: np.ndarray = SMALL, bank: str = "sobel-x", pooled: bool = False, **stage: object) -> walks.Walk:
    names = RGB if len(image) == 3 else tuple(f"channel {one}" for one in range(len(image)))
    given = {"mix": "sum", **stage}
    result = pipeline.result(image, names, pipeline.Stage(pipeline.Kernels(bank), **given))  # type: ignore[arg-type]
    return walks.Walk(result, pooling=pooled)


def own(image: np.ndarray, *rows: tuple[float, ...], **stage: object) -> walks.Walk:
    kernels = pipeline.Kernels(pipeline.OWN, own=rows)
    given = {"mix": "sum", "border": padding.Padding("valid"), **stage}
    names = tuple(str(one) for one in range(len(image)))
    return walks.Walk(pipeline.result(image, names, pipeline.Stage(kernels, **given)))  # type: ignore[arg-type]


def coloured(one: walks.Walk, image: Image.Image, row: int, column: int) -> tuple[int, ...]:
    """The colour an output cell was drawn in, read beside its number, inside any frame."""
    left, top, right, bottom = sheet.Sheet(one).cell(row, column)
    numbered = right - left >= cells.NUMBERED[0]
    at = (left + 4, top + 4) if numbered else ((left + right) // 2, (top + bottom) // 2)
    return image.getpixel(at)  # type: ignore[return-value]


def expected(one: walks.Walk, row: int, column: int) -> tuple[int, ...]:
    return tuple(int(part) for part in BLUE_ORANGE[tiles.signed(one.output, tiles.limit(one.output))[row, column]])


def every_size(one: walks.Walk) -> set[tuple[int, int]]:
    return {image.size for image in animation.frames(one, animation.places(one.shape, 3))}
