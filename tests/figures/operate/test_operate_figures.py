"""What is drawn and said of an operation."""

import numpy as np
import pytest

from cnnviz import packing
from cnnviz.figures.draw import tiles
from cnnviz.figures.operate import answers, filters, pictures, told
from cnnviz.inspect.operate import edits
from cnnviz.inspect.operate.compared import Compared
from cnnviz.inspect.operate.edits import Edit
from cnnviz.inspect.way import graph
from tests.inspect.way import small

NAMES = ("cup", "pot", "sea", "sky", "owl", "bee")
READ = graph.graph(small.MANY)


def test_answers_stand_in_order_with_what_changed() -> None:
    before = np.log(np.array([60, 20, 10, 5, 3, 2], float)).astype(np.float32)
    after = np.log(np.array([20, 60, 10, 5, 3, 2], float)).astype(np.float32)
    header, _ = packing.unpacked(answers.message(NAMES, Compared(before, after)))
    old, new = header["lists"]
    assert [row["name"] for row in old["rows"]] == ["cup", "pot", "sea", "sky", "owl"]
    assert old["rows"][0]["cells"] == ["60 %", "4.09"]
    assert new["rows"][0] == {
        "name": "pot",
        "share": pytest.approx(0.6),
        "cells": ["60 %", "+40.0", "4.09", "+1.10"],
    } | {"turn": "rises"}
    assert new["rows"][1]["cells"][1] == "−40.0"
    assert new["rows"][2]["cells"][1::2] == ["0", "0"]


def test_the_sentence_says_who_gains_and_who_loses() -> None:
    before = np.log(np.array([60, 20, 10, 5, 3, 2], float))
    assert answers.sentence(NAMES, Compared(before, before)) == "“cup” keeps its 60 %: no share changes by 0.1 points."
    after = np.log(np.array([20, 55, 15, 5, 3, 2], float))
    said = answers.sentence(NAMES, Compared(before, after))
    assert said == "“cup”: 60 % → 20 %. Now it says “pot”, 55 %. Gains most: “pot”, +35.0 points."
    third = np.log(np.array([65, 5, 20, 5, 3, 2], float))
    assert answers.sentence(NAMES, Compared(before, third)).endswith(
        "Gains most: “sea”, +10.0 points. Loses most: “pot”, −15.0 points."
    )


def test_filters_are_marked_and_measured() -> None:
    weights = small.weights(small.MANY)["0.0.weight"]
    measured = filters.Measured(np.array([0.5, -0.25, np.nan, 0, 1, 1, 1, 1]), "loses", "What it loses.")
    header, arrays = packing.unpacked(filters.choice(weights, {2}, {1}, 3, measured))
    assert header["chosen"] == 3
    assert header["ends"] == [-0.25, 1]
    assert [tile["text"] for tile in header["tiles"][:4]] == ["0.50", "−0.25", "–", "0"]
    assert [tile["told"] for tile in header["tiles"][:3]] == [
        "Filter 1, loses 0.50",
        "Filter 2, edited, loses −0.25",
        "Filter 3, dead, loses none",
    ]
    assert arrays["pixels"].shape == (8, 3, 3, 3)
    bare, _ = packing.unpacked(filters.choice(weights, (), (), 0))
    assert bare["ends"] is None
    assert bare["legend"] == ""
    shares = filters.Measured(np.array([0.5] * 8), "answers", "", share=True)
    assert packing.unpacked(filters.choice(weights, (), (), 0, shares))[0]["tiles"][0]["text"] == "50 %"


def test_a_filter_has_its_own_colours_and_0_is_grey() -> None:
    kernel = np.zeros((3, 2, 2))
    kernel[0, 0, 0], kernel[:, 1, 1] = 1, -1
    colours = filters.kernel(kernel, 1.0)
    np.testing.assert_array_equal(colours[0, 0], [255, 128, 128])
    np.testing.assert_array_equal(colours[1, 1], [0, 0, 0])
    np.testing.assert_array_equal(colours[0, 1], [128, 128, 128])
    assert filters.kernel(np.ones((5, 3, 3)), 1.0).shape == (3, 3, 3)


def test_maps_before_and_after_stand_on_one_scale_and_the_filter_twice_only_where_it_changed() -> None:
    photo, kernel = np.zeros((4, 4, 3), np.uint8), np.ones((3, 3, 3), np.float32)
    (section,) = pictures.hero(photo, (np.ones((4, 4)), 3 * np.ones((4, 4))), (kernel, kernel))
    assert [tile.title for tile in section.tiles] == ["The photo", "Its filter", "Map before", "Map after"]
    maps = [tile for tile in section.tiles[2:] if isinstance(tile, tiles.Picture)]
    assert [(one.palette, one.high) for one in maps] == [("grey", 3), ("grey", 3)]
    (section,) = pictures.hero(photo, (np.ones((4, 4)), -np.ones((4, 4))), (kernel, -kernel))
    assert [tile.title for tile in section.tiles][1:3] == ["Filter before", "Filter after"]
    assert [tile.palette for tile in section.tiles[3:] if isinstance(tile, tiles.Picture)] == ["signed", "signed"]
    (section,) = pictures.hero(photo, (np.ones((1, 1)), np.ones((1, 1))), None)
    assert len(section.tiles) == 3


