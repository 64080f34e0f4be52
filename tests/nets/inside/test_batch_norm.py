"""cnnviz.nets.inside.batch_norm: batch normalisation, held to torch's."""

import numpy as np
import pytest
import torch
from scipy import ndimage
from torch.nn import functional

from cnnviz.images import samples
from cnnviz.nets.inside import batch_norm

IMAGES = samples.batch(samples.VARIED, 32)


@pytest.fixture(scope="module")
def before() -> np.ndarray:
    return batch_norm.uneven_maps(IMAGES)


@pytest.fixture(scope="module")
def after(before: np.ndarray) -> np.ndarray:
    return batch_norm.normalised(before)


def test_the_maps_are_scipys_of_uneven_filters() -> None:
    images = IMAGES
    weights = np.random.default_rng(5).normal(size=(4, 1, 3, 3))
    for number, map_ in enumerate(batch_norm.uneven_maps(images, 5)[2]):
        kernel = weights[number, 0] * batch_norm.FACTORS[number]
        expected = ndimage.correlate(images[2, 0].astype(float), kernel, mode="nearest") + batch_norm.OFFSETS[number]
        np.testing.assert_allclose(map_, expected, atol=1e-5)


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(("scale", "shift"), [(1.0, 0.0), (2.5, -1.0), ((1, 2, 0.5, -1), (0, 1, 2, 3))])
def test_the_normalised_maps_are_torchs(seed: int, scale: object, shift: object) -> None:
    """C95."""
    maps = batch_norm.uneven_maps(IMAGES, seed)
    weight, bias = (np.broadcast_to(np.asarray(value, np.float32), 4) for value in (scale, shift))
    expected = functional.batch_norm(
        torch.tensor(maps), None, None, torch.tensor(weight.copy()), torch.tensor(bias.copy()), training=True
    )
    found = batch_norm.normalised(maps, scale, shift)  # type: ignore[arg-type]
    assert found.dtype == np.float32
    np.testing.assert_allclose(found, expected, atol=1e-4)


def test_the_defaults_are_uneven_before_and_even_after(before: np.ndarray, after: np.ndarray) -> None:
    means, variances = batch_norm.statistics(before)
    assert np.ptp(means) > 5
    assert variances.max() > 100 * variances.min()
    means, variances = batch_norm.statistics(after)
    np.testing.assert_allclose(means, 0, atol=1e-5)
    np.testing.assert_allclose(variances, 1, atol=1e-3)


def test_a_flat_map_is_not_divided_by_zero() -> None:
    assert not batch_norm.normalised(np.full((2, 1, 4, 4), 3.0)).any()


def test_the_comparison_is_what_the_maps_were_and_became(before: np.ndarray, after: np.ndarray) -> None:
    seen = batch_norm.compared(IMAGES)
    np.testing.assert_array_equal(seen.before.maps, before)
    np.testing.assert_array_equal(seen.after.maps, after)
    np.testing.assert_allclose(seen.before.deviations, before.std(axis=(0, 2, 3), dtype=np.float64))


def test_the_gradient_on_its_way_back_is_torchs(before: np.ndarray) -> None:
    maps = torch.tensor(before).double().requires_grad_()
    wanted = np.random.default_rng(3).normal(size=before.shape)
    made = functional.batch_norm(maps, None, None, training=True, eps=batch_norm.EPS)
    (made * torch.tensor(wanted)).sum().backward()
    assert maps.grad is not None
    np.testing.assert_allclose(batch_norm.backward(wanted, before), maps.grad, atol=1e-4)
