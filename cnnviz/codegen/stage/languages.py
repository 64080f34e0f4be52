"""The libraries a setting can be written down for. Adding one is one entry in LANGUAGES."""

from dataclasses import dataclass
from typing import Protocol

from cnnviz.codegen.stage import keras, numpy_scipy, pytorch
from cnnviz.ops import pipeline


class Source(Protocol):
    """Stages, the image's channels, its rows and columns, and the file it is read from -> a script."""

    def __call__(
        self,
        stages: tuple[pipeline.Stage, ...],
        channels: tuple[str, ...],
        shape: tuple[int, int],
        file: str = ...,
    ) -> str: ...


@dataclass(frozen=True)
class Language:
    """A library: what it is called, what writes its scripts, what such a file is named, and why to choose it."""

    title: str
    function: Source
    file_name: str
    sentence: str


LANGUAGES = {
    "numpy": Language(
        "NumPy and SciPy",
        numpy_scipy.source,
        "convolution_numpy.py",
        "Arrays and loops in the open: the one to read first.",
    ),
    "pytorch": Language(
        "PyTorch",
        pytorch.source,
        "convolution_pytorch.py",
        "The functions that the layers of a PyTorch network call.",
    ),
    "keras": Language(
        "Keras",
        keras.source,
        "convolution_keras.py",
        "Channels last, on whichever backend you have: PyTorch, TensorFlow or JAX.",
    ),
}
