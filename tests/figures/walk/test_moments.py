"""cnnviz.figures.walk.moments: the numbers and words of a moment are those of the result."""

import numpy as np
import pytest

from cnnviz import numbers
from cnnviz.figures.walk import moments, walks
from cnnviz.ops import padding, pooling
from tests.figures.walk.walked import SMALL, own, walk


def test_the_number_drawn_is_the_results() -> None:
    result = walk(bias=0.5, activation="ReLU", pool=pooling.Pool()).result
    for row, column in np.ndindex(8, 8):
        moment = moments.Moments(walks.Walk(result)).at(row, column)
        assert moment.value == result.activated[0, row, column]
        assert moment.steps[2] == ("=", numbers.text(result.maps[0, row, column]))
        assert moment.products is not None
        assert moment.products.sum() + 0.5 == pytest.approx(result.maps[0, row, column], abs=1e-5)
    assert result.pooled is not None
    assert moments.Moments(walks.Walk(result, pooling=True)).at(2, 3).value == result.pooled[0, 2, 3]


def test_the_sentence_says_where_and_what() -> None:
    one = own(SMALL, (1, 0, 0), (0, 0, 0), (0, 0, 0))
    said = moments.Moments(one).at(2, 3).sentence
    assert said == f"Output row 3, column 4 of 6 × 6: 9 products add up to {SMALL[0, 2, 3]:.0f}"


@pytest.mark.parametrize(("kind", "pick"), [("max", np.max), ("min", np.min)])
@pytest.mark.parametrize("border", [(0, 0), (1, 1)])
def test_the_winner_framed_holds_the_value(kind: str, pick: object, border: tuple[int, int]) -> None:
    one = walk(pooled=True, pool=pooling.Pool(kind, (3, 3), (2, 2), border))
    for row, column in np.ndindex(one.shape):
        moment = moments.Moments(one).at(row, column)
        assert moment.winner is not None
        assert moment.counted[moment.winner]
        assert moment.window[0][moment.winner] == moment.value == pick(moment.window[0][moment.counted])  # type: ignore[operator]


@pytest.mark.parametrize("counting", [True, False])
@pytest.mark.parametrize("ceil", [True, False])
def test_the_cells_said_to_be_averaged_are_those_that_were(counting: bool, ceil: bool) -> None:
    one = walk(pooled=True, pool=pooling.Pool("average", (3, 2), (2, 3), (1, 1), ceil, count_padding=counting))
    for row, column in np.ndindex(one.shape):
        moment = moments.Moments(one).at(row, column)
        assert moment.window[0][moment.counted].mean() == pytest.approx(moment.value, abs=1e-5)
        assert moment.label == f"mean of {moment.counted.sum()}"


def test_the_window_of_a_dilated_kernel_is_its_taps() -> None:
    one = walk(dilation=(2, 2), border=padding.Padding("valid"))
    moment = moments.Moments(one).at(1, 2)
    assert (moment.window[0] == SMALL[0, 1:6:2, 2:7:2]).all()
    assert not moment.invented.any()


def test_single_weights_of_many_channels_stand_in_a_block_that_holds_them_all() -> None:
    weights = np.arange(48).reshape(48, 1, 1)
    assert moments.rows_of_channels(weights).shape == (1, 4, 12)
    assert (moments.rows_of_channels(weights).ravel() == np.arange(48)).all()
    assert moments.rows_of_channels(weights[:5]).shape == (1, 5, 1)
    assert moments.rows_of_channels(np.zeros((3, 3, 3))).shape == (3, 3, 3)
