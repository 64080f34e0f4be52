"""cnnviz.training.by_hand: one step of learning, held to torch's autograd."""

import numpy as np
import pytest
import torch
from torch.nn import functional

from cnnviz.nets import shapes
from cnnviz.training import by_hand

NAMES = list(by_hand.PICTURES)


def torchs(
    image: np.ndarray, weights: by_hand.Weights, true: int
) -> tuple[torch.Tensor, torch.Tensor, dict[str, np.ndarray]]:
    """Logits, loss, and every gradient of it, by torch."""
    kernels, offsets, dense, biases = (torch.tensor(one, requires_grad=True) for one in weights.parts)
    maps = functional.conv2d(torch.tensor(image)[None, None], kernels[:, None], offsets)
    pooled = functional.max_pool2d(torch.relu(maps), 2)
    logits = functional.linear(pooled.flatten(1), dense, biases)[0]
    for one in (maps, pooled, logits):
        one.retain_grad()
    loss = functional.cross_entropy(logits[None], torch.tensor([true]))
    loss.backward()
    named = {"kernels": kernels, "offsets": offsets, "dense": dense, "biases": biases}
    named |= {"maps": maps, "pooled": pooled, "logits": logits}
    return (
        logits.detach(),
        loss.detach(),
        {
            name: one.grad.squeeze(0).numpy() if one.dim() > 3 else one.grad.numpy()
            for name, one in named.items()
            if one.grad is not None
        },
    )


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("true", range(len(by_hand.CLASSES)))
@pytest.mark.parametrize("seed", range(6))
def test_every_number_of_a_step_is_torchs(name: str, true: int, seed: int) -> None:
    """C46, C83."""
    weights, image = by_hand.begin(seed), by_hand.PICTURES[name]
    done = by_hand.forward(image, weights)
    found = by_hand.backward(done, weights, true)
    logits, loss, gradients = torchs(image, weights, true)
    np.testing.assert_allclose(done.logits, logits, atol=1e-12)
    np.testing.assert_allclose(done.probabilities, torch.softmax(logits, 0), atol=1e-12)
    assert done.loss(true) == pytest.approx(float(loss), abs=1e-12)
    learned = dict(zip(("kernels", "offsets", "dense", "biases"), found.weights.parts, strict=True))
    for part, value in {**learned, "maps": found.maps, "pooled": found.pooled, "logits": found.logits}.items():
        np.testing.assert_allclose(value, gradients[part], atol=1e-12, err_msg=part)


def test_the_gradient_of_the_logits_is_p_minus_y_and_adds_up_to_0() -> None:
    weights = by_hand.begin(1)
    done = by_hand.forward(by_hand.PICTURES["cross"], weights)
    found = by_hand.backward(done, weights, 2).logits
    np.testing.assert_array_equal(found, done.probabilities - (0, 0, 1))
    assert abs(found.sum()) < 1e-15


def test_a_kernels_gradient_is_the_sum_over_all_places() -> None:
    """C46: four loops."""
    weights = by_hand.begin(1)
    done = by_hand.forward(by_hand.PICTURES["stripes"], weights)
    found = by_hand.backward(done, weights, 0)
    for which in range(by_hand.FILTERS):
        expected = np.zeros((3, 3))
        for row, column, i, j in np.ndindex(6, 6, 3, 3):
            expected[i, j] += found.maps[which, row, column] * done.image[row + i, column + j]
        np.testing.assert_allclose(found.weights.kernels[which], expected, atol=1e-12)
        assert expected.any()


def test_many_steps_are_torchs_sgd() -> None:
    image, rate = by_hand.PICTURES["square"], 0.2
    step, losses = by_hand.walked(image, 1, rate, 7, 1)
    weights = by_hand.begin(1)
    expected = []
    for _ in range(9):
        _, loss, gradients = torchs(image, weights, 1)
        expected.append(float(loss))
        parts = zip(("kernels", "offsets", "dense", "biases"), weights.parts, strict=True)
        before, weights = weights, by_hand.Weights(*(part - rate * gradients[name] for name, part in parts))
    np.testing.assert_allclose(losses, expected, atol=1e-10)
    for found, reached in zip(step.after.parts, before.parts, strict=True):
        np.testing.assert_allclose(found, reached, atol=1e-10)


@pytest.mark.parametrize("name", NAMES)
def test_the_loss_falls_with_every_step_at_the_usual_rate(name: str) -> None:
    losses = by_hand.walked(by_hand.PICTURES[name], by_hand.CLASSES.index(name), 0.1, 20, 1)[1]
    assert (np.diff(losses) < 0).all()
    assert losses[-1] < 0.1 * losses[0]


def test_the_numbers_learned_are_those_the_network_counts() -> None:
    records = shapes.records(by_hand.NETWORK)
    assert by_hand.LEARNED == shapes.totals(records).parameters == 77
    done = by_hand.forward(by_hand.PICTURES["cross"], by_hand.begin())
    assert [record.output for record in records] == [
        done.maps.shape,
        done.activated.shape,
        done.pooled.shape,
        done.vector.shape,
        done.logits.shape,
    ]


@pytest.mark.parametrize("temperature", [0.1, 1.0, 7.5])
def test_softmax_is_torchs_and_adds_up_to_1_however_large_the_logits(temperature: float) -> None:
    for logits in np.random.default_rng(0).normal(0, 100, (20, 5)):
        found = by_hand.softmax(logits, temperature)
        np.testing.assert_allclose(found, torch.softmax(torch.tensor(logits) / temperature, 0), atol=1e-12)
        assert found.sum() == pytest.approx(1)


def test_a_certain_mistake_has_a_large_and_finite_loss() -> None:
    weights = by_hand.begin()
    sure = by_hand.Weights(weights.kernels, weights.offsets, weights.dense, np.array([0.0, 1e4, 0.0]))
    done = by_hand.forward(by_hand.PICTURES["cross"], sure)
    assert done.probabilities[0] == 0
    assert done.loss(0) == pytest.approx(1e4, rel=1e-2)
