"""cnnviz.ops.padding against the four libraries, each asked by the name MODES gives it."""

import itertools
from typing import Any

import cv2
import numpy as np
import pytest
import torch
from scipy import ndimage
from torch.nn import functional

from cnnviz import errors, limits
from cnnviz.ops import correlate, padding

Pair = tuple[int, int]

SHAPES = [(1, 1), (1, 4), (3, 1), (4, 5)]
SIDES = [((1, 1), (1, 1)), ((0, 2), (1, 0)), ((3, 2), (0, 3)), ((7, 9), (11, 6))]  # up to several times the image
RNG = np.random.default_rng(0)


def image(shape: Pair, channels: int = 2) -> np.ndarray:
    return RNG.normal(size=(channels, *shape)).astype(np.float32)


@pytest.mark.parametrize("mode", padding.MODES)
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(("rows", "columns"), SIDES)
class TestEveryMode:
    """C48, T9."""

    def test_pads_as_numpy_does(self, mode: str, shape: Pair, rows: Pair, columns: Pair) -> None:
        given = image(shape)
        theirs = np.pad(given, ((0, 0), rows, columns), mode=padding.MODES[mode].numpy)  # type: ignore[call-overload]
        np.testing.assert_array_equal(padding.padded(given, rows, columns, mode), theirs)

    def test_pads_as_scipys_filters_look_beyond_the_border(
        self, mode: str, shape: Pair, rows: Pair, columns: Pair
    ) -> None:
        given = image(shape)[0].astype(np.float64)
        reach = max(*rows, *columns)
        ours = padding.padded(given[None], (reach, reach), (reach, reach), mode)[0]
        for down, right in itertools.product((-reach, -1, 0, reach), repeat=2):
            looks = np.zeros((2 * reach + 1, 2 * reach + 1))
            looks[reach + down, reach + right] = 1
            seen = ndimage.correlate(given, looks, mode=padding.MODES[mode].scipy)  # type: ignore[arg-type]
            here = ours[reach + down :, reach + right :][: shape[0], : shape[1]]
            np.testing.assert_array_equal(here, seen)

    def test_pads_as_opencv_does(self, mode: str, shape: Pair, rows: Pair, columns: Pair) -> None:
        given = image(shape)[0]
        # copyMakeBorder knows one more than filter2D, whose names these are.
        name = padding.MODES[mode].opencv or "BORDER_WRAP"
        theirs = cv2.copyMakeBorder(given, *rows, *columns, getattr(cv2, name))
        np.testing.assert_array_equal(padding.padded(given[None], rows, columns, mode)[0], theirs)


def torch_can(mode: str, shape: Pair, sides: tuple[Pair, Pair]) -> bool:
    """PyTorch reflects less than an image and goes round it once at most."""
    spare = {"mirror": 1, "wrap": 0}.get(mode, -99)
    return all(max(pair) <= size - spare for pair, size in zip(sides, shape, strict=True))


@pytest.mark.parametrize(("mode", "name"), [(mode, one.torch) for mode, one in padding.MODES.items() if one.torch])
def test_pads_as_torch_does_where_torch_can(mode: str, name: str) -> None:
    """C48, T9."""
    possible = [(shape, sides) for shape in SHAPES for sides in SIDES if torch_can(mode, shape, sides)]
    assert possible
    for shape, (rows, columns) in possible:
        given = image(shape)
        theirs = functional.pad(torch.from_numpy(given)[None], (*columns, *rows), mode=name)[0]
        np.testing.assert_array_equal(padding.padded(given, rows, columns, mode), theirs.numpy())


@pytest.mark.parametrize(
    ("mode", "row"),
    [
        ("constant", [9, 9, 9, 1, 2, 3, 4, 9, 9, 9]),
        ("nearest", [1, 1, 1, 1, 2, 3, 4, 4, 4, 4]),
        ("mirror", [4, 3, 2, 1, 2, 3, 4, 3, 2, 1]),
        ("reflect", [3, 2, 1, 1, 2, 3, 4, 4, 3, 2]),
        ("wrap", [2, 3, 4, 1, 2, 3, 4, 1, 2, 3]),
    ],
)
def test_a_mode_does_what_its_sentence_says(mode: str, row: list[int]) -> None:
    """C48, T9: a b c d with three pixels on each side."""
    padded = padding.padded(np.array([[[1.0, 2, 3, 4]]]), (0, 0), (3, 3), mode, 9)
    assert padded[0, 0].tolist() == row
    drawn = padding.MODES[mode].sentence.partition(": ")[2].rstrip(".").replace("|", " ").split()
    letters = [" abcd"[value] for value in row] if mode != "constant" else drawn
    assert drawn == letters


@pytest.mark.parametrize("value", [0.0, 1.0, -2.5])
def test_a_constant_border_holds_its_value(value: float) -> None:
    padded = padding.padded(image((2, 2)), (1, 1), (1, 1), "constant", value)
    assert (padded[:, 0] == np.float32(value)).all()
    assert (padded[:, :, -1] == np.float32(value)).all()


def test_every_side_gets_its_own_padding() -> None:
    """C51."""
    border = padding.Padding("explicit", top=1, bottom=2, left=3, right=4)
    rows, columns = border.axes((5, 6), (3, 3), (1, 1), (1, 1))
    assert (rows.before, rows.after, columns.before, columns.after) == (1, 2, 3, 4)
    padded = padding.padded(np.ones((1, 5, 6)), (1, 2), (3, 4))
    assert padded.shape == (1, 8, 13)
    assert (padded[0, 1:6, 3:9] == 1).all()
    assert padded.sum() == 30


