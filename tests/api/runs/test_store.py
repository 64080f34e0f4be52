"""The routes over the real store: a run is started, events are put in by hand, no worker runs."""

import json
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from cnnviz import limits, packing
from cnnviz.api.runs import routes
from cnnviz.datasets.choice import Choice
from cnnviz.training import config as configs
from cnnviz.training import runs
from cnnviz.training.config import Config
from cnnviz.training.events import Event, EventKind
from cnnviz.training.store import database, tables
from tests.api.runs import fake_runs
from tests.api.runs.test_routes import Browser, ask_seen, begin, opened, tell, trouble

CONFIG = Config(data=Choice(images=60))


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Browser:
    monkeypatch.setenv("CNNVIZ_HOME", str(tmp_path))
    monkeypatch.delenv("CNNVIZ_DATABASE_URL", raising=False)
    idle = SimpleNamespace(wake=lambda: None, awake=lambda: None, endings={})
    monkeypatch.setattr(runs, "SUPERVISOR", idle)
    return Browser(routes.ROUTES)


def started(browser: Browser) -> tuple[str, str]:
    reply = begin(browser, {"config": configs.to_json(CONFIG), "person": "me"})
    assert reply.status_code == 200, reply.text
    return reply.json()["run"], reply.json()["view"]


def put(id: str, fake: list[Event]) -> None:
    run = runs.fetch_run(id)
    rows = [
        {"run": run.id, "seq": seq, "kind": one.kind, "step": one.step, "size": len(one.packed()), "data": one.packed()}
        for seq, one in enumerate(fake, start=1)
    ]
    with database.opened().writing() as connection:
        connection.execute(tables.EVENTS.insert(), rows)
        connection.execute(tables.RUNS.update().where(tables.RUNS.c.id == run.id).values(last=len(rows)))


def test_a_run_is_started_followed_looked_into_and_told_by_its_own_ids(browser: Browser) -> None:
    control, view = started(browser)
    header, _ = opened(browser.get(f"/live/runs/{control}"))
    assert (header["run"]["status"], header["run"]["place"], header["run"]["control"]) == ("queued", 1, True)
    assert configs.from_json(json.dumps(header["config"])) == CONFIG
    tensors = fake_runs.tensors(CONFIG.network, 0)
    put(
        control,
        [
            Event(EventKind.BEGUN, 0, fake_runs.begun()),
            fake_runs.snapshot(0, tensors),
            fake_runs.scalars(1, [2.0]),
            fake_runs.checkpoint(1, tensors),
            fake_runs.snapshot(1, tensors),
        ],
    )
    header, arrays = opened(browser.get(f"/live/runs/{view}"))
    assert [one["seq"] for one in header["events"]] == [1, 2, 3, 5]
    assert np.array_equal(arrays["5.filters"], tensors["0.weight"])
    assert not header["run"]["control"]
    header, arrays = packing.unpacked(
        browser.post(
            f"/live/runs/{view}/seen", content=packing.packed({"snapshots": [2, 5], "validation": 1}, {})
        ).content
    )
    assert header["snapshots"] == [2, 5]
    assert np.array_equal(arrays["image"], runs.dataset(runs.fetch_run(view)).validation.pictures[1])
    assert tell(browser, view, {"command": "stop"}).status_code == 403
    assert tell(browser, control, {"command": "stop"}).status_code == 200
    assert opened(browser.get(f"/live/runs/{view}?after=5"))[0]["run"]["status"] == "stopped"


def test_a_run_that_asks_for_too_much_is_refused_with_its_figures(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "TRAIN_PARAMETERS", 1000)
    reply = begin(browser, {"config": configs.to_json(CONFIG), "person": "me"})
    assert any(letter.isdigit() for letter in trouble(reply, 400))


def test_a_full_queue_is_said(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "TRAIN_QUEUE_EACH", 1)
    started(browser)
    assert trouble(begin(browser, {"config": configs.to_json(CONFIG), "person": "me"}), 400).endswith(".")


def test_a_nameless_person_starts_nothing(browser: Browser) -> None:
    for person in ("", 5, "x" * 65, "\x00"):
        assert trouble(begin(browser, {"config": configs.to_json(CONFIG), "person": person}), 400).endswith(".")


@pytest.mark.parametrize("id", ["0" * 32, "recorded2", "a" * 65])
def test_an_id_that_the_store_does_not_know_is_no_run(browser: Browser, id: str) -> None:
    trouble(browser.get(f"/live/runs/{id}"), 404)
    trouble(ask_seen(browser, {"snapshots": [1], "validation": 0}), 404)


def test_the_shipped_run_is_followed_and_looked_into_like_any_other(browser: Browser) -> None:
    header, arrays = opened(browser.get("/live/runs/recorded"))
    while header["more"]:
        header, arrays = opened(browser.get(f"/live/runs/recorded?after={header['last']}"))
    assert (header["run"]["status"], header["run"]["control"]) == ("finished", False)
    assert 0 < header["run"]["elapsed"] < 3600
    snapshots = [one["seq"] for one in header["events"] if one["kind"] == EventKind.SNAPSHOT]
    assert f"{snapshots[-1]}.filters" in arrays
    message = packing.packed({"snapshots": snapshots[-2:], "validation": 0}, {})
    header, arrays = opened(browser.post("/live/runs/recorded/seen", content=message))
    assert header["label"] == int(arrays[f"{snapshots[-1]}.probabilities"].argmax()), "learned well"
    assert browser.get("/live/runs/recorded/take/model.onnx").status_code == 200
    assert tell(browser, "recorded", {"command": "stop"}).status_code == 403
