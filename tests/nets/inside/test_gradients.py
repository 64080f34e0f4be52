"""cnnviz.nets.inside.gradients: gradients through many layers, held to torch's autograd."""

import numpy as np
import pytest
import torch
from torch.nn import functional

from cnnviz.errors import InputError
from cnnviz.images import samples
from cnnviz.nets.inside import batch_norm, gradients

IMAGES = samples.batch(samples.VARIED, 32)
ACTIVATIONS = {"ReLU": torch.relu, "sigmoid": torch.sigmoid}


def autograd(kind: gradients.Kind, images: np.ndarray, kernels: np.ndarray, loss: np.ndarray) -> list[float]:
    """The lengths as torch finds them, in float64."""
    maps, outputs = torch.tensor(images).double(), list[torch.Tensor]()
    for weights in kernels:
        sums = functional.conv2d(maps, torch.tensor(weights).double().requires_grad_(), padding="same")
        if kind.normalised:
            sums = functional.batch_norm(sums, None, None, training=True, eps=batch_norm.EPS)
        made = ACTIVATIONS[kind.activation](sums)
        maps = maps + made if kind.shortcut else made
        maps.retain_grad()
        outputs.append(maps)
    (maps * torch.tensor(loss)).sum().backward()
    return [float(one.grad.norm()) for one in outputs if one.grad is not None]


@pytest.fixture(scope="module")
def measured() -> dict[str, np.ndarray]:
    return gradients.gradients(IMAGES, 20)


@pytest.mark.parametrize("kind", gradients.KINDS)
@pytest.mark.parametrize(("layers", "seed", "tolerance"), [(2, 0, 1e-4), (7, 3, 1e-4), (20, 0, 1e-2)])
def test_the_lengths_are_those_of_autograd(kind: str, layers: int, seed: int, tolerance: float) -> None:
    """C97. In a deep stack 32 and 64 bits may put a sum next to 0 on different sides of ReLU's corner."""
    built = gradients.KINDS[kind]
    images = gradients.inputs(IMAGES)
    kernels = gradients.kernels(layers, seed) * np.float32(gradients.SCALES[built.weights])
    expected = autograd(built, images, kernels, gradients.direction(images.shape, seed))
    np.testing.assert_allclose(gradients.gradients(IMAGES, layers, seed)[kind], expected, rtol=tolerance)


def test_every_kind_is_measured_at_every_layer(measured: dict[str, np.ndarray]) -> None:
    assert list(measured) == list(gradients.KINDS)
    for values in measured.values():
        assert values.shape == (20,)
        assert values[-1] == pytest.approx(1)


def test_gradients_vanish_and_explode_as_their_sentences_say(measured: dict[str, np.ndarray]) -> None:
    assert (measured["plain, sigmoid"][:-1] < measured["plain, sigmoid"][1:] / 4).all()
    assert (measured["plain, small weights"][:-1] < measured["plain, small weights"][1:]).all()
    assert measured["plain, large weights"][0] > 100
    assert measured["shortcuts, He weights"][0] > 100


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("layers", [20, gradients.MOST])
def test_shortcuts_let_the_gradient_of_the_same_weights_through(layers: int, seed: int) -> None:
    """C96: never lost with a shortcut, and nearest to 1 with both."""
    found = {
        name: abs(np.log(values[0]))
        for name, values in gradients.gradients(IMAGES, layers, seed).items()
        if "small" in name
    }
    assert found["shortcuts, small weights"] < found["plain, small weights"]
    assert min(found, key=lambda name: found[name]) == "shortcuts, normalised, small weights"


def test_the_scale_of_the_weights_no_longer_matters_once_normalised() -> None:
    images, kernels = gradients.inputs(IMAGES), gradients.kernels(5, 0)
    loss = gradients.direction(images.shape, 0)
    kind = gradients.KINDS["normalised, small weights"]
    small, large = (gradients.lengths(kind, images, scale * kernels, loss) for scale in (1, 10))
    np.testing.assert_allclose(small, large, rtol=1e-2)  # but for ε


@pytest.mark.parametrize("side", [3, 5])
def test_pictures_side_by_side_do_not_meet(side: int) -> None:
    random = np.random.default_rng(4)
    maps, kernels = random.normal(size=(3, 2, 6, 5)), random.normal(size=(4, 2, side, side))
    expected = functional.conv2d(torch.tensor(maps), torch.tensor(kernels), padding="same")
    np.testing.assert_allclose(gradients.convolved(maps, kernels), expected, atol=1e-5)


def test_the_same_seed_measures_the_same() -> None:
    first, again, other = (gradients.gradients(IMAGES, 4, seed)["plain, He weights"] for seed in (1, 1, 2))
    np.testing.assert_array_equal(first, again)
    assert (first[:-1] != other[:-1]).all()


@pytest.mark.parametrize("layers", [1, gradients.MOST + 1])
def test_a_stack_out_of_range_is_explained(layers: int) -> None:
    with pytest.raises(InputError, match=f"{layers} layer.*Choose 2 to {gradients.MOST}"):
        gradients.gradients(IMAGES, layers)


def test_the_deepest_stack_stays_within_the_numbers() -> None:
    for values in gradients.gradients(IMAGES, gradients.MOST).values():
        assert np.isfinite(values).all()
        assert (values > 0).all()
