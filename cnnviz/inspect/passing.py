"""A prepared photo through a model, in numpy: what its layers make of it."""

import threading
from collections.abc import Collection

import numpy as np

from cnnviz.inspect import preparation
from cnnviz.inspect.models import Model
from cnnviz.nets import forward

# One photo at a time: many at once would need many times the memory, and be done no sooner.
TURN = threading.Lock()


def through(model: Model, values: np.ndarray, keep: Collection[str] | None = None) -> dict[str, np.ndarray]:
    """What the layers at the paths `keep` make of prepared values (c h w), by their paths; without `keep` all layers,
    which of EfficientNet-Lite0 are 80 MB. A batch (n c h w) gives (n …)."""
    batch = preparation.ordered(values if values.ndim == 4 else values[None], model.preparation)
    with TURN:
        made = forward.outputs(model.network, model.weights, batch, keep)
    return made if values.ndim == 4 else {path: output[0] for path, output in made.items()}


def logits(model: Model, values: np.ndarray) -> np.ndarray:
    """What the model says of prepared values (c h w) -> (classes), or (n c h w) -> (n classes)."""
    return through(model, values, {model.last})[model.last]
