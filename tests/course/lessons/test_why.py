"""Keys of the lessons on why convolution works, computed anew by plain loops and by hand."""

import math

import numpy as np
import pytest
from scipy import ndimage

from cnnviz.course import questions, registry
from cnnviz.course.lessons.why import dense, neuron, receptive_field, same_object, square, two_wheels
from cnnviz.course.lessons.why.believed import BELIEVED
from cnnviz.course.questions import Number
from cnnviz.course.scenes import Scene
from cnnviz.nets.inside import reaching, stacks

LESSONS = ("neuron", "same-object", "square", "two-wheels", "dense-and-convolutional", "receptive-field")


def scenes_of(lesson: str, step: str) -> tuple[Scene, ...]:
    found = registry.find_step(f"{lesson}.{step}")
    assert found
    return registry.LESSONS[lesson].steps[found[1] - 1].scenes


def key(lesson: str, step: str, scene: Scene) -> questions.Given:
    found = registry.find_step(f"{lesson}.{step}")
    assert found
    question = registry.LESSONS[lesson].steps[found[1] - 1].question
    assert question
    return questions.right_answer(question, scene)


@pytest.mark.parametrize("id", LESSONS)
def test_every_page_asks_at_least_twice_and_its_numbers_differ_from_draw_to_draw(id: str) -> None:
    lesson = registry.LESSONS[id]
    asking = [step for step in lesson.steps if step.question]
    assert len(asking) >= 3
    assert {step.scenes[0].page for step in lesson.steps} == {lesson.steps[-1].scenes[0].page}
    for step in asking:
        if isinstance(step.question, Number) and len(step.scenes) > 1 and step.id != "shared":
            assert len({step.question.key(scene) for scene in step.scenes}) == len(step.scenes), step.id


def test_all_that_is_believed_is_asked_for_by_these_lessons() -> None:
    asked = [step.question for id in LESSONS for step in registry.LESSONS[id].steps if step.question]
    trapped = {id for question in asked for id in _trapped(question)}
    assert set(BELIEVED) <= trapped


def _trapped(question: questions.Question) -> set[str]:
    traps = getattr(question, "traps", {})
    return set(traps.values()) if isinstance(question, questions.Choice) else set(traps)


def test_b_x_is_the_cosine_times_both_lengths() -> None:
    for scene in scenes_of("neuron", "angle"):
        assert isinstance(scene, neuron.Held)
        assert scene.setting.theta is not None
        wanted = scene.setting.length * math.cos(math.radians(scene.setting.theta))
        assert key("neuron", "angle", scene) == pytest.approx(wanted)
        came = neuron.answer(scene)
        assert np.vdot(came.weights, came.entering) == pytest.approx(wanted)


def test_light_decides_until_x_is_normalised() -> None:
    for raw, normalised in zip(scenes_of("neuron", "light"), scenes_of("neuron", "normalised"), strict=True):
        assert (key("neuron", "light", raw), key("neuron", "normalised", normalised)) == ("wrong", "right")
        assert isinstance(normalised, neuron.Held)
        assert neuron.answer(normalised).sum == pytest.approx(neuron.answer(normalised, brightness=0.3).sum)


def test_a_second_layer_reads_units_and_no_pixels() -> None:
    assert neuron.hidden().input == (64,)


