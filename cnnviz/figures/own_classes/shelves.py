"""The message of the component shelves: classes with their pictures, and all steps of training."""

import hashlib

import numpy as np

from cnnviz import packing
from cnnviz.inspect.own_classes import album, fitting


def message(shown: album.Album, training: fitting.Training | None, step: int) -> bytes:
    """The album, and the step of its training that is used; without a training, nothing is learned yet."""
    photos, labels = shown.photos, shown.labels
    thumbs = np.stack([one.small for one in photos]) if photos else np.zeros((0, album.SMALL, album.SMALL, 3), np.uint8)
    arrays = {"thumbs": thumbs}
    if training is not None:
        each = np.arange(len(photos))
        arrays |= {
            "losses": training.losses.astype(np.float32),
            "right": training.right(labels).astype(np.int32),
            "own": training.shares[:, each, labels].astype(np.float32),
            "guess": training.shares.argmax(2).astype(np.uint8),
        }
    header = {
        "names": shown.names,
        "photos": [{"name": one.name, "kind": kind} for one, kind in zip(photos, labels.tolist(), strict=True)],
        "step": step,
    }
    told = hashlib.blake2b(repr(header | {"step": 0}).encode(), digest_size=8)
    for array in arrays.values():
        told.update(array.tobytes())
    return packing.packed(header | {"trained": told.hexdigest()}, arrays)
