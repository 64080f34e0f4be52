"""cnnviz.ops.composites: what several maps say together."""

import numpy as np
import pytest

from cnnviz.ops import catalogue, composites, correlate, kernels, pipeline


def maps_of(name: str, image: np.ndarray) -> np.ndarray:
    return pipeline.result(image[None].astype(np.float32), ("grey",), pipeline.Stage(pipeline.Kernels(name))).maps


def bars(*, lying: bool, standing: bool, stroke: int = 5) -> np.ndarray:
    """A T of 48 × 48 in 64 × 64 pixels, or one of its bars alone."""
    image = np.zeros((64, 64), np.float32)
    middle = slice(32 - stroke // 2, 32 - stroke // 2 + stroke)
    if lying:
        image[middle, 8:56] = 1
    if standing:
        image[32 if lying else 8 : 56, middle] = 1
    return image


@pytest.mark.parametrize(
    ("dark", "bright", "degrees"),
    [
        ((slice(None), slice(0, 4)), None, 0),
        ((slice(0, 4), slice(None)), None, 90),
        ((slice(None), slice(4, 8)), None, 180),
        ((slice(4, 8), slice(None)), None, 270),
    ],
)
def test_direction_points_where_it_gets_brighter(dark: tuple, bright: None, degrees: float) -> None:
    """C19: 0 right, 90 down."""
    image = np.ones((8, 8))
    image[dark] = 0
    across, down = maps_of("sobel-xy", image)
    assert composites.direction(across, down)[4, 4] == degrees
    assert composites.COMBINATIONS["magnitude"].function(across, down)[4, 4] == 4


def test_directions_stay_below_a_full_turn() -> None:
    around = np.deg2rad(np.arange(0, 360, 7.5))
    degrees = composites.direction(np.cos(around), np.sin(around))
    assert ((degrees >= 0) & (degrees < 360)).all()
    np.testing.assert_allclose(degrees, np.arange(0, 360, 7.5), atol=1e-9)
    tiny = composites.direction(np.array(1, np.float32), np.array(-1e-30, np.float32))
    assert 0 <= tiny < 360


def test_the_strongest_of_eight_is_the_maximum_and_says_which() -> None:
    """C19: maximum response and direction."""
    image = np.random.default_rng(0).random((1, 20, 21)).astype(np.float32)
    maps = correlate.correlate(image, np.stack(list(kernels.kirsch().values()))[:, None])
    copy = maps.copy()
    best, won, tied = composites.strongest(maps)
    assert not tied.any()
    assert np.array_equal(best, maps.max(axis=0))
    assert np.array_equal(won, maps.argmax(axis=0))
    assert np.array_equal(maps, copy)


def test_a_flat_pixel_is_won_by_the_first() -> None:
    """C19."""
    best, won, tied = composites.strongest(np.zeros((8, 3, 3), np.float32))
    assert tied.all()
    assert not best.any()
    assert not won.any()


@pytest.mark.parametrize(
    ("name", "expected"),
    [("magnitude", [5, 5]), ("smaller", [3, 0]), ("larger", [4, 4]), ("sum", [7, 1]), ("product", [12, -12])],
)
def test_a_combination_is_its_formula(name: str, expected: list[float]) -> None:
    """C20."""
    left, right = np.array([3, -3], np.float32), np.array([4, 4], np.float32)
    combined = composites.COMBINATIONS[name].function(left, right)
    assert combined.tolist() == expected
    assert combined.dtype == np.float32
    assert composites.COMBINATIONS[name].sentence.endswith(".")


def test_a_t_answers_at_its_junction_and_neither_bar_alone_half_as_much() -> None:
    """C20: a vertical and a horizontal edge detector combined find a T."""
    smaller = composites.COMBINATIONS["smaller"].function
    found = smaller(*maps_of("t-shape-parts", bars(lying=True, standing=True)))
    row, column = np.unravel_index(found.argmax(), found.shape)
    assert abs(row - 32) <= 2
    assert abs(column - 32) <= 2
    for lying in (True, False):
        alone = smaller(*maps_of("t-shape-parts", bars(lying=lying, standing=not lying)))
        assert alone.max() < found.max() / 2


def test_every_pair_can_be_combined_in_every_way() -> None:
    image = np.random.default_rng(0).random((40, 40))
    for name, bank in catalogue.BANKS.items():
        if bank.composite == "pair":
            pair = maps_of(name, image)
            for rule in composites.COMBINATIONS.values():
                assert np.isfinite(rule.function(*pair)).all()


def test_a_pair_combines_its_maps_as_they_are_and_points_where_they_do_without_their_bias() -> None:
    x, y = np.random.default_rng(2).normal(size=(2, 5, 6)).astype(np.float32)
    pair = composites.Pair(x + 1, y + 1, 1.0)
    np.testing.assert_array_equal(pair.combined("sum"), x + 1 + (y + 1))
    np.testing.assert_allclose(pair.direction, composites.direction(x, y), rtol=1e-3)
    np.testing.assert_allclose(pair.strength, np.hypot(x, y), rtol=1e-3)
