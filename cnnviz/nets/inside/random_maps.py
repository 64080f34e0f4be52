"""One map of each layer of an untrained network: random filters on a picture."""

import functools
from dataclasses import dataclass

import numpy as np

from cnnviz import numbers
from cnnviz.errors import InputError
from cnnviz.nets import layers, networks
from cnnviz.nets.inside import receptive
from cnnviz.nets.windows import axes
from cnnviz.ops import activations, correlate, padding, pooling

# Of a layer's maps so many are computed, however many it has; what a unit sees does not depend on it.
CARRIED = 4
# The pooling of cnnviz.ops that has another name in networks.
POOLINGS = {"L2": "Lp"}


@dataclass(frozen=True, eq=False)
class LookedThrough:
    """A network on a picture: its layers read, the picture and each layer's map float32 (h w), and how many invented
    pixels later windows reach beyond each of them."""

    records: receptive.Records
    maps: tuple[np.ndarray, ...]
    frames: tuple[receptive.Sides, ...]


def looked_through(network: networks.Network, image: np.ndarray, seed: int = 0) -> LookedThrough:
    """A grey image (1 h w) through the network. Raises InputError where they do not go together."""
    records = receptive.records(network)
    drawn = (image[0].astype(np.float32), *maps(network, image, seed))
    return LookedThrough(records, drawn, tuple(receptive.frames(records)))


def maps(network: networks.Network, image: np.ndarray, seed: int = 0) -> tuple[np.ndarray, ...]:
    """One map of each layer, float32 (h' w'), of a grey image (1 h w) under random filters (He et al. 2015).

    The network is given the image less its mean, as networks usually are: padding then stands for the mean. Of a
    convolution's filters and the maps before it only CARRIED are computed, without groups, and the map that varies
    most comes first. Raises InputError where image and network do not go together.
    """
    if image.shape != (1, *network.input[1:]):
        raise InputError(
            f"This image is {numbers.size(image.shape)} and the network reads one of "
            f"{numbers.size((1, *network.input[1:]))}. Give the network the image's size."
        )
    state, drawn = image.astype(np.float32) - np.float32(image.mean()), []
    for number, record in enumerate(receptive.records(network)):
        state = _passed(record.layer, state, np.random.default_rng((seed, number)))
        drawn.append(state[0])
    return tuple(drawn)


@functools.singledispatch
def _passed(layer: layers.Layer, state: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """What a layer makes of maps (c h w), with its random weights: (o h' w')."""
    raise TypeError(f"{layer.title} cannot be looked through.")


@_passed.register
def _conv(layer: layers.Conv, state: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """(c h w) -> (o h' w'), the map with the largest variance after a ReLU first."""
    rows, columns = axes(layer, state.shape)
    filters = (min(layer.filters, CARRIED), len(state), *layer.size)
    weights = random.normal(0, np.sqrt(2 / np.prod(filters[1:])), filters)
    framed = padding.padded(state, (rows.before, rows.after), (columns.before, columns.after))
    made = correlate.correlate(framed, weights, layer.stride, layer.dilation)
    return made[np.argsort(-np.maximum(made, 0).var(axis=(1, 2)), kind="stable")]


@_passed.register
def _pool(layer: layers.Pool, state: np.ndarray, random: np.random.Generator) -> np.ndarray:
    kind = POOLINGS.get(layer.kind, layer.kind)
    pool = pooling.Pool(kind, layer.size, layer.stride, ceil=layer.ceil, count_padding=layer.count_padding)
    return pooling.POOLINGS[kind].function(state, pool, axes(layer, state.shape))


@_passed.register
def _activation(layer: layers.Activation, state: np.ndarray, random: np.random.Generator) -> np.ndarray:
    return activations.ACTIVATIONS[layer.kind].function(state)
