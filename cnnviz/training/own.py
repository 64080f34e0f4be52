"""A learner's own data set as bytes, and back: what the store keeps of it, by its SHA-256."""

import hashlib

import numpy as np

from cnnviz import packing
from cnnviz.datasets.data import Dataset, Images
from cnnviz.errors import InputError
from cnnviz.training import ledger
from cnnviz.training.store import Store

PARTS = ("train", "validation", "test")


def packed(dataset: Dataset) -> tuple[str, bytes]:
    """The SHA-256, in hexadecimal, and the bytes."""
    arrays: dict[str, np.ndarray] = {}
    for part in PARTS:
        images: Images = getattr(dataset, part)
        arrays |= {f"{part}.pictures": images.pictures, f"{part}.labels": images.labels}
    data = packing.packed({"title": dataset.title, "classes": dataset.classes}, arrays)
    return hashlib.sha256(data).hexdigest(), data


def unpacked(data: bytes) -> Dataset:
    """The data set that was packed."""
    header, arrays = packing.unpacked(data)
    train, validation, test = (Images(arrays[f"{part}.pictures"], arrays[f"{part}.labels"]) for part in PARTS)
    return Dataset(header["title"], tuple(header["classes"]), train, validation, test)


def found(store: Store, sha: str) -> Dataset:
    """The data set kept under that SHA-256. Raises InputError where there is none any more."""
    data = ledger.own(store, sha)
    if data is None:
        raise InputError("These pictures of your own are no longer kept here. Upload them again.")
    return unpacked(data)
