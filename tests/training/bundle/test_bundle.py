"""A run taken away as one file and loaded back: the same numbers, and nothing else gets in."""

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import load, save

from cnnviz import limits
from cnnviz.datasets import catalogue
from cnnviz.datasets.choice import Choice
from cnnviz.errors import InputError
from cnnviz.inspect import passing, trained_runs
from cnnviz.nets import layers, networks
from cnnviz.training import config as configs
from cnnviz.training import recorded, runs, statuses
from cnnviz.training.bundle import loading, reading, writing
from cnnviz.training.events import GRADIENT, Event, EventKind, NumberedEvent
from cnnviz.training.learning import control, loop, pace
from cnnviz.training.store.database import Store

BATCHED = (layers.conv(4, 3, padding=1), layers.BatchNorm(), layers.Activation("ReLU"))
BODY = (
    *BATCHED,
    networks.Residual(BATCHED),
    layers.Pool(),
    layers.Flatten(),
    layers.Dropout(0.1),
    layers.Dense(8, bias=False),
)
CONFIG = configs.Config(
    Choice(images=200), networks.Network("branched", (1, 28, 28), BODY), epochs=1, batch=50, device="cpu"
)
Parts = dict[str, bytes]


@pytest.fixture(scope="module")
def trained() -> tuple[NumberedEvent, ...]:
    """What a short run tells, with residual blocks, batch normalisation and a checkpoint."""
    told = loop.train(CONFIG, catalogue.load(CONFIG.data), control.Nobody(), threads=1, pace=pace.WHOLE)
    return tuple(NumberedEvent(seq, event) for seq, event in enumerate(told, start=1))


@pytest.fixture(scope="module")
def file(trained: tuple[NumberedEvent, ...]) -> bytes:
    return writing.packed(CONFIG, trained)


def same(one: Event, other: Event) -> None:
    assert (one.kind, one.step) == (other.kind, other.step)
    assert json.loads(json.dumps(one.header)) == json.loads(json.dumps(other.header))
    assert list(one.arrays) == list(other.arrays)
    for name, array in one.arrays.items():
        assert array.dtype == other.arrays[name].dtype
        assert np.array_equal(array, other.arrays[name])


def test_a_run_loaded_into_an_empty_store_is_the_run_that_was_taken_away(
    trained: tuple[NumberedEvent, ...], file: bytes, sqlite: Store
) -> None:
    started, config = loading.load(file, "somebody")
    assert config == CONFIG
    run = runs.fetch_run(started.view)
    assert run.status == statuses.RunStatus.FINISHED
    assert run.reason.startswith("Loaded from a file. All 4 batches")
    assert runs.fetch_run(started.control).control == started.control
    back = runs.fetch_events(run, most_bytes=2**30)
    assert [one.seq for one in back] == [one.seq for one in trained]
    for one, other in zip(back, trained, strict=True):
        if other.event.kind != EventKind.CHECKPOINT:
            same(one.event, other.event)
    assert any(GRADIENT in one.event.arrays for one in back)
    exact = next(one.event for one in reversed(trained) if one.event.kind == EventKind.CHECKPOINT)
    model = trained_runs.model(run)
    for name, array in model.weights.items():
        assert np.array_equal(array, exact.arrays[f"module.{name}"])
    values = np.random.default_rng(0).normal(size=(1, 28, 28)).astype(np.float32)
    assert passing.logits(model, values).shape == (8,)


@pytest.mark.parametrize("view", recorded.VIEWS)
def test_every_recorded_run_can_be_read_back(view: str) -> None:
    kept = recorded.run(view)
    read = reading.read(writing.packed(kept.config, kept.events), catalogue.described)
    assert read.config == kept.config
    for one, other in zip(read.events, kept.events, strict=True):
        same(one.event, other.event)


def test_a_file_too_large_to_come_back_loses_snapshots_and_keeps_first_and_last(
    trained: tuple[NumberedEvent, ...], file: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "FEWEST", 2)
    monkeypatch.setattr(limits, "UPLOAD_BYTES", len(file) - 1)
    smaller = writing.packed(CONFIG, trained)
    monkeypatch.undo()
    assert len(smaller) < len(file)
    steps = [
        one.event.step for one in reading.read(smaller, catalogue.described).events if one.event.kind == "snapshot"
    ]
    assert steps[0] == 0
    assert steps[-1] == 4
    assert len(steps) < 5


def test_who_may_start_no_run_may_load_none(file: bytes, sqlite: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "TRAIN_STARTS", 1)
    loading.load(file, "somebody")
    with pytest.raises(InputError, match="within a minute"):
        loading.load(file, "somebody")


def parts(file: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: Parts) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def told(change: Callable[[list[Any]], object]) -> Callable[[Parts], Parts]:
    """A file whose events are changed."""

    def changed(found: Parts) -> Parts:
        events = json.loads(found[writing.EVENTS])
        change(events)
        return found | {writing.EVENTS: json.dumps(events).encode()}

    return changed


