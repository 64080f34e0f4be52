"""Frozen features: what the last dense layer reads, of any model."""

import dataclasses
import threading

import numpy as np
import pytest
from numpy.testing import assert_allclose

from cnnviz.datasets import permutation
from cnnviz.errors import InputError
from cnnviz.inspect import passing, preparation
from cnnviz.inspect.models import Model
from cnnviz.inspect.own_classes import album, deciding, features, fitting
from cnnviz.nets import layers, shapes
from tests.inspect.own_classes.conftest import Paint, model

FLAT = (layers.conv(4), layers.Activation(), layers.Flatten(), layers.Dropout(), layers.Dense(5))
POOLED = (layers.conv(4), layers.Activation(), layers.GlobalPool(), layers.Dense(5))
HIDDEN = (layers.Flatten(), layers.Dense(7), layers.Activation(), layers.Dense(5))
ANSWERS = (layers.conv(5), layers.GlobalPool())


def test_lite0_gives_its_pooled_vector_and_keeps_all_but_its_last_layer(lite0: Model) -> None:
    found = features.source(lite0)
    assert (found.path, found.count, found.maps, found.shape) == ("10", 1280, "8", (1280, 7, 7))
    assert found.pooled
    assert found.averaged
    assert found.replaced == 1000 * 1281
    assert found.frozen + found.replaced == shapes.totals(shapes.records(lite0.network)).parameters


def test_lite0s_own_answer_is_its_last_layer_on_these_features(lite0: Model, paint: Paint) -> None:
    one = paint(3)
    seen = features.seen(lite0, one)
    assert seen.maps is not None
    assert_allclose(seen.vector, seen.maps.mean((1, 2)), rtol=1e-4, atol=1e-5)
    logits = passing.logits(lite0, preparation.prepared(one.pixels, lite0.preparation).values)
    again = lite0.weights["11.weight"] @ seen.vector + lite0.weights["11.bias"]
    assert_allclose(logits, again, atol=1e-4)


@pytest.mark.parametrize(
    ("stack", "count", "maps"), [(FLAT, 400, "1"), (POOLED, 4, "1"), (HIDDEN, 7, ""), (ANSWERS, 5, "0")]
)
def test_features_are_those_of_any_network(
    stack: tuple[layers.Layer, ...], count: int, maps: str, paint: Paint
) -> None:
    found = features.source(model(*stack))
    assert (found.count, found.maps) == (count, maps)
    seen = features.seen(model(*stack), paint(1))
    assert seen.vector.shape == (count,)
    assert (seen.maps is None) == (not maps)
    assert found.replaced == (0 if stack is ANSWERS else 5 * (count + 1))


def test_a_feature_is_found_in_its_map(paint: Paint) -> None:
    small = model(*FLAT)
    found, seen = features.source(small), features.seen(small, paint(1))
    assert seen.maps is not None
    for at in (0, 99, 100, 257, 399):
        assert seen.vector[at] == seen.maps[(found.channel(at), *(found.cell(at) or ()))]
    pooled = features.source(model(*POOLED))
    assert [pooled.channel(at) for at in range(4)] == [0, 1, 2, 3]
    assert pooled.cell(2) is None


@pytest.mark.parametrize("stack", [FLAT, POOLED, ANSWERS])
def test_all_places_and_the_bias_add_up_to_the_logit(stack: tuple[layers.Layer, ...], paint: Paint) -> None:
    small = model(*stack)
    source, seen = features.source(small), features.seen(small, paint(1))
    rng = np.random.default_rng(1)
    found = fitting.Classifier(rng.normal(size=(3, source.count)), rng.normal(size=3))
    for kind in range(3):
        places = deciding.places(found, source, seen, kind)
        assert places is not None
        logit = float(found.weights[kind] @ seen.vector + found.bias[kind])
        assert places.sum() + found.bias[kind] == pytest.approx(logit, rel=1e-4, abs=1e-5)