@pytest.mark.parametrize(
    ("amount", "output"), [("valid", (3, 6)), ("same", (5, 7)), ("full", (7, 8)), ("explicit", (6, 8))]
)
def test_the_amounts_have_their_sizes(amount: str, output: tuple[int, int]) -> None:
    """C49: a 3 × 2 kernel on 5 × 7 pixels."""
    border = padding.Padding(amount, bottom=3, left=1, right=1)
    rows, columns = border.axes((5, 7), (3, 2), (1, 1), (1, 1))
    assert (rows.output, columns.output) == output


def test_same_keeps_size_divided_by_stride_and_puts_the_odd_pixel_after() -> None:
    """C52."""
    rows, columns = padding.Padding().axes((5, 8), (4, 3), (2, 3), (1, 2))
    assert (rows.output, columns.output) == (3, 3)
    assert (rows.before, rows.after) == (1, 2)


def test_without_padding_the_image_itself_comes_back() -> None:
    given = image((3, 3))
    assert padding.padded(given, (0, 0), (0, 0)) is given


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"amount": "some"}, ["“some”", "valid, same, full, explicit"]),
        ({"mode": "symmetric"}, ["“symmetric”", "constant, nearest, mirror, reflect, wrap"]),
        ({"value": float("nan")}, ["nan", "finite"]),
        ({"value": float("inf")}, ["inf", "finite"]),
        ({"top": -1}, ["-1", f"0 to {limits.PADDING}"]),
        ({"right": limits.PADDING + 1}, [str(limits.PADDING + 1), f"0 to {limits.PADDING}"]),
    ],
)
def test_an_impossible_padding_says_what_its_value_and_the_way_out(settings: dict, words: list[str]) -> None:
    with pytest.raises(errors.InputError) as caught:
        padding.Padding(**settings)
    assert all(word in str(caught.value) for word in words), caught.value


@pytest.mark.parametrize("mode", padding.MODES)
def test_every_mode_has_a_sentence_and_says_all_names(mode: str) -> None:
    one = padding.MODES[mode]
    assert one.sentence.endswith(".")
    assert all(name in one.names for name in (one.scipy, one.numpy, one.opencv or "has none", one.torch or "has none"))


@pytest.mark.parametrize("amount", padding.AMOUNTS)
def test_every_amount_has_a_sentence(amount: str) -> None:
    assert padding.AMOUNTS[amount].sentence.endswith(".")


@pytest.mark.parametrize("window", [(1, 1), (2, 3), (3, 2), (4, 4), (5, 3)])
@pytest.mark.parametrize("dilation", [(1, 1), (2, 3)])
@pytest.mark.parametrize("stride", [(1, 1), (2, 3)])
def test_the_chosen_centre_meets_every_pixel_and_the_result_stands_under_it(
    window: tuple[int, int], dilation: tuple[int, int], stride: tuple[int, int]
) -> None:
    """C6, C14, C15, C16: SciPy's `origin` says the same."""
    image = np.random.default_rng(0).random((11, 12), np.float32)
    kernel = np.random.default_rng(1).random(window, np.float32)
    spread = np.zeros([d * (f - 1) + 1 for f, d in zip(window, dilation, strict=True)], np.float32)
    spread[:: dilation[0], :: dilation[1]] = kernel
    for row, column in np.ndindex(window):
        border = padding.Padding("centre", "nearest", centre_row=row, centre_column=column)
        axes = border.axes((11, 12), window, stride, dilation)
        for axis, place, step in zip(axes, (row, column), stride, strict=True):
            standing = [axis.standing(index, chosen=True) for index in range(axis.output)]
            assert standing == [axis.cells(index)[place] for index in range(axis.output)]
            assert standing == list(range(0, axis.size, step))
        down, across = ((axis.before, axis.after) for axis in axes)
        framed = padding.padded(image[None], down, across, mode="nearest")
        found = correlate.correlate(framed, kernel[None, None], stride, dilation)[0]
        chosen = (row * dilation[0], column * dilation[1])
        origin: Any = [place - size // 2 for place, size in zip(chosen, spread.shape, strict=True)]
        whole = ndimage.correlate(image, spread, mode="nearest", origin=origin)
        np.testing.assert_allclose(found, whole[:: stride[0], :: stride[1]], rtol=1e-5)


def test_a_centre_beyond_the_kernel_is_its_last_cell_and_one_that_cannot_be_is_refused() -> None:
    """C6."""
    far = padding.Padding("centre", centre_row=9, centre_column=0).axes((8, 8), (3, 3), (1, 1), (1, 1))
    assert [(axis.before, axis.after) for axis in far] == [(2, 0), (0, 2)]
    with pytest.raises(errors.InputError, match="A kernel has no row 0"):
        padding.Padding("centre", centre_row=-1)


@pytest.mark.parametrize("window", range(1, 6))
def test_without_a_choice_a_result_stands_in_the_middle_or_beside_it_where_the_padding_puts_it(window: int) -> None:
    """C14, C16."""
    for amount in ("valid", "same", "full"):
        axis = padding.Padding(amount).axes((9, 9), (window, 1), (1, 1), (1, 1))[0]
        for index in range(axis.output):
            cells = axis.cells(index)
            assert axis.standing(index) in {cells[(window - 1) // 2], cells[window // 2]}
            if amount == "same":
                assert axis.standing(index) == index
