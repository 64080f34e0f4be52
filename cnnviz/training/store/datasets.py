"""Learners' own data sets in the store, by the SHA-256 of their bytes."""

import hashlib

from sqlalchemy import Connection, delete, select, update

from cnnviz import limits
from cnnviz.datasets.brought import own
from cnnviz.datasets.data import Dataset
from cnnviz.errors import InputError
from cnnviz.training.store import clocks
from cnnviz.training.store.database import Store
from cnnviz.training.store.tables import OWN

# Seconds after its last run began in which a data set does not make room for another one.
IN_USE = 3600.0


def save(store: Store, dataset: Dataset, person: str = "", address: str = "") -> str:
    """Keep a data set: its SHA-256, in hexadecimal. Raises InputError where it is too large, or there is no room."""
    size = sum(part.pictures.nbytes for part in (dataset.train, dataset.validation, dataset.test))
    if size > limits.OWN_UNPACKED_BYTES:
        raise InputError(
            f"These pictures take {size / 1e6:.0f} MB, and {limits.OWN_UNPACKED_BYTES / 1e6:.0f} MB is the most. "
            "Use fewer or smaller ones."
        )
    data = own.packed(dataset)
    sha = hashlib.sha256(data).hexdigest()
    save_bytes(store, sha, data, person, address)
    return sha


def fetch(store: Store, sha: str) -> Dataset:
    """The data set kept under that SHA-256. Raises InputError where there is none any more."""
    data = fetch_bytes(store, sha)
    if data is None:
        raise InputError("These pictures of your own are no longer kept here. Upload them again.")
    return own.unpacked(data)


def save_bytes(store: Store, sha: str, data: bytes, person: str = "", address: str = "") -> None:
    """Keep the bytes of a data set; what is there already is only marked as used.

    Raises InputError without room for it, or for more of that person or address ("": not known).
    """
    with store.writing(alone=True) as connection:
        now = clocks.now(connection)
        if connection.execute(update(OWN).where(OWN.c.sha == sha).values(used=now)).rowcount:
            return
        if person or address:
            _require_share(connection, len(data), person, address, now - IN_USE)
        _make_room(connection, limits.STORE_OWN_BYTES - len(data), now - IN_USE)
        whose = {"person": person, "address": address}
        connection.execute(OWN.insert().values(sha=sha, size=len(data), used=now, data=data, **whose))


def fetch_bytes(store: Store, sha: str) -> bytes | None:
    """The bytes of a data set, if they are still kept."""
    with store.reading() as connection:
        return connection.scalar(select(OWN.c.data).where(OWN.c.sha == sha))


def touch(store: Store, sha: str) -> bool:
    """Mark a data set as used; False where it is not kept."""
    with store.writing() as connection:
        now = clocks.now(connection)
        return bool(connection.execute(update(OWN).where(OWN.c.sha == sha).values(used=now)).rowcount)


def _make_room(connection: Connection, most: int, used: float) -> None:
    """Let go of data sets until all take at most so much: of those used before then, the longest unused first."""
    rows = connection.execute(select(OWN.c.sha, OWN.c.size, OWN.c.used).order_by(OWN.c.used)).all()
    total = sum(row.size for row in rows)
    for row in rows:
        if total > most and row.used < used:
            connection.execute(delete(OWN).where(OWN.c.sha == row.sha))
            total -= row.size
    if total > most:
        raise InputError("There is no room for more data of learners. Use one of the known data sets for now.")


def _require_share(connection: Connection, size: int, person: str, address: str, used: float) -> None:
    """Of the room, an address may use half of what the others leave, a person half of that: so there is always room for
    another one. Everybody may have one data set in use, if their address may; what was not used since then makes room.
    """
    in_use = select(OWN.c.size, OWN.c.person, OWN.c.address).where(OWN.c.used >= used)
    rows = connection.execute(in_use).all()
    here = [row for row in rows if row.address == address]
    mine = [row.size for row in here if row.person == person]
    share = (limits.STORE_OWN_BYTES - sum(row.size for row in rows if row.address != address)) / 2
    each = (share - sum(row.size for row in here if row.person != person)) / 2
    if mine and sum(mine) + size > each:
        raise InputError(
            f"What you brought here takes {sum(mine) / 1e6:.1f} MB, and with {size / 1e6:.1f} MB more it would be more "
            f"than one person's share of the room, {each / 1e6:.1f} MB just now. Use what you have, or come back "
            f"{IN_USE / 60:.0f} minutes after it was last used: there is no room for more data of yours."
        )
    if sum(row.size for row in here) + size > share:
        raise InputError(
            "There is no room for more data from your network: others there have theirs in use. "
            "Use one of the known data sets for now."
        )
