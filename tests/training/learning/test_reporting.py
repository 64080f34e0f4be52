"""What a run tells of its weights."""

from typing import Any

import numpy as np
import pytest
import torch

from cnnviz import limits
from cnnviz.errors import InputError
from cnnviz.nets import layers, shapes
from cnnviz.nets.inside import learned_kernels
from cnnviz.training import events
from cnnviz.training.events import EventKind
from cnnviz.training.learning import batches, checkpoint, evaluation, loop, pace, reporting, slopes, state
from tests.training.learning import runs


def test_a_snapshot_is_the_weights_at_its_step_and_not_at_a_later_one() -> None:
    history = runs.history(runs.config())
    shots = {one.step: one for one in runs.of(EventKind.SNAPSHOT, history)}
    last = runs.weights(history)
    assert shots[20].arrays["0.weight"].dtype == np.float32
    assert np.array_equal(shots[20].arrays["0.weight"], last["0.weight"])
    assert shots[20].arrays["3.weight"].dtype == np.float16
    assert np.array_equal(shots[20].arrays["3.weight"], last["3.weight"].astype(np.float16))
    assert not np.array_equal(shots[4].arrays["0.weight"], shots[5].arrays["0.weight"])
    assert shots[20].header["epoch"] == 4


def test_gradients_and_updates_are_those_of_the_step() -> None:
    run = state.State(runs.config(optimiser="SGD", schedule="constant", rate=0.1), runs.dataset())
    reporter = reporting.Reporter(run, 0.1)
    before = reporter.before()
    reporter.note(*loop.learn(run, 0.1), 0.1)
    run.step = 1
    shot = runs.of(EventKind.SNAPSHOT, reporter.snapshot(before))[0]
    for name, one in run.named():
        assert one.grad is not None
        length = float(one.grad.norm())
        assert shot.header["gradients"][name] == pytest.approx(length)
        assert shot.header["updates"][name] == pytest.approx(0.1 * length / float(before[name].norm()), rel=1e-4)


def test_a_gradient_that_is_no_number_is_told_as_none_and_not_as_zero() -> None:
    run = state.State(runs.config(), runs.dataset())
    reporter = reporting.Reporter(run, 0.1)
    before = reporter.before()
    reporter.note(*loop.learn(run, 0.1), 0.1)
    run.step = 1
    (first, one), (second, other), *_ = run.named()
    assert one.grad is not None
    one.grad[0] = torch.nan
    with torch.no_grad():
        other[0] = torch.inf
    shot = runs.of(EventKind.SNAPSHOT, reporter.snapshot(before))[0]
    assert shot.header["gradients"][first] is None
    assert shot.header["updates"][first] > 0
    assert shot.header["updates"][second] is None
    assert events.unpacked(shot.kind, shot.step, shot.packed()).header["gradients"][first] is None


def test_statistics_of_batch_normalisation_are_told_too() -> None:
    body = (layers.Conv(4), layers.BatchNorm(), layers.Flatten(), layers.Dense(3))
    history = runs.history(runs.config(network=runs.network(*body)))
    shot = runs.of(EventKind.SNAPSHOT, history)[-1]
    assert shot.arrays["1.num_batches_tracked"] == 20
    assert shot.arrays["1.running_mean"].any()
    assert list(shot.tensors) == [one["name"] for one in history[0].header["tensors"]]


def test_pixels_come_out_with_mean_zero_and_deviation_one() -> None:
    run = batches.Batches(runs.config(batch=90), runs.dataset(), torch.device("cpu"))
    images, labels = run.at(0)
    assert images.mean().item() == pytest.approx(0, abs=1e-3)
    assert images.std().item() == pytest.approx(1, abs=1e-3)
    assert sorted(labels.tolist()) == sorted(runs.dataset().train.labels.tolist())


def test_pictures_of_one_colour_stay_finite() -> None:
    assert batches.standard(np.full((5, 1, 4, 4), 51, np.uint8)) == (0.2, 1.0)


def test_an_epoch_has_every_picture_once_and_the_next_another_order() -> None:
    run = batches.Batches(runs.config(batch=30), runs.dataset(), torch.device("cpu"))
    seen = []
    for epoch in range(2):
        images = torch.cat([run.at(3 * epoch + step)[0] for step in range(3)])
        seen.append(images)
        rows = sorted(map(tuple, images.flatten(1).tolist()))
        assert rows == sorted(map(tuple, run.standardised(run.pictures).flatten(1).tolist()))
    assert not torch.equal(*seen)


def test_an_evaluation_counts_what_the_network_says() -> None:
    run = state.State(runs.config(), runs.dataset())
    [history] = evaluation.evaluating(run, "validation", run.dataset.validation)
    images = run.batches.standardised(torch.from_numpy(run.dataset.validation.pictures))
    with torch.no_grad():
        probabilities = run.module.eval()(images).softmax(1)
    labels = torch.from_numpy(run.dataset.validation.labels).long()
    assert history.arrays["predicted"].tolist() == probabilities.argmax(1).tolist()
    assert history.arrays["confidence"] == pytest.approx(255 * probabilities.amax(1).numpy(), abs=0.51)
    assert history.arrays["given"] == pytest.approx(255 * probabilities[range(30), labels].numpy(), abs=0.51)
    assert history.header["accuracy"] == (probabilities.argmax(1) == labels).double().mean().item()
    loss = torch.nn.functional.nll_loss(probabilities.log(), labels).item()
    assert history.header["loss"] == pytest.approx(loss, rel=1e-5)


