"""cnnviz.figures.own_classes: what is drawn and said of a learner's classes is what was computed."""

import dataclasses

import numpy as np
import pytest

from cnnviz import numbers, packing
from cnnviz.figures.draw import tiles
from cnnviz.figures.own_classes import charts, sheets, shelves, told
from cnnviz.inspect.own_classes import album, deciding, features, fitting
from cnnviz.nets import layers
from tests.inspect.own_classes.conftest import model


def classes(*counts: int, names: tuple[str, ...] = ()) -> album.Album:
    """Classes with so many photos, all different."""
    made = album.empty(len(counts))
    for at, count in enumerate(counts):
        rng = np.random.default_rng(at)
        photos = [album.photo(rng.integers(0, 256, (8, 8, 3), np.uint8), f"{at}-{one}") for one in range(count)]
        made, _ = album.added(made, at, photos)
    return (
        made
        if not names
        else album.Album(
            tuple(dataclasses.replace(group, name=name) for group, name in zip(made.groups, names, strict=True))
        )
    )


@pytest.fixture
def shown() -> album.Album:
    return classes(3, 2, 0)


@pytest.fixture
def training(shown: album.Album) -> fitting.Training:
    points = np.random.default_rng(5).normal(size=(5, 4))
    return fitting.trained(points, shown.labels, 3, 0.01, 10)


def test_the_browser_gets_all_steps(shown: album.Album, training: fitting.Training) -> None:
    header, arrays = packing.unpacked(shelves.message(shown, training, 7))
    assert header["names"] == ["Class 1", "Class 2", "Class 3"]
    assert [one["kind"] for one in header["photos"]] == [0, 0, 0, 1, 1]
    assert header["step"] == 7
    assert arrays["thumbs"].shape == (5, album.SMALL, album.SMALL, 3)
    assert arrays["losses"].shape == (11,)
    for step in range(11):
        for at, kind in enumerate(shown.labels):
            assert arrays["own"][step, at] == np.float32(training.shares[step, at, kind])
            assert arrays["guess"][step, at] == training.shares[step, at].argmax()
        assert arrays["right"][step] == np.sum(arrays["guess"][step] == shown.labels)


def test_another_step_is_the_same_training(shown: album.Album, training: fitting.Training) -> None:
    known = [packing.unpacked(shelves.message(shown, training, step))[0]["trained"] for step in (3, 7)]
    assert known[0] == known[1]
    moved = album.moved(shown, 0, 0, 1)
    assert packing.unpacked(shelves.message(moved, training, 3))[0]["trained"] != known[0]


def test_without_a_training_there_are_the_pictures_alone(shown: album.Album) -> None:
    _, arrays = packing.unpacked(shelves.message(shown, None, 0))
    assert set(arrays) == {"thumbs"}
    _, arrays = packing.unpacked(shelves.message(album.empty(2), None, 0))
    assert arrays["thumbs"].shape[0] == 0


def test_shares_are_bars_with_their_numbers() -> None:
    (bars,) = charts.shares(("a", "b", "c"), np.array([0.2, 0.7999, 0.0001])).data
    assert bars.x.tolist() == [0.2, 0.7999, 0.0001]
    assert bars.text == ["0.2", "0.7999", "< 0.001"]


def test_long_names_are_cut_and_stay_apart() -> None:
    cut = charts.short(["x" * 40, "x" * 39 + "y", "cat"])
    assert len(set(cut)) == 3
    assert cut[2] == "cat"


def test_a_logits_parts_stand_in_order_with_the_rest_and_the_bias() -> None:
    found = fitting.Classifier(np.array([[1.0, -2, 3, 0.5]]), np.array([0.25]))
    shown = deciding.decision(found, np.ones(4), 0, most=1)
    (bars,) = charts.decision(shown, "map").data
    assert bars.y == ["map 3", "map 2", "all others", "bias"]
    assert bars.x.tolist() == [3, -2, 1.5, 0.25]


