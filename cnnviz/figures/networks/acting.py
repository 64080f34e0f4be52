"""A convolution's matrix and a growing patch at work on a picture (C39–C42)."""

import numpy as np

from cnnviz import numbers
from cnnviz.figures.draw import palettes, tiles
from cnnviz.ops import matrices


def product(acted: matrices.Product, output: int, palette: str = "blue-orange") -> tuple[tiles.Section, ...]:
    """The matrix times an image of values 0 … 1: the image, its pixels in a row under the weights of one row of
    the matrix, and the map with that row's number marked."""
    image, made = acted.image, acted.made
    weights = acted.freed.tied.weights[output]
    side = int(np.sqrt(made.size))
    marked = np.zeros((side, side), bool)
    marked.flat[output] = True
    seen = acted.freed.tied.connected[output].reshape(image.shape)
    pixels = tiles.Matrix(
        "The picture", numbers.shortened(image, 2), "grey", 1.0, (f"{image.size} pixels, 0 … 1",), marked=seen
    )
    end = tiles.limit(made)
    numbered = tiles.Matrix(
        "The map", numbers.shortened(made, 2), "signed", end, (f"number {output + 1} marked",), marked=marked
    )
    row, column = divmod(output, side)
    sentence = (
        f"Read the picture row by row: {image.size} numbers. Row {output + 1} of the matrix has a weight for each, "
        f"{numbers.count(int(seen.sum()), 'connection')} and zeros. Multiply one by one, add up: "
        f"{numbers.text(made.flat[output])}, the map's number in row {row + 1}, column {column + 1}. So does every "
        f"row: {made.size} rows, {made.size} numbers. The sliding kernel makes the same map: the largest difference is "
        f"{acted.difference:.0e}."
    )
    return (
        tiles.Section(
            "The matrix times your picture",
            sentence,
            (pixels, _strips(image, weights, output, palette), numbered),
            "beside",
        ),
    )


def _strips(image: np.ndarray, weights: np.ndarray, output: int, palette: str) -> tiles.Picture:
    """Three rows of a picture: the pixels, the weights, their products."""
    pixels = image.ravel()
    products = pixels * weights
    signed = palettes.SIGNED[palette].colours
    lines = (
        palettes.GREY[tiles.grey(pixels)],
        *(signed[tiles.signed(one, tiles.limit(one))] for one in (weights, products)),
    )
    told = "; ".join(
        f"pixel {at + 1}: {numbers.text(pixels[at])} times {numbers.text(weights[at])} is {numbers.text(products[at])}"
        for at in np.flatnonzero(weights)
    )
    return tiles.Picture(
        f"Pixels · row {output + 1} · products",
        np.repeat(np.stack(lines), STRIP, axis=0),
        facts=(
            f"{pixels.size} pixels, read row by row",
            f"weights within ±{numbers.text(tiles.limit(weights))}",
            f"products within ±{numbers.text(tiles.limit(products))}, sum {numbers.text(products.sum())}",
        ),
        told=told,
    )


# Rows of pixels that one row of numbers is drawn with: a row of 64 numbers is not a hairline.
STRIP = 3


def patch(acted: matrices.Slid) -> tuple[tiles.Section, ...]:
    """A patch of an image, cut from its middle, slid over it: the image with the patch outlined, its weights, and
    the map that shrinks to one number as the patch grows."""
    size, side = len(acted.image), len(acted.weights)
    start = (size - side) // 2
    shown = tiles.Picture(
        f"The picture, {size} × {size}",
        tiles.grey(acted.image),
        "grey",
        facts=("outlined: where the patch is from",),
        lit=(start, start, side, side),
    )
    return (
        tiles.Section(
            "",
            "The patch is the middle of the picture, less the picture's mean: its weights are positive where the "
            "picture is brighter. Each number of the map is one place of the patch.",
            (shown, tiles.signed_map(f"The patch, {side} × {side}", acted.weights), _map(acted.made)),
            "beside",
        ),
    )


def _map(made: np.ndarray) -> tiles.Matrix | tiles.Picture:
    title = f"The map, {made.shape[0]} × {made.shape[1]}"
    if len(made) <= FEW:
        return tiles.Matrix(title, numbers.shortened(made, 2), "signed", tiles.limit(made))
    return tiles.signed_map(title, made)


# A map of so many rows is read as numbers.
FEW = 5
