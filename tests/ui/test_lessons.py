"""A lesson is a link that says all of it."""

import pytest

from cnnviz.ops import activations, catalogue, pipeline
from cnnviz.ui import lessons


@pytest.mark.parametrize("id", lessons.LESSONS)
def test_every_lesson_is_a_link_that_names_its_kernel_or_more(id: str) -> None:
    lesson = lessons.LESSONS[id]
    assert lesson.query
    bank = lesson.stages[0].kernels.bank
    assert bank == pipeline.OWN or lesson.query["kernel1"] == bank
    assert all(isinstance(value, str) for value in lesson.query.values())


def test_a_lesson_that_is_a_fresh_kernel_lab_is_a_link_all_the_same() -> None:
    plain = lessons.Lesson("Plain", "As it is.", (pipeline.Stage(),))
    assert plain.values == {}
    assert plain.query == {"kernel1": pipeline.Kernels().bank}


def test_a_lesson_says_what_differs_from_a_fresh_kernel_lab_and_nothing_else() -> None:
    lesson = lessons.Lesson(
        "Rich", "All.", (pipeline.Stage(activation="ReLU"),), "noise", 64, "rgb", {"view": "numbers"}
    )
    assert set(lesson.query) == {"image", "side", "colour", "activation1", "kernel1", "view"}
    assert lesson.query["image"] == "noise"
    assert (lesson.query["side"], lesson.query["colour"]) == ("64", "rgb")
    assert lesson.query["activation1"] in activations.ACTIVATIONS
    assert lesson.query["kernel1"] in catalogue.BANKS
