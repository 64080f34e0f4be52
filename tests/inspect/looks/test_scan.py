"""What a scan keeps, against loops over all pictures and units."""

import dataclasses
import itertools

import numpy as np
import pytest

from cnnviz.errors import InputError
from cnnviz.inspect.looks import extremes, patches, scan, sets
from cnnviz.inspect.models import Model
from cnnviz.inspect.way import graph
from cnnviz.nets import forward
from tests.inspect.looks.conftest import NETWORK, steps

NAMES = tuple(graph.graph(NETWORK).steps)


def finished(model: Model, step: graph.Step, pictures: sets.PictureSet, block: int = 7) -> scan.Scan:
    work = dataclasses.replace(scan.scanning(model, step, pictures), block=block)
    known = work.begun()
    while known.done < len(pictures):
        known = work.advanced(known)
    return known


def looped(model: Model, pictures: sets.Pictures, path: str) -> np.ndarray:
    """What the layer makes of every picture, alone: (pictures c n)."""
    made = []
    for one in pictures.images.pictures:
        values = model.preparation.normalisation.applied(one)
        made.append(forward.outputs(model.network, model.weights, values[None])[path][0].reshape(-1))
    return np.array(made).reshape(len(made), -1, int(np.prod(shape_of(path)[1:], dtype=int)))


def shape_of(path: str) -> tuple[int, ...]:
    return next(step.output for step in graph.graph(NETWORK).steps.values() if step.name == path)


@pytest.mark.parametrize("name", NAMES)
def test_the_strongest_and_weakest_units_are_those_that_loops_find(
    model: Model, pictures: sets.Pictures, name: str
) -> None:
    step = graph.graph(model.network).steps[name]
    known = finished(model, step, pictures)
    every = forward.outputs(
        model.network, model.weights, model.preparation.normalisation.applied(pictures.images.pictures)
    )
    sums = every[scan.summed(step)].reshape(len(pictures), step.output[0], -1)
    for channel in range(step.output[0]):
        for kept, sign in ((known.top, 1), (known.low, -1)):
            found = []
            for window in range(len(pictures)):
                best, place = None, 0
                for at, value in enumerate(sums[window, channel]):
                    if best is None or sign * value > sign * best:
                        best, place = value, at
                assert best is not None
                found.append((sign * best, window, place))
            found.sort(key=lambda one: (-one[0], one[1]))
            values, windows, places = zip(*found[: extremes.KEPT], strict=True)
            np.testing.assert_allclose(kept.values[channel], values, atol=1e-5)
            assert kept.windows[channel].tolist() == list(windows)
            assert kept.places[channel].tolist() == list(places)


@pytest.mark.parametrize("name", NAMES)
def test_numbers_are_counted_as_loops_count_them(model: Model, pictures: sets.Pictures, name: str) -> None:
    step = graph.graph(model.network).steps[name]
    known = finished(model, step, pictures)
    made = looped(model, pictures, name)
    assert known.spread.total == made.shape[0] * made.shape[2]
    assert known.spread.counts.sum(axis=1).tolist() == [known.spread.total] * made.shape[1]
    np.testing.assert_array_equal(known.silent, (made.max(axis=2) <= 0).sum(axis=0))
    np.testing.assert_array_equal(known.spread.zeros, (made == 0).sum(axis=(0, 2)))


def test_blocks_of_any_size_tell_the_same(model: Model, pictures: sets.Pictures) -> None:
    step = steps(model)[0]
    one, other = finished(model, step, pictures, 1), finished(model, step, pictures, 30)
    for part in ("top", "low", "chance"):
        np.testing.assert_array_equal(getattr(one, part).windows, getattr(other, part).windows)
    np.testing.assert_array_equal(one.spread.counts, other.spread.counts)
    np.testing.assert_array_equal(one.spread.width, other.spread.width)


def test_numbers_that_the_activation_cuts_off_alike_are_told_apart_by_their_sums(
    model: Model, pictures: sets.Pictures
) -> None:
    step = steps(model)[0]
    assert (scan.summed(step), scan.activation(step)) == ("0.1", "ReLU6")
    steep = {**model.weights, "0.1.weight": model.weights["0.1.weight"] * 20}
    high = dataclasses.replace(model, weights=steep)
    known = finished(high, step, pictures)
    units = patches.found(high, step, known.columns, known.top, 0)
    assert {unit.number for unit in units[:5]} == {6.0}
    assert all(one.sum > other.sum for one, other in itertools.pairwise(units))


def test_of_equal_numbers_the_first_window_and_the_first_place_come_first(
    model: Model, pictures: sets.Pictures
) -> None:
    alike = dataclasses.replace(pictures.images, pictures=np.full_like(pictures.images.pictures, 100))
    same = dataclasses.replace(pictures, images=alike)
    step = steps(model)[0]
    known = finished(model, step, same, 4)
    assert known.top.windows[0].tolist() == list(range(extremes.KEPT))
    assert len(set(known.top.places[0].tolist())) == 1


def test_fewer_pictures_than_are_kept_leave_places_empty(model: Model, pictures: sets.Pictures) -> None:
    few = dataclasses.replace(pictures, images=dataclasses.replace(pictures.images.taken(np.arange(2))))
    step = steps(model)[-1]
    known = finished(model, step, few)
    assert known.top.windows[0].tolist()[2:] == [-1] * (extremes.KEPT - 2)
    units = patches.found(model, step, known.columns, known.top, 0)
    assert len(units) == 2
    assert units[0].sum >= units[1].sum
    assert len(patches.found(model, step, known.columns, known.chance, 0)) == 2


def test_numbers_without_end_are_refused(model: Model, pictures: sets.Pictures) -> None:
    broken = dataclasses.replace(model, weights={**model.weights, "6.bias": np.full(3, np.inf, np.float32)})
    with pytest.raises(InputError, match="grow beyond"):
        finished(broken, steps(model)[-1], pictures)
