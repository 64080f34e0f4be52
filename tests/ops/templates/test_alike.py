"""cnnviz.ops.templates.alike: its 1 × 1 layers are convolutions, and find what looks like one place (C86)."""

import numpy as np
import pytest

from cnnviz.ops import activations, correlate, pipeline
from cnnviz.ops.templates import alike

IMAGE = np.random.default_rng(3).random((3, 12, 10)).astype(np.float32)
NAMES = ("red", "green", "blue")
AT = (4, 7)


def result(size: int = 3, mix: str = "sum", activation: str = "none", image: np.ndarray = IMAGE) -> pipeline.Result:
    given = (("count", 6.0), ("size", float(size)))
    stage = pipeline.Stage(pipeline.Kernels("random", given), mix, activation=activation)
    return pipeline.result(image, NAMES, stage)


@pytest.mark.parametrize("mix", ["sum", "each"])
@pytest.mark.parametrize("activation", ["none", "ReLU", "tanh"])
@pytest.mark.parametrize("size", [1, 3])
def test_its_layers_are_1_x_1_convolutions(size: int, activation: str, mix: str) -> None:
    done = result(size, mix, activation)
    net = alike.alike(done, AT, 0.5)
    features = activations.ACTIVATIONS[activation].function(done.maps)[list(net.filters)]
    maps = features
    for weights, biases in (net.first, net.second):
        maps = np.maximum(correlate.correlate(maps, weights[:, :, None, None], bias=biases), 0)
    assert net.answer == pytest.approx(maps[0], abs=1e-5)
    assert net.classified == pytest.approx(correlate.correlate(features, net.linear[None, :, None, None])[0], abs=1e-5)
    assert net.parameters == 2 * len(net.filters) * (len(net.filters) + 1) + 2 * len(net.filters) + 1


def test_both_say_1_at_the_place_to_be_found_and_more_of_the_same_is_too_much_for_the_network_alone() -> None:
    done = result(1)
    net = alike.alike(done, AT, 0.5)
    assert net.answer[AT] == 1
    assert net.classified[AT] == pytest.approx(1, abs=1e-5)
    brighter = IMAGE.copy()
    brighter[:, 0, 0] = 3 * IMAGE[:, AT[0], AT[1]]
    other = alike.alike(result(1, image=brighter), AT, 0.2)
    assert other.classified[0, 0] == pytest.approx(3, abs=1e-4)
    assert other.answer[0, 0] < alike.YES


def test_the_more_unlike_it_may_be_the_more_places_are_found() -> None:
    counts = [int((alike.alike(result(), AT, room).answer >= alike.YES).sum()) for room in (0.1, 0.5, 1, 2, 9)]
    assert counts == sorted(counts)
    assert counts[0] >= 1
    assert counts[-1] == 120


def test_a_picture_of_one_colour_is_alike_everywhere() -> None:
    net = alike.alike(result(1, image=np.full((3, 5, 5), 0.4, np.float32)), (0, 0), 0.5)
    assert (net.answer == 1).all()
    black = alike.alike(result(1, image=np.zeros((3, 5, 5), np.float32)), (0, 0), 0.5)
    assert (black.classified == 0).all()


def test_of_channels_that_are_kept_apart_each_is_read() -> None:
    assert alike.alike(result(mix="each"), AT, 0.5).filters == (0, 6, 12)
    assert alike.alike(result(), AT, 0.5).filters == (0, 1, 2, 3)
