"""cnnviz.training.weights: which event holds what a run knows, and in which numbers."""

import numpy as np
import pytest

from cnnviz.errors import InputError
from cnnviz.training import events, runs, tables, weights
from cnnviz.training.config import Config
from cnnviz.training.events import Event
from tests.ui import runs_told
from tests.ui.runs_told import Told


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Told:
    return runs_told.instead(monkeypatch, Config())


def run() -> runs.Run:
    return runs.found(runs_told.VIEW)


def learned(seed: int) -> dict[str, np.ndarray]:
    return runs_told.tensors(Config().network, seed)


def test_half_precision_is_widened_and_the_first_convolution_is_exact(told: Told) -> None:
    exact = learned(0)
    found = weights.tensors(runs_told.snapshot(0, exact))
    assert {array.dtype.name for array in found.values()} == {"float32"}
    assert np.array_equal(found["0.weight"], exact["0.weight"])
    assert np.array_equal(found["8.weight"], exact["8.weight"].astype(np.float16).astype(np.float32))


def test_a_checkpoint_is_exact_and_its_optimiser_is_left_out(told: Told) -> None:
    exact = learned(0)
    found = weights.tensors(runs_told.checkpoint(4, exact))
    assert set(found) == set(exact)
    assert all(np.array_equal(found[name], exact[name]) for name in exact)


def test_whole_numbers_stay_whole(told: Told) -> None:
    assert weights.tensors(Event(events.SNAPSHOT, 0, {}, {"n": np.array(5)}))["n"].dtype == np.int64


def test_pictures_are_standardised_as_in_training(told: Told) -> None:
    found = weights.standardised(np.array([0, 255], np.uint8), {"mean": 0.25, "deviation": 0.5})
    assert found.dtype == np.float32
    assert found.tolist() == [-0.5, 1.5]


def test_the_newest_weights_are_those_of_the_checkpoint_unless_a_snapshot_is_later(told: Told) -> None:
    told.add(2, runs_told.snapshot(4, learned(0)))
    told.add(3, runs_told.checkpoint(4, learned(0)))
    assert weights.newest(run()).kind == events.CHECKPOINT
    told.add(4, runs_told.snapshot(5, learned(1)))
    assert (weights.newest(run()).kind, weights.newest(run()).step) == (events.SNAPSHOT, 5)
    assert weights.newest(run(), 2).step == 4


@pytest.mark.parametrize("status", ["paused", *tables.ENDED])
def test_a_run_that_ended_or_paused_hands_out_its_exact_weights(told: Told, status: str) -> None:
    """Bit for bit, the last moment of the timeline too; an earlier one is a snapshot and says so."""
    told.add(2, runs_told.snapshot(2, learned(0)))
    told.add(3, runs_told.snapshot(4, learned(1)))
    told.add(4, runs_told.checkpoint(4, learned(1)))
    told.status = status
    for exact in (weights.newest(run()), weights.newest(run(), 3)):
        found = weights.tensors(exact)
        assert all(found[name].tobytes() == array.tobytes() for name, array in learned(1).items())
        assert "exact" in weights.precision(exact)
    assert "half precision" in weights.precision(weights.newest(run(), 2))
    # A worker that was killed told of later moments than it kept.
    told.add(5, runs_told.snapshot(6, learned(2)))
    assert weights.newest(run()).step == 4


def test_of_a_network_too_large_to_be_kept_whole_the_checkpoint_is_taken(told: Told) -> None:
    told.add(2, Event(events.SNAPSHOT, 9, {"partial": True}, {"0.weight": learned(0)["0.weight"]}))
    with pytest.raises(InputError, match="so large"):
        weights.newest(run())
    with pytest.raises(InputError, match="so large"):
        weights.tensors(weights.newest(run(), 2))
    told.add(3, runs_told.checkpoint(8, learned(0)))
    assert weights.newest(run()).step == 8


def test_a_run_that_has_told_nothing_has_no_weights(told: Told) -> None:
    with pytest.raises(InputError, match="nothing yet"):
        weights.newest(run())


@pytest.mark.parametrize("seq", [1, 99])
def test_what_is_no_snapshot_has_no_weights(told: Told, seq: int) -> None:
    with pytest.raises(InputError):
        weights.newest(run(), seq)
