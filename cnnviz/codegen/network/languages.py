"""The libraries a network can be written down for. Adding one is one entry in LANGUAGES."""

from collections.abc import Callable
from dataclasses import dataclass

from cnnviz.codegen.network import keras, pytorch
from cnnviz.nets.networks import Network


@dataclass(frozen=True)
class Language:
    """A library: what it is called, what writes a network as a file for it, how such a file's name ends, and why to
    choose it. `source` raises InputError for an impossible network."""

    title: str
    source: Callable[[Network], str]
    ending: str
    sentence: str


LANGUAGES = {
    "pytorch": Language(
        "PyTorch",
        pytorch.source,
        "_pytorch.py",
        "A stack of torch.nn modules, channels first: what the numbers and the training here are computed with.",
    ),
    "keras": Language(
        "Keras",
        keras.source,
        "_keras.py",
        "Keras 3, channels last, on whichever backend you have: PyTorch, TensorFlow or JAX.",
    ),
}
