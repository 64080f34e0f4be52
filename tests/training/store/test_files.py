"""The store's file is deleted while it is in use."""

import logging
import shutil
from pathlib import Path

import pytest

from cnnviz.errors import InputError
from cnnviz.training import runs
from cnnviz.training.dispatch.supervisor import SUPERVISOR
from cnnviz.training.statuses import RunStatus
from cnnviz.training.store import connections, files, tables
from cnnviz.training.store.database import Store
from tests.servers.postgres import awaited
from tests.training.conftest import ended, played, reached
from tests.training.dispatch.test_faults import Processes, expected, losses


def test_a_folder_deleted_under_a_run_is_there_again_with_all_that_was_in_it(
    sqlite: Store, acted: Processes, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    first = runs.start(played(epochs=1), "me")
    assert ended(first.control).status == RunStatus.FINISHED
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
    # Its worker goes on in the new file, or has lost its run and is taken up again.
    before = len(losses(second.control))
    awaited(
        lambda: len(losses(second.control)) > before or runs.fetch_run(second.control).status == RunStatus.INTERRUPTED,
        15,
    )
    if runs.fetch_run(second.control).status == RunStatus.INTERRUPTED:
        runs.send_command(second.control, "resume")
        reached(second.control, before + 3)
    runs.send_command(second.control, "stop")
    assert ended(second.control).status in (RunStatus.STOPPED, RunStatus.INTERRUPTED)
    history = losses(second.control)
    assert history == expected(len(history))


def test_two_stores_on_a_deleted_file_agree_on_one(sqlite: Store, tmp_path: Path) -> None:
    other = Store(connections.address())
    shutil.rmtree(tmp_path / "home")
    for number, store in enumerate((sqlite, other, sqlite), 1):
        with store.writing() as connection:
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
    monkeypatch.setattr(SUPERVISOR, "wake", lambda: None)
    monkeypatch.setattr(SUPERVISOR, "awake", lambda: None)
    gone = runs.start(played(), "me")
    monkeypatch.setattr(files.Anchor, "rescue", lambda self: False)
    (tmp_path / "home" / "runs.sqlite").unlink()
    with pytest.raises(InputError, match="was deleted while cnnviz was running: start a new one"):
        runs.fetch_run(gone.control)
    assert "Nothing of it could be saved" in caplog.text
    assert runs.fetch_run(runs.start(played(), "me").control).place == 1
