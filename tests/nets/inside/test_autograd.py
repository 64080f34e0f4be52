"""cnnviz.nets.inside.autograd: noted sums and products hand their gradients back."""

import numpy as np
import pytest
import torch

from cnnviz.nets.inside import autograd


def test_a_number_used_twice_gets_both_gradients() -> None:
    """C46: weight sharing."""
    weight, x, y = autograd.Number(2.0), autograd.Number(3.0), autograd.Number(5.0)
    autograd.added([autograd.product(weight, x), autograd.product(weight, y)]).backward()
    assert weight.gradient == 8.0
    assert (x.gradient, y.gradient) == (2.0, 2.0)


def test_every_step_has_torchs_gradient() -> None:
    """C46."""
    values = np.random.default_rng(1).normal(size=(3, 4))
    made = autograd.numbers(values)
    logits = [autograd.largest([autograd.relu(one) for one in row[:3]]) for row in made]
    logits[0] = autograd.product(logits[0], made[0, 3])
    autograd.cross_entropy(logits, 2).backward()
    oracle = torch.tensor(values, requires_grad=True)
    kept = torch.relu(oracle[:, :3]).amax(1)
    kept = torch.cat([kept[:1] * oracle[0, 3], kept[1:]])
    torch.nn.functional.cross_entropy(kept[None], torch.tensor([2])).backward()
    assert oracle.grad is not None
    assert autograd.gradients(made) == pytest.approx(oracle.grad.numpy(), abs=1e-12)
