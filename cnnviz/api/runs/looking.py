"""What a browser asks of a run's weights and pictures: the answers of the routes of runs that look into a network."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from cnnviz import numbers, packing
from cnnviz.api.here import RefusedError
from cnnviz.api.runs import requests
from cnnviz.api.runs.answers import Answer, find_run
from cnnviz.api.runs.requests import Asked
from cnnviz.datasets import permutation
from cnnviz.errors import InputError
from cnnviz.nets.inside import feature_maps, learned_kernels
from cnnviz.training import config as configs
from cnnviz.training import runs, weights
from cnnviz.training.events import Event, EventKind
from cnnviz.training.store.errors import StoreError

# In one answer.
SNAPSHOTS, PICTURES = 24, 64


def seen(asked: Asked) -> Answer:
    """POST live/runs/{id}/seen {snapshots, validation} or {snapshots} and an image: what every layer makes of it.

    Snapshots that have been thinned away are left out.
    """
    run, (said, arrays) = find_run(asked), asked.message()
    network = configs.trained(run.config.network)
    seqs = requests.several(said.get("snapshots"), SNAPSHOTS, "snapshots")
    feature_maps.affordable(network, len(seqs))
    image, label = _picture(run, said, arrays)
    begun = weights.begun(run)
    picture = weights.standardised(image, begun)
    parts = feature_maps.shown(network)
    snapshots = _snapshots(run, seqs)
    made: dict[str, np.ndarray] = {"image": image}
    for seq, event in snapshots.items():
        maps = feature_maps.seen(network, weights.tensors(event), picture, parts)
        made |= {f"{seq}.{index}": values for index, values in enumerate(maps.values)}
        made |= {f"{seq}.ranges": maps.ranges, f"{seq}.logits": maps.logits, f"{seq}.probabilities": maps.probabilities}
    header = {
        "snapshots": list(snapshots),
        "layers": [
            {
                "path": part.path,
                "title": part.title,
                "level": part.level,
                "shape": part.shape,
                "maps": part.shown,
                "signed": part.signed,
            }
            for part in parts
        ],
        "classes": begun["classes"],
        "label": label,
    }
    return Answer(packing.packed(header, made))


def exact(asked: Asked) -> Answer:
    """POST live/runs/{id}/exact {snapshot, layer, map, validation} or without the last and an image: one map as it was
    computed, float32 (h w); layers and maps are counted as `seen` lists them."""
    run, (said, arrays) = find_run(asked), asked.message()
    network = configs.trained(run.config.network)
    seq, layer, map_ = (requests.whole(said.get(name), name) for name in ("snapshot", "layer", "map"))
    feature_maps.affordable(network, 1)
    parts = feature_maps.shown(network)
    _within([layer], len(parts), "layers")
    image, _ = _picture(run, said, arrays)
    picture = weights.standardised(image, weights.begun(run))
    (event,) = _snapshots(run, [seq]).values()
    values = feature_maps.exact(network, weights.tensors(event), picture, parts[layer], map_)
    return Answer(packing.packed({"snapshot": seq, "layer": layer, "map": map_}, {"map": values}))


def _picture(run: runs.Run, said: Mapping[str, Any], arrays: Mapping[str, np.ndarray]) -> tuple[np.ndarray, int]:
    """The picture asked about as the network reads it, uint8 (c h w), and its class's number, −1 where nobody knows."""
    if "image" in arrays:
        image, size = arrays["image"], run.config.network.input
        if image.dtype != np.uint8 or image.shape != size:
            wanted = numbers.size(size)
            raise RefusedError(f"This network reads pictures of {wanted} bytes. Draw or choose one again.")
        return permutation.read(image, run.config), -1
    index = requests.whole(said.get("validation"), "validation")
    images = runs.validation(run)
    _within([index], len(images), "validation pictures")
    return permutation.read(images.pictures[index], run.config), int(images.labels[index])


def _snapshots(run: runs.Run, seqs: list[int]) -> dict[int, Event]:
    """The snapshots among those events, by number. Raises RefusedError, 404, where none is left."""
    kept = {}
    for seq in seqs:
        try:
            event = runs.fetch_event(run, seq).event
        except StoreError:
            raise
        except InputError:
            continue
        if event.kind == EventKind.SNAPSHOT:
            kept[seq] = event
    if not kept:
        raise RefusedError("These snapshots are no longer kept. Choose others on the timeline.", 404)
    return kept


def filters(asked: Asked) -> Answer:
    """GET live/runs/{id}/filters/{path}?snapshots=1,5: the kernels of a layer, as far as they can be shown."""
    run, seqs = find_run(asked), asked.numbers("snapshots", SNAPSHOTS)
    kernels = learned_kernels.kernels(configs.trained(run.config.network), asked.path["path"])
    snapshots = _snapshots(run, seqs)
    made = {
        str(seq): kernels.drawn(event.arrays[kernels.tensor])
        for seq, event in snapshots.items()
        if kernels.tensor in event.arrays
    }
    if not made:
        raise RefusedError(weights.PARTIAL)
    return Answer(packing.packed({"of": kernels.shape, "path": kernels.path}, made))


def pictures(asked: Asked) -> Answer:
    """GET live/runs/{id}/pictures?validation=3,17: validation pictures and their classes."""
    run, indices = find_run(asked), asked.numbers("validation", PICTURES)
    images = runs.validation(run)
    _within(indices, len(images), "validation pictures")
    return Answer(packing.packed({}, {"pictures": images.pictures[indices], "labels": images.labels[indices]}))


def _within(indices: list[int], count: int, what: str) -> None:
    if max(indices) >= count:
        raise RefusedError(f"There are {count:,} {what}, so none has the number {max(indices):,}.")
