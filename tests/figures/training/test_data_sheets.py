"""cnnviz.figures.training.data_sheets: what is said and drawn of a data set is what is in it."""

import dataclasses

import numpy as np
import pytest

from cnnviz.datasets import augment, choice, data, shapes, statistics
from cnnviz.figures.draw import tiles
from cnnviz.figures.training import data_sheets
from cnnviz.training import config
from tests import gallery


@pytest.fixture(scope="module", params=[False, True], ids=["grey", "colour"])
def dataset(request: pytest.FixtureRequest) -> data.Dataset:
    return shapes.drawn(choice.Choice(images=300, colour=request.param))


def uneven() -> data.Dataset:
    """Two classes, nine black pictures and three white ones."""
    labels = np.array([0] * 9 + [1] * 3, np.uint8)
    every = data.Images(np.repeat(labels * 255, 28 * 28).reshape(-1, 1, 28, 28).astype(np.uint8), labels)
    return data.Dataset("Uneven", ("a<b>", "white"), every, every, every)


def sheets_of(dataset: data.Dataset) -> tiles.Section:
    return data_sheets.sheets(dataset.train, dataset.classes)


def test_the_sentence_tells_how_many_there_are(dataset: data.Dataset) -> None:
    assert f"{len(dataset.train):,}" in data_sheets.sentence(dataset)


def test_a_sheet_shows_the_classes_own_pictures_pixel_by_pixel(dataset: data.Dataset) -> None:
    """C30."""
    blob = tiles.blob((data_sheets.sheets(dataset.train, dataset.classes, 1),), "blue-orange")
    side = dataset.size[1]
    for label, name in enumerate(dataset.classes):
        tile = gallery.tiles(blob)[name]
        places = np.flatnonzero(dataset.train.labels == label)[20:40]
        sheet = gallery.pixels(blob, tile)
        for place, number in enumerate(places):
            top, left = place // 5 * (side + 1), place % 5 * (side + 1)
            shown = sheet[top : top + side, left : left + side]
            expected = np.broadcast_to(np.moveaxis(dataset.train.pictures[number], 0, 2), shown.shape)
            np.testing.assert_array_equal(shown, expected)
        assert tile["facts"][0] == f"21–{20 + len(places)} of {(dataset.train.labels == label).sum()}"


def test_leafing_behind_the_last_picture_begins_again() -> None:
    first, again = (data_sheets.sheets(uneven().train, uneven().classes, leaf).tiles[0] for leaf in (0, 1))
    assert isinstance(first, tiles.Picture)
    assert isinstance(again, tiles.Picture)
    np.testing.assert_array_equal(first.pixels, again.pixels)
    assert first.facts == ("1–9 of 9",)


