"""A picture without colours and in disorder, and what is answered to them."""

import numpy as np
import pytest

from cnnviz.images import samples
from cnnviz.inspect import models, passing, preparation
from cnnviz.inspect.operate import again, reliance, surgery
from cnnviz.inspect.operate.edits import Edit
from cnnviz.inspect.way import graph, passage
from tests.inspect.way import small

RANDOM = np.random.default_rng(3)


def test_grey_is_the_mean_of_the_channels_everywhere() -> None:
    values = RANDOM.normal(size=(3, 4, 6)).astype(np.float32)
    found = reliance.grey(values)
    for row, column in np.ndindex(4, 6):
        red, green, blue = (float(values[channel, row, column]) for channel in range(3))
        np.testing.assert_allclose(found[:, row, column], (red + green + blue) / 3, rtol=1e-5, atol=1e-7)


def test_a_grey_filter_on_the_photo_makes_what_the_filter_makes_of_the_grey_photo() -> None:
    read, weights, image = graph.graph(small.MANY), small.weights(small.MANY), small.image(small.MANY)
    change = surgery.change(read, weights, [Edit("0.0", channel, "grey") for channel in range(8)])
    edited = again.made(again.Before(read, weights, {"": image}), change, {"0.2"})["0.2"]
    plain = again.made(again.Before(read, weights, {"": reliance.grey(image)}), again.NONE, {"0.2"})["0.2"]
    np.testing.assert_allclose(edited, plain, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("side", [2, 4, 8])
def test_disorder_keeps_every_tile_and_no_place(side: int) -> None:
    values = RANDOM.normal(size=(3, 16, 24)).astype(np.float32)
    found = reliance.shuffled(values, side, 5)

    def tiles(one: np.ndarray) -> list[bytes]:
        return [
            one[:, top : top + side, left : left + side].tobytes()
            for top in range(0, 16, side)
            for left in range(0, 24, side)
        ]

    assert sorted(tiles(found)) == sorted(tiles(values))
    assert tiles(found) != tiles(values)
    np.testing.assert_array_equal(found, reliance.shuffled(values, side, 5))
    assert not np.array_equal(found, reliance.shuffled(values, side, 6))


def test_tiles_fill_the_picture() -> None:
    assert reliance.sides((224, 224)) == (2, 4, 7, 8, 14, 16, 28, 32, 56, 112)
    assert reliance.sides((28, 28)) == (2, 4, 7, 14)
    assert reliance.sides((12, 30)) == (2, 3, 6)
    assert reliance.sides((7, 11)) == ()


def test_an_answer_is_how_far_a_map_varies_and_a_dead_one_has_none() -> None:
    maps = np.stack([np.zeros((4, 4)), np.full((4, 4), 3.0), np.eye(4), 2 * np.eye(4)])
    found = reliance.strengths(maps)
    np.testing.assert_allclose(found, np.array([0, 0, 1, 2]) * np.std(np.eye(4)))
    np.testing.assert_array_equal(reliance.strengths(np.array([-2.0, 1.0])), [2, 1])
    one = np.zeros(3)
    read = reliance.Reliance((one, one, one), (np.array([0, 2.0, 4.0]), np.array([5, 1.0, 4.0]), np.array([0, 3, 0.0])))
    np.testing.assert_array_equal(read.to_grey, np.array([np.nan, 0.5, 1]))
    np.testing.assert_array_equal(read.to_shuffled, np.array([np.nan, 1.5, 0]))


def test_both_versions_go_through_the_network_like_any_picture() -> None:
    read = preparation.Preparation(small.MANY.input, 1.0, preparation.NORMALISATIONS["lite"])
    model = models.Model("m", "m", small.MANY, small.weights(small.MANY), tuple("abcdefg"), read)
    values = small.image(small.MANY)[:, :22]
    values = np.ascontiguousarray(np.pad(values, ((0, 0), (0, 1), (0, 0))))
    seen = passage.passed(model, values)
    found = reliance.reliance(model, seen, values, "0.2", 1, 0)
    for logits, one in zip(found.logits, (values, reliance.grey(values), reliance.shuffled(values, 1, 0)), strict=True):
        np.testing.assert_allclose(logits, passing.logits(model, one), rtol=1e-4, atol=1e-5)
    np.testing.assert_allclose(
        found.answers[1], passing.through(model, reliance.grey(values), {"0.2"})["0.2"].std((1, 2)), rtol=1e-4
    )


def test_a_filter_for_light_answers_to_the_grey_cup_and_one_for_colours_does_not(lite0: models.Model) -> None:
    values = preparation.prepared(samples.picture("coffee", 384).pixels, lite0.preparation).values
    seen = passage.passed(lite0, values)
    found = reliance.reliance(lite0, seen, values, "0.2", 28, 0)
    assert found.to_grey[8] == pytest.approx(1, abs=0.1)
    assert np.nanmin(found.to_grey) < 0.05
    assert np.isnan(found.to_grey).sum() == 4
