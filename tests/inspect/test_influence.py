"""Which training pictures pushed a filter most, against autograd of each picture alone."""

import numpy as np
import pytest
import torch

from cnnviz.datasets import permutation
from cnnviz.errors import InputError
from cnnviz.inspect import influence
from cnnviz.nets import build, layers, networks
from cnnviz.training import config as configs
from cnnviz.training import recorded, runs, weights

PERMUTED, FIRST = "recordedcnnpermuted", recorded.FIRST


def found(run: runs.Run, path: str, places: tuple[int, ...] = (0, 7, 100)) -> influence.Influence:
    steps = runs.snapshot_steps(run)
    seqs = tuple(list(steps)[at] for at in (0, len(steps) // 2, len(steps) - 1))
    asked = influence.Asked(path, seqs, tuple(steps[seq] for seq in seqs), places)
    *_, (done, last) = influence.measured(run, asked)
    assert done == 1
    assert last
    return last


def by_autograd(run: runs.Run, name: str, asked: influence.Asked) -> list[np.ndarray]:
    """Of every snapshot the gradients (n f d), a picture at a time."""
    images, begun = runs.dataset(run).train, weights.begun(run)
    module = build.build(configs.trained(run.config.network)).eval()
    every = []
    for seq in asked.snapshots:
        tensors = weights.tensors(runs.fetch_event(run, seq).event)
        module.load_state_dict({key: torch.from_numpy(array) for key, array in tensors.items()})
        rows = []
        for place in asked.places:
            read = weights.standardised(permutation.read(images.pictures[place], run.config), begun)
            logits = module(torch.from_numpy(read.astype(np.float32))[None])
            label = torch.tensor([int(images.labels[place])])
            loss = torch.nn.functional.cross_entropy(logits, label, label_smoothing=run.config.smoothing)
            (gradient,) = torch.autograd.grad(loss, dict(module.named_parameters())[name])
            rows.append(gradient.flatten(1).numpy())
        every.append(np.array(rows))
    return every


@pytest.mark.parametrize(("view", "kind"), [(FIRST, "first"), (FIRST, "last"), (PERMUTED, "first")])
def test_lengths_and_alignment_are_those_of_autograd_picture_by_picture(view: str, kind: str) -> None:
    run = runs.fetch_run(view)
    path = influence.layer_paths(run.config.network)[kind]
    name = f"{path}.weight"
    made = found(run, path)
    every = by_autograd(run, name, made.asked)
    lengths = np.mean([np.linalg.norm(one, axis=2) for one in every], axis=0)
    np.testing.assert_allclose(made.lengths, lengths, rtol=2e-3, atol=1e-6)
    ends = [weights.tensors(runs.fetch_event(run, made.asked.snapshots[at]).event)[name] for at in (0, -1)]
    way = (ends[1] - ends[0]).reshape(len(ends[0]), -1)
    pushed = -np.sum([np.einsum("bfd,fd->bf", one, way) for one in every], axis=0)
    expected = pushed / (len(every) * lengths * np.linalg.norm(way, axis=1) + 1e-30)
    np.testing.assert_allclose(made.along, expected, rtol=5e-3, atol=1e-4)
    order = made.most(3, 3)
    assert list(made.lengths[order, 3]) == sorted(made.lengths[:, 3], reverse=True)


@pytest.mark.parametrize(
    "layer",
    [layers.Conv(3), layers.Conv(4, (3, 2), (2, 3), (2, 1)), layers.conv(5, 4, 3, padding=2)],
    ids=["plain", "strided and dilated", "padded"],
)
def test_a_convolutions_gradient_is_autograds_whatever_its_steps(layer: layers.Conv) -> None:
    network = networks.Network(
        "steps", (2, 13, 11), (layer, layers.Activation("ReLU"), layers.Flatten(), layers.Dense(3))
    )
    module = build.build(network).eval()
    tensors = {name: tensor.numpy() for name, tensor in module.state_dict().items()}
    values = np.random.default_rng(3).normal(size=(2, 2, 13, 11)).astype(np.float32)
    made = influence._Measure(network, "0", 0.1).gradients(tensors, values, np.array([0, 2]))
    for picture, label, gradient in zip(values, (0, 2), made, strict=True):
        loss = torch.nn.functional.cross_entropy(
            module(torch.from_numpy(picture)[None]), torch.tensor([label]), label_smoothing=0.1
        )
        (expected,) = torch.autograd.grad(loss, dict(module.named_parameters())["0.weight"])
        np.testing.assert_allclose(gradient, expected.flatten(1).numpy(), rtol=1e-3, atol=1e-5)


def test_the_work_is_bounded_and_the_ends_are_among_what_is_asked() -> None:
    run = runs.fetch_run(FIRST)
    asked = influence.asked(run, "0", 6000)
    steps = list(runs.snapshot_steps(run).values())
    assert (asked.steps[0], asked.steps[-1], len(asked.steps)) == (steps[0], steps[-1], influence.SNAPSHOTS)
    assert (asked.places[0], asked.places[-1]) == (0, 5999)
    assert len(asked.places) <= influence.MOST


def test_layers_within_branches_are_not_asked_about() -> None:
    body = (networks.Residual((layers.conv(1, 3, padding=1),)), layers.Flatten(), layers.Dense(2))
    assert list(influence.layer_paths(networks.Network("branches", (1, 8, 8), body))) == ["last"]
    assert influence._source("0.0") == ""
    assert influence._source("2.0.1") == "2.0.0"
    assert influence._source("2.branch1.0") is None


def test_a_run_with_one_snapshot_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "snapshot_steps", lambda run: {3: 0})
    with pytest.raises(InputError, match="Two snapshots"):
        influence.asked(runs.fetch_run(FIRST), "0", 10)


@pytest.mark.parametrize("number", [np.nan, np.float32(3e38)])
def test_a_run_that_has_diverged_is_a_sentence(number: float, monkeypatch: pytest.MonkeyPatch) -> None:
    run = runs.fetch_run(FIRST)
    whole = weights.tensors
    monkeypatch.setattr(
        weights, "tensors", lambda event: {name: np.full_like(one, number) for name, one in whole(event).items()}
    )
    with pytest.raises(InputError, match="has diverged"):
        found(run, influence.layer_paths(run.config.network)["last"])