def test_every_picture_of_a_class_is_leafed_to(dataset: data.Dataset) -> None:
    counts = np.bincount(dataset.train.labels)
    leaves = -(-counts.max() // data_sheets.SHEET)
    for label in range(len(counts)):
        said = {
            data_sheets.sheets(dataset.train, dataset.classes, leaf).tiles[label].facts[0] for leaf in range(leaves)
        }
        assert any(one.split(" of ")[0].endswith(f"–{counts[label]}") for one in said)


@pytest.mark.parametrize("part", ["train", "validation", "test"])
def test_every_picture_of_every_part_stands_on_a_page_of_its_class_once(dataset: data.Dataset, part: str) -> None:
    """C30."""
    images: data.Images = getattr(dataset, part)
    side, seen = dataset.size[1], 0
    for label, name in enumerate(dataset.classes):
        places = iter(np.flatnonzero(images.labels == label))
        for leaf in range(data_sheets.leaves(images, label)):
            for tile in data_sheets.of_class(images, label, name, leaf).tiles:
                assert isinstance(tile, tiles.Picture)
                first, last = (int(one.replace(",", "")) for one in (tile.title + "–" + tile.title).split("–")[:2])
                for place in range(last - first + 1):
                    top, left = place // 5 * (side + 1), place % 5 * (side + 1)
                    shown = tile.pixels[top : top + side, left : left + side]
                    expected = np.moveaxis(images.pictures[next(places)], 0, 2)
                    assert (shown == expected).all()
                    seen += 1
        assert next(places, None) is None
    assert seen == len(images)


def test_pages_are_counted_of_the_largest_class_and_of_one() -> None:
    """C30: 60,000 + 10,000 pictures of ten classes."""
    labels = np.repeat(np.arange(10, dtype=np.uint8), 6_000)
    images = data.Images(np.zeros((60_000, 1, 1, 1), np.uint8), labels)
    assert data_sheets.leaves(images) == 300
    assert data_sheets.leaves(images, 9) == 30
    assert data_sheets.leaves(images, 10) == 1
    assert "no picture" in data_sheets.of_class(images, 10, "none").sentence


def test_the_balance_is_counted_and_its_names_are_no_tags() -> None:
    dataset = uneven()
    summary = statistics.summary(dataset)
    train, validation, test = data_sheets.balance(dataset.classes, summary).data
    assert list(train.x) == list(validation.x) == list(test.x) == [9, 3]
    assert list(train.y) == ["a&lt;b&gt;", "white"]
    said = data_sheets.balance_sentence(dataset.classes, summary)
    assert "Pictures of “a<b>” are 3 times as frequent as those of “white”" in said
    assert "right for 75.0% of them" in said


def test_classes_as_frequent_as_each_other_are_called_that(dataset: data.Dataset) -> None:
    said = data_sheets.balance_sentence(dataset.classes, statistics.summary(dataset))
    assert "about equally frequent" in said


def test_mean_pictures_are_drawn_as_computed(dataset: data.Dataset) -> None:
    summary = statistics.summary(dataset)
    sections = data_sheets.means(dataset.classes, summary)
    blob = tiles.blob(sections, "blue-orange")
    drawn = gallery.tiles(blob)
    for label, name in enumerate(dataset.classes):
        shown = np.moveaxis(gallery.pixels(blob, drawn[name]), 2, 0)
        np.testing.assert_allclose(shown, np.broadcast_to(summary.means[label] * 255, shown.shape), atol=0.51)
    assert f"alike are those of “{dataset.classes[int(summary.spreads.argmin())]}”" in sections[0].sentence


def few(*counts: int) -> data.Dataset:
    """Classes of so many pictures, black and white in turns, each part the same."""
    labels = np.repeat(np.arange(len(counts)), counts).astype(np.uint8)
    levels = np.concatenate([np.arange(count) % 2 for count in counts]).astype(np.uint8) * 255
    every = data.Images(np.tile(levels.reshape(-1, 1, 1, 1), (1, 1, 28, 28)), labels)
    return data.Dataset("Few", tuple("abcd"[: len(counts)]), every, every, every)


@pytest.mark.parametrize(
    ("counts", "said", "unsaid"),
    [
        ((1, 1), "about equally frequent. Always saying “a” would be right for 50.0%", "“a” are"),
        ((4, 1), "only 1 picture can be looked at while training: an accuracy there moves in steps of 100%", "“c”"),
        ((2, 2, 9), "Of “a” and “b” only 2 pictures can be looked at while training", "“c” only"),
        ((10, 11), "about equally frequent", "only"),
        ((9, 0), "Of “b” there is nothing to train on", "times as frequent"),
    ],
)  # fmt: skip
def test_very_few_pictures_are_said_to_tell_little(counts: tuple[int, ...], said: str, unsaid: str) -> None:
    dataset = few(*counts)
    sentence = data_sheets.balance_sentence(dataset.classes, statistics.summary(dataset))
    assert said in sentence
    assert unsaid not in sentence


def test_a_class_of_one_picture_is_not_called_alike() -> None:
    dataset = few(1, 1)
    only = data_sheets.means(dataset.classes, statistics.summary(dataset))[0]
    assert "each is its own mean" in only.sentence
    assert [tile.facts for tile in only.tiles] == [("2 pictures",), ("1 picture",), ("1 picture",)]
    dataset = few(1, 4)
    some = data_sheets.means(dataset.classes, statistics.summary(dataset))[0]
    assert "Those of “b” lie 0.50 from their mean" in some.sentence
    assert sheets_of(few(1, 0)).tiles[0].facts == ("its only picture",)
    assert sheets_of(few(1, 0)).tiles[1].facts == ("no picture",)


def test_a_data_set_with_no_picture_to_test_says_so() -> None:
    assert "**1** picture to train on" in data_sheets.sentence(few(1, 0))
    dataset = few(2, 2)
    none = dataclasses.replace(dataset, test=dataset.test.taken(np.arange(0)))
    assert "none to test at the end" in data_sheets.sentence(none)


def test_a_version_says_how_far_it_is_from_the_picture() -> None:
    picture = np.zeros((1, 4, 4), np.uint8)
    made = np.stack([picture, picture + 255])
    told = [tile.told for tile in data_sheets.versions(picture, made).tiles if isinstance(tile, tiles.Picture)]
    assert told[0] == "The picture itself."
    assert [one.split(" from ")[0] for one in told[1:]] == ["Its pixels lie 0.00", "Its pixels lie 1.00"]


def versions(dataset: data.Dataset, how: config.Augmentation) -> tiles.Section:
    picture = dataset.train.pictures[0]
    return data_sheets.versions(picture, augment.versions(picture, how, 0))


def test_the_versions_are_what_training_sees(dataset: data.Dataset) -> None:
    how, picture = config.Augmentation(shift=3, turn=15, mirror=True, noise=0.1, erase=6), dataset.train.pictures[0]
    blob = tiles.blob((data_sheets.versions(picture, augment.versions(picture, how, 7)),), "blue-orange")
    drawn = gallery.tiles(blob)
    made = augment.augmented(np.repeat(picture[None], 23, 0), how, np.random.default_rng(7))
    np.testing.assert_array_equal(gallery.pixels(blob, drawn["As it is"]), data_sheets.coloured(picture))
    for number, one in enumerate(made, start=1):
        np.testing.assert_array_equal(gallery.pixels(blob, drawn[f"Version {number}"]), data_sheets.coloured(one))
    assert not (made[0] == made[1]).all()


def test_without_augmentation_nothing_is_said_to_change(dataset: data.Dataset) -> None:
    section = versions(dataset, config.Augmentation())
    assert section.sentence.startswith("Nothing is changed yet")


def test_augmentation_does_not_promise_that_a_picture_keeps_its_class(dataset: data.Dataset) -> None:
    turned = config.Augmentation(turn=180)
    said = versions(dataset, turned).sentence
    assert "label stays" in said
    assert "class stays" not in said
    assert "6 turned by 180° is a 9" in said
