"""cnnviz.ops.activations against PyTorch's functions of the same names."""

import numpy as np
import pytest
import torch
from torch.nn import functional

from cnnviz.ops import activations

THEIRS = {
    "none": lambda x: x,
    "ReLU": functional.relu,
    "abs": torch.abs,
    "leaky ReLU": functional.leaky_relu,
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "ReLU6": functional.relu6,
}


@pytest.mark.parametrize("name", activations.ACTIVATIONS)
def test_it_is_torchs_and_stays_float32(name: str) -> None:
    """C101."""
    maps = np.concatenate([[0, -0.0, 1e-30, 1e30, -1e30, 100, -100], np.linspace(-6, 6, 101)]).astype(np.float32)
    ours = activations.ACTIVATIONS[name].function(maps)
    assert ours.dtype == np.float32
    np.testing.assert_allclose(ours, THEIRS[name](torch.from_numpy(maps)).numpy(), rtol=2e-6, atol=1e-30)


@pytest.mark.parametrize("name", activations.ACTIVATIONS)
def test_it_leaves_shape_and_given_alone_and_says_what_it_is(name: str) -> None:
    maps = np.linspace(-1, 1, 24, dtype=np.float32).reshape(2, 3, 4)
    copy = maps.copy()
    one = activations.ACTIVATIONS[name]
    assert one.function(maps).shape == maps.shape
    assert np.array_equal(maps, copy)
    assert one.sentence.endswith((".", "”."))
    assert one.formula.startswith("f(x) = ")


@pytest.mark.parametrize("name", activations.ACTIVATIONS)
def test_value_and_slope_are_torchs(name: str) -> None:
    """C101."""
    x = torch.tensor(activations.ALONG, requires_grad=True)
    y = THEIRS[name](x)
    y.sum().backward()
    curve = activations.curve(name, 1.5)
    np.testing.assert_allclose(curve.values, y.detach(), atol=1e-12)
    assert x.grad is not None
    np.testing.assert_allclose(curve.slopes, x.grad, atol=1e-12)
    assert curve.value == pytest.approx(float(THEIRS[name](torch.tensor(1.5, dtype=torch.float64))))
    assert curve.slope == pytest.approx(float(np.interp(1.5, curve.along, curve.slopes)))
