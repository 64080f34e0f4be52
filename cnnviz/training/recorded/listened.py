"""What a unit of the recorded run listens to, before its training and after it (C75)."""

import dataclasses
from dataclasses import dataclass

import numpy as np

from cnnviz.datasets import catalogue
from cnnviz.nets import layers, networks, shapes
from cnnviz.nets.inside import effective, receptive
from cnnviz.training import recorded
from cnnviz.training.events import EventKind

# Pictures of the test set that the gradient's size is averaged over.
PICTURES = 16


@dataclass(frozen=True, eq=False)
class Listened:
    """The mean size of the gradient (h w) of a unit of the last map layer, at `unit`, over all its maps and some
    pictures; the mean of those, uint8 (h w); its theoretical window, the layer it is of, and after which step."""

    step: int
    field: np.ndarray
    image: np.ndarray
    box: receptive.Box
    layer: str
    maps: int
    pictures: int = PICTURES


def recorded_fields() -> tuple[Listened, Listened]:
    """Of the unit in the middle of the last maps: with the weights of the first and of the last snapshot."""
    run = recorded.run()
    snapshots = [numbered.event for numbered in run.events if numbered.event.kind == EventKind.SNAPSHOT]
    begun = next(numbered.event.header for numbered in run.events if numbered.event.kind == EventKind.BEGUN)
    test = catalogue.load(dataclasses.replace(run.config.data, images=PICTURES)).test.pictures[:PICTURES]
    given = (test / np.float32(255) - np.float32(begun["mean"])) / np.float32(begun["deviation"])
    read, records = seen_through(run.config.network)
    unit = (records[-1].output[1] // 2, records[-1].output[2] // 2)
    box = receptive.windows(records, len(records), *unit)[0].box
    image = np.rint(test.mean(axis=(0, 1))).astype(np.uint8)
    first, last = (
        Listened(
            event.step,
            effective.field(read, event.tensors, given, unit),
            image,
            box,
            f"layer {len(records)}, {records[-1].layer.title}",
            records[-1].output[0],
        )
        for event in (snapshots[0], snapshots[-1])
    )
    return first, last


def seen_through(network: networks.Network) -> tuple[networks.Network, tuple[shapes.Record, ...]]:
    """The network up to where its maps become a vector, and its layers read."""
    end = next((at for at, one in enumerate(network.layers) if isinstance(one, layers.Flatten)), len(network.layers))
    top = dataclasses.replace(network, layers=network.layers[:end])
    return top, receptive.records(top)
