"""cnnviz.nets.inside.any_size: one network on pictures of every size (C69, T6)."""

import numpy as np
import pytest
from scipy import ndimage

from cnnviz.errors import InputError
from cnnviz.nets.inside import any_size
from cnnviz.ops import kernels

MASKS = np.stack(list(kernels.kirsch().values()))[:, None]


def image(side: int) -> np.ndarray:
    return np.random.default_rng(side).random((1, side, side), np.float32)


@pytest.mark.parametrize("side", [3, 16, 28, 29, 96])
def test_a_global_pool_answers_whatever_the_size(side: int) -> None:
    given = image(side)
    answer = any_size.answer("global", any_size.weights("global", MASKS), given)
    valid = [ndimage.correlate(given[0].astype(float), mask[0], mode="nearest")[1:-1, 1:-1] for mask in MASKS]
    np.testing.assert_allclose(answer, [max(0, one.max()) for one in valid], rtol=1e-5)


def test_flatten_answers_to_the_size_that_it_learned() -> None:
    tensors = any_size.weights("flatten", MASKS)
    given = image(any_size.LEARNED)
    maps = [ndimage.correlate(given[0].astype(float), mask[0], mode="nearest")[1:-1, 1:-1] for mask in MASKS]
    expected = tensors["3.weight"].astype(float) @ np.maximum(maps, 0).ravel()
    np.testing.assert_allclose(any_size.answer("flatten", tensors, given), expected, rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize(("side", "values"), [(27, "5,000"), (40, "11,552")])
def test_flatten_refuses_every_other_size_and_says_what_does_not_fit(side: int, values: str) -> None:
    with pytest.raises(InputError) as refused:
        any_size.answer("flatten", any_size.weights("flatten", MASKS), image(side))
    assert str(refused.value).startswith(f"Layer 4, Dense 8, cannot read {values} values. It has 5,408 weights")
