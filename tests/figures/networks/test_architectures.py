"""cnnviz.figures.networks.architectures: the chart of all networks, whose names can be read."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnviz.figures.networks import architectures
from cnnviz.nets import shapes, zoo

KNOWN = {key: shapes.totals(shapes.records(entry.network())) for key, entry in zoo.ENTRIES.items()}


@given(st.lists(st.floats(0, 100), max_size=30), st.floats(0.01, 5))
def test_what_is_spread_keeps_its_order_and_its_distance(places: list[float], gap: float) -> None:
    falling = np.array(sorted(places, reverse=True))
    moved = architectures.spread(falling, gap)
    assert len(moved) == len(falling)
    assert (-np.diff(moved) >= gap - 1e-6).all()
    if (-np.diff(falling) >= gap).all():
        assert moved == pytest.approx(falling)


def test_every_network_of_the_chart_has_a_line_of_text_to_itself_whatever_the_width() -> None:
    """ResNet-50 and Inception v3 were written over one another."""
    figure = architectures.chart(KNOWN)
    lines, names, circles = figure.data
    low, high = figure.layout.yaxis.range
    pixels = (architectures.HEIGHT - architectures.ABOVE - architectures.BELOW) / (high - low)
    assert len(set(names.x)) == 1
    assert (-np.diff(names.y) * pixels >= architectures.LINE - 1e-6).all()
    assert (low < min(names.y)) & (max(names.y) < high)
    assert list(names.text) == list(circles.text)
    assert {"ResNet-50", "Inception v3"} <= set(names.text)
    for at, (name, y) in enumerate(zip(names.text, names.y, strict=True)):
        ends = (lines.x[3 * at], lines.y[3 * at]), (lines.x[3 * at + 1], lines.y[3 * at + 1])
        assert ends == ((circles.x[at], circles.y[at]), (names.x[at], y)), name


def test_the_axes_hold_every_circle() -> None:
    figure = architectures.chart(KNOWN)
    circles = figure.data[2]
    (left, right), (low, high) = figure.layout.xaxis.range, figure.layout.yaxis.range
    # What a window of 390 pixels leaves between the axis and the names.
    narrow = 115 / (right - left)
    radii = np.array(circles.marker.size) / 2
    assert (narrow * (np.log10(circles.x) - left) >= radii - 1).all()
    assert (narrow * (right - np.log10(circles.x)) >= radii).all()
    assert low < min(circles.y)
    assert max(circles.y) < high


def test_what_nobody_published_is_said_in_words() -> None:
    rows = architectures.compared(KNOWN)
    assert all(row[kind] for row in rows for kind in ("top-1, %", "top-5, %"))
    said = {row["network"]: (row["top-1, %"], row["top-5, %"]) for row in rows}
    assert said["LeNet-5"] == ("none published", "none published")
    assert said["AlexNet"] == ("56.522", "79.066")
