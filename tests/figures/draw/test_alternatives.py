"""cnnviz.figures.draw.alternatives: values in words."""

import numpy as np
import pytest

from cnnviz.figures.draw import alternatives


def test_places_count_from_1_and_the_strongest_quarter_is_named() -> None:
    values = np.zeros((8, 8))
    values[1, 6], values[5, 0] = 9, -2
    assert alternatives.text(values) == (
        "Largest in row 2, column 7, smallest in row 6, column 1; strongest in the upper right quarter."
    )


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (np.full((5, 5), 3.0), "The same number everywhere."),
        (np.array([[1.0]]), ""),
        (np.array([[1.0, 2.0]]), "Largest in row 1, column 2, smallest in row 1, column 1."),
        (np.tile([[1.0, 2.0], [3.0, 4.0]], (4, 4)), "spread evenly."),
    ],
)
def test_little_is_said_where_there_is_little_to_say(values: np.ndarray, expected: str) -> None:
    assert alternatives.text(values).endswith(expected)
