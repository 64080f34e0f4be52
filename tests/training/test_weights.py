"""cnnviz.training.weights: which event holds what a run knows, and in which numbers."""

import numpy as np
import pytest

from cnnviz.errors import InputError
from cnnviz.training import runs, statuses, weights
from cnnviz.training.config import Config
from cnnviz.training.events import Event, EventKind
from cnnviz.training.statuses import RunStatus
from tests.api.runs import fake_runs
from tests.api.runs.fake_runs import FakeRuns


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> FakeRuns:
    return fake_runs.instead(monkeypatch, Config())


def run() -> runs.Run:
    return runs.fetch_run(fake_runs.VIEW)


def learned(seed: int) -> dict[str, np.ndarray]:
    return fake_runs.tensors(Config().network, seed)


def test_half_precision_is_widened_and_the_first_convolution_is_exact(fake: FakeRuns) -> None:
    exact = learned(0)
    found = weights.tensors(fake_runs.snapshot(0, exact))
    assert {array.dtype.name for array in found.values()} == {"float32"}
    assert np.array_equal(found["0.weight"], exact["0.weight"])
    assert np.array_equal(found["8.weight"], exact["8.weight"].astype(np.float16).astype(np.float32))


def test_a_checkpoint_is_exact_and_its_optimiser_is_left_out(fake: FakeRuns) -> None:
    exact = learned(0)
    found = weights.tensors(fake_runs.checkpoint(4, exact))
    assert set(found) == set(exact)
    assert all(np.array_equal(found[name], exact[name]) for name in exact)


def test_whole_numbers_stay_whole(fake: FakeRuns) -> None:
    assert weights.tensors(Event(EventKind.SNAPSHOT, 0, {}, {"n": np.array(5)}))["n"].dtype == np.int64


def test_pictures_are_standardised_as_in_training(fake: FakeRuns) -> None:
    found = weights.standardised(np.array([0, 255], np.uint8), {"mean": 0.25, "deviation": 0.5})
    assert found.dtype == np.float32
    assert found.tolist() == [-0.5, 1.5]


def test_the_newest_weights_are_those_of_the_checkpoint_unless_a_snapshot_is_later(fake: FakeRuns) -> None:
    fake.add(2, fake_runs.snapshot(4, learned(0)))
    fake.add(3, fake_runs.checkpoint(4, learned(0)))
    assert weights.newest(run()).kind == EventKind.CHECKPOINT
    fake.add(4, fake_runs.snapshot(5, learned(1)))
    assert (weights.newest(run()).kind, weights.newest(run()).step) == (EventKind.SNAPSHOT, 5)
    assert weights.newest(run(), 2).step == 4


@pytest.mark.parametrize("status", [RunStatus.PAUSED, *statuses.ENDED])
def test_a_run_that_ended_or_paused_hands_out_its_exact_weights(fake: FakeRuns, status: RunStatus) -> None:
    """Bit for bit, the last moment of the timeline too; an earlier one is a snapshot and says so."""
    fake.add(2, fake_runs.snapshot(2, learned(0)))
    fake.add(3, fake_runs.snapshot(4, learned(1)))
    fake.add(4, fake_runs.checkpoint(4, learned(1)))
    fake.status = status
    for exact in (weights.newest(run()), weights.newest(run(), 3)):
        found = weights.tensors(exact)
        assert all(found[name].tobytes() == array.tobytes() for name, array in learned(1).items())
        assert "exact" in weights.precision(exact)
    assert "half precision" in weights.precision(weights.newest(run(), 2))
    # A worker that was killed told of later moments than it kept.
    fake.add(5, fake_runs.snapshot(6, learned(2)))
    assert weights.newest(run()).step == 4


def test_of_a_network_too_large_to_be_kept_whole_the_checkpoint_is_taken(fake: FakeRuns) -> None:
    fake.add(2, Event(EventKind.SNAPSHOT, 9, {"partial": True}, {"0.weight": learned(0)["0.weight"]}))
    with pytest.raises(InputError, match="so large"):
        weights.newest(run())
    with pytest.raises(InputError, match="so large"):
        weights.tensors(weights.newest(run(), 2))
    fake.add(3, fake_runs.checkpoint(8, learned(0)))
    assert weights.newest(run()).step == 8


def test_a_run_that_has_told_nothing_has_no_weights(fake: FakeRuns) -> None:
    with pytest.raises(InputError, match="nothing yet"):
        weights.newest(run())


@pytest.mark.parametrize("seq", [1, 99])
def test_what_is_no_snapshot_has_no_weights(fake: FakeRuns, seq: int) -> None:
    with pytest.raises(InputError):
        weights.newest(run(), seq)
