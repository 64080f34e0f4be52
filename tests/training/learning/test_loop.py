"""The loop against a naive one, against itself, and with what may go wrong."""

import dataclasses
import subprocess
import sys
from typing import Any

import numpy as np
import pytest
import torch
from torch.nn import functional

from cnnviz import limits
from cnnviz.errors import InputError
from cnnviz.nets import build, layers, networks
from cnnviz.training import config as configs
from cnnviz.training import events, fixed
from cnnviz.training.events import Command, EventKind
from cnnviz.training.learning import draws, pace, reporting
from tests.training.learning import runs
from tests.training.learning.runs import RELU

OPTIMISERS = {
    "SGD": lambda p, c: torch.optim.SGD(p, c.rate, weight_decay=c.decay),
    "momentum": lambda p, c: torch.optim.SGD(p, c.rate, momentum=0.9, weight_decay=c.decay),
    "Adam": lambda p, c: torch.optim.Adam(p, c.rate, weight_decay=c.decay),
    "AdamW": lambda p, c: torch.optim.AdamW(p, c.rate, weight_decay=c.decay),
}
SIDE = layers.Flatten(), layers.Dense(3)
NETWORKS: dict[str, layers.Layers] = {
    "residual": (
        layers.Conv(6),
        RELU,
        networks.Residual((layers.Conv(6, padding="same"), RELU)),
        layers.GlobalPool("max"),
        layers.Dense(3),
    ),
    "parallel": (
        networks.Parallel(((layers.Conv(4), RELU), (layers.Conv(4), RELU))),
        layers.Pool(),
        layers.Flatten(),
        layers.Dense(3),
    ),
    "batch norm": (layers.Conv(6), layers.BatchNorm(), RELU, layers.Pool(), layers.Flatten(), layers.Dense(3)),
    "LRN": (layers.Conv(6), RELU, layers.LRN(), layers.Pool(), layers.Flatten(), layers.Dense(3)),
    "auxiliary": (layers.Conv(6), RELU, networks.Auxiliary(SIDE), layers.Pool(), layers.Flatten(), layers.Dense(3)),
    "softmax": (*runs.small(0.2), layers.Activation("softmax")),
}


