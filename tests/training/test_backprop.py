"""cnnviz.training.backprop: one step of learning, held to torch's autograd."""

import numpy as np
import pytest
import torch
from torch.nn import functional

from cnnviz.nets import shapes
from cnnviz.training import backprop

NAMES = list(backprop.PICTURES)


def torchs(
    image: np.ndarray, weights: backprop.Weights, true: int
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
@pytest.mark.parametrize("true", range(len(backprop.CLASSES)))
@pytest.mark.parametrize("seed", range(6))
def test_every_number_of_a_step_is_torchs(name: str, true: int, seed: int) -> None:
    """C46, C83."""
    weights, image = backprop.begin(seed), backprop.PICTURES[name]
    done = backprop.forward(image, weights)
    found = backprop.backward(done, weights, true)
    logits, loss, gradients = torchs(image, weights, true)
    np.testing.assert_allclose(done.logits, logits, atol=1e-12)
    np.testing.assert_allclose(done.probabilities, torch.softmax(logits, 0), atol=1e-12)
    assert done.loss(true) == pytest.approx(float(loss), abs=1e-12)
    learned = dict(zip(("kernels", "offsets", "dense", "biases"), found.weights.parts, strict=True))
    for part, value in {**learned, "maps": found.maps, "pooled": found.pooled, "logits": found.logits}.items():
        np.testing.assert_allclose(value, gradients[part], atol=1e-12, err_msg=part)


def test_the_gradient_of_the_logits_is_p_minus_y_and_adds_up_to_0() -> None:
    weights = backprop.begin(1)
    done = backprop.forward(backprop.PICTURES["cross"], weights)
    found = backprop.backward(done, weights, 2).logits
    np.testing.assert_array_equal(found, done.probabilities - (0, 0, 1))
    assert abs(found.sum()) < 1e-15


def test_a_kernels_gradient_is_the_sum_over_all_places() -> None:
    """C46: four loops."""
    weights = backprop.begin(1)
    done = backprop.forward(backprop.PICTURES["stripes"], weights)
    found = backprop.backward(done, weights, 0)
    for which in range(backprop.FILTERS):
        expected = np.zeros((3, 3))
        for row, column, i, j in np.ndindex(6, 6, 3, 3):
            expected[i, j] += found.maps[which, row, column] * done.image[row + i, column + j]
        np.testing.assert_allclose(found.weights.kernels[which], expected, atol=1e-12)
        assert expected.any()


def test_many_steps_are_torchs_sgd() -> None:
    image, rate = backprop.PICTURES["square"], 0.2
    step, losses = backprop.walked(image, 1, rate, 7, 1)
    weights = backprop.begin(1)
    expected = []
    for _ in range(9):
        _, loss, gradients = torchs(image, weights, 1)
        expected.append(float(loss))
        parts = zip(("kernels", "offsets", "dense", "biases"), weights.parts, strict=True)
        before, weights = weights, backprop.Weights(*(part - rate * gradients[name] for name, part in parts))
    np.testing.assert_allclose(losses, expected, atol=1e-10)
    for found, reached in zip(step.after.parts, before.parts, strict=True):
        np.testing.assert_allclose(found, reached, atol=1e-10)


@pytest.mark.parametrize("name", NAMES)
def test_the_loss_falls_with_every_step_at_the_usual_rate(name: str) -> None:
    losses = backprop.walked(backprop.PICTURES[name], backprop.CLASSES.index(name), 0.1, 20, 1)[1]
    assert (np.diff(losses) < 0).all()
    assert losses[-1] < 0.1 * losses[0]


def test_the_numbers_learned_are_those_the_network_counts() -> None:
    records = shapes.records(backprop.NETWORK)
    assert backprop.LEARNED == shapes.totals(records).parameters == 77
    done = backprop.forward(backprop.PICTURES["cross"], backprop.begin())
    assert [record.output for record in records] == [
        done.maps.shape,
        done.activated.shape,
        done.pooled.shape,
        done.vector.shape,
        done.logits.shape,
    ]


def test_a_certain_mistake_has_a_large_and_finite_loss() -> None:
    weights = backprop.begin()
    sure = backprop.Weights(weights.kernels, weights.offsets, weights.dense, np.array([0.0, 1e4, 0.0]))
    done = backprop.forward(backprop.PICTURES["cross"], sure)
    assert done.probabilities[0] == 0
    assert done.loss(0) == pytest.approx(1e4, rel=1e-2)


def test_a_kernels_gradient_is_the_sum_of_its_products() -> None:
    """C46."""
    step, _ = backprop.walked(backprop.PICTURES["square"], 1, 0.1, 3, 1)
    for which, row, column in np.ndindex(step.backward.weights.kernels.shape):
        total = step.products(which, row, column).sum()
        assert total == pytest.approx(step.backward.weights.kernels[which, row, column])


@pytest.mark.parametrize("name", backprop.PICTURES)
@pytest.mark.parametrize("true", range(len(backprop.CLASSES)))
@pytest.mark.parametrize("seed", range(3))
def test_autograd_finds_torchs_gradient_of_a_kernel_and_the_sum_over_all_places(
    name: str, true: int, seed: int
) -> None:
    """C46."""
    weights, image = backprop.begin(seed), backprop.PICTURES[name]
    found = backprop.recorded(image, weights, true)
    kernels, offsets, dense, biases = (torch.tensor(one, requires_grad=True) for one in weights.parts)
    maps = functional.conv2d(torch.tensor(image)[None, None], kernels[:, None], offsets)
    logits = functional.linear(functional.max_pool2d(torch.relu(maps), 2).flatten(1), dense, biases)
    functional.cross_entropy(logits, torch.tensor([true])).backward()
    assert kernels.grad is not None
    np.testing.assert_allclose(found, kernels.grad.numpy(), atol=1e-12)
    done = backprop.forward(image, weights)
    np.testing.assert_allclose(found, backprop.backward(done, weights, true).weights.kernels, atol=1e-12)
