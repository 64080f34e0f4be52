"""cnnviz.inspect.alike.maps: maps that can be held against each other."""

import numpy as np
from scipy import ndimage

from cnnviz.inspect.alike import maps
from cnnviz.ops import kernels

IMAGE = np.random.default_rng(2).random((1, 9, 14)).astype(np.float32)


def test_a_map_is_scipys_with_the_kernel_at_length_one() -> None:
    kernel = kernels.kirsch()["NE"]
    (found,) = maps.compared(IMAGE, [kernel])
    expected = ndimage.correlate(IMAGE[0].astype(float), kernel / np.sqrt((kernel**2).sum()), mode="nearest")
    np.testing.assert_allclose(found, expected, atol=1e-5)


def test_kernels_that_are_multiples_make_one_map() -> None:
    kernel = kernels.laplacian(8)
    first, same, turned = maps.compared(IMAGE, [kernel, 0.01 * kernel, -5 * kernel])
    np.testing.assert_allclose(same, first, atol=1e-5)
    np.testing.assert_allclose(turned, -first, atol=1e-5)


def test_maps_are_as_large_as_the_image_whatever_the_kernel() -> None:
    made = maps.compared(IMAGE, [np.ones(shape) for shape in ((1, 2), (2, 2), (3, 3), (5, 5), (4, 1))])
    assert {one.shape for one in made} == {(9, 14)}
