"""What is drawn and said of where a network looked."""

import numpy as np
import pytest

from cnnviz import packing
from cnnviz.figures.where import covering, panels, told
from cnnviz.inspect.where import cam

PHOTO = np.random.default_rng(0).integers(0, 256, (3, 6, 6), np.uint8)


def found() -> cam.Cam:
    return cam.Cam(np.array([1.0, -2.0]), np.array([[1.0, -0.5], [3.0, 0.0]]), np.array([0.5, -0.25]))


def test_heat_is_the_hot_colour_where_the_map_ends_and_the_grey_photo_where_it_is_0() -> None:
    map_ = np.zeros((6, 6))
    map_[2, 3], map_[0, 1] = 4.0, 9.0
    drawn = panels.overlay("Heat", PHOTO, map_, 4.0).pixels
    assert drawn[2, 3].tolist() == [230, 159, 0] == drawn[0, 1].tolist()
    grey = round(float(PHOTO[:, 5, 5].mean()) * panels.DARKER)
    assert drawn[5, 5].tolist() == [grey] * 3


def test_a_map_of_zeros_leaves_the_photo() -> None:
    drawn = panels.overlay("Heat", PHOTO[:1], np.zeros((6, 6)), 0.0)
    assert np.ptp(drawn.pixels, axis=2).max() == 0


def test_grad_cam_says_what_relu_takes_away() -> None:
    over, sums = panels.cams(PHOTO, found(), np.ones((6, 6)), "Twin: ")
    assert over.title == "Twin: Grad-CAM"
    assert "orange: 0 to 3" in over.facts
    assert sums.facts == ("ReLU takes 1 of 4 away: −0.5",)
    assert (sums.low, sums.high) == (-3, 3)
    nothing = cam.Cam(np.ones(1), np.ones((2, 2)), np.ones(1))
    assert panels.cut(nothing) == "ReLU takes nothing away"


def test_a_few_huge_gradients_do_not_leave_the_rest_dark() -> None:
    map_ = np.full((100, 100), 0.5)
    map_[0, 0] = -1000.0
    size, signed, times = panels.gradients(PHOTO[:, :1, :1].repeat(100, 1).repeat(100, 2), abs(map_), map_, map_, "max")
    assert signed.high == pytest.approx(0.5)
    assert signed.pixels[5, 5] == 255
    assert signed.pixels[0, 0] == 1
    assert "orange: 0 to 0.5" in size.facts
    assert times.palette == "signed"


def test_the_sums_are_written_where_they_can_be_read() -> None:
    assert panels.written(found()) is not None
    assert panels.written(cam.Cam(np.ones(1), np.ones((16, 16)), np.ones(1))) is None


@pytest.mark.parametrize(
    ("correlation", "words"),
    [
        (None, "no order"),
        (-0.4, "little in common"),
        (0.1, "little in common"),
        (0.5, "In part"),
        (0.9, "read nothing"),
    ],
)
def test_a_likeness_says_what_it_tells(correlation: float | None, words: str) -> None:
    assert words in told.likeness(correlation, "cat")
    assert "“cat”" in told.likeness(correlation, "cat")


def test_the_channels_that_put_most_in_come_first() -> None:
    assert [row["channel"] for row in told.channels(found())] == ["1", "2"]
    assert told.channels(found())[1]["weight"] == "−2"
    assert "1 of 2 channels have a weight above 0" in told.sums(found(), "cat")
    assert "row 2, column 1" in told.sums(found(), "cat")


@pytest.mark.parametrize("measure", covering.MEASURES)
def test_the_component_gets_what_every_place_costs(measure: str) -> None:
    shares, logits = np.array([[0.25, 0.5], [0.75, 0.9]]), np.array([[1.0, 2.0], [3.0, 5.0]])
    cost = covering.Cost("cat", 0.75, 4.0, shares, logits)
    scene = covering.Scene(PHOTO[:1], 3, 3, (0, 3), (0, 3), (7,), ["cat", "dog", "cat", "cat"])
    header, arrays = packing.unpacked(covering.blob(scene, [cost], [cost], measure))
    lost = np.array([[0.5, 0.25], [0, -0.15]] if measure == "share" else [[3, 2], [1, -1]])
    np.testing.assert_allclose(arrays["map0"], lost, atol=1e-6)
    np.testing.assert_allclose(arrays["shares0"], shares, atol=1e-6)
    np.testing.assert_array_equal(arrays["photo"][..., 2], PHOTO[0])
    assert header["patch"]["levels"] == [7, 7, 7]
    assert [one["twin"] for one in header["maps"]] == [False, True]
    assert header["answers"][1] == "dog"
