"""Flatten: which pixel of which map becomes which unit of the vector, and which weights meet it there (C81).

Places and units are counted from 0 here, from 1 in what is read.
"""

import numpy as np

from cnnviz import numbers, packing
from cnnviz.figures.draw import palettes, tiles
from cnnviz.nets.inside import flatten
from cnnviz.training.recorded import flattened


def blob(passed: flattened.Flattened, image: np.ndarray, at: flatten.Place, *, asking: bool = False) -> bytes:
    """The message of the component flatten: the picture, 0 to 1 (h w), as uint8, the maps (c h w), weights (k c·h·w),
    biases and logits (k) as float32, the palette of signed numbers; which unit is lit at first; whether a question is
    `asking` for it."""
    shape = (passed.maps.shape[0], passed.maps.shape[1], passed.maps.shape[2])
    header = {"classes": passed.classes, "unit": flatten.unit(shape, at), "asking": asking}
    arrays = {
        "picture": tiles.grey(image),
        "maps": passed.maps,
        "weights": passed.weights,
        "biases": passed.biases,
        "logits": passed.logits,
        "palette": palettes.SIGNED["blue-orange"].colours,
    }
    return packing.packed(header, arrays)


def sentence(passed: flattened.Flattened) -> str:
    """What goes in and comes out."""
    channels, rows, columns = passed.maps.shape
    units, classes = passed.maps.size, len(passed.classes)
    best = int(passed.probabilities.argmax())
    return (
        f"Your picture, {numbers.count(channels, 'map')} of {rows} × {columns} deep in the recorded run: {channels} · "
        f"{rows} · {columns} = {units:,} numbers. Flatten reads them map by map, row by row. No number changes and "
        "none is lost; but that two of them were neighbours is no longer to be seen. The dense layer behind has "
        f"{classes} · "
        f"({units:,} + 1) = {classes * (units + 1):,} parameters. It knows {classes} drawn shapes and nothing else: of "
        f"your picture it says {passed.classes[best]}, {passed.probabilities[best]:.0%}."
    )