def test_of_many_slices_the_largest_are_written() -> None:
    kernel = np.arange(6.0)[:, None, None] * np.ones((6, 3, 3))
    (learned,) = pictures.slices((kernel, kernel))
    assert [tile.title for tile in learned.tiles] == ["map 6", "map 5", "map 4"]
    learned, now = pictures.slices((np.ones((3, 3, 3)), np.zeros((3, 3, 3))))
    assert [tile.title for tile in now.tiles] == ["red", "green", "blue"]


def test_three_maps_that_are_no_colours_are_called_by_their_numbers() -> None:
    kernel = np.array([1.0, 3, 2])[:, None, None] * np.ones((3, 3, 3))
    (learned,) = pictures.slices((kernel, kernel), pixels=False)
    assert [tile.title for tile in learned.tiles] == ["map 1", "map 2", "map 3"]
    (section,) = pictures.hero(np.zeros((4, 4, 3), np.uint8), (np.ones((4, 4)),) * 2, (kernel, kernel), pixels=False)
    assert section.tiles[1].facts == ("slice 2 of 3, the largest",)


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (Edit("0.0", 8 - 1, "silence"), "filter 8: silenced"),
        (Edit("0.0", 0, "swap", "sobel-x"), f"filter 1: {edits.KERNELS['sobel-x'].label} swapped in"),
        (Edit("0.0", 0, "turn", "180"), "filter 1: turned 180°"),
        (Edit("0.0", 0, "flip", "rows"), "filter 1: top and bottom flipped"),
        (Edit("0.0", 0, "empty"), "filter 1: weights 0"),
        (Edit("0.0", 0, "grey"), "filter 1: grey"),
        (Edit("6", 3, "scale", "-0.5"), "MaxPool 3×3 stride 1, map 4: × −0.5"),
    ],
)
def test_an_edit_is_said_in_a_few_words(edit: Edit, said: str) -> None:
    assert told.edit(READ, edit) == said


def test_every_kind_of_edit_says_what_it_does() -> None:
    assert set(told.SENTENCES) == set(edits.KINDS)


@pytest.mark.parametrize(
    ("shares", "ends"),
    [
        ((0.9, 0.8, 0.7), "without either."),
        ((0.9, 0.2, 0.7), "the colours more than the arrangement."),
        ((0.9, 0.8, 0.1), "the arrangement more than the colours."),
        ((0.9, 0.2, 0.1), "needs both."),
    ],
)
def test_what_an_answer_needs_follows_from_the_shares(shares: tuple[float, float, float], ends: str) -> None:
    each = dict(zip(("photo", "grey", "shuffled"), shares, strict=True))
    assert told.needs(NAMES, 0, each).endswith(ends)


def test_a_channel_without_an_answer_has_no_ratio() -> None:
    assert "the same everywhere" in told.ratios("filter 3", np.nan, np.nan)
    assert told.ratios("filter 3", 0.5, 1.04) == (
        "Filter 3 answers to the grey photo with 50 %, to the disordered one with 104 % of its answer to the photo as "
        "it is."
    )
    assert told.try_colour(np.array([np.nan, 0.4, 0.02])).startswith("**Try:** filter 3")
    assert told.try_colour(np.array([np.nan])) == ""


def test_a_filter_that_nothing_misses_is_not_said_to_be_missed() -> None:
    said = answers.without(["cat", "dog"], 0, 3, -0.002, 5, 32)
    assert said == "“cat” loses nothing without any. 5 filters of these 32 change its share by less than 0.1 points."
    assert "without filter 4: 12.5 points. 1 filter of these 64" in answers.without(["cat"], 0, 3, 0.125, 1, 64)


def test_a_number_has_no_map_that_is_the_same_everywhere() -> None:
    none = float("nan")
    assert "map is the same" in told.ratios("map 3", none, none)
    assert told.ratios("number 3", none, none, is_map=False).endswith("it is 0, or nearly.")


def test_only_a_filter_that_lives_on_colours_is_to_be_tried() -> None:
    assert "filter 2 answers to the grey photo with 10 % only" in told.try_colour(np.array([0.9, 0.1]))
    assert told.try_colour(np.array([0.9, 0.8])) == ""
