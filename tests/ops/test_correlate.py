"""cnnviz.ops.correlate: both of its ways against SciPy, PyTorch, OpenCV and four loops, and the laws of correlation."""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal
from unittest import mock

import cv2
import hypothesis
import numpy as np
import pytest
import torch
from hypothesis import strategies as st
from scipy import ndimage, signal
from torch.nn import functional

from cnnviz import errors, limits
from cnnviz.ops import catalogue, correlate, geometry, kernels, padding, sliding
from tests.ops import reference

Pair = tuple[int, int]

SHAPES = [(5, 7), (9, 6)]
KERNELS = list(itertools.product(range(1, 6), range(1, 6)))
STRIDES = list(itertools.product(range(1, 4), range(1, 4)))
DILATIONS = list(itertools.product((1, 2), (1, 2)))
BORDERS = {
    "valid": padding.Padding("valid"),
    "same": padding.Padding("same"),
    "full": padding.Padding("full"),
    "explicit": padding.Padding("explicit", top=2, bottom=0, left=1, right=3),
}
WAYS: dict[str, tuple[float, dict[str, Any]]] = {
    "rows": (np.inf, {"WIDE": 0}),
    "rows, a few at a time": (np.inf, {"WIDE": 0, "ROWS_BLOCK": 1}),
    "columns": (np.inf, {"WIDE": np.inf}),
    "columns, a few at a time": (np.inf, {"WIDE": np.inf, "COLUMNS_BLOCK": 1}),
    "Fourier": (-1, {"WIDE": sliding.WIDE}),
}
laws = hypothesis.settings(max_examples=40, deadline=None)
seeds = st.integers(0, 2**16)


@contextmanager
def only(way: str) -> Iterator[None]:
    fourier_from, laid = WAYS[way]
    with mock.patch.object(correlate, "FOURIER_FROM", fourier_from), mock.patch.multiple(sliding, **laid):
        yield


def drawn(seed: int, *shape: int) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=shape).astype(np.float32)


def close(ours: np.ndarray, theirs: np.ndarray, image: np.ndarray, weights: np.ndarray) -> None:
    """Equal up to float32 rounding of the longest sum."""
    assert ours.dtype == np.float32
    assert ours.shape == theirs.shape
    scale = np.abs(weights).sum(axis=(1, 2, 3)).max() * np.abs(image).max()
    np.testing.assert_allclose(ours, theirs, rtol=0, atol=2e-6 * max(scale, 1e-30))


def framed(image: np.ndarray, axes: tuple[geometry.Axis, geometry.Axis], mode: str) -> np.ndarray:
    rows, columns = ((axis.before, axis.after) for axis in axes)
    return padding.padded(image, rows, columns, mode)


def does_not_fit(shape: Pair, kernel: Pair, dilation: Pair, border: padding.Padding) -> bool:
    sides = (border.top + border.bottom, border.left + border.right) if border.amount == "explicit" else (0, 0)
    spans = (d * (k - 1) + 1 for d, k in zip(dilation, kernel, strict=True))
    return border.amount in ("valid", "explicit") and any(
        size + side < span for size, side, span in zip(shape, sides, spans, strict=True)
    )


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kernel", KERNELS, ids=str)
def test_agrees_with_torch_over_the_whole_small_grid(kernel: Pair, way: str) -> None:
    """C14, C49, C51, C53, C54: every amount of padding, stride and dilation, three channels into two maps."""
    weights = drawn(1, 2, 3, *kernel)
    for shape, (amount, border), stride, dilation in itertools.product(SHAPES, BORDERS.items(), STRIDES, DILATIONS):
        if does_not_fit(shape, kernel, dilation, border):
            with pytest.raises(errors.InputError, match="does not fit"):
                border.axes(shape, kernel, stride, dilation)
            continue
        image = drawn(0, 3, *shape)
        axes = border.axes(shape, kernel, stride, dilation)
        sides = (axes[1].before, axes[1].after, axes[0].before, axes[0].after)
        with only(way):
            ours = correlate.correlate(framed(image, axes, "constant"), weights, stride, dilation)
        wide = functional.pad(torch.from_numpy(image)[None], sides)
        theirs = functional.conv2d(wide, torch.from_numpy(weights), stride=stride, dilation=dilation)[0].numpy()
        assert ours.shape[1:] == (axes[0].output, axes[1].output), amount
        close(ours, theirs, image, weights)


