"""A neuron as a template: the message of the component neuron, and the weights as a kernel for Step by step."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from cnnviz import packing
from cnnviz.datasets import shapes
from cnnviz.figures.draw import palettes
from cnnviz.ops import activations

# Sources of an image that are no shape: what the learner draws, and what is cut from the picture.
DRAWN, CUT = "drawn", "cut"
TITLES = {id: shape.title for id, shape in shapes.SHAPES.items()} | {DRAWN: "Drawn by you", CUT: "Cut from the picture"}
# What the two images of the contest are multiplied by.
DIM, BRIGHT = 0.3, 3.0


def blob(
    settings: Mapping[str, Any],
    picture: np.ndarray,
    samples: np.ndarray,
    palette: str = "blue-orange",
    *,
    asking: bool = False,
) -> bytes:
    """The message: what everything is set to, what can be chosen, the shapes (n side side), light on dark, the
    `picture` (h w) that images are cut from, the colours of signed maps; whether a question is `asking` for
    what comes of it."""
    header = {
        "side": samples.shape[-1],
        "settings": dict(settings),
        "titles": list(TITLES.items()),
        "activations": [(id, one.label, one.formula) for id, one in activations.ACTIVATIONS.items()],
        "contest": (DIM, BRIGHT),
        "asking": asking,
    }
    arrays = {"samples": samples, "picture": picture, "palette": palettes.SIGNED[palette].colours}
    return packing.packed(header, arrays)
