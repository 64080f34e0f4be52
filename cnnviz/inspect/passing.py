"""A prepared photo through a model, in numpy: what its layers make of it."""

import threading
from collections.abc import Collection, Mapping

import numpy as np

from cnnviz.errors import InputError
from cnnviz.inspect import preparation
from cnnviz.inspect.models import Model
from cnnviz.nets import backward, forward

# One photo at a time: many at once would need many times the memory, and be done no sooner.
TURN = threading.Lock()
ENDLESS = (
    "On the way through this network the picture's numbers grow beyond what 32 bits can hold, so that nothing can be "
    "said of it. Its weights, or the pixels' numbers, are too large."
)


def through(model: Model, values: np.ndarray, keep: Collection[str] | None = None) -> dict[str, np.ndarray]:
    """What the layers at the paths `keep` make of prepared values (c h w), by their paths; without `keep` all layers,
    which of EfficientNet-Lite0 are 80 MB. A batch (n c h w) gives (n …). Raises InputError where they are no finite
    numbers any more, as with huge weights that somebody brought."""
    batch = preparation.ordered(values if values.ndim == 4 else values[None], model.preparation)
    with TURN:
        made = forward.outputs(model.network, model.weights, batch, keep)
    if not all(np.isfinite(output).all() for output in made.values()):
        raise InputError(ENDLESS)
    return made if values.ndim == 4 else {path: output[0] for path, output in made.items()}


def logits(model: Model, values: np.ndarray) -> np.ndarray:
    """What the model says of prepared values (c h w) -> (classes), or (n c h w) -> (n classes)."""
    return through(model, values, {model.last})[model.last]


def recorded(model: Model, values: np.ndarray, path: str) -> backward.Passed:
    """Prepared values (c h w) through a model, with the way back from its logits to what the layer at `path` makes;
    "" being the values, in the order that the network reads them in."""
    batch = preparation.ordered(values[None], model.preparation)
    with TURN:
        return backward.passed(model.network, model.weights, batch, {path}, model.last)


def gradient(passed: backward.Passed, path: str, of: Mapping[str, np.ndarray]) -> np.ndarray:
    """One way back, from the gradients `of` outputs to that at `path`: (…), of the one picture."""
    with TURN:
        return passed.gradients(of)[path][0]
