"""cnnviz.datasets.statistics: against numpy over everything at once."""

import numpy as np
import pytest

from cnnviz.datasets import choice, data, shapes, statistics

RNG = np.random.default_rng(0)
# More pictures than one block.
IMAGES = data.Images(RNG.integers(0, 256, (5000, 3, 4, 5), np.uint8), RNG.integers(0, 3, 5000).astype(np.uint8))


def test_balance_counts_classes_without_pictures_too() -> None:
    assert statistics.balance(IMAGES, 5).tolist() == [*np.bincount(IMAGES.labels), 0, 0]


def test_mean_and_deviation_are_those_of_all_pixels() -> None:
    mean, deviation = statistics.mean_deviation(IMAGES)
    assert mean == pytest.approx((IMAGES.pictures / 255).mean(), abs=1e-12)
    assert deviation == pytest.approx((IMAGES.pictures / 255).std(), abs=1e-12)


def test_mean_pictures_are_the_average_of_each_class_and_black_without_any() -> None:
    means = statistics.mean_pictures(IMAGES, 4)
    assert means.dtype == np.float32
    for label in range(3):
        expected = IMAGES.pictures[IMAGES.labels == label].mean(axis=0) / 255
        np.testing.assert_allclose(means[label], expected, rtol=1e-6)
    assert not means[3].any()


def test_samples_are_of_the_class_and_chosen_by_the_seed() -> None:
    places = statistics.samples(IMAGES, 2, 10, 5)
    assert len(set(places)) == 10
    assert (IMAGES.labels[places] == 2).all()
    assert (places == statistics.samples(IMAGES, 2, 10, 5)).all()
    assert (places != statistics.samples(IMAGES, 2, 10, 6)).any()
    assert len(statistics.samples(IMAGES, 2, 10**6, 0)) == (IMAGES.labels == 2).sum()


def test_samples_of_two_classes_are_not_the_same_places_again() -> None:
    images = data.Images(np.zeros((80, 1, 1, 1), np.uint8), np.repeat(np.arange(2, dtype=np.uint8), 40))
    first, second = (statistics.samples(images, label, 20, 0) for label in (0, 1))
    assert (first < 40).all()
    assert (second >= 40).all()
    assert (first != second - 40).any()


@pytest.mark.parametrize("colour", [False, True], ids=["grey", "colour"])
def test_the_summary_is_that_of_all_training_pictures(colour: bool) -> None:
    dataset = shapes.drawn(choice.Choice(images=300, colour=colour))
    summary = statistics.summary(dataset)
    pixels = dataset.train.pictures / 255
    assert summary.counts.sum(1).tolist() == list(dataset.counts)
    np.testing.assert_allclose(summary.mean, pixels.mean(0), atol=1e-6)
    for label in range(len(dataset.classes)):
        own = pixels[dataset.train.labels == label]
        np.testing.assert_allclose(summary.means[label], own.mean(0), atol=1e-6)
        assert summary.spreads[label] == pytest.approx(np.sqrt(((own - own.mean(0)) ** 2).mean()), rel=1e-4)
    assert summary.level == pytest.approx(pixels.mean())
    assert summary.deviation == pytest.approx(pixels.std())
