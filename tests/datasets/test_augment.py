"""cnnviz.datasets.augment: against pictures shifted, turned and mirrored one by one."""

import time
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pytest
from scipy import ndimage

from cnnviz.datasets import augment


@dataclass(frozen=True)
class How:
    shift: int = 0
    turn: int = 0
    mirror: bool = False
    noise: float = 0.0
    erase: int = 0


RNG = np.random.default_rng(0)
PICTURES = RNG.integers(1, 256, (300, 2, 9, 11), np.uint8)


def changed(pictures: np.ndarray = PICTURES, seed: int = 0, **how: Any) -> np.ndarray:
    result = augment.augmented(pictures, replace(How(), **how), np.random.default_rng(seed))
    assert result.shape == pictures.shape
    assert result.dtype == np.uint8
    return result


def test_nothing_asked_changes_nothing() -> None:
    assert (changed() == PICTURES).all()


def test_mirror_swaps_left_and_right_in_about_half() -> None:
    swapped = (changed(mirror=True) == PICTURES[..., ::-1]).all(axis=(1, 2, 3))
    same = (changed(mirror=True) == PICTURES).all(axis=(1, 2, 3))
    assert (swapped ^ same).all()
    assert 120 < swapped.sum() < 180


def test_shift_moves_by_every_number_of_pixels_and_leaves_black() -> None:
    seen = set()
    for before, after in zip(PICTURES, changed(shift=2), strict=True):
        fits = []
        for down in range(-3, 4):
            for right in range(-3, 4):
                moved = ndimage.shift(before, (0, down, right), order=0, mode="constant", cval=0)
                fits += [(down, right)] if (moved == after).all() else []
        assert len(fits) == 1
        seen.update(fits)
    assert seen == {(down, right) for down in range(-2, 3) for right in range(-2, 3)}


def test_a_shift_beyond_the_picture_can_leave_it_black() -> None:
    assert set(np.unique(changed(np.full((50, 1, 1, 1), 200, np.uint8), shift=1))) == {0, 200}


def test_turn_is_scipys_bilinear_rotation_by_an_angle_in_range() -> None:
    pictures = ndimage.gaussian_filter(RNG.uniform(0, 255, (40, 1, 15, 15)), (0, 0, 1, 1)).astype(np.uint8)
    angles = np.random.default_rng(7).uniform(-30, 30, 40)  # the one throw that turning takes
    after = changed(pictures, seed=7, turn=30)
    for one, angle, result in zip(pictures, angles, after, strict=True):
        framed = np.pad(one[0].astype(float), 20)
        oracle = ndimage.rotate(framed, -angle, reshape=False, order=1)[20:-20, 20:-20]
        assert np.abs(oracle - result[0]).max() <= 1
    assert np.ptp(angles) > 50


def test_a_half_turn_comes_back_and_all_channels_turn_alike() -> None:
    grey = np.repeat(PICTURES[:, :1], 3, axis=1)
    after = changed(grey, turn=90)
    assert (after[:, 0] == after[:, 1]).all()
    assert (after[:, 0] == after[:, 2]).all()


def test_erase_blacks_out_one_square_inside() -> None:
    corners = set()
    for one in changed(erase=4) == 0:
        assert (one[0] == one[1]).all()
        rows, cols = np.flatnonzero(one[0].any(axis=1)), np.flatnonzero(one[0].any(axis=0))
        assert one[0].sum() == 16
        assert np.ptp(rows) == np.ptp(cols) == 3
        corners.add((rows[0], cols[0]))
    assert {row for row, _ in corners} == set(range(6))
    assert {col for _, col in corners} == set(range(8))


def test_a_square_larger_than_the_picture_erases_it() -> None:
    assert not changed(erase=32).any()


def test_noise_has_its_deviation_and_no_bias() -> None:
    grey = np.full((100, 1, 28, 28), 128, np.uint8)
    after = changed(grey, noise=0.1).astype(float)
    assert after.std() == pytest.approx(25.5, rel=0.02)
    assert after.mean() == pytest.approx(128, abs=0.4)


def test_noise_is_cut_off_at_black_and_white_and_never_wraps() -> None:
    black, white = (
        changed(np.zeros((20, 1, 9, 9), np.uint8), noise=0.05),
        changed(np.full((20, 1, 9, 9), 255, np.uint8), noise=0.05),
    )
    assert black.max() < 100
    assert white.min() > 155


ALL: dict[str, Any] = {"shift": 2, "turn": 20, "mirror": True, "noise": 0.1, "erase": 3}


def test_the_same_seed_changes_alike_another_differently_and_the_input_never() -> None:
    before = PICTURES.copy()
    first = changed(**ALL)
    assert (first == changed(**ALL)).all()
    assert (first != changed(seed=1, **ALL)).any()
    assert (before == PICTURES).all()


def test_an_empty_batch_stays_empty() -> None:
    assert changed(PICTURES[:0], **ALL).shape == (0, 2, 9, 11)


@pytest.mark.parametrize(("how", "limit"), [({"shift": 2, "mirror": True}, 1e-3), ({"turn": 15}, 4e-3)])
def test_a_batch_of_128_is_quick(how: dict[str, Any], limit: float) -> None:
    batch = RNG.integers(0, 256, (128, 1, 28, 28), np.uint8)
    spent = []
    for _ in range(15):
        start = time.thread_time()
        changed(batch, **how)
        spent.append(time.thread_time() - start)
    assert min(spent) < limit
