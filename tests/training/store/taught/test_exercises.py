"""cnnviz.training.store.taught.exercises: kept until their time is over, found by id, ruled by secret, within caps."""

import pytest
from sqlalchemy import func, select

from cnnviz import limits
from cnnviz.errors import InputError
from cnnviz.training.dispatch import retention
from cnnviz.training.store import clocks
from cnnviz.training.store.database import Store
from cnnviz.training.store.tables import CLOCK, EXERCISE_PICTURES, EXERCISES
from cnnviz.training.store.taught import exercises


def kept(store: Store, text: str = "{}", person: str = "me", address: str = "here", **pictures: bytes) -> str:
    return exercises.save(store, text, pictures, person, address)


def count(store: Store) -> tuple[int, int]:
    with store.reading() as connection:
        return tuple(
            connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (EXERCISES, EXERCISE_PICTURES)
        )  # type: ignore[return-value]


def test_an_exercise_is_found_by_its_id_and_its_pictures_with_it(store: Store) -> None:
    secret = kept(store, '{"title": "Größe − ×"}', photo=b"\x00png")
    id = exercises.id_of(secret)
    found = exercises.fetch(store, id)
    assert found
    assert (found.id, found.text) == (id, '{"title": "Größe − ×"}')
    assert exercises.fetch_picture(store, id, "photo") == b"\x00png"
    assert exercises.fetch_picture(store, id, "other") is None
    assert exercises.fetch(store, "0" * exercises.ID) is None


def test_ids_and_secrets_are_long_differ_and_the_secret_is_no_id(store: Store) -> None:
    secrets = [kept(store, person=str(number)) for number in range(4)]
    ids = [exercises.id_of(secret) for secret in secrets]
    assert len({*secrets, *ids}) == 8
    assert {len(id) for id in ids} == {exercises.ID}
    assert exercises.fetch(store, secrets[0]) is None


def test_only_the_secret_deletes(store: Store) -> None:
    secret = kept(store, photo=b"png")
    exercises.remove(store, exercises.id_of(secret))
    assert count(store) == (1, 1)
    exercises.remove(store, secret)
    assert count(store) == (0, 0)


def test_past_its_time_nobody_sees_it_and_retention_deletes_it_with_its_pictures(store: Store) -> None:
    secret, other = kept(store, photo=b"png"), kept(store)
    with store.writing() as connection:
        now = clocks.now(connection)
        connection.execute(EXERCISES.update().where(EXERCISES.c.id == exercises.id_of(secret)).values(expires=now - 1))
    assert exercises.fetch(store, exercises.id_of(secret)) is None
    retention.forget_old(store)
    assert count(store) == (1, 0)
    assert exercises.fetch(store, exercises.id_of(other))


def test_while_the_clock_has_lately_jumped_nothing_is_deleted_for_its_age(store: Store) -> None:
    kept(store)
    with store.writing() as connection:
        now = clocks.now(connection)
        connection.execute(EXERCISES.update().values(expires=now - 1))
        connection.execute(CLOCK.delete())
        connection.execute(CLOCK.insert().values(id=1, noted=now - 2 * clocks.DAY, settled=0.0))
    retention.forget_old(store)
    assert count(store) == (1, 0)


def test_caps_hold_for_one_exercise_a_person_an_address_and_all(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "EXERCISE_MAKES", 2)
    monkeypatch.setattr(limits, "EXERCISE_MAKES_ADDRESS", 3)
    kept(store)
    kept(store)
    with pytest.raises(InputError, match="one minute"):
        kept(store)
    kept(store, person="you")
    with pytest.raises(InputError, match="one minute"):
        kept(store, person="they")
    _age(store)
    monkeypatch.setattr(limits, "EXERCISES", 4)
    with pytest.raises(InputError, match="from your network"):
        kept(store, person="a")
    kept(store, address="there")
    with pytest.raises(InputError, match="no room"):
        kept(store, address="elsewhere")
    monkeypatch.setattr(limits, "EXERCISE_BYTES", 5)
    with pytest.raises(InputError, match="is the most"):
        kept(store, photo=b"png of some size", address="elsewhere")


def test_one_address_cannot_take_all_the_room(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "EXERCISE_BYTES", 100)
    monkeypatch.setattr(limits, "EXERCISES_BYTES", 1500)
    kept(store, "x" * 90)
    with pytest.raises(InputError, match="from your network"):
        kept(store, "x" * 90)
    kept(store, "x" * 90, address="there")


def _age(store: Store) -> None:
    """Let what is there be older than a minute."""
    with store.writing() as connection:
        connection.execute(EXERCISES.update().values(created=0.0))