def test_maps_stand_over_the_photo_with_their_product() -> None:
    source = features.Source("1", 2, "0", (2, 2, 2), 0, 0)
    maps = np.array([[[0, 1], [2, 3]], [[1, -1], [0, 0]]], np.float32)
    decision = deciding.Decision((deciding.Part(0, 1.5, 2.0, 3.0),), (deciding.Part(1, 1.0, -1.0, -1.0),), 0, 0, 2)
    lit = [np.zeros((4, 4, 3), np.uint8)] * 2
    speaking, against = sheets.channels(decision, source, maps, lit)
    assert speaking.tiles[0].facts == ("1.5 × 2 = 3", "map up to 3")
    assert isinstance(against.tiles[0], tiles.Picture)
    assert against.tiles[0].palette == "signed"


def test_a_photo_is_made_small_where_each_cell_of_the_maps_keeps_its_pixels() -> None:
    photo = np.zeros((200, 200, 3), np.uint8)
    assert sheets.ground(photo, (7, 7)).shape == sheets.ground(photo, (100, 100)).shape == (100, 100, 3)
    assert sheets.ground(photo, (101, 3)) is sheets.ground(photo, (200, 200)) is photo


def test_what_would_be_wrong_says_what_it_would_be(shown: album.Album) -> None:
    shares = np.tile([0.25, 0.6, 0.15], (5, 1))
    (section,) = sheets.wrong(shown, shares, [0, 2], 24)
    for tile in section.tiles:
        assert isinstance(tile, tiles.Picture)
        assert (tile.pixels.shape[:2], tile.shape) == ((sheets.SIDE,) * 2, (album.SIDE,) * 2)
    assert [tile.title for tile in section.tiles] == ["Class 1: 0-0", "Class 1: 0-2"]
    assert section.tiles[0].facts == ("would be Class 2: 0.6", "Class 1: 0.25")
    rows = sheets.confusion(shown.names, deciding.confusion(shares, shown.labels))
    assert rows[0] == {"is": "Class 1", "called Class 1": "0", "called Class 2": "3", "called Class 3": "0"}


def test_frozen_and_trained_are_counted() -> None:
    named = model(layers.Flatten(), layers.Dense(1000))
    said = told.frozen(named, features.Source("10", 1280, "8", (1280, 7, 7), 1_281_000, 3_371_008), 3)
    assert "3,371,008 weights of Small are not touched" in said
    assert "3 × (1,280 + 1) = 3,843 numbers" in said
    assert "no dense layer" in told.frozen(named, features.Source("1", 5, "", (), 0, 7), 2)


@pytest.mark.parametrize(
    ("counts", "said"),
    [((5, 5, 5), []), ((4, 5), ["Few"]), ((5, 15), ["Unbalanced"]), ((1, 9), ["Few", "Unbalanced"]), ((5, 5, 0), [])],
)
def test_few_and_unbalanced_pictures_are_warned_of(counts: tuple[int, ...], said: list[str]) -> None:
    found = told.warnings(classes(*counts))
    assert [one.split()[0].rstrip(":") for one in found] == said


def test_a_picture_in_two_classes_is_warned_of() -> None:
    made = classes(5, 5, names=("cat", "dog"))
    made, _ = album.added(made, 1, [made.photos[2]])
    assert told.warnings(made) == ("The same picture is in “cat” and in “dog”: of one of them every answer is wrong.",)


def test_an_answer_names_its_share_and_how_far_pictures_are() -> None:
    assert told.answer(("a", "b"), np.array([0.25, 0.75])) == f"Of these 2 classes it says “b”: {numbers.text(0.75)}."
    assert "always add up to 1" in told.closed(("a", "b"), 0.9)
    assert "the nearest has cos 0.25" in told.closed(("a", "b"), 0.25)


def test_what_is_missing_is_said(shown: album.Album) -> None:
    assert "No class has pictures" in told.waiting(album.empty(3))
    assert "two classes" in told.waiting(classes(2, 0))
    said = told.tested(classes(1, 3), np.array([[0, 1.0], [0, 1], [0, 1], [1, 0]]))
    assert "**2 of 4** are right" in said
    assert "The only picture of a class cannot be: “Class 1”" in said