def naive(config: configs.Config, steps: int) -> tuple[list[float], dict[str, torch.Tensor]]:
    """Losses and weights of a loop as every tutorial has it, on the same batches."""
    torch.manual_seed(config.seed)
    model = build.build(configs.trained(config.network))
    optimiser = OPTIMISERS[config.optimiser](model.parameters(), config)
    criterion = torch.nn.CrossEntropyLoss(label_smoothing=config.smoothing)
    train, losses = runs.dataset().train, []
    pixels = train.pictures / 255
    mean, deviation = round(pixels.mean(), 4), round(pixels.std(), 4)
    for step in range(steps):
        epoch, place = divmod(step, len(train) // config.batch)
        order = np.random.default_rng((config.seed, draws.ORDER, epoch)).permutation(len(train))
        chosen = order[place * config.batch : (place + 1) * config.batch]
        images = torch.from_numpy(((pixels[chosen] - mean) / deviation).astype(np.float32))
        loss = criterion(model(images), torch.from_numpy(train.labels[chosen]).long())
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        losses.append(loss.item())
    return losses, model.state_dict()


@pytest.mark.parametrize("settings", [{}, {"decay": 0.01}, {"smoothing": 0.2}], ids=str)
@pytest.mark.parametrize("optimiser", configs.OPTIMISERS)
def test_a_run_is_what_a_naive_loop_does(optimiser: str, settings: dict[str, Any]) -> None:
    config = runs.config(optimiser=optimiser, rate=0.01, schedule="constant", epochs=2, **settings)
    history = runs.history(config)
    losses, weights = naive(config, 10)
    assert runs.losses(history) == pytest.approx(losses, rel=1e-4)
    for name, ours in runs.weights(history).items():
        assert np.allclose(ours, weights[name].numpy(), rtol=1e-3, atol=1e-4), name


def test_decay_is_the_gradient_of_the_l2_penalty() -> None:
    plain, decayed = (runs.config(optimiser="SGD", schedule="constant", epochs=1, decay=d) for d in (0, 0.5))
    one, other = (runs.weights(runs.history(c, inbox=runs.Inbox({1: [Command("stop")]}))) for c in (plain, decayed))
    torch.manual_seed(0)
    start = build.build(plain.network).state_dict()
    for name in one:
        assert np.allclose(one[name] - other[name], plain.rate * 0.5 * start[name].numpy(), atol=1e-6)


def test_side_heads_count_three_tenths() -> None:
    config = runs.config(network=runs.network(*NETWORKS["auxiliary"]))
    loss = runs.losses(runs.history(config, inbox=runs.Inbox({1: [Command("stop")]})))[0]
    torch.manual_seed(0)
    model = build.build(config.network)
    train = runs.dataset().train
    chosen = np.random.default_rng((0, draws.ORDER, 0)).permutation(len(train))[:16]
    pixels = train.pictures / 255
    images = torch.from_numpy(((pixels[chosen] - pixels.mean()) / pixels.std()).astype(np.float32))
    labels = torch.from_numpy(train.labels[chosen]).long()
    whole = functional.cross_entropy(model(images), labels)
    head = model.get_submodule("2").logits
    assert isinstance(head, torch.Tensor)
    assert loss == pytest.approx((whole + 0.3 * functional.cross_entropy(head, labels)).item(), rel=1e-3)


@pytest.mark.parametrize("name", NETWORKS)
def test_every_kind_of_network_learns(name: str) -> None:
    history = runs.history(runs.config(network=runs.network(*NETWORKS[name]), epochs=12, batch=10))
    losses = runs.losses(history)
    assert losses[-5:].mean() < 0.6 * losses[:5].mean()
    assert runs.of(EventKind.EVALUATION, history)[-1].header["accuracy"] > 0.8


@pytest.mark.parametrize("schedule", configs.SCHEDULES)
@pytest.mark.parametrize("optimiser", configs.OPTIMISERS)
def test_every_optimiser_learns_on_every_schedule(optimiser: str, schedule: str) -> None:
    rate = 0.01 if "Adam" in optimiser else 0.03
    losses = runs.losses(runs.history(runs.config(optimiser=optimiser, schedule=schedule, rate=rate, epochs=6)))
    assert losses[-5:].mean() < 0.9 * losses[:5].mean()


def test_the_same_config_gives_the_same_run_to_the_last_bit() -> None:
    config = runs.config(network=runs.network(*runs.small(0.3)), augmentation=configs.Augmentation(shift=1))
    one, other = runs.history(config), runs.history(config)
    assert np.array_equal(runs.losses(one), runs.losses(other))
    assert runs.same(runs.weights(one), runs.weights(other))
    another = runs.history(dataclasses.replace(config, seed=1))
    assert not np.array_equal(runs.losses(one), runs.losses(another))


@pytest.mark.parametrize("optimiser", configs.OPTIMISERS)
@pytest.mark.parametrize("at", [1, 7, 10])
def test_a_resumed_run_equals_one_that_never_stopped(optimiser: str, at: int) -> None:
    body = (layers.Conv(8), layers.BatchNorm(), RELU, layers.Pool(), layers.Flatten(), layers.Dropout(0.3))
    config = runs.config(
        network=runs.network(*body, layers.Dense(3)),
        optimiser=optimiser,
        augmentation=configs.Augmentation(shift=2, noise=0.1),
        rate=0.01,
    )
    whole = runs.history(config)
    first = runs.history(config, inbox=runs.Inbox({at: [Command("stop")]}))
    saved = runs.of(EventKind.CHECKPOINT, first)[-1]
    saved = events.unpacked(saved.kind, saved.step, saved.packed())
    second = runs.history(config, start=saved)
    assert runs.marks(second)[0] == ("resumed", at)
    assert np.array_equal(runs.losses(whole), np.concatenate([runs.losses(first), runs.losses(second)]))
    assert runs.same(runs.weights(whole), runs.weights(second))
    assert second[-1].header["seconds"] > first[-1].header["seconds"]


def test_recording_changes_nothing_in_what_is_learned() -> None:
    body = (layers.Conv(8), layers.BatchNorm(), RELU, layers.Flatten(), layers.Dropout(0.3), layers.Dense(3))
    config = runs.config(network=runs.network(*body))
    seldom = runs.history(config, pace=pace.Pace(1e9, 1e9))
    often = runs.history(config, pace=pace.WHOLE)
    assert len(runs.of(EventKind.SNAPSHOT, often)) == 21 > len(runs.of(EventKind.SNAPSHOT, seldom))
    assert len(runs.of(EventKind.EVALUATION, often)) == 21 > len(runs.of(EventKind.EVALUATION, seldom))
    assert runs.same(runs.weights(seldom), runs.weights(often))


def test_dropout_changes_neither_the_batches_nor_the_first_weights() -> None:
    plain, dropped = (runs.history(runs.config(network=runs.network(*runs.small(rate)))) for rate in (0, 0.5))
    first, second = (runs.of(EventKind.SNAPSHOT, history)[0] for history in (plain, dropped))
    for one, other in zip(first.arrays.values(), second.arrays.values(), strict=True):
        assert np.array_equal(one, other)
    barely = runs.history(runs.config(network=runs.network(*runs.small(1e-4))))
    assert runs.losses(barely)[:10] == pytest.approx(runs.losses(plain)[:10], rel=0.02)


def test_fixed_filters_stay_and_the_rest_learns() -> None:
    history = runs.history(runs.config(fixed="sobel"))
    begun, last = history[0], runs.of(EventKind.SNAPSHOT, history)[-1]
    assert np.array_equal(last.arrays["0.weight"], fixed.filters("sobel", (8, 1, 3, 3)))
    assert [one["trained"] for one in begun.header["tensors"]] == [False, True, True, True, True, True]
    assert "0.weight" not in last.header["gradients"]
    assert last.header["gradients"]["3.weight"] > 0
    assert runs.losses(history)[-1] < runs.losses(history)[0]


def test_a_run_that_blows_up_says_so_in_words() -> None:
    history = runs.history(runs.config(optimiser="SGD", rate=10.0, decay=1.0, schedule="constant", epochs=50))
    done = history[-1]
    assert (done.kind, done.header["why"]) == (EventKind.DONE, "diverged")
    assert "learning rate" in done.header["sentence"]
    assert done.step < 250
    losses = runs.losses(history)
    assert len(losses) == done.step - 1
    assert np.isfinite(losses).all()
    assert all(np.isfinite(one).all() for shot in runs.of(EventKind.SNAPSHOT, history) for one in shot.arrays.values())


def test_what_is_said_of_a_run_that_blew_up_names_the_rate_it_had_then() -> None:
    config = runs.config(optimiser="SGD", rate=0.01, decay=1.0, schedule="constant", epochs=50)
    history = runs.history(config, inbox=runs.Inbox({5: [Command("rate", 9.5)]}))
    assert "ten times smaller than 9.5," in history[-1].header["sentence"]


def test_a_run_that_blows_up_in_its_last_batches_does_not_finish(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reporting.Reporter, "due", lambda self, step: False)
    config = runs.config(optimiser="SGD", rate=10.0, decay=1.0, schedule="constant", epochs=1, batch=1)
    history = runs.history(config, pace=pace.Pace(1e9, 1e9))
    assert history[-1].header["why"] == "diverged"
    assert not [one for one in runs.of(EventKind.CHECKPOINT, history) if one.step >= history[-1].step]


def test_a_run_stopped_after_it_blew_up_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reporting.Reporter, "due", lambda self, step: False)
    config = runs.config(optimiser="SGD", rate=10.0, decay=1.0, schedule="constant", epochs=1, batch=1)
    history = runs.history(config, pace=pace.Pace(1e9, 1e9), inbox=runs.Inbox({80: [Command("stop")]}))
    assert history[-1].header["why"] == "diverged"
    assert not runs.of(EventKind.CHECKPOINT, history)


