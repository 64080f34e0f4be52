"""Files of models, and lists of names, in the store: by SHA-256, as long and as fairly as learners' data sets.

The store and not the session, so that a link and a reload find the model again, on whichever server they come in, and a
worker too; not a folder of their own, because the store's rules of whose turn it is to make room are there already.
Whoever has the link has the model, as it is with data sets.
"""

from cnnviz.training.store import database, models


def save(data: bytes, person: str = "", address: str = "") -> str:
    """Keep a file: the digits by which it is found. Raises InputError where there is no room, or no more for them."""
    return models.save(database.opened(), data, person, address)


def fetch(key: str) -> bytes:
    """The file with those digits. Raises InputError where it is not kept any more."""
    return models.fetch(database.opened(), key)
