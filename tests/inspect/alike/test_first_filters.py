"""cnnviz.inspect.alike.first_filters: which filters are dead, and which oppose colours."""

import numpy as np
import pytest

from cnnviz.inspect.alike import first_filters, spatial
from cnnviz.ops import correlate, kernels

BELL = kernels.binomial()
SOBEL = kernels.edge_x(kernels.SOBEL_SMOOTH)
# Red against green, blue against both, Sobel in all three, in green alone, nothing.
GIVEN = np.stack(
    [
        np.multiply.outer((-1.0, 1.0, 0.0), BELL),
        np.multiply.outer((-1.0, -1.0, 2.0), SOBEL),
        np.multiply.outer((1.0, 1.0, 1.0), SOBEL),
        np.multiply.outer((0.0, 1.0, 0.0), SOBEL),
        np.zeros((3, 3, 3)),
    ]
)
FILTERS = first_filters.first_filters(spatial.SpatialLayer("0", "First layer", GIVEN))


def test_what_opposes_colours_is_told_from_what_meets_light() -> None:
    assert [one.opponent for one in FILTERS] == [True, True, False, False, False]
    assert [one.alive for one in FILTERS] == [True] * 4 + [False]
    assert [one.number for one in FILTERS] == [1, 2, 3, 4, 5]
    assert [one.colour for one in FILTERS] == pytest.approx([1, 1, 0, 2 / 3, 0])


def test_the_sides_are_the_colours_that_it_compares() -> None:
    assert {frozenset(side) for side in FILTERS[0].sides} == {frozenset({"red"}), frozenset({"green"})}
    assert {frozenset(side) for side in FILTERS[1].sides} == {frozenset({"red", "green"}), frozenset({"blue"})}


def test_the_pattern_is_that_of_the_lab() -> None:
    assert [one.looks for one in FILTERS] == ["Binomial", *["Sobel x and y: x"] * 3, ""]
    assert [one.alike for one in FILTERS[:4]] == pytest.approx([1] * 4)


def test_the_share_of_colour_is_what_no_grey_picture_meets() -> None:
    """A filter without its mean over the channels answers 0 to every grey picture, and the rest answers as it does."""
    rng = np.random.default_rng(5)
    weights = rng.normal(size=(1, 3, 3, 3))
    (found,) = first_filters.first_filters(spatial.SpatialLayer("0", "First layer", weights))
    grey = np.repeat(rng.random((1, 12, 12)), 3, axis=0)
    left = weights - weights.mean(axis=1, keepdims=True)
    np.testing.assert_allclose(correlate.correlate(grey, left), 0, atol=1e-5)
    assert found.colour == pytest.approx(float((left**2).sum() / (weights**2).sum()))


def test_filters_of_one_channel_have_no_colours() -> None:
    layer = spatial.SpatialLayer("0", "First layer", np.stack([SOBEL, BELL])[:, None])
    found = first_filters.first_filters(layer)
    assert not any(one.opponent or one.reads_colours for one in found)
    assert [one.looks for one in found] == ["Sobel x and y: x", "Binomial"]
