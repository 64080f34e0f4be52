"""cnnviz.figures.walk.sheet: every walk can be drawn, its outputs in their values' colours."""

import numpy as np
import pytest

from cnnviz.figures.draw import theme
from cnnviz.figures.walk import animation, sheet
from cnnviz.ops import activations, padding, pipeline, pooling
from tests.figures.walk.walked import COLOUR, SIGNAL, SMALL, coloured, every_size, expected, own, walk


@pytest.mark.parametrize("image", [SMALL, np.repeat(SMALL, 3, axis=2)], ids=["numbered", "plain"])
def test_what_was_walked_has_its_values_colour_and_nothing_else_has(image: np.ndarray) -> None:
    one = walk(image)
    height, width = one.shape
    drawn = animation.picture(one, 3, 2)
    for row, column in ((0, 0), (0, width - 1), (1, 4), (3, 1), (3, 2)):
        assert coloured(one, drawn, row, column) == expected(one, row, column)
    for row, column in ((3, 3), (4, 0), (height - 1, width - 1)):
        assert coloured(one, drawn, row, column) in (theme.PAPER, theme.BLANK)


def test_what_counts_as_filled_can_be_said() -> None:
    one = walk()
    filled = np.zeros(one.shape, bool)
    filled[6, 1] = True
    drawn = animation.picture(one, 0, 0, filled)
    assert coloured(one, drawn, 6, 1) == expected(one, 6, 1)
    assert coloured(one, drawn, 2, 2) in (theme.PAPER, theme.BLANK)


def test_a_map_too_large_to_be_shown_pixel_by_pixel_says_so() -> None:
    large = sheet.Sheet(walk(np.zeros((1, 300, 700), np.float32), border=padding.Padding("valid")))
    assert (large.output.shrink, large.planes.scale.shrink) == (3, 3)
    assert large.output.note == ", shown 1:3"


@pytest.mark.parametrize("kind", pooling.POOLINGS)
@pytest.mark.parametrize("everywhere", [False, True])
def test_every_pooling_can_be_walked(kind: str, everywhere: bool) -> None:
    pool = pooling.Pool(kind, (3, 3), (2, 2), (1, 1), ceil=True, everywhere=everywhere)
    assert every_size(walk(pooled=True, pool=pool)) == {sheet.SIZE}


@pytest.mark.parametrize("mode", padding.MODES)
@pytest.mark.parametrize("amount", padding.AMOUNTS)
@pytest.mark.parametrize("dilation", [(1, 1), (2, 2)])
def test_every_border_can_be_walked(mode: str, amount: str, dilation: tuple[int, int]) -> None:
    border = padding.Padding(amount, mode, 0.5, 1, 2, 3, 1)
    assert every_size(walk(border=border, dilation=dilation, stride=(2, 3))) == {sheet.SIZE}


@pytest.mark.parametrize("activation", activations.ACTIVATIONS)
@pytest.mark.parametrize("mix", pipeline.MIXES)
def test_colour_images_can_be_walked(activation: str, mix: str) -> None:
    bank = "random" if mix == "sum" else "sobel-xy"
    assert every_size(walk(COLOUR, bank, mix=mix, activation=activation, bias=-0.25)) == {sheet.SIZE}


@pytest.mark.parametrize("weights", [(-1.0, 1.0), (1.0,), tuple(range(-4, 5))])
@pytest.mark.parametrize("channels", [1, 2, 3, 5])
@pytest.mark.parametrize("length", [9, 40, 1200])
def test_signals_can_be_walked(weights: tuple[float, ...], channels: int, length: int) -> None:
    signal = np.resize(SIGNAL, (channels, 1, length))
    assert every_size(own(signal, weights)) == {sheet.SIZE}
    assert every_size(own(signal.swapaxes(1, 2), *((one,) for one in weights))) == {sheet.SIZE}


@pytest.mark.parametrize("channels", [7, 16, 61])
@pytest.mark.parametrize("side", [1, 3])
def test_deep_layers_can_be_walked(channels: int, side: int) -> None:
    deep = np.resize(COLOUR[0, :12, :12], (channels, 12, 12))
    assert every_size(own(deep, *((0.5,) * side,) * side)) == {sheet.SIZE}


@pytest.mark.parametrize("bank", ["gabor", "laplacian-of-gaussian", "mean-2"])
def test_kernels_of_other_sizes_can_be_walked(bank: str) -> None:
    assert every_size(walk(COLOUR[:1], bank)) == {sheet.SIZE}