def drawn(change: Callable[[dict[str, np.ndarray]], object]) -> Callable[[Parts], Parts]:
    """A file whose arrays are changed."""

    def changed(found: Parts) -> Parts:
        arrays = load(found[writing.ARRAYS])
        change(arrays)
        return found | {writing.ARRAYS: save(arrays)}

    return changed


def shot(events: list[Any]) -> dict[str, Any]:
    return next(one for one in events if one["kind"] == "snapshot")


def first_array(arrays: dict[str, np.ndarray], ending: str) -> str:
    return next(name for name in arrays if name.endswith(ending))


BAD = {
    "no arrays": lambda found: {name: found[name] for name in (writing.CONFIG, writing.EVENTS)},
    "arrays that are none": lambda found: found | {writing.ARRAYS: b"\x80\x04pickle"},
    "arrays with a header beyond the file": lambda found: found | {writing.ARRAYS: b"\xff" * 8 + b"{}"},
    "events that are no JSON": lambda found: found | {writing.EVENTS: b"["},
    "deep JSON": lambda found: found | {writing.EVENTS: b"[" * 100_000},
    "no events": lambda found: found | {writing.EVENTS: b"[]"},
    "an event that is a number": told(lambda events: events.append(7)),
    "an unknown kind": told(lambda events: shot(events).update(kind="pickle")),
    "a step below zero": told(lambda events: shot(events).update(step=-1)),
    "a step that is no whole number": told(lambda events: shot(events).update(step=1.5)),
    "numbers that do not rise": told(lambda events: events.reverse()),
    "two beginnings": told(lambda events: events.append(events[0] | {"seq": 10**6})),
    "seconds that are no number": told(lambda events: shot(events)["header"].update(seconds="<b>")),
    "seconds longer than a number": told(lambda events: shot(events)["header"].update(seconds=10**400)),
    "an infinite epoch": told(lambda events: shot(events)["header"].update(epoch=float("inf"))),
    "a norm of another tensor": told(lambda events: shot(events)["header"]["gradients"].update(nothing=1)),
    "an array that is not there": told(lambda events: shot(events)["arrays"].append("gone")),
    "the same array twice": told(lambda events: shot(events)["arrays"].append("0.weight")),
    "a tensor missing": told(lambda events: shot(events)["arrays"].remove("0.weight")),
    "a deviation of zero": told(lambda events: events[0]["header"].update(deviation=0)),
    "a tensor of another shape": drawn(
        lambda arrays: arrays.update({first_array(arrays, "0.weight"): np.zeros((9, 9), np.float32)})
    ),
    "a tensor of another type": drawn(
        lambda arrays: arrays.update({(n := first_array(arrays, "0.weight")): arrays[n].astype(np.float64)})
    ),
    "answers beyond the classes": drawn(
        lambda arrays: arrays.update({(n := first_array(arrays, "predicted")): np.full_like(arrays[n], 200)})
    ),
    "answers to other pictures": drawn(
        lambda arrays: arrays.update({(n := first_array(arrays, "predicted")): arrays[n][:-1]})
    ),
    "a loss that is no number": drawn(
        lambda arrays: arrays.update({(n := first_array(arrays, "loss")): np.full_like(arrays[n], np.nan)})
    ),
    "no loss at all": drawn(
        lambda arrays: arrays.update(
            {n: array[:0] for n, array in arrays.items() if n.endswith(("loss", "accuracy", "rate"))}
        )
    ),
    "settings of a network that reads other pictures": lambda found: (
        found
        | {
            writing.CONFIG: configs.to_json(
                replace(CONFIG, network=replace(CONFIG.network, input=(1, 30, 30)))
            ).encode()
        }
    ),
    "settings that are none": lambda found: found | {writing.CONFIG: b"\xff\xfe{"},
}


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
def test_a_bad_file_is_a_sentence(file: bytes, bad: Callable[[Parts], Parts]) -> None:
    with pytest.raises(InputError) as why:
        reading.read(zipped(bad(parts(file))), catalogue.described)
    assert str(why.value).endswith(".")


def test_half_a_file_and_a_swollen_one_are_refused(file: bytes) -> None:
    with pytest.raises(InputError, match="damaged"):
        reading.read(file[: len(file) // 2], catalogue.described)
    bomb = zipped(parts(file) | {writing.CONFIG: b" " * (limits.NET_JSON_BYTES + 1)})
    with pytest.raises(InputError, match="more than a run may tell"):
        reading.read(bomb, catalogue.described)
    many = zipped(parts(file) | {writing.EVENTS: b"[" + b"{}," * reading.MOST_PARTS + b"{}]"})
    with pytest.raises(InputError, match="more than a run may tell"):
        reading.read(many, catalogue.described)
    assert reading.is_run(file)
    assert not reading.is_run(file[:-9])
    assert not reading.is_run(zipped({"config.json": b"{}"}))


def test_what_can_be_known_without_the_file_is_not_read_off_it(file: bytes) -> None:
    lie = told(lambda events: events[0]["header"].update(classes=["<script>"], layers=[], validation=10**9, extra=1))
    begun = reading.read(zipped(lie(parts(file))), catalogue.described).events[0].event.header
    true = reading.read(file, catalogue.described).events[0].event.header
    assert begun == true
