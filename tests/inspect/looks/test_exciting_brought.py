"""Pictures made for a model that a learner brought: its worker finds the file in the store."""

import hashlib
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from cnnviz.errors import InputError
from cnnviz.inspect.brought import kept, names, onnx_model
from cnnviz.inspect.looks import exciting
from cnnviz.inspect.models import Model
from cnnviz.nets import forward, shapes
from cnnviz.nets.onnx import export, reading
from cnnviz.training import runs
from cnnviz.training.dispatch import embedded, engines, queue
from cnnviz.training.dispatch.supervisor import SUPERVISOR
from cnnviz.training.events import EventKind
from cnnviz.training.exciting import ascent, wanted, weights
from cnnviz.training.exciting.wanted import MAP, How, Source
from cnnviz.training.statuses import RunStatus
from cnnviz.training.store import datasets, models, tables
from cnnviz.training.store.database import Store
from tests.inspect.looks.test_exciting import ended, unserved
from tests.nets import forward_cases
from tests.nets.onnx import exported
from tests.nets.onnx.exported import node
from tests.pages.test_brought_models import GREY, MODEL
from tests.training.conftest import postgresql, server, sqlite, store  # noqa: F401

__all__ = ["unserved"]
OPEN: dict[str, Any] = {"input_names": ["x"], "dynamic_axes": {"x": {0: "n", 2: "h", 3: "w"}}}


def lenet() -> bytes:
    """With its own normalisation in the file, as cnnviz exports."""
    network = forward_cases.NETWORKS["lenet-5"]
    return export.model(network, forward_cases.weights(forward_cases.module(network)), 0.3, 0.7)


def yes_or_no() -> bytes:
    """Its one answer goes through a sigmoid: the page shows two classes."""
    constants = {"w": exported.numbers(4, 3, 3, 3), "d": exported.numbers(1, 4 * 10 * 9)}
    ways = [node("Conv", "x w", "c"), node("Flatten", "c", "f"), node("Gemm", "f d", "g", transB=1)]
    return exported.of_nodes([*ways, node("Sigmoid", "g", "y")], constants)


FILES: dict[str, tuple[bytes, int, str]] = {
    "branches": (MODEL, 224, "imagenet"),
    "grey": (GREY, 224, onnx_model.CENTRED),
    "shortcuts": (exported.by_torch(exported.Residual(), **OPEN), 64, onnx_model.UNIT),
    "larger": (exported.by_torch(exported.Residual(), **OPEN), 192, "none"),
    "yes or no": (yes_or_no(), 224, onnx_model.UNIT),
    "its own numbers": (lenet(), 224, onnx_model.UNIT),
}


def brought(data: bytes, side: int = 224, chosen: str = onnx_model.UNIT) -> Model:
    """As the page has it."""
    found = onnx_model.ready(reading.read(reading.opened(data), side))
    return onnx_model.model(f"onnx-{kept.save(data)}-{side}", found, names.numbered(found.count), chosen)


def expected(model: Model, network: Any, pixels: np.ndarray, path: str) -> np.ndarray:
    """The means of a layer's maps, by numpy, with the page's weights."""
    values = model.preparation.normalisation.applied(pixels)
    made = forward.outputs(network, model.weights, values[None], {path})[path][0]
    return made.reshape(len(made), -1).mean(1)


@pytest.mark.parametrize("which", FILES)
def test_every_layer_that_the_page_shows_is_the_same_in_a_worker(which: str, sqlite: Store) -> None:  # noqa: F811
    model = brought(*FILES[which])
    random = np.random.default_rng(3)
    for record in shapes.records(model.network):
        channel = int(random.integers(record.output[0]))
        asked = exciting.of(model, record.path, channel)
        assert asked.how.aim == MAP
        read_back = wanted.from_json(wanted.to_json(asked))
        climber = ascent.Climber(read_back, weights.tensors(read_back, sqlite))
        pixels = random.integers(0, 256, asked.network.input, np.uint8)
        look = climber.look(pixels)
        made = expected(model, asked.network, pixels, record.path)[channel]
        assert look.after == pytest.approx(float(made), rel=1e-3, abs=1e-4), record.path


def test_a_large_open_size_is_read_as_chosen_and_the_picture_is_smaller(sqlite: Store) -> None:  # noqa: F811
    model = brought(*FILES["larger"])
    asked = exciting.of(model, "0", 0)
    assert exciting.source(replace(model, id=f"{model.id}-none")) == asked.source
    assert (asked.source.side, asked.network.input) == (192, (3, 128, 128))


