"""The browser's places of a flattened vector, cnnviz/ui/components/flatten: numpy's (C81)."""

import re
from pathlib import Path

import numpy as np

from cnnviz.nets.inside import flatten
from tests import node

DRIVER = Path(__file__).parents[1] / "flatten_driver.mjs"
SHAPES = [(64, 5, 5), (3, 4, 2), (1, 1, 1), (2, 1, 7)]
SUM = re.compile(r"becomes unit ([\d ·+]+) = ([\d,]+) of .*Back: (\d+) = ([\d ·+]+)\.$")


def test_every_unit_is_numpys_and_its_arithmetic_is_right() -> None:
    for shape, told in zip(SHAPES, node.answers(DRIVER, SHAPES), strict=True):
        for unit, one in enumerate(told):
            assert one["place"] == [int(at) for at in np.unravel_index(unit, shape)]
            assert tuple(one["place"]) == flatten.place(shape, unit)
            assert one["unit"] == unit == flatten.unit(shape, tuple(one["place"]))
            found = SUM.search(one["said"])
            assert found
            there, number, back, sums = found.groups()
            assert summed(there) == int(number.replace(",", "")) == unit + 1
            assert summed(sums) == int(back) == unit


def summed(text: str) -> int:
    """A sum of products as it is written."""
    return sum(int(np.prod([int(factor) for factor in term.split(" · ")])) for term in text.split(" + "))
