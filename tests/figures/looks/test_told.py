"""What is said of a channel's numbers, and their chart."""

import dataclasses

import numpy as np
import pytest

from cnnviz.figures.looks import groups, told
from cnnviz.inspect.looks import extremes, likeness, patches, scan, spread


def known(values: list[float], silent: int = 0) -> scan.Scan:
    none = extremes.none(1)
    counted = spread.none(1).with_numbers(np.array([values], np.float32))
    return scan.Scan(1, 10, none, none, none, counted, np.array([silent]))


def test_the_chart_holds_all_numbers_and_zeros_apart() -> None:
    figure = told.chart(known([0, 0, 1, 2, 2, -1]).spread, 0)
    others, zeros = figure.data
    assert sum(others.y) == pytest.approx(100 * 4 / 6)
    assert zeros.y == pytest.approx([100 * 2 / 6])
    width = others.width / 0.92
    assert any(abs(x - 2) <= width and y == pytest.approx(100 * 2 / 6) for x, y in zip(others.x, others.y, strict=True))


def test_of_a_channel_that_is_always_0_only_zeros_are_drawn() -> None:
    (bar,) = told.chart(known([0, 0]).spread, 0).data
    assert (bar.name, list(bar.y)) == ("exactly 0", [100.0])


def test_silence_is_said_where_the_activation_can_make_it() -> None:
    half = known([0, 0, 1, 2], 3)
    assert told.silence(half, 0, "window", True) == "It stays at 0 in 3 of 10 windows. 50 % of its 4 numbers are 0."
    assert told.silence(half, 0, "window", False) == "Its largest number is above 0 in 7 of 10 windows."
    assert told.silence(dataclasses.replace(half, silent=np.array([10])), 0, "window", True) == told.DEAD


@pytest.mark.parametrize(
    ("part", "text"), [(0, "0 %"), (0.0001, "under 0.1 %"), (0.25, "25 %"), (0.99999, "over 99.9 %"), (1, "100 %")]
)
def test_a_share_is_never_rounded_to_all_or_nothing(part: float, text: str) -> None:
    assert told.share(part) == text


def test_random_weights_that_are_as_much_alike_are_said_to_be() -> None:
    learned, random = likeness.Likeness(0.4, 28), likeness.Likeness(0.6, 28)
    assert "is not owed to learning" in groups.beside(random, learned)
    assert groups.beside(learned, random).endswith("Above it is 0.6.")
    none = likeness.Likeness(float("nan"), 0)
    assert "nan" not in groups.beside(none, learned) + groups.beside(learned, none) + groups.alike(none)


def test_the_order_is_told_where_numbers_do_not_say_it() -> None:
    sums = [patches.Found(total, min(total, 6), 0, 0, 0, (0, 1), (0, 1)) for total in (9.0, 7.0, 5.0)]
    assert "ReLU6 makes their numbers" in groups.ordered(sums, "ReLU6")
    assert groups.ordered(sums[2:], "ReLU6") == ""
