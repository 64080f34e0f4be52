"""cnnviz.figures.data_sheets: what is told and drawn of a data set is what is in it."""

import numpy as np
import pytest

from cnnviz.datasets import augment, choice, data, shapes
from cnnviz.figures import data_sheets, tiles
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


def test_the_statistics_are_those_of_all_training_pictures(dataset: data.Dataset) -> None:
    told = data_sheets.told(dataset)
    pixels = dataset.train.pictures / 255
    assert told.counts.sum(1).tolist() == list(dataset.counts)
    np.testing.assert_allclose(told.mean, pixels.mean(0), atol=1e-6)
    for label in range(len(dataset.classes)):
        own = pixels[dataset.train.labels == label]
        np.testing.assert_allclose(told.means[label], own.mean(0), atol=1e-6)
        assert told.spreads[label] == pytest.approx(np.sqrt(((own - own.mean(0)) ** 2).mean()), rel=1e-4)
    assert told.level == pytest.approx(pixels.mean())
    assert told.deviation == pytest.approx(pixels.std())
    assert f"{len(dataset.train):,}" in data_sheets.sentence(dataset)


def test_a_sheet_shows_the_classes_own_pictures_pixel_by_pixel(dataset: data.Dataset) -> None:
    """C30."""
    blob = tiles.blob((data_sheets.sheets(dataset, 1),), "Blue–orange")
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
    first, again = (data_sheets.sheets(uneven(), leaf).tiles[0] for leaf in (0, 1))
    assert isinstance(first, tiles.Picture)
    assert isinstance(again, tiles.Picture)
    np.testing.assert_array_equal(first.pixels, again.pixels)
    assert first.facts == ("1–9 of 9",)


def test_every_picture_of_a_class_is_leafed_to(dataset: data.Dataset) -> None:
    counts = np.bincount(dataset.train.labels)
    leaves = -(-counts.max() // data_sheets.SHEET)
    for label in range(len(counts)):
        said = {data_sheets.sheets(dataset, leaf).tiles[label].facts[0] for leaf in range(leaves)}
        assert any(one.split(" of ")[0].endswith(f"–{counts[label]}") for one in said)


def test_the_balance_is_counted_and_its_names_are_no_tags() -> None:
    dataset = uneven()
    told = data_sheets.told(dataset)
    train, validation, test = data_sheets.balance(dataset.classes, told).data
    assert list(train.x) == list(validation.x) == list(test.x) == [9, 3]
    assert list(train.y) == ["a&lt;b&gt;", "white"]
    said = data_sheets.balance_sentence(dataset.classes, told)
    assert "Pictures of “a<b>” are 3 times as frequent as those of “white”" in said
    assert "right for 75.0% of them" in said


def test_classes_as_frequent_as_each_other_are_called_that(dataset: data.Dataset) -> None:
    said = data_sheets.balance_sentence(dataset.classes, data_sheets.told(dataset))
    assert "about equally frequent" in said


def test_mean_pictures_are_drawn_as_computed(dataset: data.Dataset) -> None:
    told = data_sheets.told(dataset)
    sections = data_sheets.means(dataset.classes, told)
    blob = tiles.blob(sections, "Blue–orange")
    drawn = gallery.tiles(blob)
    for label, name in enumerate(dataset.classes):
        shown = np.moveaxis(gallery.pixels(blob, drawn[name]), 2, 0)
        np.testing.assert_allclose(shown, np.broadcast_to(told.means[label] * 255, shown.shape), atol=0.51)
    assert f"alike are those of “{dataset.classes[int(told.spreads.argmin())]}”" in sections[0].sentence


def test_the_versions_are_what_training_sees(dataset: data.Dataset) -> None:
    how, picture = config.Augmentation(shift=3, turn=15, mirror=True, noise=0.1, erase=6), dataset.train.pictures[0]
    blob = tiles.blob((data_sheets.versions(picture, how, 7),), "Blue–orange")
    drawn = gallery.tiles(blob)
    made = augment.augmented(np.repeat(picture[None], 24, 0), how, np.random.default_rng(7))
    np.testing.assert_array_equal(gallery.pixels(blob, drawn["As it is"]), data_sheets.coloured(picture))
    for number, one in enumerate(made, start=1):
        np.testing.assert_array_equal(gallery.pixels(blob, drawn[str(number)]), data_sheets.coloured(one))
    assert not (made[0] == made[1]).all()


def test_without_augmentation_nothing_is_said_to_change(dataset: data.Dataset) -> None:
    section = data_sheets.versions(dataset.train.pictures[0], config.Augmentation(), 0)
    assert section.sentence.startswith("Nothing is changed yet")


def test_augmentation_does_not_promise_that_a_picture_keeps_its_class(dataset: data.Dataset) -> None:
    turned = config.Augmentation(turn=180)
    said = data_sheets.versions(dataset.train.pictures[0], turned, 0).sentence
    assert "label stays" in said
    assert "class stays" not in said
    assert "6 turned by 180° is a 9" in said
