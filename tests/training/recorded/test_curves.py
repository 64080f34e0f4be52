"""The recorded runs of permuted pixels: what is said of them is read off them, and they can be made again (C29)."""

from dataclasses import replace

import numpy as np
import pytest

from cnnviz.datasets import catalogue
from cnnviz.training import recipes, recorded, weights
from cnnviz.training.config import Config
from cnnviz.training.events import EventKind
from cnnviz.training.learning import control, loop, pace
from cnnviz.training.recorded import curves

PERMUTED = {
    view: config
    for pair, key in zip((recorded.DENSE, recorded.CNN), recipes.PERMUTED, strict=True)
    for view, config in zip(pair, recipes.permuted(key), strict=True)
}
# Steps that are learned again, and by how much another processor's sums may differ.
AGAIN, NEAR = 24, 1e-3


def test_the_dense_network_learns_as_well_and_the_convolutional_one_does_not() -> None:
    """Of 10,000 test pictures; two in a thousand of them are one standard error of a difference."""
    (plain, permuted), (cnn, cnn_permuted) = (
        [curves.course(view).test for view in pair] for pair in (recorded.DENSE, recorded.CNN)
    )
    assert abs(plain - permuted) < 0.01
    assert cnn > max(plain, permuted) + 0.01
    assert cnn_permuted < cnn - 0.025


def test_on_shapes_filters_made_by_hand_serve_as_well_as_learned_ones() -> None:
    """Of 1,000 test pictures (C85): the difference is within two standard errors."""
    learned, kirsch = (curves.course(view) for view in recorded.KIRSCH)
    error = (learned.test * (1 - learned.test) / learned.tested * 2) ** 0.5
    assert abs(learned.test - kirsch.test) < 2 * error
    assert learned.test > 0.95
    first, second = recipes.PAIRS[recorded.PAIRS.index(recorded.KIRSCH)]()
    assert (first.fixed, second.fixed) == ("", "kirsch")
    assert replace(second, fixed="") == first


@pytest.mark.parametrize("view", PERMUTED)
def test_the_accuracies_are_those_of_the_answers_that_were_recorded(view: str) -> None:
    course, dataset = curves.course(view), catalogue.load(PERMUTED[view].data)
    history = [numbered.event for numbered in recorded.run(view).events]
    looked = [event for event in history if event.kind == EventKind.EVALUATION]
    right = {
        part: [
            float((event.arrays["predicted"] == images.labels).mean())
            for event in looked
            if event.header["part"] == part
        ]
        for part, images in (("validation", dataset.validation), ("test", dataset.test))
    }
    assert course.validation == pytest.approx(right["validation"])
    assert [course.test] == pytest.approx(right["test"])
    assert course.tested == len(dataset.test)
    assert len(course.validation) == course.config.epochs
    assert len(course.losses) == course.config.epochs * (len(dataset.train) // course.config.batch)
    np.testing.assert_allclose(course.smoothed(4)[1], course.losses[4:8].mean())


@pytest.mark.parametrize("view", PERMUTED)
def test_the_first_steps_learned_again_are_those_that_were_recorded(view: str) -> None:
    config = replace(PERMUTED[view], device="cpu")
    assert curves.course(view).config == config
    history = loop.train(config, catalogue.load(config.data), control.Nobody(), threads=1, pace=pace.ENDS)
    again, begun = [], None
    for event in history:
        if event.kind == EventKind.SNAPSHOT:
            begun = begun or event
        if event.kind == EventKind.SCALARS:
            again += event.arrays["loss"].tolist()
        if len(again) >= AGAIN:
            break
    np.testing.assert_allclose(again, curves.course(view).losses[: len(again)], rtol=NEAR)
    first = next(one.event for one in recorded.run(view).events if one.event.kind == EventKind.SNAPSHOT)
    assert begun
    assert all((begun.arrays[name] == array).all() for name, array in first.arrays.items())


@pytest.mark.parametrize(
    ("pair", "made"), list(zip((recorded.DENSE, recorded.CNN), map(recipes.permuted, recipes.PERMUTED), strict=True))
)
def test_both_sides_begin_with_the_same_weights_and_end_with_others(
    pair: tuple[str, str], made: tuple[Config, Config]
) -> None:
    shots = [
        [weights.tensors(one.event) for one in recorded.run(view).events if one.event.kind == EventKind.SNAPSHOT]
        for view in pair
    ]
    begins, ends = zip(*((shot[0], shot[-1]) for shot in shots), strict=True)
    for name in begins[0]:
        assert (begins[0][name] == begins[1][name]).all()
    assert any((ends[0][name] != ends[1][name]).any() for name in ends[0])
    assert [run.permuted for run in made] == [False, True]
    assert len({run.seed for run in made}) == 1
