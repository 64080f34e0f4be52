"""cnnviz.figures.walk.arithmetic: nothing runs into what stands beside it."""

import numpy as np
import pytest

from cnnviz.figures.walk import animation, sheet
from cnnviz.ops import pooling
from tests.figures.walk.walked import COLOUR, own, walk


@pytest.mark.parametrize("bias", [0.0, -123456.7])
@pytest.mark.parametrize("channels", [1, 2, 3, 4, 9])
@pytest.mark.parametrize("window", [(1, 1), (1, 7), (2, 2), (3, 3), (4, 2), (5, 5), (9, 3), (31, 31)])
def test_nothing_runs_into_what_stands_beside_it(window: tuple[int, int], channels: int, bias: float) -> None:
    """White stays the gap on either side of the arithmetic, and the line above the sentence."""
    image = np.resize(COLOUR[:, :33, :33], (channels, 33, 33))
    weights = np.random.default_rng(2).normal(size=window)
    one = own(image, *(tuple(row) for row in weights.tolist()), bias=bias, activation="leaky ReLU")
    drawn = np.asarray(animation.picture(one, 1, 1))
    rooms = sheet.Sheet(one).rooms
    for x in (rooms.middle[0] - sheet.GAP // 2, rooms.output[0] - sheet.GAP // 2):
        assert (drawn[: sheet.FOOT - 13, x] == 255).all()
    assert (drawn[sheet.FOOT - 13] == 255).all()
    assert (drawn[:, [0, -1]] == 255).all()


@pytest.mark.parametrize("kind", pooling.POOLINGS)
@pytest.mark.parametrize("window", [(1, 1), (2, 2), (7, 5), (32, 32)])
def test_no_pooling_runs_into_what_stands_beside_it(kind: str, window: tuple[int, int]) -> None:
    one = walk(COLOUR[:1], pooled=True, pool=pooling.Pool(kind, window, (1, 1), power=2.5))
    drawn = np.asarray(animation.picture(one, 1, 1))
    rooms = sheet.Sheet(one).rooms
    for room in (rooms.middle, rooms.output):
        assert (drawn[: sheet.FOOT - 13, room[0] - sheet.GAP // 2] == 255).all()
    assert (drawn[sheet.FOOT - 13] == 255).all()