def test_evaluations_keep_to_their_share_of_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr("time.perf_counter", lambda: now[0])
    run = state.State(runs.config(), runs.dataset())
    evaluator = evaluation.Evaluator(run, pace.LIVE)
    monkeypatch.setattr(evaluation, "evaluation", lambda *_: now.__setitem__(0, now[0] + 0.1))
    at: list[float] = []
    for step in range(4000):
        run.step = 5 * step + 1
        now[0] += 0.01
        if evaluator.due():
            at.append(now[0])
            list(evaluator.validation())
    early = [one for one in at if one < 2.6]
    assert 3 <= len(early) <= 5
    assert 0.1 * len(early) <= pace.LIVE.early
    late = now[0] - 2.6
    assert 0.03 < 0.1 * (len(at) - len(early)) / late <= pace.LIVE.evaluating


def test_a_long_evaluation_gives_signs_of_life(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    run = state.State(runs.config(), runs.dataset())
    [quick] = evaluation.evaluating(run, "test", run.dataset.test)
    monkeypatch.setattr(evaluation, "CHUNK", 3)
    look = evaluation.log_probabilities

    def slowly(*what: Any) -> np.ndarray:
        now[0] += limits.TRAIN_HUNG / 12
        return look(*what)

    monkeypatch.setattr(evaluation, "log_probabilities", slowly)
    *signs, history = evaluation.evaluating(run, "test", run.dataset.test)
    assert len(signs) == 5
    assert {(one.kind, one.step, len(one.arrays["loss"])) for one in signs} == {(EventKind.SCALARS, 0, 0)}
    assert np.array_equal(history.arrays["predicted"], quick.arrays["predicted"])


def test_a_large_network_looks_at_few_pictures_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    run = state.State(runs.config(), runs.dataset())
    assert evaluation.chunk(run) == evaluation.CHUNK
    macs = shapes.totals(shapes.records(run.network)).macs
    monkeypatch.setattr(evaluation, "CHUNK_MACS", 7.5 * macs)
    assert evaluation.chunk(run) == 7
    monkeypatch.setattr(evaluation, "CHUNK_MACS", 0.5 * macs)
    assert evaluation.chunk(run) == 1


def test_a_checkpoint_of_another_network_is_refused() -> None:
    saved = checkpoint.checkpoint(state.State(runs.config(), runs.dataset()))
    other = runs.config(network=runs.network(layers.Flatten(), layers.Dense(3)))
    with pytest.raises(InputError, match="another network"):
        runs.history(other, start=saved)


def test_the_gradient_of_the_first_kernels_is_autograds_of_the_batch() -> None:
    run = state.State(runs.config(optimiser="Adam", rate=0.1, decay=0.01), runs.dataset())
    images, labels = run.batches.at(0)
    kernel = dict(run.named())["0.weight"]
    loss = torch.nn.functional.cross_entropy(run.module(images), labels)
    expected = torch.autograd.grad(loss, kernel)[0].numpy()
    reporter = reporting.Reporter(run, 0.1)
    reporter.note(*loop.learn(run, 0.1), 0.1)
    run.step = 1
    shot = runs.of(EventKind.SNAPSHOT, reporter.snapshot())[0]
    kept = np.ldexp(shot.arrays[events.GRADIENT].astype(np.float64), -shot.header[events.GRADIENT])
    assert shot.arrays[events.GRADIENT].shape == (8, 1, 3, 3)
    np.testing.assert_allclose(kept, expected, rtol=2**-11, atol=2**-26 * np.abs(expected).max())


@pytest.mark.parametrize("size", [1e-30, 1e-12, 1.0, 1e20])
def test_a_gradient_of_any_size_keeps_three_digits(size: float) -> None:
    kernels = learned_kernels.first(runs.config().network)
    assert kernels
    weight = torch.nn.Parameter(torch.zeros(kernels.shape))
    weight.grad = size * torch.from_numpy(np.random.default_rng(1).normal(size=kernels.shape)).float()
    header, arrays = slopes.rounded(weight, kernels)
    kept = np.ldexp(arrays[events.GRADIENT].astype(np.float64), -header[events.GRADIENT])
    np.testing.assert_allclose(kept, weight.grad.numpy(), rtol=2**-10)
    weight.grad[0] = torch.nan
    assert slopes.rounded(weight, kernels) == ({}, {})
    weight.grad = None
    assert slopes.rounded(weight, kernels) == ({}, {})


def test_filters_that_are_fixed_have_no_gradient_and_others_have_one_from_the_first_step() -> None:
    def have(history: list[events.Event]) -> list[bool]:
        return [events.GRADIENT in one.arrays for one in runs.of(EventKind.SNAPSHOT, history)]

    learned, *after = have(runs.history(runs.config()))
    assert not learned
    assert all(after)
    assert not any(have(runs.history(runs.config(fixed="sobel"))))
