"""Files of models that learners bring, beside their data sets: for pages, and for workers on whatever machine.

Who knows the whole key has the file, or was given a link to it: it is 192 bits of the file's own SHA-256, so nobody
comes to another's model by guessing, and no key leads to anything that is not such a file. Who brought it first does
not say who may see it: links are given on, two learners may bring the same file, and a person is a session.
"""

import hashlib

from cnnviz.errors import InputError
from cnnviz.training.store import datasets
from cnnviz.training.store.database import Store

# What tells these files from data sets in the store; with it a digest's first part is the key.
PREFIX, DIGITS = "onnx-", 48
GONE = "This model, or its list of words, is no longer kept here. Bring the file again: then this link works again too."


def save(store: Store, data: bytes, person: str = "", address: str = "") -> str:
    """Keep a file: the digits by which it is found. Raises InputError where there is no room, or no more for them."""
    key = hashlib.sha256(data).hexdigest()[:DIGITS]
    datasets.save_bytes(store, PREFIX + key, data, person, address)
    return key


def fetch(store: Store, key: str) -> bytes:
    """The file with those digits, marked as used. Raises InputError where it is not kept any more."""
    data = datasets.fetch_bytes(store, _row(key))
    if data is None:
        raise InputError(GONE)
    datasets.touch(store, _row(key))
    return data


def hold(store: Store, key: str) -> None:
    """Mark the file as used: it makes no room for others in the next hour. Raises InputError where it is not kept."""
    if not datasets.touch(store, _row(key)):
        raise InputError(GONE)


def _row(key: str) -> str:
    if len(key) != DIGITS or set(key) - set("0123456789abcdef"):
        raise InputError(GONE)
    return PREFIX + key
