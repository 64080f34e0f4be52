"""What decides, what is near and what is mistaken, against plain loops."""

import math

import numpy as np
import pytest

from cnnviz.inspect.own_classes import deciding, fitting


@pytest.fixture
def found() -> fitting.Classifier:
    rng = np.random.default_rng(0)
    return fitting.Classifier(rng.normal(size=(3, 40)), rng.normal(size=3))


def test_the_parts_of_a_logit_add_up_to_it_the_largest_first(found: fitting.Classifier) -> None:
    features = np.abs(np.random.default_rng(1).normal(size=40)).astype(np.float32)
    for kind in range(3):
        shown = deciding.decision(found, features, kind)
        added = {at: found.weights[kind, at] * float(features[at]) for at in range(40)}
        order = sorted(added, key=lambda at: added[at])
        assert [part.feature for part in shown.against] == order[:5]
        assert [part.feature for part in shown.speaking] == order[::-1][:5]
        parts = sum(part.added for part in (*shown.speaking, *shown.against))
        assert parts + shown.rest + shown.bias == pytest.approx(shown.logit)
        assert shown.logit == pytest.approx(sum(added.values()) + found.bias[kind])
        for part in shown.speaking:
            assert part.added == pytest.approx(part.value * part.weight)


def test_only_what_speaks_for_a_class_is_said_to(found: fitting.Classifier) -> None:
    features = np.zeros(40, np.float32)
    features[3] = 2
    shown = deciding.decision(found, features, 0)
    assert len(shown.speaking) + len(shown.against) == 1


def test_cosines_are_those_of_a_loop() -> None:
    rng = np.random.default_rng(2)
    one, others = rng.normal(size=8), rng.normal(size=(5, 8))
    others[3] = 0
    for cosine, other in zip(deciding.cosines(one, others), others, strict=True):
        length = math.sqrt(sum(x * x for x in one)) * math.sqrt(sum(x * x for x in other))
        assert cosine == pytest.approx(sum(x * y for x, y in zip(one, other, strict=True)) / length if length else 0)


def test_confusions_are_counted() -> None:
    shares = np.array([[0.7, 0.3, 0], [0.2, 0.8, 0], [0.1, 0.8, 0.1], [0.3, 0.3, 0.4]])
    labels = np.array([0, 0, 1, 2])
    assert deciding.confusion(shares, labels).tolist() == [[1, 1, 0], [0, 1, 0], [0, 0, 1]]


def test_a_picture_is_dark_where_a_map_is_0_and_as_it_is_where_it_is_largest() -> None:
    pixels = np.full((7, 10, 3), 200, np.uint8)
    shown = deciding.lit(pixels, np.array([[0.0, 4.0], [2.0, 0.0]]), 0.25)
    assert shown[0, 0, 0] == 50
    assert shown[0, 9, 0] == 200
    assert shown[6, 0, 0] == 125
    assert (deciding.lit(pixels, np.zeros((2, 2)), 0.25) == 50).all()
