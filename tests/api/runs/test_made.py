"""The routes of pictures that are made, over the real store: events are put in by hand, no worker runs."""

from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from cnnviz.api.runs import routes
from cnnviz.inspect import trained_runs
from cnnviz.inspect.looks import exciting
from cnnviz.training import recorded, runs
from cnnviz.training.events import Event, EventKind
from cnnviz.training.store import database, tables
from tests.api.runs.test_routes import Browser, opened, trouble

NOBODY = "0" * 32


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Browser:
    monkeypatch.setenv("CNNVIZ_HOME", str(tmp_path))
    monkeypatch.delenv("CNNVIZ_DATABASE_URL", raising=False)
    idle = SimpleNamespace(wake=lambda: None, awake=lambda: None, endings={})
    for module in (runs, exciting):
        monkeypatch.setattr(module, "SUPERVISOR", idle)
    return Browser(routes.ROUTES)


def started() -> runs.Started:
    model = trained_runs.model(runs.fetch_run(recorded.FIRST))
    return exciting.start(exciting.of(model, "0", 1), "me")


def picture(step: int, value: float = 0.0) -> Event:
    header = {"sum": value, "after": value, "largest": value, "answers": [["ape", 0.5]], "rank": 0, "seconds": 1.0}
    return Event(EventKind.PICTURE, step, header, {"picture": np.full((1, 28, 28), step, np.uint8)})


def put(id: str, told: list[Event], status: str) -> None:
    job = exciting.fetch(id).id
    rows = [
        {"run": job, "seq": seq, "kind": one.kind, "step": one.step, "size": len(one.packed()), "data": one.packed()}
        for seq, one in enumerate(told, start=1)
    ]
    with database.opened().writing() as connection:
        connection.execute(tables.EVENTS.insert(), rows)
        changed = {"last": len(rows), "status": status, "reason": "Done: 160 steps." if status == "finished" else ""}
        connection.execute(tables.RUNS.update().where(tables.RUNS.c.id == job).values(**changed))


def test_a_picture_is_followed_from_the_queue_to_its_end(browser: Browser) -> None:
    view = started().view
    header, arrays = opened(browser.get(f"/live/runs/{view}/made"))
    assert (header["status"], header["steps"], header["pictures"], arrays) == ("queued", 160, [], {})
    assert header["said"] == "It waits for a free process, at place 1."
    put(view, [Event(EventKind.BEGUN, 0), picture(0), picture(4, 2.0)], "running")
    header, arrays = opened(browser.get(f"/live/runs/{view}/made?after=0"))
    assert [one["step"] for one in header["pictures"]] == [0, 4]
    assert (header["last"], header["more"], header["said"]) == (3, False, "")
    # Of all pictures the newest comes along.
    assert (arrays["picture"] == 4).all()
    assert arrays["picture"].shape == (1, 28, 28)
    header, arrays = opened(browser.get(f"/live/runs/{view}/made?after=3"))
    assert (header["pictures"], header["last"], arrays) == ([], 3, {})


def test_numbers_that_no_browser_reads_are_left_out(browser: Browser) -> None:
    view = started().view
    put(view, [picture(0, float("nan"))], "finished")
    header, _ = opened(browser.get(f"/live/runs/{view}/made"))
    assert header["pictures"][0]["sum"] is None
    assert header["said"] == "Done: 160 steps."


def test_only_who_started_it_stops_it(browser: Browser) -> None:
    mine, other = started(), started()
    for control in ("", mine.view, other.control, "nonsense"):
        reply = browser.post(f"/live/runs/{mine.view}/made/stop", json={}, headers={"X-Run-Control": control})
        assert "Only the browser that started this picture" in trouble(reply, 403)
    assert exciting.fetch(mine.view).status == "queued"
    reply = browser.post(f"/live/runs/{mine.view}/made/stop", json={}, headers={"X-Run-Control": mine.control})
    assert reply.status_code == 200
    assert (exciting.fetch(mine.view).status, exciting.fetch(other.view).status) == ("stopped", "queued")


def test_what_is_no_picture_is_not_found(browser: Browser) -> None:
    assert "no such picture" in trouble(browser.get(f"/live/runs/{NOBODY}/made"), 404)
    assert "no such picture" in trouble(browser.get(f"/live/runs/{recorded.FIRST}/made"), 404)
    assert "no such picture" in trouble(browser.post(f"/live/runs/{NOBODY}/made/stop", json={}), 404)
    view = started().view
    assert "no such run" in trouble(browser.get(f"/live/runs/{view}"), 404).lower()
