"""cnnviz.ops.kernels: weights known from elsewhere, and what each kernel must answer to."""

import cv2
import numpy as np
import pytest
from scipy import ndimage, signal

from cnnviz.ops import correlate, kernels


def answer(image: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    return correlate.correlate(image[None], kernel[None, None])[0]


def weights_of(filtered: np.ndarray) -> np.ndarray:
    """The weights of a filter that was given an impulse."""
    return filtered[::-1, ::-1]


IMPULSE = kernels.impulse(3)

# C18, C19 and known weights.


@pytest.mark.parametrize(("smooth", "size"), [(kernels.SOBEL_SMOOTH, 3), (kernels.SCHARR_SMOOTH, cv2.FILTER_SCHARR)])
def test_sobel_and_scharr_are_opencvs(smooth: np.ndarray, size: int) -> None:
    """C18."""
    change, even = (weights.ravel() for weights in cv2.getDerivKernels(1, 0, size))
    np.testing.assert_array_equal(kernels.edge_x(smooth), np.outer(even, change))
    np.testing.assert_array_equal(kernels.edge_y(smooth), np.outer(change, even))


@pytest.mark.parametrize(
    ("smooth", "theirs"), [(kernels.SOBEL_SMOOTH, ndimage.sobel), (kernels.PREWITT_SMOOTH, ndimage.prewitt)]
)
def test_sobel_and_prewitt_are_scipys(smooth: np.ndarray, theirs: object) -> None:
    """C13, C17, C18."""
    wide = np.pad(IMPULSE, 2)
    for axis, kernel in ((1, kernels.edge_x(smooth)), (0, kernels.edge_y(smooth))):
        np.testing.assert_array_equal(kernel, weights_of(theirs(wide, axis=axis))[2:5, 2:5])  # type: ignore[operator]


def test_prewitt_is_the_central_difference_stacked() -> None:
    """C13: [−1 0 1] grows out of [−1 1] and, stacked, becomes Prewitt."""
    assert kernels.edge_x(kernels.PREWITT_SMOOTH).tolist() == [kernels.CENTRAL.tolist()] * 3
    assert np.convolve(kernels.STEP, [1, 1]).tolist() == kernels.CENTRAL.tolist()


@pytest.mark.parametrize("smooth", [kernels.PREWITT_SMOOTH, kernels.SOBEL_SMOOTH])
def test_a_diagonal_edge_kernel_is_the_upright_one_turned_by_45_degrees(smooth: np.ndarray) -> None:
    falling, rising = kernels.edge_diagonal(smooth), kernels.edge_diagonal(smooth, rising=True)
    bright = np.add.outer(np.arange(9.0), np.arange(9.0))  # brighter towards the bottom right
    assert (answer(bright, falling) > 0).all()
    assert not answer(bright, rising).any()
    assert (answer(bright[::-1], rising) > 0).all()
    assert falling.sum() == rising.sum() == 0


def test_sobels_diagonal_is_the_known_one() -> None:
    assert kernels.edge_diagonal(kernels.SOBEL_SMOOTH).tolist() == [[-2, -1, 0], [-1, 0, 1], [0, 1, 2]]


def test_roberts_cross_is_two_diagonal_differences() -> None:
    assert kernels.roberts().tolist() == [[-1, 0], [0, 1]]
    assert kernels.roberts(rising=True).tolist() == [[0, 1], [-1, 0]]


def test_turning_the_kirsch_ring_by_45_degrees_gives_eight_and_the_array_by_90_only_four() -> None:
    """C19, T10."""
    masks = kernels.kirsch()
    assert len(masks) == len({mask.tobytes() for mask in masks.values()}) == 8
    north = masks["N"]
    quarters = {np.ascontiguousarray(np.rot90(north, turn)).tobytes() for turn in range(8)}
    assert len(quarters) == 4
    assert quarters == {masks[name].tobytes() for name in ("N", "W", "S", "E")}


@pytest.mark.parametrize("name", kernels.COMPASS)
def test_every_kirsch_mask_has_centre_zero_sum_zero_and_three_fives_in_a_row_of_its_ring(name: str) -> None:
    """C19, T10."""
    mask = kernels.kirsch()[name]
    assert mask[1, 1] == mask.sum() == 0
    ring = [mask[cell] for cell in kernels.RING]
    assert sorted(ring) == [-3] * 5 + [5] * 3
    assert any(np.roll(ring, turn)[:3].tolist() == [5, 5, 5] for turn in range(8))


def test_each_kirsch_mask_is_the_one_before_with_its_ring_turned_by_one_place() -> None:
    """C19, T10."""
    masks = list(kernels.kirsch().values())
    for before, after in zip(masks, [*masks[1:], masks[0]], strict=True):
        ring_before, ring_after = ([mask[cell] for cell in kernels.RING] for mask in (before, after))
        assert ring_after == [*ring_before[1:], ring_before[0]]


def test_each_kirsch_mask_answers_most_where_it_gets_brighter_its_way() -> None:
    """C19: N is brighter above."""
    towards = {"N": (-1, 0), "E": (0, 1), "S": (1, 0), "W": (0, -1)}
    towards |= {a + b: tuple(np.add(towards[a], towards[b])) for a in "NS" for b in "EW"}
    row, column = np.mgrid[-1:2, -1:2]
    for name, (down, right) in towards.items():
        bright = (row * down + column * right > 0).astype(float)
        strongest = max(kernels.COMPASS, key=lambda one: (kernels.kirsch()[one] * bright).sum())
        assert strongest == name


def test_turning_the_ring_eight_times_comes_back() -> None:
    kernel = np.arange(9.0).reshape(3, 3)
    assert np.array_equal(kernels.ring_turned(kernel, 8), kernel)
    assert np.array_equal(kernels.ring_turned(kernel, 2), np.rot90(kernel))
    assert kernels.ring_turned(kernel, 1)[1, 1] == 4


# Blurs and detail.


@pytest.mark.parametrize("sigma", [0.5, 1.0, 2.3, 4.0])
def test_a_gaussian_is_opencvs_and_scipys_and_cut_at_three_sigma(sigma: float) -> None:
    kernel = kernels.gaussian(sigma)
    assert len(kernel) == 2 * np.ceil(3 * sigma) + 1
    theirs = np.outer(*[cv2.getGaussianKernel(len(kernel), sigma)] * 2)
    np.testing.assert_allclose(kernel, theirs, rtol=1e-7, atol=1e-12)
    for shape in ((4, 7), (1, 2)):
        bell = np.outer(*(signal.windows.gaussian(side, sigma) for side in shape))
        np.testing.assert_allclose(kernels.gaussian(sigma, *shape), bell / bell.sum(), rtol=1e-12)


@pytest.mark.parametrize("size", [1, 2, 3, 31])
def test_a_box_is_the_mean(size: int) -> None:
    assert kernels.box(size).shape == (size, size)
    assert kernels.box(size).sum() == pytest.approx(1)
    assert len(np.unique(kernels.box(size))) == 1


def test_identity_keeps_the_image() -> None:
    image = np.random.default_rng(0).random((6, 7))
    for size in (1, 3, 5):
        half = size // 2
        kept = answer(image, kernels.impulse(size))
        np.testing.assert_allclose(kept, image[half : 6 - half, half : 7 - half], rtol=1e-6)


@pytest.mark.parametrize("amount", [0.0, 1.0, 2.5])
def test_sharpening_keeps_flat_areas_and_does_nothing_at_zero(amount: float) -> None:
    for kernel in (kernels.sharpen(amount), kernels.unsharp(1.0, amount)):
        assert kernel.sum() == pytest.approx(1)
        assert amount or np.allclose(kernel, kernels.impulse(len(kernel)))
        assert kernel[len(kernel) // 2, len(kernel) // 2] >= 1


def test_sharpen_is_the_known_kernel() -> None:
    assert kernels.sharpen().tolist() == [[0, -1, 0], [-1, 5, -1], [0, -1, 0]]


def test_emboss_keeps_flat_areas_and_lights_from_one_corner() -> None:
    kernel = kernels.emboss()
    assert kernel.sum() == 1
    assert np.array_equal(kernel - kernels.impulse(), -(kernel - kernels.impulse())[::-1, ::-1])


def test_the_laplacian_is_opencvs_and_scipys() -> None:
    wide = np.pad(IMPULSE, 2)
    np.testing.assert_array_equal(kernels.laplacian(), cv2.Laplacian(wide, cv2.CV_64F, ksize=1)[2:5, 2:5])
    np.testing.assert_array_equal(kernels.laplacian(), ndimage.laplace(wide)[2:5, 2:5])
    assert kernels.laplacian(8).tolist() == [[1, 1, 1], [1, -8, 1], [1, 1, 1]]


@pytest.mark.parametrize("sigma", [0.6, 1.4, 3.7])
def test_the_laplacian_of_a_gaussian_sums_to_zero_and_changes_sign_at_sigma_root_two(sigma: float) -> None:
    kernel = kernels.laplacian_of_gaussian(sigma)
    middle = len(kernel) // 2
    assert kernel.sum() == pytest.approx(0, abs=1e-12)
    assert kernel.argmin() == kernel.size // 2
    assert np.array_equal(kernel, kernel.T)
    radius = np.arange(1, middle + 1)
    signs = kernel[middle, middle + 1 :]
    assert (signs[radius < 0.95 * sigma * 2**0.5] < 0).all()
    assert signs[np.argmax(radius > 1.05 * sigma * 2**0.5)] > 0


def test_a_wide_laplacian_of_a_gaussian_is_scipys() -> None:
    impulse = kernels.impulse(25)
    theirs = ndimage.gaussian_laplace(impulse, 3.0, truncate=4)
    np.testing.assert_allclose(kernels.laplacian_of_gaussian(3.0), theirs, atol=2e-5)


# Lines, bars and waves.


@pytest.mark.parametrize("direction", ["horizontal", "vertical", "falling", "rising"])
def test_a_line_detector_answers_most_to_its_own_line(direction: str) -> None:
    lines = {
        "horizontal": np.outer([0, 1, 0], [1, 1, 1]),
        "vertical": np.outer([1, 1, 1], [0, 1, 0]),
        "falling": np.eye(3),
        "rising": np.eye(3)[::-1],
    }
    kernel = kernels.line(direction)
    assert kernel.sum() == 0
    answers = {name: (kernel * one).sum() for name, one in lines.items()}
    assert max(answers, key=lambda name: answers[name]) == direction
    assert answers[direction] == 6


@pytest.mark.parametrize("length", range(3, 32, 2))
def test_a_bar_is_bright_along_its_middle_third_and_sums_to_zero(length: int) -> None:
    lying, standing = kernels.bar("horizontal", length), kernels.bar("vertical", length)
    assert lying.shape == (length, length)
    assert np.array_equal(lying, standing.T)
    assert lying.sum() == pytest.approx(0, abs=1e-12)
    assert lying[lying > 0].sum() == pytest.approx(1)
    assert (lying[:, 0] > 0).sum() == pytest.approx(length / 3, abs=1)


@pytest.mark.parametrize("theta", [0.0, 22.5, 45.0, 90.0, 150.0])
@pytest.mark.parametrize(("wavelength", "sigma", "size"), [(6.0, 2.5, 15), (2.0, 1.0, 5), (16.0, 6.0, 31)])
def test_a_gabor_is_opencvs_less_what_it_says_to_flat_areas(
    theta: float, wavelength: float, sigma: float, size: int
) -> None:
    kernel = kernels.gabor(theta, wavelength, sigma, size)
    assert kernel.sum() == pytest.approx(0, abs=1e-12)
    assert np.abs(kernel).sum() == pytest.approx(1)
    wave = cv2.getGaborKernel((size, size), sigma, np.deg2rad(theta), wavelength, 1, 0)
    bell = np.outer(*[cv2.getGaussianKernel(size, sigma)] * 2)
    parts = np.stack([wave.ravel(), bell.ravel()], axis=1)
    shares, *_ = np.linalg.lstsq(parts, kernel.ravel())
    np.testing.assert_allclose(parts @ shares, kernel.ravel(), atol=1e-9)
    assert shares[0] > 0


def test_a_gabor_answers_to_stripes_of_its_own_direction_and_width() -> None:
    column = np.arange(15) - 7
    stripes = np.tile(np.cos(2 * np.pi * column / 6), (15, 1))
    own = (kernels.gabor(0, 6, 2.5, 15) * stripes).sum()
    assert own > 5 * abs((kernels.gabor(90, 6, 2.5, 15) * stripes).sum())
    assert own > 1.5 * abs((kernels.gabor(0, 12, 2.5, 15) * stripes).sum())


def test_random_filters_are_the_seeds_and_as_strong_as_he_says() -> None:
    one = kernels.random_filters(64, 5, 3, seed=1)
    assert one.shape == (64, 3, 5, 5)
    assert np.array_equal(one, kernels.random_filters(64, 5, 3, seed=1))
    assert not np.array_equal(one, kernels.random_filters(64, 5, 3, seed=2))
    assert one.std() == pytest.approx((2 / 75) ** 0.5, rel=0.05)
