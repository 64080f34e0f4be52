"""cnnviz.ops.geometry against PyTorch's sizes and brute force."""

import itertools
from typing import Any

import numpy as np
import pytest
import torch
from torch.nn import functional

from cnnviz import errors, limits
from cnnviz.ops import geometry
from cnnviz.ops import padding as paddings

SIZES = range(1, 13)
WINDOWS = range(1, 7)
STRIDES = range(1, 5)
DILATIONS = range(1, 4)
GRID = [
    one for one in itertools.product(SIZES, WINDOWS, STRIDES, DILATIONS, range(4), range(4)) if abs(one[4] - one[5]) < 3
]


def fits(size: int, window: int, dilation: int, padding: int, over: int = 0) -> bool:
    """`over`: by how many pixels the only window may hang over the end."""
    return size + padding + over >= dilation * (window - 1) + 1


@pytest.mark.parametrize("dilation", DILATIONS)
def test_output_is_torchs_for_a_convolution(dilation: int) -> None:
    """C54."""
    for size, window, stride, padding in itertools.product(SIZES, WINDOWS, STRIDES, range(4)):
        if fits(size, window, dilation, 2 * padding):
            image = torch.empty(1, 1, size, device="meta")
            weights = torch.empty(1, 1, window, device="meta")
            theirs = functional.conv1d(image, weights, stride=stride, padding=padding, dilation=dilation)
            axis = geometry.Axis("rows", size, window, stride, dilation, padding, padding)
            assert axis.output == theirs.shape[-1], axis


