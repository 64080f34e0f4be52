"""A model's twin: the same network with random weights, which has learned nothing.

What an explanation of the twin's answer shows too, it does not owe to what the model has learned (Adebayo et al. 2018,
Sanity Checks for Saliency Maps).
"""

import dataclasses

from cnnviz.inspect.models import Model
from cnnviz.nets import twin as twins

HOW = (
    "The same network, its kernels random numbers of the size that suits how many numbers each reads (He et al. 2015), "
    f"biases 0. Each batch normalisation has the mean and variance of {twins.PICTURES} pictures of random patches, so "
    "that numbers neither vanish nor blow up."
)


def twin(model: Model, seed: int = 0) -> Model:
    """The model with random weights, the same for the same seed."""
    weights = twins.weights(model.network, seed)
    for array in weights.values():
        array.setflags(write=False)
    label = f"{model.label}, random weights"
    return dataclasses.replace(model, id=f"{model.id}-twin-{seed}", label=label, weights=weights)
