"""cnnviz.nets.inside.flatten: which pixel becomes which unit, held to torch's Flatten."""

import numpy as np
import pytest
import torch

from cnnviz.errors import InputError
from cnnviz.nets.inside import flatten

SHAPES = [(1, 1, 1), (3, 5, 4), (64, 5, 5), (2, 3, 3), (5, 1, 20)]


@pytest.mark.parametrize("shape", SHAPES)
def test_units_are_where_torch_puts_them(shape: flatten.Shape) -> None:
    """C81."""
    maps = torch.arange(int(np.prod(shape))).reshape(1, *shape)
    vector = torch.nn.Flatten()(maps)[0]
    for number, place in enumerate(np.ndindex(*shape)):
        channel, row, column = place
        assert flatten.unit(shape, (channel, row, column)) == number
        assert flatten.place(shape, number) == place
        assert maps[0][place] == vector[number]


@pytest.mark.parametrize("place", [(2, 0, 0), (0, 3, 0), (0, 0, -1)])
def test_a_pixel_that_is_not_there_is_an_error(place: flatten.Place) -> None:
    with pytest.raises(InputError, match="There is no pixel"):
        flatten.unit((2, 3, 3), place)


def test_a_unit_beyond_the_vector_is_an_error() -> None:
    with pytest.raises(InputError, match="There is no unit 19: 2 × 3 × 3 makes 18"):
        flatten.place((2, 3, 3), 18)
