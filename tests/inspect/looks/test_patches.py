"""What a unit sees: pixels outside of its patch never change its number, some inside do."""

import dataclasses

import numpy as np
import pytest

from cnnviz.inspect import preparation
from cnnviz.inspect.looks import patches, sets
from cnnviz.inspect.models import Model
from cnnviz.inspect.way import graph
from cnnviz.nets import forward, layers, networks, twin
from tests.inspect.looks.conftest import NETWORK, steps
from tests.inspect.looks.test_scan import finished

NAMES = tuple(graph.graph(NETWORK).steps)


def number(model: Model, pixels: np.ndarray, name: str, unit: patches.Found, channel: int) -> float:
    values = model.preparation.normalisation.applied(pixels)[None]
    made = forward.outputs(model.network, model.weights, values)[name][0]
    return float(made[channel] if made.ndim == 1 else made[channel, unit.row, unit.column])


@pytest.mark.parametrize("name", NAMES)
def test_only_pixels_of_the_patch_change_the_unit(model: Model, pictures: sets.Pictures, name: str) -> None:
    step = graph.graph(model.network).steps[name]
    known = finished(model, step, pictures)
    random = np.random.default_rng(1)
    for channel in range(min(3, step.output[0])):
        unit = patches.found(model, step, known.columns, known.top, channel)[0]
        pixels = pictures.images.pictures[unit.window]
        before = number(model, pixels, name, unit, channel)
        assert before == pytest.approx(unit.number, abs=1e-5)
        rows, columns = (
            patches.within(span, size) for span, size in zip((unit.rows, unit.columns), (14, 12), strict=True)
        )
        other = random.integers(0, 256, pixels.shape, np.uint8)
        inside = np.s_[:, rows[0] : rows[1] + 1, columns[0] : columns[1] + 1]
        outside = other.copy()
        outside[inside] = pixels[inside]
        assert number(model, outside, name, unit, channel) == pytest.approx(before, abs=1e-5)
        within = pixels.copy()
        within[inside] = other[inside]
        assert number(model, within, name, unit, channel) != pytest.approx(before, abs=1e-5)


def test_a_patch_at_the_border_is_cut_and_says_so(model: Model, pictures: sets.Pictures) -> None:
    step = steps(model)[0]
    corner = patches.Found(1.0, 1.0, 0, 0, 0, *patches.seen(model, step, 0, 0))
    assert (corner.rows, corner.columns) == ((-1, 1), (-1, 1))
    patch = patches.patch(corner, pictures, model)
    assert patch.cut
    assert patch.pixels.shape == (2, 2, 3)
    np.testing.assert_array_equal(patch.pixels[:, :, 0], pictures.images.pictures[0, 0, :2, :2])
    assert patch.place == (0, 0, 2, 2)


def test_a_dense_unit_sees_all_of_the_picture(model: Model, pictures: sets.Pictures) -> None:
    step = steps(model)[-1]
    known = finished(model, step, pictures)
    (first, *_) = patches.patches(patches.found(model, step, known.columns, known.top, 2), pictures, model)
    assert first.pixels.shape == (14, 12, 3)
    assert not first.cut
    assert first.shown.label in ("a", "b", "c")


def test_maps_of_one_pixel_and_windows_of_unequal_sizes_see_all_of_it(pictures: sets.Pictures) -> None:
    sequence = (layers.Conv(2, (14, 12)), layers.Activation("ReLU"), layers.Flatten(), layers.Dense(2))
    one = networks.Network("one", (1, 14, 12), sequence)
    uneven = networks.Network(
        "uneven", (1, 14, 12), (layers.conv(2), layers.AdaptivePool((5, 5)), layers.Flatten(), layers.Dense(2))
    )
    read = preparation.Preparation((1, 14, 12), 1.0, preparation.NORMALISATIONS["unit"])
    for network, at in ((one, 0), (uneven, 1)):
        model = Model(network.name, network.name, network, twin.weights(network), ("a", "b"), read)
        step = steps(model)[at]
        known = finished(model, step, pictures)
        unit = patches.found(model, step, known.columns, known.top, 0)[0]
        assert (unit.rows, unit.columns) == ((0, 13), (0, 11))


def test_pixels_in_another_order_are_seen_all_over(model: Model) -> None:
    shuffled = dataclasses.replace(model, preparation=dataclasses.replace(model.preparation, seed=3))
    assert patches.seen(shuffled, steps(model)[0], 2, 2) == ((0, 13), (0, 11))


def test_no_two_patches_show_one_place_of_a_picture() -> None:
    photo = np.zeros((40, 40, 3), np.uint8)
    pictures = sets.photos("one", [sets.Source("One", (40, 40), lambda: photo)])
    read = preparation.Preparation((1, 14, 12), 1.0, preparation.NORMALISATIONS["unit"])
    model = Model("small", "small", NETWORK, {}, (), read)
    places = [((0, 4), (0, 4)), ((1, 5), (1, 5)), ((9, 13), (0, 4)), ((9, 13), (8, 11)), ((0, 13), (0, 11))]
    units = [patches.Found(9.0 - at, 9.0 - at, 0, 0, 0, rows, columns) for at, (rows, columns) in enumerate(places)]
    assert [unit.sum for unit in patches.apart(units, pictures, model, 5)] == [9, 7, 6]
    assert [unit.sum for unit in patches.apart(units, pictures, model, 2)] == [9, 7]


def test_the_best_patch_of_every_channel_is_its_first(model: Model, pictures: sets.Pictures) -> None:
    step = steps(model)[1]
    known = finished(model, step, pictures)
    best = patches.best(model, step, known, pictures, 99, np.array)
    for channel, pixels in enumerate(best):
        unit = patches.found(model, step, known.columns, known.top, channel)[0]
        np.testing.assert_array_equal(pixels, patches.patch(unit, pictures, model).pixels)
    dead = dataclasses.replace(known, silent=np.full_like(known.silent, known.done))
    assert patches.best(model, step, dead, pictures, 99, np.array) == [None] * step.output[0]
    answers = steps(model)[-1]
    low = dataclasses.replace(finished(model, answers, pictures), silent=np.full(3, len(pictures)))
    assert all(pixels is not None for pixels in patches.best(model, answers, low, pictures, 99, np.array))
    assert len(patches.best(model, step, known, pictures, 2, np.array)) == 2
