"""Files of models, and lists of names, in the store: by SHA-256, as long and as fairly as learners' data sets.

The store and not the session, so that a link and a reload find the model again, on whichever server they come in; not
a folder of their own, because the store's rules of whose turn it is to make room are there already. Whoever has the
link has the model, as it is with data sets.
"""

import hashlib

from cnnviz.errors import InputError
from cnnviz.training.store import database, datasets

# What tells these files from data sets in the store; with it a digest's first part is the key.
PREFIX, DIGITS = "onnx-", 48
GONE = "This model, or its list of words, is no longer kept here. Bring the file again: then this link works again too."


def save(data: bytes, person: str = "", address: str = "") -> str:
    """Keep a file: the digits by which it is found. Raises InputError where there is no room, or no more for them."""
    key = hashlib.sha256(data).hexdigest()[:DIGITS]
    datasets.save_bytes(database.opened(), PREFIX + key, data, person, address)
    return key


def fetch(key: str) -> bytes:
    """The file with those digits. Raises InputError where it is not kept any more."""
    if len(key) != DIGITS or set(key) - set("0123456789abcdef"):
        raise InputError(GONE)
    store = database.opened()
    data = datasets.fetch_bytes(store, PREFIX + key)
    if data is None:
        raise InputError(GONE)
    datasets.touch(store, PREFIX + key)
    return data
