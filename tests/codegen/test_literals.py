"""cnnviz.codegen.literals: what is written down is exactly what was computed with."""

import numpy as np
import pytest

from cnnviz.codegen import literals
from cnnviz.ops import catalogue


def read(lines: list[str]) -> np.ndarray:
    return eval("\n".join(lines), {"np": np})


@pytest.mark.parametrize("which", ["low", "default", "high"])
@pytest.mark.parametrize("name", catalogue.BANKS)
def test_a_bank_reads_back_bit_for_bit(name: str, which: str) -> None:
    parameters = {one.name: getattr(one, which) for one in catalogue.BANKS[name].parameters}
    names, weights = catalogue.weights(name, parameters)
    array = read(literals.array(weights[:, 0, ::-1, ::-1], names))
    assert array.dtype == np.float32
    np.testing.assert_array_equal(array, weights[:, 0, ::-1, ::-1].astype(np.float32))


def test_filters_that_differ_between_channels_read_back_bit_for_bit() -> None:
    names, weights = catalogue.weights("random", {"size": 5, "count": 3}, channels=3)
    lines = literals.array(weights, names)
    np.testing.assert_array_equal(read(lines), weights.astype(np.float32))
    assert max(map(len, lines)) <= 120


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.1, "0.1"), (-0.0, "0"), (2.0, "2"), (1e6, "1000000"), (1 / 3, "0.33333334"), (1e-9, "1e-09"), (3e9, "3e+09")],
)
def test_numbers_are_as_short_as_they_can_be(value: float, text: str) -> None:
    assert literals.number(value) == text
    assert np.float32(float(text)) == np.float32(value)


def test_a_small_kernel_is_written_as_the_grid_it_is() -> None:
    kernel = np.array([[[-1, 0, 1.5], [2, 0, -2]]])
    assert literals.array(kernel, ("mine",)) == [
        "np.array([",
        "    [[ -1,   0, 1.5],  # mine",
        "     [  2,   0,  -2]],",
        "], dtype=np.float32)",
    ]


@pytest.mark.parametrize(("name", "parameter", "most"), [("gaussian", {"sigma": 4}, 24), ("box", {"size": 31}, 4)])
def test_a_large_kernel_that_is_a_product_stays_short(name: str, parameter: dict[str, float], most: int) -> None:
    names, weights = catalogue.weights(name, parameter)
    assert len(literals.array(weights[:, 0], names)) <= most


def test_slices_say_only_what_is_left_out() -> None:
    assert literals.steps(1, 2, 3) == ":, ::2, ::3"
    assert literals.steps(1, 2, 1) == ":, ::2"
    assert literals.steps(1, 1, 1) == ""
