"""Learners' own data sets in the store, by the SHA-256 of their bytes."""

import hashlib
import time

from sqlalchemy import Connection, delete, select, update

from cnnviz import limits
from cnnviz.datasets import own
from cnnviz.datasets.data import Dataset
from cnnviz.errors import InputError
from cnnviz.training.store import Store
from cnnviz.training.tables import OWN

# Seconds after its last run began in which a data set does not make room for another one.
IN_USE = 3600.0


def keep(store: Store, dataset: Dataset) -> str:
    """Keep a data set: its SHA-256, in hexadecimal. Raises InputError where it is too large, or there is no room."""
    size = sum(part.pictures.nbytes for part in (dataset.train, dataset.validation, dataset.test))
    if size > limits.OWN_UNPACKED_BYTES:
        raise InputError(
            f"These pictures take {size / 1e6:.0f} MB, and {limits.OWN_UNPACKED_BYTES / 1e6:.0f} MB is the most. "
            "Use fewer or smaller ones."
        )
    data = own.packed(dataset)
    sha = hashlib.sha256(data).hexdigest()
    put(store, sha, data)
    return sha


def found(store: Store, sha: str) -> Dataset:
    """The data set kept under that SHA-256. Raises InputError where there is none any more."""
    data = taken(store, sha)
    if data is None:
        raise InputError("These pictures of your own are no longer kept here. Upload them again.")
    return own.unpacked(data)


def put(store: Store, sha: str, data: bytes) -> None:
    """Keep the bytes of a data set; what is there already is only marked as used."""
    now = time.time()
    with store.writing(alone=True) as connection:
        if connection.execute(update(OWN).where(OWN.c.sha == sha).values(used=now)).rowcount:
            return
        _room(connection, limits.STORE_OWN_BYTES - len(data), now - IN_USE)
        connection.execute(OWN.insert().values(sha=sha, size=len(data), used=now, data=data))


def taken(store: Store, sha: str) -> bytes | None:
    """The bytes of a data set, if they are still kept."""
    with store.reading() as connection:
        return connection.scalar(select(OWN.c.data).where(OWN.c.sha == sha))


def touch(store: Store, sha: str) -> bool:
    """Mark a data set as used; False where it is not kept."""
    with store.writing() as connection:
        return bool(connection.execute(update(OWN).where(OWN.c.sha == sha).values(used=time.time())).rowcount)


def _room(connection: Connection, most: int, used: float) -> None:
    """Let go of data sets until all take at most so much: of those used before then, the longest unused first."""
    rows = connection.execute(select(OWN.c.sha, OWN.c.size, OWN.c.used).order_by(OWN.c.used)).all()
    total = sum(row.size for row in rows)
    for row in rows:
        if total > most and row.used < used:
            connection.execute(delete(OWN).where(OWN.c.sha == row.sha))
            total -= row.size
    if total > most:
        raise InputError("There is no room for more data of learners. Use one of the known data sets for now.")
