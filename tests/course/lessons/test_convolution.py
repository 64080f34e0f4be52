"""Lessons about convolution: keys that plain loops and a look at the picture agree with."""

from scipy import ndimage

from cnnviz.course import misconceptions, registry
from cnnviz.course.lesson import Step
from cnnviz.course.lessons import edges
from cnnviz.course.questions import Choice
from cnnviz.ops.compared import edge_maps


def step(name: str) -> Step:
    found = registry.find_step(name)
    assert found
    lesson, number = found
    return registry.LESSONS[lesson].steps[number - 1]


def test_the_smaller_of_two_answers_is_large_at_the_t_alone() -> None:
    asked = step("edges.smaller")
    assert isinstance(asked.question, Choice)
    for scene in asked.scenes:
        assert isinstance(scene, edges.Photo)
        assert asked.question.key(scene) == "both"
        both = edge_maps.junctions(scene.image).both
        things, count = ndimage.label(scene.image[0] > 0.5)
        near = [both[ndimage.binary_dilation(things == at + 1, iterations=4)].max() for at in range(count)]
        assert sorted(near)[-2] < max(near) / 2


def test_a_map_that_is_taken_for_a_parameter_is_told_what_is_learned() -> None:
    asked = step("words.learned").question
    assert isinstance(asked, Choice)
    told = misconceptions.MISCONCEPTIONS[asked.traps["maps"]].answer
    assert "computed anew" in told


def test_of_a_check_every_step_can_be_read_without_the_one_before() -> None:
    """The numbers of both draws stand on pages of their own."""
    said = [step(name).text for name in ("edges.darkest", "same-object.stays")]
    assert not any(" again" in one or one.startswith("Now ") for one in said)
