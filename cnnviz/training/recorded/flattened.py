"""A picture through the recorded run, up to its flattened maps and what the dense layer makes of them (C81)."""

from dataclasses import dataclass

import numpy as np

from cnnviz.nets import forward, layers
from cnnviz.training import recorded
from cnnviz.training.events import EventKind


@dataclass(frozen=True, eq=False)
class Flattened:
    """The last maps float32 (c h w), the weights (k c·h·w) and biases (k) of the dense layer that reads them as one
    vector, its logits (k), their softmax (k), and what the classes are called."""

    maps: np.ndarray
    weights: np.ndarray
    biases: np.ndarray
    logits: np.ndarray
    probabilities: np.ndarray
    classes: tuple[str, ...]


def side() -> int:
    """Rows and columns of the pictures that the run's network reads."""
    return recorded.run().config.network.input[1]


def flattened(image: np.ndarray) -> Flattened:
    """A grey picture, 0 to 1 (side side), through the network as it was at the end of the run."""
    run = recorded.run()
    events = [numbered.event for numbered in run.events]
    begun = next(event.header for event in events if event.kind == EventKind.BEGUN)
    weights = [event for event in events if event.kind == EventKind.SNAPSHOT][-1].tensors
    kinds = [type(layer) for layer in run.config.network.layers]
    flat, dense = kinds.index(layers.Flatten), kinds.index(layers.Dense)
    given = (image - np.float32(begun["mean"])) / np.float32(begun["deviation"])
    made = forward.outputs(run.config.network, weights, given[None, None].astype(np.float32))
    return Flattened(
        made[f"{flat - 1}"][0],
        weights[f"{dense}.weight"].astype(np.float32),
        weights[f"{dense}.bias"].astype(np.float32),
        made[f"{dense}"][0],
        made[f"{len(kinds) - 1}"][0],
        tuple(begun["classes"]),
    )