@pytest.mark.parametrize("mode", padding.MODES)
@pytest.mark.parametrize("kernel", KERNELS, ids=str)
def test_agrees_with_scipys_filters_and_opencvs_over_the_whole_small_grid(kernel: Pair, mode: str) -> None:
    """C16, C48: SciPy's and OpenCV's centre of an even kernel is one pixel further, which explicit padding says."""
    weights = drawn(1, 1, 1, *kernel)
    for shape, dilation in itertools.product(SHAPES, DILATIONS):
        image = drawn(0, 1, *shape)
        spread = np.zeros([d * (k - 1) + 1 for d, k in zip(dilation, kernel, strict=True)], np.float32)
        spread[:: dilation[0], :: dilation[1]] = weights[0, 0]
        (up, left), (down, right) = ([n // 2 for n in spread.shape], [(n - 1) // 2 for n in spread.shape])
        border = padding.Padding("explicit", mode, top=up, bottom=down, left=left, right=right)
        ours = correlate.correlate(
            framed(image, border.axes(shape, kernel, (1, 1), dilation), mode), weights, dilation=dilation
        )
        beyond = padding.MODES[mode].scipy
        scipys = ndimage.correlate(image[0].astype(np.float64), spread, mode=beyond)  # type: ignore[arg-type]
        close(ours, scipys[None], image, weights)
        if (name := padding.MODES[mode].opencv) is None:
            with pytest.raises(cv2.error):
                cv2.filter2D(image[0], -1, spread, borderType=cv2.BORDER_WRAP)
        else:
            opencvs = cv2.filter2D(image[0], -1, spread, borderType=getattr(cv2, name))
            close(ours, opencvs[None], image, weights)


@pytest.mark.parametrize("kernel", KERNELS, ids=str)
def test_same_padding_looks_where_scipy_and_opencv_look_when_they_are_told_the_centre(kernel: Pair) -> None:
    """C15, C16: with Keras's rule an even kernel's centre is the pixel before the middle."""
    image, weights = drawn(0, 1, 8, 6), drawn(1, 1, 1, *kernel)
    axes = padding.Padding("same").axes((8, 6), kernel, (1, 1), (1, 1))
    ours = correlate.correlate(framed(image, axes, "mirror"), weights)
    origin = [-1 if side % 2 == 0 else 0 for side in kernel]
    scipys = ndimage.correlate(image[0], weights[0, 0], mode="mirror", origin=origin)  # type: ignore[call-overload]
    close(ours, scipys[None], image, weights)
    anchor = [(side - 1) // 2 for side in reversed(kernel)]
    opencvs = cv2.filter2D(image[0], -1, weights[0, 0], anchor=anchor, borderType=cv2.BORDER_REFLECT_101)
    close(ours, opencvs[None], image, weights)


@pytest.mark.parametrize("amount", ["valid", "full", "same"])
@pytest.mark.parametrize("kernel", KERNELS, ids=str)
def test_agrees_with_scipys_signal_by_name(kernel: Pair, amount: Literal["valid", "full", "same"]) -> None:
    """C49: their “same” is ours for odd kernels."""
    if amount == "same" and not kernel[0] * kernel[1] % 2:
        kernel = (kernel[0] | 1, kernel[1] | 1)
    image, weights = drawn(0, 1, 7, 6), drawn(1, 1, 1, *kernel)
    axes = BORDERS[amount].axes((7, 6), kernel, (1, 1), (1, 1))
    theirs = signal.correlate(image[0], weights[0, 0], amount, method="direct")
    close(correlate.correlate(framed(image, axes, "constant"), weights), theirs[None], image, weights)


@pytest.mark.parametrize("way", WAYS)
@laws
@hypothesis.given(
    seed=seeds,
    groups=st.integers(1, 3),
    depth=st.integers(1, 3),
    filters=st.integers(1, 3),
    shape=st.tuples(st.integers(1, 11), st.integers(1, 11)),
    kernel=st.tuples(st.integers(1, 6), st.integers(1, 6)),
    stride=st.tuples(st.integers(1, 5), st.integers(1, 5)),
    dilation=st.tuples(st.integers(1, 4), st.integers(1, 4)),
    biased=st.booleans(),
)
def test_agrees_with_four_loops_for_any_setting(
    way: str,
    seed: int,
    groups: int,
    depth: int,
    filters: int,
    shape: Pair,
    kernel: Pair,
    stride: Pair,
    dilation: Pair,
    biased: bool,
) -> None:
    """C56 to C58: channels are added up, groups see their own, every filter has its weights and its bias."""
    spans = [d * (k - 1) + 1 for d, k in zip(dilation, kernel, strict=True)]
    hypothesis.assume(all(n >= span for n, span in zip(shape, spans, strict=True)))
    image, weights = drawn(seed, groups * depth, *shape), drawn(seed + 1, groups * filters, depth, *kernel)
    bias = drawn(seed + 2, groups * filters) if biased else None
    with only(way):
        ours = correlate.correlate(image, weights, stride, dilation, groups, bias)
    theirs = reference.correlated(image, weights, stride, dilation, groups, bias)
    room = np.append(image.ravel(), 1 if bias is None else bias / min(1, np.abs(weights).sum()))
    close(ours, theirs, room, weights)


@pytest.mark.parametrize("kernel", [1, 2, 9, 16, 31])
@pytest.mark.parametrize("stride", [1, 3])
def test_large_images_go_through_many_blocks_and_agree_with_torch(kernel: int, stride: int) -> None:
    image, weights = drawn(0, 3, 150, 201), drawn(1, 4, 3, kernel, kernel)
    ours = correlate.correlate(image, weights, (stride, stride))
    theirs = functional.conv2d(
        torch.from_numpy(image)[None].double(), torch.from_numpy(weights).double(), stride=stride
    )
    close(ours, theirs[0].numpy(), image, weights)


def test_small_kernels_go_directly_and_large_ones_by_fourier() -> None:
    for size, expected in ((1, False), (7, False), (31, True)):
        by_fourier = correlate._is_cheaper_by_fourier((1, 256, 256), (1, 1, size, size), 1, (257 - size) ** 2)
        assert by_fourier is expected, size


def test_the_givens_are_left_as_they_were() -> None:
    image, weights = drawn(0, 2, 6, 6), drawn(1, 2, 2, 3, 3)
    copies = image.copy(), weights.copy()
    for way in WAYS:
        with only(way):
            correlate.correlate(image, weights, bias=np.ones(2))
    assert np.array_equal(image, copies[0])
    assert np.array_equal(weights, copies[1])


@pytest.mark.parametrize("kind", [np.uint8, np.int64, np.float64, bool])
def test_any_kind_of_number_gives_float32_maps(kind: type) -> None:
    image: np.ndarray = np.arange(16).reshape(1, 4, 4).astype(kind)
    maps = correlate.correlate(image, np.ones((1, 1, 2, 2), kind))
    close(maps, reference.correlated(image, np.ones((1, 1, 2, 2))), np.array(15.0), np.ones((1, 1, 2, 2)))


def test_a_view_of_a_larger_image_gives_the_same_maps() -> None:
    image, weights = drawn(0, 3, 20, 22), drawn(1, 2, 3, 3, 3)
    view = image[:, ::2, ::-1]
    for way in WAYS:
        with only(way):
            turned = correlate.correlate(view, weights[..., ::-1])
            close(turned, reference.correlated(view, weights[..., ::-1]), image, weights)


# Laws.


@pytest.mark.parametrize("way", WAYS)
class TestLaws:
    @laws
    @hypothesis.given(seed=seeds, a=st.floats(-3, 3, width=32), b=st.floats(-3, 3, width=32))
    def test_it_is_linear_in_image_and_kernel(self, way: str, seed: int, a: float, b: float) -> None:
        one, two = drawn(seed, 2, 9, 8), drawn(seed + 1, 2, 9, 8)
        left, right = drawn(seed + 2, 3, 2, 3, 4), drawn(seed + 3, 3, 2, 3, 4)
        with only(way):
            f = correlate.correlate
            np.testing.assert_allclose(
                f(a * one + b * two, left), a * f(one, left) + b * f(two, left), rtol=0, atol=1e-3
            )
            np.testing.assert_allclose(
                f(one, a * left + b * right), a * f(one, left) + b * f(one, right), rtol=0, atol=1e-3
            )

    @laws
    @hypothesis.given(seed=seeds, down=st.integers(0, 4), right=st.integers(0, 4))
    def test_shifting_the_image_shifts_the_map(self, way: str, seed: int, down: int, right: int) -> None:
        """C43: equivariance, and not invariance."""
        large, weights = drawn(seed, 1, 14, 15), drawn(seed + 1, 2, 1, 3, 3)
        with only(way):
            whole = correlate.correlate(large, weights)
            part = correlate.correlate(large[:, down : down + 10, right : right + 11], weights)
        np.testing.assert_allclose(part, whole[:, down : down + 8, right : right + 9], rtol=0, atol=1e-4)

    @pytest.mark.parametrize("kernel", KERNELS, ids=str)
    def test_an_impulse_returns_the_kernel_turned_round(self, way: str, kernel: Pair) -> None:
        """T1: correlation returns it turned by 180°, convolution as it is."""
        weights = drawn(3, 1, 1, *kernel)
        impulse = np.zeros((1, 2 * kernel[0] - 1, 2 * kernel[1] - 1), np.float32)
        impulse[0, kernel[0] - 1, kernel[1] - 1] = 1
        with only(way):
            map_ = correlate.correlate(impulse, weights)[0]
            again = correlate.correlate(impulse, correlate.flipped(weights))[0]
        np.testing.assert_allclose(map_, weights[0, 0, ::-1, ::-1], rtol=1e-6, atol=1e-6)
        np.testing.assert_allclose(again, weights[0, 0], rtol=1e-6, atol=1e-6)

    @laws
    @hypothesis.given(seed=seeds, size=st.tuples(*[st.integers(1, 4)] * 4))
    def test_two_convolutions_are_one_with_the_convolved_kernel(self, way: str, seed: int, size: tuple) -> None:
        """C75: two 3 × 3 see 5 × 5; and their order does not matter."""
        image = drawn(seed, 1, 12, 12)
        first, second = (correlate.flipped(drawn(seed + i, 1, 1, *pair)) for i, pair in ((1, size[:2]), (2, size[2:])))
        both = signal.convolve2d(first[0, 0], second[0, 0])[None, None]
        with only(way):
            series = correlate.correlate(correlate.correlate(image, first), second)
            swapped = correlate.correlate(correlate.correlate(image, second), first)
            at_once = correlate.correlate(image, both)
        np.testing.assert_allclose(series, at_once, rtol=0, atol=1e-3)
        np.testing.assert_allclose(series, swapped, rtol=0, atol=1e-3)

    @laws
    @hypothesis.given(seed=seeds)
    def test_a_separable_kernel_is_a_column_then_a_row(self, way: str, seed: int) -> None:
        image, column, row = drawn(seed, 1, 10, 11), drawn(seed + 1, 4), drawn(seed + 2, 5)
        with only(way):
            whole = correlate.correlate(image, np.outer(column, row)[None, None])
            parts = correlate.correlate(correlate.correlate(image, column[None, None, :, None]), row[None, None, None])
        np.testing.assert_allclose(whole, parts, rtol=0, atol=1e-4)

    @pytest.mark.parametrize("grey", [0.1, 1 / 3, 0.7, 1.0])
    def test_a_flat_image_under_a_kernel_that_sums_to_zero_prints_as_zero(self, way: str, grey: float) -> None:
        for name in catalogue.BANKS:
            _, weights = catalogue.weights(name, {})
            if np.allclose(weights.sum(axis=(1, 2, 3)), 0, atol=1e-9):
                flat = np.full((1, 40, 40), grey, np.float32)
                with only(way):
                    maps = correlate.correlate(flat, weights)
                assert (maps.round(4) == 0).all(), name

    def test_a_flat_area_beside_a_bright_one_prints_as_zero(self, way: str) -> None:
        image = np.full((1, 80, 80), 0.3, np.float32)
        image[:, :, 60:] = 1
        _, weights = catalogue.weights("laplacian-of-gaussian", {"sigma": 3.7})
        with only(way):
            assert (correlate.correlate(image, weights)[0, :, :25].round(6) == 0).all()

    @pytest.mark.parametrize("stride", STRIDES, ids=str)
    def test_a_stride_keeps_every_so_manieth_window(self, way: str, stride: Pair) -> None:
        """C53."""
        image, weights = drawn(0, 2, 13, 14), drawn(1, 3, 2, 4, 3)
        with only(way):
            dense = correlate.correlate(image, weights)
            sparse = correlate.correlate(image, weights, stride)
        np.testing.assert_allclose(sparse, dense[:, :: stride[0], :: stride[1]], rtol=0, atol=1e-5)

    def test_a_kernel_as_large_as_the_image_is_a_dense_layer(self, way: str) -> None:
        """C41."""
        image, weights = drawn(0, 3, 6, 5), drawn(1, 4, 3, 6, 5)
        with only(way):
            maps = correlate.correlate(image, weights)
        np.testing.assert_allclose(maps.ravel(), weights.reshape(4, -1) @ image.ravel(), rtol=0, atol=1e-4)

    def test_a_one_by_one_kernel_weighs_the_channels_of_each_pixel(self, way: str) -> None:
        """C86."""
        image, weights = drawn(0, 3, 6, 5), drawn(1, 2, 3, 1, 1)
        with only(way):
            maps = correlate.correlate(image, weights, (2, 3))
        expected = np.einsum("oc,chw->ohw", weights[:, :, 0, 0], image[:, ::2, ::3])
        np.testing.assert_allclose(maps, expected, rtol=0, atol=1e-5)


def test_the_fourier_way_lets_nothing_of_a_bright_area_into_a_flat_one() -> None:
    image = np.full((1, 100, 100), 0.3, np.float32)
    image[:, :, 70:] = 1
    weights = np.sign(kernels.bar("vertical", 29) + 1e-9)
    weights[0, 0] -= weights.sum()
    with only("Fourier"):
        assert np.abs(correlate.correlate(image, weights[None, None])[0, :, :40]).max() < 1e-9


# Known answers.


@pytest.mark.parametrize(("flip", "expected"), [(False, [0, 0, 0, 1, 0, 0, -1, 0]), (True, [0, 0, 0, -1, 0, 0, 1, 0])])
def test_the_difference_has_the_sign_of_correlation_until_it_is_flipped(flip: bool, expected: list[int]) -> None:
    """C11, T11: x = [0,0,0,1,1,1,0,0] under [−1, 1] with one zero on the left."""
    row = np.array([0, 0, 0, 1, 1, 1, 0, 0], np.float32)[None, None]
    kernel = kernels.STEP[None, None, None]
    kernel = correlate.flipped(kernel) if flip else kernel
    assert correlate.correlate(padding.padded(row, (0, 0), (1, 0)), kernel)[0, 0].tolist() == expected


def test_32_valid_filters_on_28_by_28_give_32_maps_of_26_by_26() -> None:
    """C57, T3: not maps as large as the image."""
    assert correlate.correlate(drawn(0, 1, 28, 28), drawn(1, 32, 1, 3, 3)).shape == (32, 26, 26)


def test_a_step_edge_answers_prewitt_at_the_step_only() -> None:
    """C17."""
    image = np.zeros((1, 7, 8), np.float32)
    image[:, :, 4:] = 1
    across, down = correlate.correlate(
        image, np.stack([kernels.edge_x(kernels.PREWITT_SMOOTH), kernels.edge_y(kernels.PREWITT_SMOOTH)])[:, None]
    )
    assert across.tolist() == [[0, 0, 3, 3, 0, 0]] * 5
    assert not down.any()


# What cannot be computed.

ONE = np.ones((1, 1, 3, 3))


@pytest.mark.parametrize(
    ("image", "weights", "settings", "words"),
    [
        (np.ones((1, 5, 5)), np.ones((1, 1, 7, 7)), {}, ["7 pixels", "5 rows", "at least 2 pixels of padding"]),
        (np.ones((1, 9, 5)), np.ones((1, 1, 3, 6)), {}, ["6 pixels", "5 columns", "1 pixel of padding"]),
        (np.ones((1, 5, 5)), ONE, {"dilation": (3, 1)}, ["spread over 7 by dilation 3"]),
        (np.ones((1, 5, 5)), ONE, {"stride": (0, 1)}, ["stride of 0", "Choose 1 or more"]),
        (np.ones((1, 5, 5)), ONE, {"stride": (1, -1)}, ["stride of -1"]),
        (np.ones((1, 5, 5)), ONE, {"dilation": (1, 0)}, ["dilation of 0"]),
        (np.ones((0, 5, 5)), ONE, {}, ["image", "(0, 5, 5)", "empty"]),
        (np.ones((1, 0, 5)), ONE, {}, ["image", "empty"]),
        (np.ones((5, 5)), ONE, {}, ["image", "(channels, rows, columns)"]),
        (np.ones((1, 5, 5)), np.ones((0, 1, 3, 3)), {}, ["Kernels", "empty"]),
        (np.ones((1, 5, 5)), np.ones((3, 3)), {}, ["Kernels", "(filters, channels, rows, columns)"]),
        (np.ones((3, 5, 5)), ONE, {}, ["1 channels", "with 3"]),
        (np.ones((3, 5, 5)), np.ones((2, 1, 3, 3)), {"groups": 3}, ["2 filters", "3 groups"]),
        (np.ones((3, 5, 5)), np.ones((2, 1, 3, 3)), {"groups": 2}, ["3 channels", "2 groups"]),
        (np.ones((3, 5, 5)), ONE, {"groups": 0}, ["0 groups"]),
        (np.full((1, 5, 5), np.nan), ONE, {}, ["image", "NaN", "Replace"]),
        (np.full((1, 5, 5), np.inf), ONE, {}, ["image", "∞", "Replace"]),
        (np.ones((1, 5, 5)), np.full((1, 1, 3, 3), np.nan), {}, ["kernel", "NaN", "Replace"]),
        (np.ones((1, 5, 5)), np.full((1, 1, 3, 3), -np.inf), {}, ["kernel", "∞", "Replace"]),
        (np.full((1, 5, 5), 1e38), ONE, {}, ["32-bit", "smaller weights"]),
        (np.full((1, 5, 5), 1e300), ONE, {}, ["32-bit", "smaller weights"]),
    ],
)
@pytest.mark.parametrize("way", WAYS)
def test_what_cannot_be_computed_says_why_and_the_way_out(
    way: str, image: np.ndarray, weights: np.ndarray, settings: dict, words: list[str]
) -> None:
    with only(way), pytest.raises(errors.InputError) as caught:
        correlate.correlate(image, weights, **settings)
    assert all(word in str(caught.value) for word in words), caught.value


@pytest.mark.parametrize("way", WAYS)
def test_one_pixel_under_one_weight_and_a_stride_beyond_the_kernel_are_defined(way: str) -> None:
    with only(way):
        assert correlate.correlate(np.full((1, 1, 1), 3.0), np.full((1, 1, 1, 1), 2.0)).tolist() == [[[6]]]
        far = correlate.correlate(np.arange(100.0).reshape(1, 10, 10), np.ones((1, 1, 1, 2)), (7, limits.STRIDE))
    np.testing.assert_allclose(far, [[[1], [141]]], rtol=1e-5)
