"""The run that comes with the package."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from cnnviz.datasets import shapes
from cnnviz.training import recipes, recorded
from cnnviz.training.events import Event, EventKind


def events_told() -> list[Event]:
    return [numbered.event for numbered in recorded.run().events]


def test_what_is_packed_comes_out_again() -> None:
    config = recorded.run().config
    history = [
        Event(EventKind.MARK, 3, {"what": "pause"}),
        Event(EventKind.SCALARS, 4, {}, {"loss": np.ones(2, np.float32)}),
    ]
    again = recorded.unpacked(recorded.packed(config, history))
    assert again.config == config
    assert [(one.seq, one.event.kind, one.event.step, dict(one.event.header)) for one in again.events] == [
        (1, "mark", 3, {"what": "pause"}),
        (2, "scalars", 4, {}),
    ]
    assert again.events[1].event.arrays["loss"].tolist() == [1, 1]


def test_the_index_names_every_file_and_old_links_find_theirs() -> None:
    assert {path.name for path in recorded.FOLDER.glob("*.bin")} == set(recorded.FILES.values())
    assert list(recorded.FILES) == [
        "recorded",
        "recordedone",
        "recordedother",
        "recordeddense",
        "recordeddensepermuted",
        "recordedcnn",
        "recordedcnnpermuted",
        "recordedlearned",
        "recordedkirsch",
    ]


def test_the_recorded_run_is_small_and_whole() -> None:
    config, history = recorded.run().config, events_told()
    assert sum(one.stat().st_size for one in recorded.FOLDER.glob("*.bin")) <= 6 * 2**20
    assert [history[0].kind, history[-1].kind] == [EventKind.BEGUN, EventKind.DONE]
    assert history[-1].header["why"] == "finished"
    steps = history[0].header["steps"]
    losses = np.concatenate([one.arrays["loss"] for one in history if one.kind == EventKind.SCALARS])
    assert len(losses) == steps == config.epochs * (config.data.images // config.batch)
    shots = [one.step for one in history if one.kind == EventKind.SNAPSHOT]
    assert 32 <= len(shots) <= 40
    assert shots[:6] == [0, 1, 2, 3, 4, 5]
    assert shots[-1] == steps
    assert all(one.step <= other.step for one, other in pairwise(history))
    seconds = [one.header["seconds"] for one in history if "seconds" in one.header]
    assert seconds == sorted(seconds)


def test_it_ends_knowing_the_shapes() -> None:
    config, history = recorded.run().config, events_told()
    tests = [one for one in history if one.kind == EventKind.EVALUATION and one.header["part"] == "test"]
    assert tests[-1].header["accuracy"] > 0.97
    labels = shapes.drawn(config.data).test.labels
    assert (tests[-1].arrays["predicted"] == labels).mean() == pytest.approx(tests[-1].header["accuracy"])


def straight(filters: np.ndarray) -> np.ndarray:
    """How much of each filter (o 1 3 3), its mean aside, is a slope in one direction: 0 to 1, noise about a quarter."""
    bare = filters[:, 0] - filters[:, 0].mean((1, 2), keepdims=True)
    ramp = np.array([-1, 0, 1]) / 6**0.5
    down, right = (bare * ramp[:, None]).sum((1, 2)), (bare * ramp).sum((1, 2))
    return (down**2 + right**2) / (bare**2).sum((1, 2))


def test_its_first_filters_turn_from_noise_into_edges() -> None:
    shots = [one.arrays["0.weight"] for one in events_told() if one.kind == EventKind.SNAPSHOT]
    assert straight(shots[0]).mean() < 0.35
    assert straight(shots[-1]).mean() > 0.6
    assert (straight(shots[-1]) > 0.6).sum() > 20


def test_the_recorded_runs_are_those_that_the_pages_offer_first() -> None:
    offered = (recipes.first(), *(config for made in recipes.PAIRS for config in made()))
    for view, config in zip(recorded.VIEWS, offered, strict=True):
        shipped = recorded.run(view)
        assert replace(shipped.config, device="auto") == config
        assert [shipped.events[0].event.kind, shipped.events[-1].event.kind] == [EventKind.BEGUN, EventKind.DONE]
