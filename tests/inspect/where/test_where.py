"""Where a network looked: each method against torch, by hand."""

import dataclasses

import numpy as np
import pytest
import scipy.stats

from cnnviz.images import samples
from cnnviz.inspect import passing, trained_runs, twin
from cnnviz.inspect.models import Model
from cnnviz.inspect.where import cam, cover, likeness, looked, pixels
from cnnviz.training import recorded, runs
from tests.inspect.where import by_torch


@pytest.fixture(scope="module")
def run() -> Model:
    return trained_runs.model(runs.fetch_run(recorded.FIRST))


def photo_of(model: Model, key: str = "cat") -> looked.Photo:
    return looked.photo(samples.picture(key, 384).pixels, model)


def close(found: np.ndarray, expected: np.ndarray) -> None:
    np.testing.assert_allclose(found, expected, rtol=1e-3, atol=1e-4 * float(np.abs(expected).max()))


@pytest.mark.parametrize("index", [285, 967])
@pytest.mark.parametrize("path", ["8.2", "6.3.0", "3.0.7"])
def test_grad_cam_of_the_real_network_is_that_of_torch(lite0: Model, path: str, index: int) -> None:
    photo = photo_of(lite0)
    seen = looked.looked(lite0, photo.values, path)
    found = cam.cam(seen.output, seen.gradient(index))
    close(found.sums, by_torch.cam(lite0, photo.values, path, index))
    assert np.array_equal(found.map, np.maximum(found.sums, 0))
    assert found.sums[found.largest] == found.sums.max()
    assert found.shares.sum() == pytest.approx(found.sums.mean(), rel=1e-4)


def test_the_real_networks_gradient_at_the_pixels_is_autograds(lite0: Model) -> None:
    photo = photo_of(lite0, "coffee")
    seen = looked.looked(lite0, photo.values, looked.PIXELS)
    expected = by_torch.gradient(lite0, photo.values, 967)
    close(seen.gradient(967), expected)
    close(pixels.size(seen.gradient(967), "max"), np.abs(expected).max(0))
    close(pixels.size(seen.gradient(967), "sum"), np.abs(expected).sum(0))
    close(pixels.signed(seen.gradient(967)), expected.sum(0))
    close(pixels.times_input(seen.gradient(967), photo.values), (expected * photo.values).sum(0))
    close(seen.logits, passing.logits(lite0, photo.values))


def test_a_runs_maps_are_torchs_at_every_layer(run: Model) -> None:
    photo = photo_of(run)
    for path in looked.layers(run):
        seen = looked.looked(run, photo.values, path)
        close(cam.cam(seen.output, seen.gradient(1)).sums, by_torch.cam(run, photo.values, path, 1))
    assert seen.gradient(1) is seen.gradient(1)


def test_only_layers_with_places_can_be_asked(lite0: Model, run: Model) -> None:
    assert list(looked.layers(lite0))[-1] == "8.2"
    assert len(looked.layers(lite0)) == 18
    assert all(label.count("×") >= 2 for label in looked.layers(run).values())


def test_a_run_that_read_its_pixels_in_another_order_is_shown_what_it_read(run: Model) -> None:
    mixed = dataclasses.replace(run, preparation=dataclasses.replace(run.preparation, seed=3))
    photo = photo_of(mixed)
    photo_in_order = photo_of(run)
    assert not np.array_equal(photo.pixels, photo_in_order.pixels)
    assert np.array_equal(np.sort(photo.pixels.ravel()), np.sort(photo_in_order.pixels.ravel()))
    reading = looked.reading(mixed)
    answered = looked.looked(reading, photo.values, looked.PIXELS)
    np.testing.assert_allclose(answered.logits, by_torch.logits(run, photo.values), atol=1e-4)
    np.testing.assert_allclose(photo.values, photo.normalisation.applied(photo.pixels))


@pytest.mark.parametrize("size", cover.SIZES)
@pytest.mark.parametrize("fill", cover.FILLS)
def test_every_covered_place_is_what_torch_says_of_that_picture(run: Model, size: float, fill: str) -> None:
    photo = photo_of(run)
    patch = cover.patch(photo, size, fill)
    *turns, (done, found) = cover.covered(run, photo, patch)
    assert found is not None
    assert done == len(patch.places) == turns[-1][0]
    np.testing.assert_allclose(found.whole, by_torch.logits(run, photo.values), atol=1e-4)
    for row, column in ((0, 0), (3, 5), (len(patch.tops) - 1, len(patch.lefts) - 1)):
        top, left = patch.tops[row], patch.lefts[column]
        covered = photo.pixels.copy()
        covered[:, top : top + patch.rows, left : left + patch.columns] = np.array(patch.fill)[:, None, None]
        expected = by_torch.logits(run, photo.normalisation.applied(covered))
        np.testing.assert_allclose(found.logits[row, column], expected, atol=1e-4)


def test_a_patch_reaches_from_edge_to_edge(run: Model) -> None:
    patch = cover.patch(photo_of(run), 0.25, "mean")
    assert (patch.rows, patch.columns) == (7, 7)
    assert (patch.tops[0], patch.tops[-1]) == (0, 21)
    assert len(patch.places) == 64
    assert patch.fill == (round(float(photo_of(run).pixels.mean())),)


def test_a_picture_of_few_pixels_has_fewer_places() -> None:
    photo = looked.Photo(np.zeros((1, 6, 5), np.uint8), np.zeros((1, 6, 5), np.float32), None)  # type: ignore[arg-type]
    patch = cover.patch(photo, 0.5, "black")
    assert patch.tops == (0, 1, 2, 3)
    assert len(patch.lefts) == 4


def test_rank_correlation_is_scipys() -> None:
    random = np.random.default_rng(0)
    for _ in range(20):
        one, other = random.integers(0, 6, (2, 7, 7))
        expected = scipy.stats.spearmanr(one.ravel(), other.ravel()).statistic
        assert likeness.rank_correlation(one, other) == pytest.approx(expected)
    assert likeness.rank_correlation(np.ones((3, 3)), random.random((3, 3))) is None


def test_the_twins_maps_have_another_order(lite0: Model) -> None:
    """The sanity check that Grad-CAM passes."""
    photo = photo_of(lite0, "coffee")
    own, other = (looked.looked(one, photo.values, "8.2") for one in (lite0, twin.twin(lite0)))
    maps = [cam.cam(one.output, one.gradient(967)).map for one in (own, other)]
    assert abs(likeness.rank_correlation(*maps) or 0) < 0.3


def test_a_map_is_spread_smoothly_between_the_middles_of_its_cells() -> None:
    spread = cam.spread(np.array([[0.0, 4.0], [8.0, 12.0]]), 8, 4)
    assert spread.shape == (8, 4)
    assert spread[0].tolist() == [0, 1, 3, 4]
    assert spread[:, 0].tolist() == [0, 0, 1, 3, 5, 7, 8, 8]
    assert np.array_equal(cam.spread(np.arange(12.0).reshape(3, 4), 3, 4), np.arange(12.0).reshape(3, 4))
