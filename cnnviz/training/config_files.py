"""A file that somebody brings back: a run's settings, or a network."""

from cnnviz.errors import InputError
from cnnviz.nets import foreign, text
from cnnviz.nets.brought import keras_model
from cnnviz.nets.networks import Network
from cnnviz.nets.onnx import reading
from cnnviz.training import config as configs
from cnnviz.training.config import Config

# What a run's settings name and a network does not.
RUN = {"network", "optimiser", "epochs", "data"}


def read(data: bytes) -> Config | Network:
    """The settings or the network, ours, Keras's or in ONNX, that the file describes. Raises InputError: neither."""
    if foreign.is_onnx(data):
        return network(data)
    written = foreign.text(data)
    described = foreign.described(written)
    if keras_model.is_model(described):
        return keras_model.network(described)
    if RUN & set(described):
        return configs.from_json(written)
    return text.from_json(written)


def network(data: bytes) -> Network:
    """The network of such a file. Raises InputError where it is none, or not known to its end."""
    found, unknown = as_far(data)
    if unknown:
        raise InputError(unknown)
    return found


def as_far(data: bytes) -> tuple[Network, str]:
    """The network of such a file, as far as its layers are known, and why no further, "" where it is whole. Raises
    InputError where it is none."""
    if foreign.is_onnx(data):
        return reading.network(data)
    found = read(data)
    return found.network if isinstance(found, Config) else found, ""
