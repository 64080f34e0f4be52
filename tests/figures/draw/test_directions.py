"""cnnviz.figures.draw.directions: a direction's colour is that of the wheel."""

import numpy as np
import pytest

from cnnviz.figures.draw import directions


@pytest.mark.parametrize("name", directions.COMPASS_DEGREES)
def test_a_direction_has_the_colour_that_the_wheel_shows_there(name: str) -> None:
    degrees = directions.degrees((name,))
    wheel, angle = directions.wheel(97), np.radians(degrees[0])
    row, column = (round(48 + 40 * part) for part in (np.sin(angle), np.cos(angle)))
    assert (directions.coloured(degrees, np.ones(1))[0].astype(int) - wheel[row, column]).tolist() == pytest.approx(
        [0, 0, 0], abs=6
    )


def test_where_nothing_is_strong_all_is_mid_grey() -> None:
    assert directions.coloured(np.array([0.0, 90.0]), np.zeros(2)).tolist() == [[128] * 3] * 2


def test_the_legend_is_the_wheel_in_as_many_sectors() -> None:
    tile = directions.legend(steps=8)
    assert len(np.unique(tile.pixels.reshape(-1, 3), axis=0)) == 9  # and the grey around it