@pytest.mark.parametrize("ceil", [False, True])
@pytest.mark.parametrize("dilation", DILATIONS)
def test_output_is_torchs_for_a_pooling_rounded_down_or_up(dilation: int, ceil: bool) -> None:
    """C54: and impossible where torch's is, of maps smaller than the window too."""
    for size, window, stride in itertools.product(SIZES, WINDOWS, range(1, 7)):
        for padding in range(window // 2 + 1):
            maps = torch.empty(1, 1, size, 1, device="meta")
            try:
                pooled = functional.max_pool2d(
                    maps, (window, 1), (stride, 1), (padding, 0), (dilation, 1), ceil_mode=ceil
                )
                theirs = pooled.shape[2]
            except RuntimeError:
                theirs = 0
            try:
                ours = geometry.Axis("rows", size, window, stride, dilation, padding, padding, ceil).output
            except errors.InputError:
                ours = 0
            assert ours == theirs, (size, window, stride, padding)


@pytest.mark.parametrize("ceil", [False, True])
def test_cells_and_coverage_are_what_walking_the_window_finds(ceil: bool) -> None:
    """C47: the border is used less."""
    for size, window, stride, dilation, before, after in GRID:
        if fits(size, window, dilation, before + after, ceil * (stride - 1)):
            axis = geometry.Axis("rows", size, window, stride, dilation, before, after, ceil)
            uses = np.zeros(size, int)
            for index in range(axis.output):
                walked = [index * stride - before + tap * dilation for tap in range(window)]
                assert axis.cells(index).tolist() == walked, axis
                for cell in walked:
                    if 0 <= cell < size:
                        uses[cell] += 1
            assert axis.coverage().tolist() == uses.tolist(), axis


@pytest.mark.parametrize("ceil", [False, True])
def test_overhang_and_unused_are_what_the_last_window_leaves(ceil: bool) -> None:
    for size, window, stride, dilation, before, after in GRID:
        if fits(size, window, dilation, before + after, ceil * (stride - 1)):
            axis = geometry.Axis("rows", size, window, stride, dilation, before, after, ceil)
            end = int(axis.cells(axis.output - 1)[-1]) + before + 1
            assert axis.overhang - axis.unused == end - axis.padded, axis
            assert min(axis.overhang, axis.unused) == 0, axis
            assert ceil or axis.overhang == 0, axis


def test_without_padding_the_corner_is_used_once_and_the_middle_by_every_cell_of_the_kernel() -> None:
    """C47: a usage heat-map."""
    axis = geometry.Axis("rows", 5, 3)
    assert geometry.coverage(axis, axis).tolist() == [
        [1, 2, 3, 2, 1],
        [2, 4, 6, 4, 2],
        [3, 6, 9, 6, 3],
        [2, 4, 6, 4, 2],
        [1, 2, 3, 2, 1],
    ]


@pytest.mark.parametrize("dilation", DILATIONS)
def test_same_padding_gives_keras_size_with_the_fewest_pixels_and_the_odd_one_after(dilation: int) -> None:
    """C52: padding chosen to keep a size."""
    for size, window, stride in itertools.product(range(1, 20), range(1, 8), STRIDES):
        before, after = geometry.same_padding(size, window, stride, dilation)
        assert 0 <= after - before <= 1
        axis = geometry.Axis("rows", size, window, stride, dilation, before, after)
        assert axis.output == -(-size // stride), axis
        if after:
            smaller = size + before + after - 1 - axis.span
            assert smaller < 0 or smaller // stride + 1 < axis.output, axis


@pytest.mark.parametrize("size", [5, 8, 28])
@pytest.mark.parametrize("window", [1, 3, 5, 7])
def test_half_the_kernel_as_padding_keeps_the_size_at_stride_one(size: int, window: int) -> None:
    """C55."""
    half = (window - 1) // 2
    assert geometry.Axis("rows", size, window, before=half, after=half).output == size
    assert geometry.same_padding(size, window) == (half, half)


@pytest.mark.parametrize(("size", "expected"), [(28, 14), (27, 14), (8, 4), (7, 4), (1, 1)])
def test_stride_two_halves_up_to_rounding(size: int, expected: int) -> None:
    """C53 and T8: the border decides."""
    before, after = geometry.same_padding(size, 3, 2)
    assert geometry.Axis("rows", size, 3, 2, 1, before, after).output == expected


def test_stride_two_without_padding_leaves_less_than_half() -> None:
    """C53 and T8."""
    assert geometry.Axis("rows", 28, 3, 2).output == 13


@pytest.mark.parametrize("dilation", DILATIONS)
def test_full_padding_counts_every_overlap(dilation: int) -> None:
    for size, window in itertools.product(SIZES, WINDOWS):
        before, after = geometry.full_padding(window, dilation)
        axis = geometry.Axis("rows", size, window, 1, dilation, before, after)
        assert axis.output == size + axis.span - 1
        assert axis.cells(0)[-1] == 0
        assert axis.cells(axis.output - 1)[0] == size - 1


@pytest.mark.parametrize(
    ("axis", "formula"),
    [
        (geometry.Axis("rows", 28, 3), "⌊(28 + 0 + 0 − 1·(3 − 1) − 1) / 1⌋ + 1 = 26"),
        (geometry.Axis("rows", 10, 3, 2, 2, 1, 2), "⌊(10 + 1 + 2 − 2·(3 − 1) − 1) / 2⌋ + 1 = 5"),
        (geometry.Axis("rows", 1, 3, 3, ceil=True), "⌈(1 + 0 + 0 − 1·(3 − 1) − 1) / 3⌉ + 1 = 1"),
        (geometry.Axis("rows", 6, 3, 2, ceil=True), "⌈(6 + 0 + 0 − 1·(3 − 1) − 1) / 2⌉ + 1 = 3"),
    ],
)
def test_the_formula_holds_the_learners_numbers(axis: geometry.Axis, formula: str) -> None:
    """C54."""
    assert axis.formula() == formula


def test_the_formula_says_when_its_last_window_is_dropped() -> None:
    """PyTorch drops a window that would start beyond the map; the printed numbers must still add up."""
    for size, window, stride, padding in itertools.product(SIZES, range(1, 7), STRIDES, range(4)):
        if 2 * padding <= window and fits(size, window, 1, 2 * padding, stride - 1):
            axis = geometry.Axis("rows", size, window, stride, 1, padding, padding, ceil=True)
            rounded = -(-(axis.padded - axis.span) // stride) + 1
            assert axis.formula().endswith(f" = {axis.output}")
            assert ("beyond" in axis.formula()) == (rounded != axis.output), axis.formula()


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"size": 5, "window": 7}, ["7 pixels", "5 rows", "Add at least 2 pixels of padding"]),
        ({"size": 5, "window": 6}, ["Add at least 1 pixel of padding"]),
        ({"size": 5, "window": 3, "dilation": 4}, ["spread over 9 by dilation 4", "at least 4 pixels"]),
        ({"size": 5, "window": 9, "before": 1, "after": 1}, ["with its 2 of padding", "at least 2 pixels"]),
        ({"size": 2, "window": 6, "stride": 3, "ceil": True}, ["6 pixels", "2 rows", "Add at least 2 pixels"]),
        ({"size": 0, "window": 1}, ["no rows", "at least one pixel"]),
        ({"size": 5, "window": 0}, ["window of 0", "rows", "Choose 1 or more"]),
        ({"size": 5, "window": 3, "stride": 0}, ["stride of 0", "Choose 1 or more"]),
        ({"size": 5, "window": 3, "stride": limits.STRIDE + 1}, ["stride", f"Choose {limits.STRIDE} or less"]),
        ({"size": 5, "window": 3, "dilation": 0}, ["dilation of 0", "Choose 1 or more"]),
        ({"size": 99, "window": 3, "dilation": limits.DILATION + 1}, [f"Choose {limits.DILATION} or less"]),
        ({"size": 5, "window": 3, "before": -1}, ["padding of -1", "Choose 0 or more"]),
    ],
)
def test_an_impossible_axis_says_what_its_value_and_the_way_out(settings: dict[str, Any], words: list[str]) -> None:
    with pytest.raises(errors.InputError) as caught:
        geometry.Axis("rows", **settings)
    assert all(word in str(caught.value) for word in words), caught.value


def test_the_padding_asked_for_is_enough() -> None:
    for size, window, dilation in itertools.product(range(1, 6), range(1, 8), DILATIONS):
        missing = dilation * (window - 1) + 1 - size
        if missing > 0:
            with pytest.raises(errors.InputError, match=rf"at least {missing} pixel"):
                geometry.Axis("columns", size, window, 1, dilation)
            assert geometry.Axis("columns", size, window, 1, dilation, 0, missing).output == 1


def test_windows_that_touch_the_border_are_found_as_by_walking() -> None:
    """C50."""
    for amount, window, step, spread in itertools.product(paddings.AMOUNTS, (1, 3, 4, 9), (1, 2, 5), (1, 2)):
        axis = paddings.Padding(amount, top=2).axes((20, 20), (window, 1), (step, 1), (spread, 1))[0]
        walked = [any((axis.cells(at) < 0) | (axis.cells(at) >= 20)) for at in range(axis.output)]
        assert axis.touched().tolist() == walked
