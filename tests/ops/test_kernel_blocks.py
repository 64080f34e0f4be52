"""cnnviz.ops.kernel_text.blocks: a kernel for each channel of each filter, in one text."""

import numpy as np
import pytest

from cnnviz.errors import InputError
from cnnviz.ops.kernel_text import blocks


@pytest.mark.parametrize("text", ["1,0;0,1;;2,0;0,2", "1,0;0,1 ;; 2,0;0,2;", "1 0\n0 1;;2 0\n0 2"])
def test_two_semicolons_set_blocks_apart(text: str) -> None:
    """C57."""
    first, second = blocks.parsed(blocks.split(text, lines=False))
    assert first.tolist() == [[1, 0], [0, 1]]
    assert second.tolist() == [[2, 0], [0, 2]]


def test_an_empty_line_does_where_several_channels_come_in() -> None:
    """C57: and nothing else changes, so that a text means what it meant."""
    text = "1 0\n0 1\n\n2 0\n0 2\n \n3 0\n0 3"
    assert [one.tolist()[0][0] for one in blocks.parsed(blocks.split(text, lines=True))] == [1, 2, 3]
    assert blocks.split(text, lines=False) == [text]


@pytest.mark.parametrize("text", ["1,0;0,1", "1 0\n0 1", "1 2 3\n\n4 5 6", "1 0\n0 1\n\n3 4 5", "", "1,2;"])
def test_any_other_text_is_one_kernel_as_before(text: str) -> None:
    """Old links keep what they show."""
    assert blocks.split(text, lines=True) == [text]


def test_the_text_of_some_kernels_is_read_back_exactly() -> None:
    """C57."""
    kernels = tuple(np.random.default_rng(0).normal(size=(6, 3, 2)))
    read = blocks.parsed(blocks.split(blocks.text(kernels), lines=False))
    assert np.array_equal(read, kernels)
    single = (np.array([[2.0]]), np.array([[-1.5]]))
    assert blocks.text(single) == "2;;-1.5"
    assert np.array_equal(blocks.parsed(blocks.split("2;;-1.5", lines=False)), single)


def test_what_cannot_be_read_names_its_block() -> None:
    """What, where, the way out."""
    with pytest.raises(InputError, match="block 2 of the kernel"):
        blocks.parsed(blocks.split("1,2;;x,4", lines=False))