@pytest.mark.parametrize(("limit", "value"), [("TRAIN_STEPS", 7), ("TRAIN_SECONDS", 0)])
def test_a_run_ends_where_its_budget_does(limit: str, value: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, limit, value)
    history = runs.history(runs.config())
    assert history[-1].header["why"] == "budget"
    assert history[-1].step == value
    assert "budget" not in history[-1].header["sentence"]


def test_it_tells_everything_in_order() -> None:
    history = runs.history(runs.config())
    assert [event.kind for event in history[:2]] == [EventKind.BEGUN, EventKind.SNAPSHOT]
    assert [event.kind for event in history[-2:]] == [EventKind.CHECKPOINT, EventKind.DONE]
    assert (history[1].step, history[-1].step, history[-1].header["why"]) == (0, 20, "finished")
    assert len(runs.losses(history)) == 20
    steps = [event.step for event in history]
    assert steps == sorted(steps)
    assert runs.marks(history) == [("epoch", 5), ("epoch", 10), ("epoch", 15), ("epoch", 20)]
    assert {0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 16, 20} <= {one.step for one in runs.of(EventKind.SNAPSHOT, history)}
    parts = [(one.header["part"], one.step) for one in runs.of(EventKind.EVALUATION, history)]
    assert parts == [("validation", 5), ("validation", 10), ("validation", 15), ("validation", 20), ("test", 20)]
    for event in history:
        again = events.unpacked(event.kind, event.step, event.packed())
        assert runs.same(dict(again.arrays), dict(event.arrays))


