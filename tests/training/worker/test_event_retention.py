"""cnnviz.training.worker.event_retention: how much of what a run tells is kept."""

import pytest

from cnnviz import limits
from cnnviz.training.events import EventKind
from cnnviz.training.worker import event_retention


def test_pictures_that_take_exactly_what_a_run_may_keep_all_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    nothing = event_retention.RetainedEvents({kind: {} for kind in event_retention.SELDOM}, 7)
    news = [(at, EventKind.SNAPSHOT, at, 10) for at in range(20)]
    monkeypatch.setattr(limits, "TRAIN_BYTES", 7 + 200)
    assert len(nothing.after(news).seldom[EventKind.SNAPSHOT]) == 20
    monkeypatch.setattr(limits, "TRAIN_BYTES", 7 + 199)
    assert len(nothing.after(news).seldom[EventKind.SNAPSHOT]) < 20
