"""cnnviz.figures.networks.acting: what is drawn of a matrix and of a patch is what they make of the picture."""

import numpy as np
import pytest

from cnnviz.figures.draw import tiles
from cnnviz.figures.networks import acting
from cnnviz.ops import matrices

KERNEL = np.array([[1, 2, -1], [0.5, -2, 3], [-3, 1.5, -0.5]])
IMAGE = np.random.default_rng(0).random((5, 5))


@pytest.mark.parametrize("output", [0, 4, 8])
def test_one_row_of_the_matrix_is_written_out_and_its_number_is_the_maps(output: int) -> None:
    """C39, C42."""
    freed = matrices.freed(5, KERNEL)
    [section] = acting.product(matrices.product(freed, IMAGE), output)
    picture, strips, made = section.tiles
    assert isinstance(picture, tiles.Matrix)
    assert isinstance(strips, tiles.Picture)
    assert isinstance(made, tiles.Matrix)
    assert picture.marked is not None
    assert made.marked is not None
    top, left = divmod(output, 3)
    assert [tuple(at) for at in np.argwhere(made.marked)] == [(top, left)]
    assert picture.marked[top : top + 3, left : left + 3].all()
    assert picture.marked.sum() == 9
    value = (IMAGE[top : top + 3, left : left + 3] * KERNEL).sum()
    assert made.values[top, left] == pytest.approx(value, abs=5e-3)
    assert f"{value:.2f}".replace("-", "−")[:4] in section.sentence
    assert strips.pixels.shape == (9, 25, 3)
    assert strips.told.count("times") == 9


@pytest.mark.parametrize("side", [1, 5, 24, 28])
def test_the_map_shrinks_as_the_patch_grows_and_the_patch_is_outlined(side: int) -> None:
    """C40, C41."""
    image = np.random.default_rng(1).random((28, 28))
    [section] = acting.patch(matrices.slid(image, side))
    shown, weights, made = section.tiles
    assert isinstance(shown, tiles.Picture)
    start = (28 - side) // 2
    assert shown.lit == (start, start, side, side)
    assert weights.title == f"The patch, {side} × {side}"
    assert made.title == f"The map, {29 - side} × {29 - side}"
    assert isinstance(made, tiles.Matrix) == (29 - side <= acting.FEW)
