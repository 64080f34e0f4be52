import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnviz import numbers
from tests import gallery


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0"),
        (-0.0, "0"),
        (1e-9, "0"),
        (-3, "−3"),
        (0.5, "0.5"),
        (1 / 3, "0.3333"),
        (-2 / 3, "−0.6667"),
        (1234.56, "1235"),
        (-120000, "−120000"),
        (12_345_678, "1.235e7"),
        (999_999, "999999"),
        (1_000_000, "1.000e6"),
        (0.00001234, "0.00001234"),
        (9.99999, "10"),
    ],
)
def test_a_number_is_written_with_four_significant_digits(value: float, written: str) -> None:
    assert numbers.text(value) == written


@given(st.floats(-1e12, 1e12))
def test_what_is_written_is_the_number_to_four_digits(value: float) -> None:
    read = gallery.number(numbers.text(value))
    assert math.isclose(read, value, rel_tol=6e-4, abs_tol=1e-6)


def test_one_of_a_thing_has_no_plural() -> None:
    assert (numbers.count(1, "map"), numbers.count(2, "map"), numbers.count(0, "map")) == ("1 map", "2 maps", "0 maps")


def test_a_shape_is_said_with_times_signs() -> None:
    assert numbers.size((3, 28, 28)) == "3 × 28 × 28"


@given(st.lists(st.floats(-1e3, 1e3), min_size=1, max_size=8), st.integers(0, 3))
def test_no_shortened_number_becomes_0_or_is_far_from_itself(values: list[float], decimals: int) -> None:
    for value, short in zip(values, numbers.shortened(np.array(values), decimals), strict=True):
        assert abs(short - value) <= min(0.5 * 10**-decimals, max(0.05 * abs(value), 1e-11)) * 1.001
        assert (numbers.text(short) == "0") == (numbers.text(value) == "0") or abs(value) < 2e-6


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ("a", "“a”"),
        ("ab", "“a” and “b”"),
        ("abcd", "“a”, “b”, “c” and “d”"),
        ("bcdef", "“b”, “c”, “d” and 2 more"),
    ],
)
def test_names_are_listed_as_people_do(chosen: str, said: str) -> None:
    assert numbers.listed("abcdef", [name in chosen for name in "abcdef"]) == said
