"""Exercises in the store, as texts, with the pictures that belong to them; each goes when its time is over.

Who has an exercise's id may do it; who has the secret, from which the id follows and not the other way, may see its key
and delete it. The secret itself is kept nowhere.
"""

import base64
import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, delete, func, select

from cnnviz import limits
from cnnviz.errors import InputError
from cnnviz.training.store import clocks
from cnnviz.training.store.database import Store
from cnnviz.training.store.tables import EXERCISE_PICTURES, EXERCISES

# Letters of an id and of a secret, 5 bits each: nobody guesses 100 of them, let alone 160.
ALPHABET, ID, SECRET = "0123456789abcdefghjkmnpqrstvwxyz", 20, 32
MINUTE = 60.0


@dataclass(frozen=True)
class Kept:
    """An exercise as it is kept: its text, and until when, in Unix seconds."""

    id: str
    text: str
    expires: float


def id_of(secret: str) -> str:
    """The id of the exercise whose teacher has this secret."""
    number = int.from_bytes(hashlib.sha256(f"cnnviz exercise {secret}".encode()).digest())
    return "".join(ALPHABET[number >> 5 * place & 31] for place in range(ID))


def save(store: Store, text: str, pictures: Mapping[str, bytes], person: str, address: str) -> str:
    """Keep an exercise with its pictures, name -> PNG: the secret of who made it. Raises InputError where it is too
    large, or there is no room for it, or for more of that person or address."""
    texts = {name: base64.b64encode(data).decode() for name, data in pictures.items()}
    size = len(text.encode()) + sum(map(len, texts.values()))
    if size > limits.EXERCISE_BYTES:
        raise InputError(
            f"This exercise takes {size / 1e6:.1f} MB with its pictures, and {limits.EXERCISE_BYTES / 1e6:.1f} MB is "
            "the most. Use a smaller picture, or fewer of your own."
        )
    secret = "".join(secrets.choice(ALPHABET) for _ in range(SECRET))
    id = id_of(secret)
    with store.writing(alone=True) as connection:
        now = clocks.now(connection)
        if clocks.steady(connection, now):
            forget_past(connection, now)
        _require_share(connection, now, person, address, size)
        _require_room(connection, size)
        whose = {"person": person, "address": address, "size": size}
        expires = now + limits.EXERCISE_DAYS * clocks.DAY
        connection.execute(EXERCISES.insert().values(id=id, created=now, expires=expires, text=text, **whose))
        for name, data in texts.items():
            connection.execute(EXERCISE_PICTURES.insert().values(exercise=id, name=name, data=data))
    return secret


def fetch(store: Store, id: str) -> Kept | None:
    """The exercise with that id, if it is still kept."""
    columns = select(EXERCISES.c.id, EXERCISES.c.text, EXERCISES.c.expires)
    with store.reading() as connection:
        current = EXERCISES.c.expires >= clocks.now(connection)
        row = connection.execute(columns.where(EXERCISES.c.id == id, current)).first()
    return Kept(*row) if row else None


def fetch_picture(store: Store, id: str, name: str) -> bytes | None:
    """A picture of the exercise, as PNG, if it is still kept."""
    pictures = EXERCISE_PICTURES.c
    with store.reading() as connection:
        data = connection.scalar(select(pictures.data).where(pictures.exercise == id, pictures.name == name))
    return base64.b64decode(data) if data else None


def remove(store: Store, secret: str) -> None:
    """Delete the exercise whose secret this is."""
    with store.writing() as connection:
        _delete(connection, EXERCISES.c.id == id_of(secret))


def forget_past(connection: Connection, now: float) -> None:
    """Delete what is past its time."""
    _delete(connection, EXERCISES.c.expires < now)


def _delete(connection: Connection, which: ColumnElement[bool]) -> None:
    gone = select(EXERCISES.c.id).where(which)
    connection.execute(delete(EXERCISE_PICTURES).where(EXERCISE_PICTURES.c.exercise.in_(gone)))
    connection.execute(delete(EXERCISES).where(which))


def _require_share(connection: Connection, now: float, person: str, address: str, size: int) -> None:
    """So many in a minute for a person and for an address, and of all that are kept, and of their bytes, a tenth for an
    address."""
    lately = clocks.within(EXERCISES.c.created, now, MINUTE)
    here = EXERCISES.c.address == address
    mine = _count(connection, lately & here & (EXERCISES.c.person == person))
    if mine >= limits.EXERCISE_MAKES or _count(connection, lately & here) >= limits.EXERCISE_MAKES_ADDRESS:
        raise InputError("That was a lot of exercises for one minute. Wait a moment, then make this one.")
    taken = connection.scalar(select(func.coalesce(func.sum(EXERCISES.c.size), 0)).where(here)) or 0
    bytes_here = max(limits.EXERCISE_BYTES, limits.EXERCISES_BYTES // 10)
    if _count(connection, here) >= max(1, limits.EXERCISES // 10) or taken + size > bytes_here:
        raise InputError("Too many exercises from your network are kept already. Delete some that are over.")


def _require_room(connection: Connection, size: int) -> None:
    all_ = select(func.count(), func.coalesce(func.sum(EXERCISES.c.size), 0))
    count, taken = connection.execute(all_).one()
    if count >= limits.EXERCISES or taken + size > limits.EXERCISES_BYTES:
        raise InputError("There is no room for more exercises on this server just now. Delete some that are over.")


def _count(connection: Connection, which: ColumnElement[bool]) -> int:
    return connection.scalar(select(func.count()).select_from(EXERCISES).where(which)) or 0