def test_where_there_are_no_maps_or_only_their_largest_no_place_is_named(paint: Paint) -> None:
    for stack in (HIDDEN, (layers.conv(4), layers.GlobalPool("max"), layers.Dense(5))):
        small = model(*stack)
        source = features.source(small)
        found = fitting.Classifier(np.ones((2, source.count)), np.zeros(2))
        assert deciding.places(found, source, features.seen(small, paint(1)), 0) is None


def test_each_photo_is_computed_once_and_one_more_costs_one(paint: Paint, monkeypatch: pytest.MonkeyPatch) -> None:
    small, kept = model(*POOLED), features.Kept()
    seen, calls = features.seen, list[str]()

    def noted(given: Model, photo: album.Photo) -> features.Seen:
        calls.append(photo.name)
        return seen(given, photo)

    monkeypatch.setattr(features, "seen", noted)
    photos = [paint(1), paint(2), paint(1, "twice.png")]
    assert [one.name for one in kept.missing(small, photos)] == ["twice.png", "2.png"]
    kept.compute(small, kept.missing(small, photos), 60)
    assert len(calls) == 2
    kept.compute(small, kept.missing(small, [*photos, paint(3)]), 60)
    assert calls[2:] == ["3.png"]
    found = kept.of(small, photos)
    assert (found[0] == found[2]).all()
    assert_allclose(found[1], seen(small, photos[1]).vector)


def test_of_several_who_want_the_same_features_one_computes_them(paint: Paint, monkeypatch: pytest.MonkeyPatch) -> None:
    small, kept, calls = model(*POOLED), features.Kept(), list[str]()
    seen, begin = features.seen, threading.Barrier(4)

    def slow(given: Model, photo: album.Photo) -> features.Seen:
        calls.append(photo.name)
        threading.Event().wait(0.1)
        return seen(given, photo)

    def ask() -> None:
        begin.wait()
        kept.compute(small, photos, 60)

    monkeypatch.setattr(features, "seen", slow)
    photos = [paint(1), paint(2)]
    asking = [threading.Thread(target=ask) for _ in range(4)]
    for one in asking:
        one.start()
    for one in asking:
        one.join(30)
    assert sorted(calls) == ["1.png", "2.png"]


def test_when_the_time_is_over_at_least_one_is_there(paint: Paint) -> None:
    small, kept = model(*POOLED), features.Kept()
    photos = [paint(seed) for seed in range(4)]
    kept.compute(small, photos, 0)
    assert len(kept.missing(small, photos)) == 3


def test_another_model_has_features_of_its_own(paint: Paint) -> None:
    kept = features.Kept()
    kept.compute(model(*POOLED), [paint(1)], 60)
    other = dataclasses.replace(model(*POOLED), id="other")
    assert kept.missing(other, [paint(1)])


def test_a_grey_network_shows_what_it_reads_in_three_colours(paint: Paint) -> None:
    grey = model(*POOLED, size=(1, 12, 12))
    shown = features.read(grey, paint(1))
    assert shown.shape == (12, 12, 3)
    assert (shown[:, :, 0] == shown[:, :, 2]).all()


def test_features_beyond_32_bits_are_none(paint: Paint) -> None:
    small = model(*FLAT)
    huge = {name: np.full_like(tensor, 3e38) for name, tensor in small.weights.items()}
    with pytest.raises(InputError, match="beyond what 32 bits"):
        features.seen(dataclasses.replace(small, weights=huge), paint(1))


def test_pixels_are_shown_in_the_order_that_the_maps_are_in(paint: Paint) -> None:
    small = model(*FLAT)
    other = dataclasses.replace(small, preparation=dataclasses.replace(small.preparation, seed=4))
    plain, ordered = (np.moveaxis(features.read(one, paint(1)), 2, 0) for one in (small, other))
    assert_allclose(ordered, permutation.permuted(plain, 4))
