"""The store's file is deleted while it is in use."""

import logging
import shutil
from pathlib import Path

import pytest

from cnnviz.errors import InputError
from cnnviz.training import files, runs, store, tables
from cnnviz.training.store import Store
from tests.servers.postgres import awaited
from tests.training.conftest import ended, played, reached
from tests.training.test_faults import Processes, expected, losses


def test_a_folder_deleted_under_a_run_is_there_again_with_all_that_was_in_it(
    sqlite: Store, acted: Processes, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    first = runs.start(played(epochs=1), "me")
    assert ended(first.control).status == tables.FINISHED
    second = runs.start(played(epochs=100), "me")
    reached(second.control, 5)
    with caplog.at_level(logging.ERROR):
        shutil.rmtree(tmp_path / "home")
        assert losses(first.control) == expected(10)
    assert "was deleted while cnnviz was running. What was in it is there again." in caplog.text
    assert {path.name for path in (tmp_path / "home").iterdir()} <= {
        f"runs.sqlite{end}" for end in ("", "-wal", "-shm")
    }
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "home").iterdir()} == {0o600}
    # Its worker goes on in the new file, or has lost the pen and is taken up again.
    before = len(losses(second.control))
    awaited(lambda: len(losses(second.control)) > before or runs.found(second.control).status == tables.INTERRUPTED, 15)
    if runs.found(second.control).status == tables.INTERRUPTED:
        runs.tell(second.control, "resume")
        reached(second.control, before + 3)
    runs.tell(second.control, "stop")
    assert ended(second.control).status in (tables.STOPPED, tables.INTERRUPTED)
    told = losses(second.control)
    assert told == expected(len(told))


def test_two_stores_on_a_deleted_file_agree_on_one(sqlite: Store, tmp_path: Path) -> None:
    other = Store(store.address())
    shutil.rmtree(tmp_path / "home")
    for number, kept in enumerate((sqlite, other, sqlite), 1):
        with kept.writing() as connection:
            connection.execute(tables.COMMANDS.insert().values(run=number, name="stop", value=0.0))
    with other.reading() as connection:
        assert sorted(connection.scalars(tables.COMMANDS.select().with_only_columns(tables.COMMANDS.c.run))) == [
            1,
            2,
            3,
        ]
    other.close()


def test_where_nothing_could_be_saved_an_empty_store_is_made_and_that_is_said(
    sqlite: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(runs.SUPERVISOR, "wake", lambda: None)
    monkeypatch.setattr(runs.SUPERVISOR, "awake", lambda: None)
    gone = runs.start(played(), "me")
    monkeypatch.setattr(files.Anchor, "rescue", lambda self: False)
    (tmp_path / "home" / "runs.sqlite").unlink()
    with pytest.raises(InputError, match="was deleted while cnnviz was running: start a new one"):
        runs.found(gone.control)
    assert "Nothing of it could be saved" in caplog.text
    assert runs.found(runs.start(played(), "me").control).place == 1