def test_its_twin_is_drawn(sqlite: Store) -> None:  # noqa: F811
    model = brought(MODEL)
    drawn = weights.tensors(exciting.of(model, "0", 0, How(twin=True)), sqlite)
    assert set(drawn) == set(model.weights)
    assert not any(np.array_equal(drawn[name], model.weights[name]) for name in drawn if name.endswith("weight"))


def test_a_worker_finds_the_file_and_the_numbers_are_the_pages(
    store: Store,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A real process, with torch, and the store as its only way to the file."""
    monkeypatch.setattr(engines, "_engines", {})
    monkeypatch.setattr(embedded, "REST", 3600.0)
    runs.warm()
    try:
        model = brought(MODEL, chosen="imagenet")
        path, channel = model.last, 1
        asked = exciting.of(model, path, channel, How(steps=16))
        job = ended(exciting.start(asked, "me").view, 120)
        assert (job.status, job.reason) == (RunStatus.FINISHED, "Done: 16 steps.")
        first, *_, last = (one.event for one in exciting.events(job) if one.event.kind == EventKind.PICTURE)
        assert last.header["sum"] > first.header["sum"]
        made = expected(model, asked.network, last.arrays["picture"], path)
        assert last.header["sum"] == pytest.approx(float(made[channel]), rel=1e-3, abs=1e-4)
        assert last.header["answers"][0][0] == model.classes[int(made.argmax())]
        gone = replace(asked, source=Source(onnx="0" * 48, side=224))
        job = ended(queue.add(store, wanted.to_json(gone), "me", "")[1], 120)
        assert (job.status, job.reason) == (RunStatus.FAILED, models.GONE)
    finally:
        SUPERVISOR.close()
        for engine in engines._engines.values():
            engine.close()


def test_a_file_that_is_gone_is_told_of(store: Store, unserved: None) -> None:  # noqa: F811
    asked = exciting.of(brought(MODEL), "0", 0)
    view = exciting.start(asked, "me").view
    with store.writing() as connection:
        connection.execute(tables.OWN.delete())
    with pytest.raises(InputError, match=r"no longer kept here\. Bring the file again"):
        weights.tensors(exciting.fetch(view).wanted, store)
    with pytest.raises(InputError, match=r"no longer kept here\. Bring the file again"):
        exciting.start(asked, "me")


def test_a_file_that_a_picture_waits_for_makes_no_room(store: Store, unserved: None) -> None:  # noqa: F811
    asked = exciting.of(brought(MODEL), "0", 0)
    long_ago = tables.OWN.update().values(used=1.0)
    with store.writing() as connection:
        connection.execute(long_ago)
    exciting.start(asked, "me")
    with store.reading() as connection:
        assert connection.execute(tables.OWN.select()).one().used > 1


def test_no_key_but_the_whole_one_leads_to_a_model_and_to_nothing_else(store: Store, unserved: None) -> None:  # noqa: F811
    """Another learner's model cannot be guessed at, and neither can what else they brought."""
    data = b"their data set"
    sha = hashlib.sha256(data).hexdigest()
    datasets.save_bytes(store, sha, data, "another")
    asked = exciting.of(brought(MODEL), "0", 0)
    key = asked.source.onnx
    forged = (key[:47], f"{key[:47]}{'1' if key[47] == '0' else '0'}", f"{key[:47]}_", f"{key[:47]}%", "%", key.upper())
    for other in (*forged, f"onnx-{key}", f"{key}\n", sha, sha[:48], "é" * 48, "' OR 1=1 --"):
        changed = replace(asked, source=Source(onnx=other, side=224))
        with pytest.raises(InputError, match="no longer kept"):
            exciting.start(changed, "me")
        with pytest.raises(InputError, match="no longer kept"):
            weights.tensors(changed, store)
        with pytest.raises(InputError, match="in no place"):
            exciting.of(replace(brought(MODEL), id=f"onnx-{other}"), "0", 0)


def test_who_has_the_link_has_the_model(store: Store, unserved: None) -> None:  # noqa: F811
    """So has whoever loads the page anew, who is another person to the store."""
    asked = exciting.of(brought(MODEL), "0", 0)
    for person in ("who brought it", "another"):
        assert exciting.fetch(exciting.start(asked, person).view).wanted == asked
