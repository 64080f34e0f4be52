"""What a browser asks of a run's weights and pictures: the answers of the routes in `live` that look into a network."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from cnnviz import packing
from cnnviz.errors import InputError
from cnnviz.figures import learned
from cnnviz.figures import seen as figures
from cnnviz.training import config as configs
from cnnviz.training import events, runs, store, weights
from cnnviz.training.events import Event
from cnnviz.ui import live_requests
from cnnviz.ui.live_answers import Answer, found
from cnnviz.ui.live_requests import Asked, RefusedError

# In one answer.
SNAPSHOTS, PICTURES = 24, 64


def seen(asked: Asked) -> Answer:
    """POST live/runs/{id}/seen {snapshots, validation} or {snapshots} and an image: what every layer makes of it.

    Snapshots that have been thinned away are left out.
    """
    run, (said, arrays) = found(asked), asked.message()
    network = configs.trained(run.config.network)
    seqs = live_requests.several(said.get("snapshots"), SNAPSHOTS, "snapshots")
    figures.affordable(network, len(seqs))
    image, label = _picture(run, said, arrays)
    begun = weights.begun(run)
    picture = weights.standardised(image, begun)
    parts = figures.shown(network)
    kept = _kept(run, seqs)
    made: dict[str, np.ndarray] = {"image": image}
    for seq, event in kept.items():
        one = figures.seen(network, weights.tensors(event), picture, parts)
        made |= {f"{seq}.{index}": values for index, values in enumerate(one.values)}
        made |= {f"{seq}.ranges": one.ranges, f"{seq}.logits": one.logits, f"{seq}.probabilities": one.probabilities}
    header = {
        "snapshots": list(kept),
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
    run, (said, arrays) = found(asked), asked.message()
    network = configs.trained(run.config.network)
    seq, layer, map_ = (live_requests.whole(said.get(name), name) for name in ("snapshot", "layer", "map"))
    figures.affordable(network, 1)
    parts = figures.shown(network)
    _within([layer], len(parts), "layers")
    image, _ = _picture(run, said, arrays)
    picture = weights.standardised(image, weights.begun(run))
    (event,) = _kept(run, [seq]).values()
    values = figures.exact(network, weights.tensors(event), picture, parts[layer], map_)
    return Answer(packing.packed({"snapshot": seq, "layer": layer, "map": map_}, {"map": values}))


def _picture(run: runs.Run, said: Mapping[str, Any], arrays: Mapping[str, np.ndarray]) -> tuple[np.ndarray, int]:
    """The picture asked about, uint8 (c h w), and its class's number, −1 where nobody knows."""
    if "image" in arrays:
        image, size = arrays["image"], run.config.network.input
        if image.dtype != np.uint8 or image.shape != size:
            wanted = " × ".join(map(str, size))
            raise RefusedError(f"This network reads pictures of {wanted} bytes. Draw or choose one again.")
        return image, -1
    index = live_requests.whole(said.get("validation"), "validation")
    images = runs.validation(run)
    _within([index], len(images), "validation pictures")
    return images.pictures[index], int(images.labels[index])


def _kept(run: runs.Run, seqs: list[int]) -> dict[int, Event]:
    """The snapshots among those events, by number. Raises RefusedError, 404, where none is left."""
    kept = {}
    for seq in seqs:
        try:
            event = runs.event(run, seq).event
        except store.StoreError:
            raise
        except InputError:
            continue
        if event.kind == events.SNAPSHOT:
            kept[seq] = event
    if not kept:
        raise RefusedError("These snapshots are no longer kept. Choose others on the timeline.", 404)
    return kept


def filters(asked: Asked) -> Answer:
    """GET live/runs/{id}/filters/{path}?snapshots=1,5: the kernels of a layer, as far as they can be shown."""
    run, seqs = found(asked), asked.numbers("snapshots", SNAPSHOTS)
    kernels = learned.kernels(configs.trained(run.config.network), asked.path["path"])
    kept = _kept(run, seqs)
    made = {
        str(seq): kernels.drawn(event.arrays[kernels.tensor])
        for seq, event in kept.items()
        if kernels.tensor in event.arrays
    }
    if not made:
        raise RefusedError(weights.PARTIAL)
    return Answer(packing.packed({"of": kernels.shape, "path": kernels.path}, made))


def pictures(asked: Asked) -> Answer:
    """GET live/runs/{id}/pictures?validation=3,17: validation pictures and their classes."""
    run, indices = found(asked), asked.numbers("validation", PICTURES)
    images = runs.validation(run)
    _within(indices, len(images), "validation pictures")
    return Answer(packing.packed({}, {"pictures": images.pictures[indices], "labels": images.labels[indices]}))


def _within(indices: list[int], count: int, what: str) -> None:
    if max(indices) >= count:
        raise RefusedError(f"There are {count:,} {what}, so none has the number {max(indices):,}.")
