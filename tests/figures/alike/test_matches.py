"""cnnviz.figures.alike.matches: a kernel and its likes, beside what they make of a picture."""

import numpy as np
import pytest

from cnnviz.figures.alike import matches
from cnnviz.figures.draw import tiles
from cnnviz.ops import kernels

SOBEL = kernels.edge_x(kernels.SOBEL_SMOOTH)
OWN = matches.Shown("Sobel x", SOBEL, np.array([[-2.0, 1.0]]))
NEAR = matches.Shown("Block 2, channel 3", 0.1 * SOBEL + 0.001, np.array([[-8.0, 4.0]]), 0.99)
WIDE = matches.Shown("Block 3, channel 9", np.random.default_rng(0).normal(size=(5, 5)), np.array([[0.5, 0.0]]), -0.7)


def test_the_learners_kernel_comes_first_as_it_was_typed() -> None:
    own, near, _ = matches.sections(OWN, [NEAR, WIDE], 0.9)
    assert (own.title, near.title) == ("Yours: Sobel x", "1. Block 2, channel 3")
    kernel, _ = own.tiles
    assert isinstance(kernel, tiles.Matrix)
    np.testing.assert_array_equal(kernel.values, SOBEL)


def test_a_learned_kernel_is_written_at_length_one_and_how_long_it_is() -> None:
    _, near, _ = matches.sections(OWN, [NEAR, WIDE], 0.9)
    kernel, _ = near.tiles
    assert isinstance(kernel, tiles.Matrix)
    length = float(kernel.facts[0].removeprefix("times "))
    np.testing.assert_allclose(kernel.values * length, NEAR.weights, atol=0.005 * length + 1e-4)


def test_all_maps_are_on_one_scale() -> None:
    maps = [section.tiles[1] for section in matches.sections(OWN, [NEAR, WIDE], 0.9)]
    assert {(one.low, one.high) for one in maps if isinstance(one, tiles.Picture)} == {(-8, 8)}


def test_a_kernel_of_25_numbers_is_a_picture() -> None:
    assert isinstance(matches.sections(OWN, [WIDE], 0.9)[1].tiles[0], tiles.Picture)


@pytest.mark.parametrize(
    ("cosine", "said"),
    [
        (0.95, "cos 0.95: looks like it."),
        (-0.95, "cos −0.95: looks like it with every sign turned."),
        (0.85, "cos 0.85: not much like it."),
        (-0.85, "cos −0.85: not much like it, signs turned."),
    ],
)
def test_it_is_said_to_look_like_it_above_the_threshold_with_its_sign(cosine: float, said: str) -> None:
    assert matches.likeness(cosine, 0.9) == said


def test_where_they_sit_is_counted_most_first() -> None:
    many = [("First layer", 1), ("A", 0), ("B", 7), ("C", 3), ("D", 2), ("E", 2), ("F", 2), ("G", 1), ("H", 1)]
    assert matches.counted(many, 0.9, 2690) == (
        "**19** of 2,690 living kernels are above |cos| 0.9: 7 in B, 3 in C, 2 in D, 2 in E, 2 in F, 1 in First layer, "
        "2 elsewhere."
    )
    assert matches.counted([("A", 0)], 0.95, 12) == "None of 12 living kernels is above |cos| 0.95."
    assert matches.counted([("A", 1)], 0.95, 12) == "**1** of 12 living kernels is above |cos| 0.95: 1 in A."
