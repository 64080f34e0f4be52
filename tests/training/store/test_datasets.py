"""cnnviz.training.store.datasets: what learners bring is kept while there is room."""

import secrets
import time

import pytest

from cnnviz import limits
from cnnviz.errors import InputError
from cnnviz.training.store import datasets, tables
from cnnviz.training.store.database import Store


def test_own_data_are_kept_once_and_found_by_their_hash(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    sha = secrets.token_hex(32)
    datasets.save_bytes(store, sha, b"data")
    datasets.save_bytes(store, sha, b"data")
    assert datasets.fetch_bytes(store, sha) == b"data"
    assert datasets.fetch_bytes(store, "0" * 64) is None
    assert datasets.touch(store, sha)
    monkeypatch.setattr(limits, "STORE_OWN_BYTES", 5)
    with pytest.raises(InputError, match="no room for more data"):
        datasets.save_bytes(store, "1" * 64, b"more")


def test_own_data_long_unused_make_room_and_never_take_that_of_runs(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, newer, newest = "0" * 64, "1" * 64, "2" * 64
    monkeypatch.setattr(limits, "STORE_OWN_BYTES", 8)
    datasets.save_bytes(store, old, b"data")
    datasets.save_bytes(store, newer, b"data")
    with store.writing() as connection:
        for sha, ago in ((old, 2), (newer, 1)):
            used = time.time() - datasets.IN_USE - ago
            connection.execute(tables.OWN.update().where(tables.OWN.c.sha == sha).values(used=used))
    datasets.save_bytes(store, newest, b"data")
    assert [datasets.fetch_bytes(store, sha) for sha in (old, newer, newest)] == [None, b"data", b"data"]
