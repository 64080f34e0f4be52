"""Classes in stores of both kinds; nothing is remembered from one test to the next."""

from collections.abc import Iterator

import pytest

from cnnviz import limits
from cnnviz.classroom import board, held, take_part
from cnnviz.classroom.doors import Door
from cnnviz.training.dispatch.supervisor import SUPERVISOR
from tests.training.conftest import postgresql, server, sqlite, store

__all__ = ["postgresql", "server", "sqlite", "store"]


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(SUPERVISOR, "awake", lambda: None)
    monkeypatch.setattr(take_part, "JOINS", Door(limits.CLASS_JOINS))
    monkeypatch.setattr(take_part, "GUESSES", Door(limits.CLASS_GUESSES))
    held.ROOMS.forget_all()
    board._counted.clear()
    yield
    held.ROOMS.forget_all()
