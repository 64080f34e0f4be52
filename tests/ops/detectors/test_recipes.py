"""cnnviz.ops.detectors.recipes: weights that answer to what they are named after."""

import numpy as np
import pytest

from cnnviz.ops import kernels, pipeline
from cnnviz.ops.detectors import chain, recipes, scenes


def corners(kind: str, name: str, threshold: float = chain.CORNER) -> np.ndarray:
    """The map of one corner on a shape alone."""
    image = scenes.drawn([scenes.Thing(kind, 20, 30, 11)])
    edges = chain.stages(chain.Settings(), chain.levels(chain.Settings(), *image.shape[1:])[0])[0]
    weights = recipes.CORNERS[name].weights()[None]
    stage = pipeline.Stage(chain.own(weights), mix="sum", bias=-threshold, activation="ReLU")
    return pipeline.results(image, ("grey",), (edges, stage))[1].output[0]


@pytest.mark.parametrize(
    ("name", "place"),
    [("top-left", (19, 29)), ("top-right", (19, 41)), ("bottom-left", (31, 29)), ("bottom-right", (31, 41))],
)
def test_a_corner_answers_once_just_outside_its_corner_of_a_square(name: str, place: tuple[int, int]) -> None:
    """C72: 15 for each of two edges, less the threshold."""
    answer = corners("square", name)
    assert np.argwhere(answer == answer.max()).tolist() == [list(place)]
    assert answer.max() == 30 - chain.CORNER
    assert np.count_nonzero(answer) <= 4


def test_one_edge_alone_stays_below_the_threshold_of_two() -> None:
    """C20, C72: a threshold makes AND out of a sum."""
    assert corners("square", "notch-top-left", threshold=0).max() == 15
    assert not corners("square", "notch-top-left").any()


def test_a_corner_has_other_weights_on_every_channel_and_an_edge_that_goes_on_cancels() -> None:
    """C57, C72."""
    for corner in recipes.CORNERS.values():
        weights = corner.weights()
        assert weights.shape == (len(kernels.COMPASS), 5, 5)
        assert not weights.sum(axis=(1, 2)).any()
        assert len({channel.tobytes() for channel in weights}) > 2


@pytest.mark.parametrize("id", recipes.DETECTORS)
def test_a_pattern_looks_at_each_corner_in_its_own_place(id: str) -> None:
    """C72: one filter, a dot for each channel."""
    detector = recipes.DETECTORS[id]
    weights = detector.weights()
    assert weights.shape == (1, len(detector.corners), recipes.GRID, recipes.GRID)
    assert np.array_equal(np.abs(weights).sum(axis=(0, 2, 3)), np.ones(len(detector.corners)))