@pytest.mark.parametrize("scene", scenes_of("same-object", "along"))
def test_the_map_is_the_first_one_moved_by_the_key(scene: same_object.Moved) -> None:
    before, after = (
        ndimage.correlate(plane.astype(float), scene.how.kernel.astype(float), mode="constant")[::2, ::2]
        for plane in (scene.plane, np.roll(scene.plane, scene.by, (0, 1)))
    )
    by = key("same-object", "along", scene)
    assert isinstance(by, int)
    np.testing.assert_allclose(after, np.roll(before, (scene.by[0] // 2, by), (0, 1)))
    assert by != scene.by[1]


def test_a_dense_template_falls_silent_on_the_way_to_a_corner_and_its_own_thing_is_there_whole() -> None:
    said = {16: "little", 4: "some"}
    for scene in scenes_of("same-object", "template"):
        assert isinstance(scene, same_object.Moved)
        rolled = np.roll(scene.plane, scene.by, (0, 1))
        assert rolled.sum() == scene.plane.sum()
        top, left, rows, columns = scene.seen.box
        thing = scene.plane[top : top + rows, left : left + columns].astype(float)
        weights = thing - thing.mean()
        answered = (weights * rolled[top : top + rows, left : left + columns]).sum() / (weights**2).sum()
        assert (abs(answered) < same_object.SILENT) == (abs(scene.by[1]) == 16)
        assert key("same-object", "template", scene) == said[abs(scene.by[1])]


def test_no_window_of_a_t_is_foreign_to_a_cross_but_the_whole_is() -> None:
    assert same_object.windows("t", 64, 3) <= same_object.windows("cross", 64, 3)
    assert not same_object.windows("t", 64, 20) <= same_object.windows("cross", 64, 20)


def test_only_the_cnn_loses_by_another_order() -> None:
    lost = same_object.lost()
    assert lost["cnn"] > same_object.LOST > abs(lost["dense"])


def test_a_corner_is_two_edges_less_the_threshold() -> None:
    for scene in scenes_of("square", "corner"):
        assert isinstance(scene, square.Built)
        assert key("square", "corner", scene) == 2 * square.EDGE - scene.settings.corner


def test_one_size_is_found_and_under_a_stride_another_one() -> None:
    assert square.built().is_found
    assert not any(one.is_found for one in scenes_of("square", "size") if isinstance(one, square.Built))
    assert square.built(23, way="stride").is_found
    assert not square.built(way="stride").is_found
    assert square.built(17, way="stride", pitch=3).is_found


def test_the_threshold_that_loses_a_square_finds_it_again_where_it_is_lowered() -> None:
    case = BELIEVED["threshold-gate"].case
    assert isinstance(case, square.Built)
    assert not case.is_found
    assert square.built(corner=int(case.settings.corner) - 2).is_found
    assert "found again" in BELIEVED["threshold-gate"].see


def test_small_filters_see_one_more_pixel_on_each_side_by_every_layer() -> None:
    for scene in scenes_of("two-wheels", "stack"):
        assert isinstance(scene, two_wheels.Wheels)
        assert key("two-wheels", "stack", scene) == 1 + 2 * len(scene.steps)
    for scene in scenes_of("two-wheels", "both"):
        assert isinstance(scene, two_wheels.Wheels)
        (_, left), (_, right) = scene.points
        assert right - left == scene.apart
        layers = next(n for n in range(1, 64) if 1 + 2 * n > scene.apart)
        assert key("two-wheels", "both", scene) == layers


def test_each_way_is_as_long_as_the_page_makes_it() -> None:
    for scene in scenes_of("two-wheels", "ways"):
        assert isinstance(scene, two_wheels.Wheels)
        for id in two_wheels.WAYS:
            walked = reaching.reached(reaching.WAYS[id], (scene.side, scene.side), two_wheels.MAPS, *scene.points)
            assert walked
            assert two_wheels._depths(scene)[id] == len(walked.steps)
    assert key("two-wheels", "dense", scenes_of("two-wheels", "dense")[0]) == 64 * 64


def test_the_middle_of_a_window_has_more_than_its_share() -> None:
    for scene in scenes_of("two-wheels", "heard"):
        assert isinstance(scene, two_wheels.Wheels)
        field, (top, left, bottom, right) = scene.heard.field, scene.heard.box
        inside = field[max(0, top) : bottom + 1, max(0, left) : right + 1]
        assert inside.sum() == pytest.approx(field.sum())
        assert scene.heard.share > 1.1 * scene.heard.even


def test_what_is_stored_is_counted_in_the_matrices_themselves() -> None:
    for scene in scenes_of("dense-and-convolutional", "shared"):
        assert isinstance(scene, dense.Tied)
        windows = (scene.side - 2) ** 2
        assert key("dense-and-convolutional", "shared", scene) == 9
        assert scene.freed.untied.stored == windows * 9 == scene.freed.untied.connected.sum()
        assert scene.freed.dense.stored == windows * scene.side**2


def test_a_number_becomes_the_unit_that_numpy_makes_of_it() -> None:
    shape = dense.flattened()
    numbered = np.arange(1, 1 + math.prod(shape)).reshape(shape)
    for scene in scenes_of("dense-and-convolutional", "vector"):
        assert isinstance(scene, dense.Tied)
        assert key("dense-and-convolutional", "vector", scene) == numbered[scene.place]
        last = np.moveaxis(np.arange(1, 1 + math.prod(shape)).reshape(*shape[1:], shape[0]), -1, 0)
        assert dense._in_turn(scene) == last[scene.place]


@pytest.mark.parametrize("scene", [*scenes_of("receptive-field", "pooled"), *scenes_of("receptive-field", "dilated")])
def test_a_unit_reaches_as_far_as_pixels_that_change_it(scene: receptive_field.Looked) -> None:
    """Pixels are followed back, one layer after the other."""
    assert receptive_field.DILATIONS == [1, 2, 4]
    network = stacks.NETWORKS[scene.stack].network()
    middle = scene.records[-1].output[1] // 2
    cells = {middle}
    for record in reversed(scene.records):
        if record.axes:
            axis = record.axes[0]
            cells = {
                cell * axis.stride - axis.before + axis.dilation * tap for cell in cells for tap in range(axis.window)
            }
    assert 0 <= min(cells) <= max(cells) < network.input[1]
    asked = "dilated" if scene.stack == "dilated" else "pooled"
    assert key("receptive-field", asked, scene) == max(cells) - min(cells) + 1


def test_small_filters_stacked_have_fewer_weights() -> None:
    weights = receptive_field._weights(scenes_of("receptive-field", "weights")[0])
    channels = receptive_field.CHANNELS**2
    assert weights == {"two": 18 * channels, "five": 25 * channels, "three": 27 * channels, "seven": 49 * channels}