def test_without_validation_and_test_pictures_a_run_ends_all_the_same() -> None:
    history = runs.history(runs.config(), runs.dataset(validation=0, test=0))
    assert not runs.of(EventKind.EVALUATION, history)
    assert history[-1].header["why"] == "finished"


def test_a_batch_larger_than_the_data_is_all_of_it() -> None:
    history = runs.history(runs.config(batch=1000, epochs=3))
    assert history[0].header["steps"] == history[-1].step == 3


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"network": runs.network(size=(1, 28, 28))}, "The pictures are 1 × 12 × 12"),
        ({"network": runs.network(layers.Flatten(), layers.Dense(2))}, "3 classes"),
        ({"network": runs.network(layers.Conv(3))}, "dense layer of 3 units"),
        ({"network": runs.network(layers.Flatten(), layers.Dense(257))}, "dense layer of 3 units"),
        ({"network": runs.network(layers.AdaptivePool((2, 2)), layers.Flatten())}, "no weights to learn"),
        (
            {"network": runs.network(networks.Auxiliary((layers.Flatten(), layers.Dense(2))), *runs.small())},
            "one of its heads",
        ),
        ({"network": runs.network(layers.Flatten(), layers.BatchNorm(), layers.Dense(3)), "batch": 1}, "at least 2"),
        ({"network": runs.network(layers.Flatten(), layers.Dense(3)), "fixed": "sobel"}, "no convolution"),
    ],
)
def test_settings_that_do_not_go_together_are_refused(settings: dict[str, Any], sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        runs.history(runs.config(**settings))


@pytest.mark.skipif(torch.cuda.is_available(), reason="there is one")
def test_a_device_that_is_not_there_is_refused() -> None:
    with pytest.raises(InputError, match="no device “cuda”"):
        runs.history(runs.config(device="cuda"))


@pytest.mark.skipif(not torch.cuda.is_available(), reason="there is none")
def test_a_run_on_the_accelerator_learns_the_same() -> None:
    config = runs.config(network=runs.network(*runs.small(0.3)), augmentation=configs.Augmentation(shift=1))
    here, there = runs.history(config), runs.history(dataclasses.replace(config, device="auto"))
    assert there[0].header["device"] == "cuda"
    assert runs.losses(there) == pytest.approx(runs.losses(here), rel=0.02)
    saved = runs.of(EventKind.CHECKPOINT, runs.history(config, inbox=runs.Inbox({7: [Command("stop")]})))[-1]
    again = runs.history(dataclasses.replace(config, device="cuda"), start=saved)
    assert runs.losses(again) == pytest.approx(runs.losses(here)[7:], rel=0.02)


def test_a_branch_begins_with_a_snapshots_weights() -> None:
    snapshot = runs.of(EventKind.SNAPSHOT, runs.history(runs.config()))[-1]
    history = runs.history(runs.config(network=runs.network(*runs.small(0.5)), rate=0.001), start=snapshot)
    assert runs.marks(history)[0] == ("branch", 0)
    first = runs.of(EventKind.SNAPSHOT, history)[0]
    for ours, theirs in zip(first.tensors.values(), snapshot.tensors.values(), strict=True):
        assert np.array_equal(ours, theirs)


def test_a_branch_to_another_network_is_refused() -> None:
    snapshot = runs.of(EventKind.SNAPSHOT, runs.history(runs.config()))[-1]
    with pytest.raises(InputError, match="do not fit this network"):
        runs.history(runs.config(network=runs.network(*NETWORKS["batch norm"])), start=snapshot)


def test_a_large_network_keeps_its_first_filters_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reporting, "WHOLE", 1000)
    snapshot = runs.of(EventKind.SNAPSHOT, runs.history(runs.config()))[-1]
    assert snapshot.header["partial"]
    assert list(snapshot.tensors) == ["0.weight"]
    with pytest.raises(InputError, match="no run can branch"):
        runs.history(runs.config(), start=snapshot)


def test_config_and_events_do_not_load_torch() -> None:
    code = (
        "import sys; import cnnviz.training.config, cnnviz.training.events, cnnviz.training.learning, "
        "cnnviz.training.fixed, cnnviz.training.recorded, cnnviz.codegen.run.pytorch; assert 'torch' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
