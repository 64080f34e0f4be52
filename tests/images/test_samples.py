"""cnnviz.images.samples: every sample at every size, and the claim that each was drawn for."""

import numpy as np
import pytest
from scipy import ndimage

from cnnviz import errors, limits
from cnnviz.images import samples


@pytest.mark.parametrize("side", [32, 33, 100, 256])
@pytest.mark.parametrize("key", samples.SAMPLES)
def test_every_sample_is_drawn_at_the_side_asked_for(key, side):
    pixels = samples.SAMPLES[key].draw(side)
    assert pixels.shape == (side, side, 3)
    assert pixels.dtype == np.uint8
    assert pixels.min() < pixels.max()
    np.testing.assert_array_equal(pixels, samples.SAMPLES[key].draw(side))


@pytest.mark.parametrize("key", samples.SAMPLES)
def test_every_sample_says_what_it_is_for(key):
    sample = samples.SAMPLES[key]
    assert sample.sentence.endswith((".", "?"))
    drawn = samples.picture(key, 64)
    assert drawn.name == sample.title
    assert not drawn.pixels.flags.writeable
    assert "64 × 64" in drawn.steps[0].sentence
    assert len(drawn.digest) == 64


def test_no_two_samples_or_sides_share_a_digest():
    digests = {samples.picture(key, side).digest for key in samples.SAMPLES for side in (32, 64)}
    assert len(digests) == 2 * len(samples.SAMPLES)


@pytest.mark.parametrize("side", [0, limits.MIN_SIDE - 1, limits.MAX_SIDE + 1])
def test_a_side_out_of_range_is_refused(side):
    with pytest.raises(errors.InputError, match="Choose a side from 32 to 1,024"):
        samples.picture("face", side)


def test_the_largest_side_can_be_drawn():
    assert samples.picture("stripes", limits.MAX_SIDE).pixels.shape == (1024, 1024, 3)


@pytest.mark.parametrize("side", [32, 33])
def test_the_impulse_is_one_white_pixel_in_the_middle(side):
    pixels = samples.SAMPLES["impulse"].draw(side)
    assert np.argwhere(pixels[:, :, 0] == 255).tolist() == [[side // 2, side // 2]]
    assert np.count_nonzero(pixels) == 3


def test_the_steps_have_equally_long_edges_in_eight_directions():
    grey = ndimage.gaussian_filter(samples.SAMPLES["steps"].draw(256)[:, :, 0].astype(float), 2)
    down, right = ndimage.sobel(grey, 0), ndimage.sobel(grey, 1)
    strong = np.hypot(down, right) > 0.5 * np.hypot(down, right).max()
    angles = np.degrees(np.arctan2(down, right))[strong]
    nearest = np.rint(angles / 45)
    straight = np.abs(angles / 45 - nearest) < 0.1
    counts = np.unique(nearest[straight] % 8, return_counts=True)[1]
    assert len(counts) == 8
    assert counts.max() < 1.5 * counts.min()
    assert straight.mean() > 0.8


@pytest.mark.parametrize("side", [32, 33, 64, 200])
def test_the_t_is_one_piece_apart_from_two_bars_of_its_stroke(side):
    white = samples.SAMPLES["t-shape"].draw(side)[:, :, 0] == 255
    pieces, count = ndimage.label(white)
    assert count == 3
    boxes = [(rows.stop - rows.start, cols.stop - cols.start) for rows, cols in ndimage.find_objects(pieces)]
    tee = boxes[0]
    upright, lying = sorted(boxes[1:], reverse=True)
    stroke = upright[1]
    assert lying[0] == stroke
    assert tee == (upright[0], lying[1])
    assert white.sum() == stroke * 2 * (upright[0] + lying[1]) - stroke**2


def test_the_squares_are_squares_of_six_sizes():
    pieces, count = ndimage.label(samples.SAMPLES["squares"].draw(128)[:, :, 0])
    boxes = [(rows.stop - rows.start, cols.stop - cols.start) for rows, cols in ndimage.find_objects(pieces)]
    assert count == len({height for height, _ in boxes}) == 6
    assert all(height == width for height, width in boxes)


def test_every_second_pixel_of_the_zone_plate_shows_false_rings_in_the_middle_of_an_edge():
    grey = samples.SAMPLES["stripes"].draw(256)[128, :, 0].astype(float)
    assert np.abs(np.diff(grey[-24:])).mean() > 100
    assert np.abs(np.diff(grey[::2][-12:])).mean() < 60


def test_the_noise_is_a_step_under_noise():
    grey = samples.SAMPLES["noise"].draw(128)[:, :, 0].astype(float)
    left, right = grey[:, :64], grey[:, 64:]
    assert right.mean() - left.mean() == pytest.approx(80, abs=2)
    assert left.std() == pytest.approx(24, abs=2)


def test_the_still_life_has_strong_colours_and_edges_in_all_directions():
    pixels = samples.SAMPLES["still-life"].draw(256).astype(float)
    assert (np.ptp(pixels, axis=2) > 100).mean() > 0.08
    grey = pixels.mean(2)
    down, right = ndimage.sobel(grey, 0), ndimage.sobel(grey, 1)
    strong = np.hypot(down, right) > 100
    counts = np.histogram(np.arctan2(down, right)[strong], 8, (-np.pi, np.pi))[0]
    assert counts.min() > 0.03 * strong.sum()


def test_the_face_without_moved_parts_is_the_sample():
    np.testing.assert_array_equal(samples.face(100, eyes=0, mouth=0), samples.SAMPLES["face"].draw(100))


def test_the_parts_of_the_face_move_by_hundredths_of_the_side():
    still, moved = samples.face(200), samples.face(200, eyes=2, mouth=-3)
    eye, mouth = (slice(80, 106), slice(56, 90)), (slice(130, 164), slice(68, 134))  # on the skin, parts and all
    np.testing.assert_array_equal(moved[eye[0], 60:94], still[eye])
    np.testing.assert_array_equal(moved[mouth[0], 62:128], still[mouth])
    np.testing.assert_array_equal(moved[:60], still[:60])
    np.testing.assert_array_equal(moved[108:124], still[108:124])


def test_a_batch_is_the_samples_in_grey() -> None:
    images = samples.batch(samples.VARIED, 32)
    assert images.shape == (len(samples.VARIED), 1, 32, 32)
    assert images.min() >= 0
    assert images.max() <= 1
    assert len({image.tobytes() for image in images}) == len(images)
