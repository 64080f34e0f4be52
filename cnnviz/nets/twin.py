"""Random weights for a network that has learned: what a method still shows with them, it does not read off the learning
(Adebayo et al., Sanity Checks for Saliency Maps, 2018).

Weights are drawn as they are before training (He et al., 2015), biases are 0. Batch normalisation gets the statistics
of a few pictures of random patches: what a first batch would give it, without which deep signals die out.
"""

from dataclasses import replace

import numpy as np

from cnnviz.nets import forward, layers, networks, shapes

# Of the pictures that normalisation is set by: how many, their side where any will do, and that of a patch.
PICTURES, SIDE, PATCH = 4, 96, 8
# The use that the seed is drawn for.
USE = 7


def weights(network: networks.Network, seed: int = 0) -> dict[str, np.ndarray]:
    """Every tensor by its name in torch's state_dict, float32; the same for every size of pictures from SIDE on."""
    small = smaller(network, SIDE)
    random = np.random.default_rng((seed, USE))
    made: dict[str, np.ndarray] = {}
    for record in shapes.records(small):
        made |= {f"{record.path}.{name}": array for name, array in _drawn(record, random).items()}
    channels, rows, columns = small.input
    patches = random.normal(size=(PICTURES, channels, -(-rows // PATCH), -(-columns // PATCH)))
    pictures = patches.repeat(PATCH, 2).repeat(PATCH, 3)[:, :, :rows, :columns].astype(np.float32)
    _settle(small.layers, "", pictures, made)
    return made


def smaller(network: networks.Network, side: int) -> networks.Network:
    """The network for pictures of that side, where it reads larger ones and any size will do; else as it is."""
    channels, rows, columns = network.input
    if min(rows, columns) <= side:
        return network
    resized = replace(network, input=(channels, side, side))
    walked = shapes.walk(resized)
    return resized if not walked.problem and _learned(walked.records) == _learned(shapes.records(network)) else network


def _learned(records: tuple[shapes.Record, ...]) -> tuple[object, ...]:
    """How much is learned where, and what the network ends in: equal where the same weights fit."""
    return (*(one.parameters for one in records), records[-1].output)


def _drawn(record: shapes.Record, random: np.random.Generator) -> dict[str, np.ndarray]:
    """The tensors of a layer that holds no others."""
    layer, channels = record.layer, record.input[0]
    if isinstance(layer, layers.BatchNorm):
        ones, zeros = np.ones(channels, np.float32), np.zeros(channels, np.float32)
        learned = {"weight": ones, "bias": zeros} if layer.affine else {}
        return {**learned, "running_mean": zeros.copy(), "running_var": ones.copy()}
    if isinstance(layer, layers.Conv):
        shape: tuple[int, ...] = (layer.filters, channels // layer.groups, *layer.size)
    elif isinstance(layer, layers.Dense):
        shape = (layer.units, channels)
    else:
        return {}
    drawn = random.standard_normal(shape, np.float32) * np.float32(np.sqrt(2 / np.prod(shape[1:])))
    return {"weight": drawn, "bias": np.zeros(shape[0], np.float32)} if layer.bias else {"weight": drawn}


def _settle(sequence: layers.Layers, prefix: str, values: np.ndarray, made: dict[str, np.ndarray]) -> np.ndarray:
    """Sends pictures (n c h w) through, and has each normalisation take what reaches it as its statistics."""
    for index, layer in enumerate(sequence):
        path = f"{prefix}{index}"
        if isinstance(layer, networks.Container):
            ends = [
                _settle(part, f"{path}.{name}." if name else f"{path}.", values, made)
                for name, part in layer.parts.items()
            ]
            values = values if isinstance(layer, networks.Auxiliary) else forward.joined(layer, ends)
            continue
        if isinstance(layer, layers.BatchNorm):
            around = (0, *range(2, values.ndim))
            made[f"{path}.running_mean"] = values.mean(around)
            made[f"{path}.running_var"] = values.var(around)
        values = forward.applied(layer, values, forward.Tensors(made, path))
    return values
