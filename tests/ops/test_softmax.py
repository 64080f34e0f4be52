"""cnnviz.ops.softmax against PyTorch's."""

import numpy as np
import pytest
import torch

from cnnviz.ops import softmax


@pytest.mark.parametrize("temperature", [0.1, 1.0, 7.5])
def test_softmax_is_torchs_and_adds_up_to_1_however_large_the_logits(temperature: float) -> None:
    for logits in np.random.default_rng(0).normal(0, 100, (20, 5)):
        found = softmax.softmax(logits, temperature)
        np.testing.assert_allclose(found, torch.softmax(torch.tensor(logits) / temperature, 0), atol=1e-12)
        assert found.sum() == pytest.approx(1)


def test_softmax_of_large_logits_is_no_overflow() -> None:
    """C83."""
    assert softmax.softmax(np.array([[1000, 1000, 0]], np.float32)).tolist() == [[0.5, 0.5, 0]]


def test_what_is_compared_is_at_this_temperature_at_1_and_with_logits_moved() -> None:
    logits = np.array([2.0, 1.0, 0.0, -1.0])
    heated = softmax.heated(logits, 0.5)
    np.testing.assert_allclose(heated.powers, np.exp([4, 2, 0, -2]))
    np.testing.assert_allclose(heated.shares, heated.powers / heated.powers.sum())
    np.testing.assert_allclose(heated.moved, heated.shares, atol=1e-12)
    np.testing.assert_allclose(heated.usual, torch.softmax(torch.tensor(logits), 0))
