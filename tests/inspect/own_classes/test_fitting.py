"""Softmax regression on features, against scipy, torch, finite differences and plain loops."""

import numpy as np
import pytest
import scipy
import torch
from numpy.testing import assert_allclose

from cnnviz.inspect.own_classes import fitting


def cloud(per_class: tuple[int, ...], dimensions: int = 6, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Points about a middle for each class, which overlap."""
    rng = np.random.default_rng(seed)
    labels = np.repeat(np.arange(len(per_class)), per_class)
    middles = rng.normal(size=(len(per_class), dimensions))
    return middles[labels] + rng.normal(size=(len(labels), dimensions)), labels


def loss(weights: np.ndarray, bias: np.ndarray, points: np.ndarray, labels: np.ndarray, strength: float) -> float:
    """The objective, picture by picture."""
    total = 0.0
    for x, y in zip(points, labels, strict=True):
        logits = weights @ x + bias
        total += scipy.special.logsumexp(logits) - logits[y]
    return total / len(points) + strength / 2 * float((weights**2).sum())


@pytest.mark.parametrize("per_class", [(4, 4), (5, 3, 7), (1, 6, 2)])
@pytest.mark.parametrize("strength", [0.0, 0.01, 0.5])
def test_every_step_is_that_of_torch(per_class: tuple[int, ...], strength: float) -> None:
    points, labels = cloud(per_class)
    found = fitting.trained(points, labels, len(per_class), strength, 25)
    weights = torch.zeros(len(per_class), points.shape[1], dtype=torch.float64, requires_grad=True)
    bias = torch.zeros(len(per_class), dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.SGD([weights, bias], lr=found.rate)
    for step in range(26):
        logits = torch.tensor(points) @ weights.T + bias
        entropy = torch.nn.functional.cross_entropy(logits, torch.tensor(labels))
        whole = entropy + strength / 2 * (weights**2).sum()
        assert found.losses[step] == pytest.approx(whole.item(), abs=1e-12)
        now = found.classifier(step)
        assert_allclose(now.weights, weights.detach().numpy(), atol=1e-12)
        assert_allclose(now.bias, bias.detach().numpy(), atol=1e-12)
        assert_allclose(found.shares[step], torch.softmax(logits, 1).detach().numpy(), atol=1e-12)
        optimizer.zero_grad()
        whole.backward()
        optimizer.step()


def test_many_steps_come_to_the_minimum_that_scipy_finds() -> None:
    points, labels = cloud((6, 5, 8))
    strength = 0.1
    found = fitting.trained(points, labels, 3, strength, 4000)

    def whole(flat: np.ndarray) -> float:
        return loss(flat[:-3].reshape(3, -1), flat[-3:], points, labels, strength)

    best = scipy.optimize.minimize(whole, np.zeros(3 * points.shape[1] + 3), options={"gtol": 1e-9})
    assert found.losses[-1] == pytest.approx(best.fun, abs=1e-8)
    assert_allclose(found.classifier(-1).weights, best.x[:-3].reshape(3, -1), atol=1e-4)


def test_a_step_goes_down_the_slope_that_small_differences_show() -> None:
    points, labels = cloud((4, 6, 3))
    found = fitting.trained(points, labels, 3, 0.2, 5)
    before, after = found.classifier(4), found.classifier(5)
    for kind in range(3):
        for at in range(points.shape[1]):
            moved = np.zeros_like(before.weights)
            moved[kind, at] = 1e-5
            ahead, behind = (loss(before.weights + way * moved, before.bias, points, labels, 0.2) for way in (1, -1))
            slope = (ahead - behind) / 2e-5
            assert after.weights[kind, at] - before.weights[kind, at] == pytest.approx(-found.rate * slope, abs=1e-8)


@pytest.mark.parametrize("scale", [0.01, 1.0, 100.0])
@pytest.mark.parametrize("strength", [0.0, 1.0])
def test_no_step_makes_the_loss_larger(scale: float, strength: float) -> None:
    points, labels = cloud((7, 5, 6))
    losses = fitting.trained(scale * points, labels, 3, strength).losses
    assert losses[0] == pytest.approx(np.log(3))
    assert (np.diff(losses) <= 1e-12).all()


@pytest.mark.parametrize("per_class", [(4, 4), (5, 3, 7), (1, 6, 2), (1, 1), (2, 0, 3)])
@pytest.mark.parametrize("strength", [0.0, 0.1])
def test_leaving_one_out_is_training_without_it(per_class: tuple[int, ...], strength: float) -> None:
    points, labels = cloud(per_class)
    count = len(per_class)
    found = fitting.left_out(points, labels, count, strength, 30)
    rate = fitting.step_length(points, strength)
    for at in range(len(points)):
        rest = np.arange(len(points)) != at
        there = np.bincount(labels[rest], minlength=count) > 0
        weights, bias = np.zeros((count, points.shape[1])), np.where(there, 0.0, -np.inf)
        for _ in range(30):
            shares = fitting.Classifier(weights, bias).shares(points[rest])
            wrong = (shares - np.eye(count)[labels[rest]]) / rest.sum()
            weights = weights - rate * (wrong.T @ points[rest] + strength * weights)
            bias = bias - rate * wrong.sum(0)
        assert_allclose(found[at], fitting.Classifier(weights, bias).shares(points[at : at + 1])[0], atol=1e-12)


def test_it_may_be_asked_for_some_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    points, labels = cloud((5, 3, 7))
    whole = fitting.left_out(points, labels, 3, 0.01)
    assert_allclose(fitting.left_out(points, labels, 3, 0.01, places=slice(4, 9)), whole[4:9], atol=1e-12)
    told: list[float] = []
    assert_allclose(fitting.left_out(points, labels, 3, 0.01, tell=told.append), whole, atol=1e-12)
    assert not told
    monkeypatch.setattr(fitting, "BLOCK", 1)
    assert_allclose(fitting.left_out(points, labels, 3, 0.01, tell=told.append), whole, atol=1e-12)
    assert told == [at / len(points) for at in range(1, len(points))]
    assert fitting.left_out(points, labels, 3, 0.01, places=slice(0, 0)).shape == (0, 3)


def test_a_class_without_pictures_gets_nothing() -> None:
    points, labels = cloud((4, 0, 5))
    found = fitting.trained(points, labels, 3, 0.01)
    assert (found.shares[:, :, 1] == 0).all()
    assert_allclose(found.shares.sum(2), 1)
    assert np.isfinite(found.losses).all()


def test_the_only_picture_of_a_class_cannot_be_right() -> None:
    points, labels = cloud((1, 5, 4))
    shares = fitting.left_out(points, labels, 3, 0.01)
    assert shares[0, 0] == 0
    assert_allclose(shares.sum(1), 1)


def test_the_same_picture_in_two_classes_stays_at_a_half() -> None:
    points, _ = cloud((3, 3))
    twice = np.concatenate([points[:3], points[:3]])
    found = fitting.trained(twice, np.repeat([0, 1], 3), 2, 0.01)
    assert_allclose(found.shares[-1], 0.5, atol=1e-9)


def test_twenty_classes_are_told_apart() -> None:
    points, labels = cloud((3,) * 20, 40)
    found = fitting.trained(points * 3, labels, 20, 0.001)
    assert found.right(labels)[-1] == 60
    assert_allclose(found.shares[-1].sum(1), 1)


def test_more_numbers_than_pictures_and_fewer_come_to_the_same_rules() -> None:
    for dimensions in (2, 50):
        points, labels = cloud((4, 5), dimensions)
        found = fitting.trained(points, labels, 2, 0.05)
        assert_allclose(found.classifier(-1).shares(points), found.shares[-1], atol=1e-12)
