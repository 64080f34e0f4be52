"""Lessons about whole networks: their keys by plain arithmetic."""

import numpy as np
import pytest

from cnnviz.course import questions, registry
from cnnviz.course.lesson import Step
from cnnviz.course.lessons.networks import architectures, builder, deeper
from cnnviz.course.questions import Given, Number, Order
from cnnviz.nets import shapes, zoo


def step(lesson: str, id: str) -> Step:
    return next(one for one in registry.LESSONS[lesson].steps if one.id == id)


def right(lesson: str, id: str, draw: int = 0) -> Given:
    one = step(lesson, id)
    assert one.question
    return questions.right_answer(one.question, one.scenes[draw])


@pytest.mark.parametrize(("draw", "side"), list(enumerate((28, 32, 20))))
def test_what_goes_through_the_reference_model_is_worked_out_by_hand(draw: int, side: int) -> None:
    """C78."""
    assert step("builder", "shapes").scenes[draw].network.input == (1, side, side)  # type: ignore[attr-defined]
    assert right("builder", "shapes", draw) == (side - 2) // 2


@pytest.mark.parametrize(("draw", "side"), list(enumerate((28, 32))))
def test_what_it_learns_is_worked_out_by_hand(draw: int, side: int) -> None:
    """C79."""
    maps, filters = ((32, 64), (16, 24))[draw]
    assert right("builder", "parameters", draw) == filters * (maps * 3 * 3 + 1)
    left = ((side - 2) // 2 - 2) // 2
    assert right("builder", "dropout", draw) == 10 * (64 * left * left + 1)
    question = step("builder", "dropout").question
    assert isinstance(question, Number)
    trap = question.traps["dropout-removes"](step("builder", "dropout").scenes[draw])
    assert trap == 10 * (64 * left * left // 2 + 1)


def test_the_bottleneck_has_the_weights_of_the_course() -> None:
    """C87."""
    assert shapes.totals(builder.of(builder.bottleneck).records).parameters == 69_632
    assert [right("builder", "bottleneck", draw) for draw in (0, 1)] == ["few", "most"]


def test_of_alexnet_most_weights_are_dense_and_most_work_is_convolution() -> None:
    """C91: 4096 · (9216 + 1) + 4096 · (4096 + 1) + 1000 · (4096 + 1) of 61,100,840 parameters."""
    dense = 4096 * (9216 + 1) + 4096 * (4096 + 1) + 1000 * (4096 + 1)
    assert dense > zoo.ENTRIES["alexnet"].parameters / 2
    assert [right("architectures", "parameters", draw) for draw in range(3)] == ["dense", "conv", "dense"]
    assert zoo.ENTRIES["alexnet"].macs - 4096 * (9216 + 4096 + 1000) > zoo.ENTRIES["alexnet"].macs / 2
    assert right("architectures", "work") == "conv"


def test_networks_are_asked_about_in_the_order_of_their_years_so_that_the_trap_is_that_order() -> None:
    question = step("architectures", "larger").question
    assert isinstance(question, Order)
    scene = step("architectures", "larger").scenes[0]
    years = question.traps["later-is-larger"](scene)
    assert questions.ranked(years) == tuple(architectures.TOLD)
    assert len(set(years.values())) == len(years)
    assert right("architectures", "larger") != tuple(architectures.TOLD)


def test_the_year_of_the_largest_fall_is_among_the_answers() -> None:
    """C90."""
    assert right("architectures", "years") == "2012"
    assert set(architectures.ASKED) >= {"2012", architectures.DEEPEST}


@pytest.mark.parametrize(
    ("share", "said"),
    [(1.0, "as-large"), (0.11, "as-large"), (9.0, "as-large"), (11.0, "larger"), (0.01, "smaller"), (1e-4, "gone")],
)
def test_what_arrives_of_a_gradient_is_told_by_how_many_times(share: float, said: str) -> None:
    assert deeper._size(share) == said
    assert said in deeper.ARRIVAL


def test_a_picture_beside_another_is_normalised_as_it_is_alone() -> None:
    """C95: with the statistics that were kept, and not with its own."""
    seen = deeper.Normalised().seen
    scaled = (seen.before.maps - seen.before.means[:, None, None]) / seen.before.deviations[:, None, None]
    np.testing.assert_allclose(seen.after.maps, scaled, atol=1e-3)
    assert right("deeper", "single") == "kept"
    assert right("deeper", "statistics") == 2 * len(seen.before.means)
