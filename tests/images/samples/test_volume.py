import itertools

import numpy as np

from cnnviz.images.samples import volume


def test_the_square_moves_one_pixel_to_the_right_from_slice_to_slice() -> None:
    """C2: what a kernel that is deep can see and a flat one cannot."""
    slices = volume.moving_square()
    assert slices.shape == (volume.SLICES, volume.SIDE, volume.SIDE)
    assert slices.dtype == np.float32
    assert set(np.unique(slices)) == {0, 1}
    for before, after in itertools.pairwise(slices):
        assert (after == np.roll(before, 1, axis=1)).all()
        # It goes on and off along two edges, three pixels each.
        assert sorted((after - before)[(after != before)].tolist()) == [-1] * 3 + [1] * 3


def test_the_square_is_whole_in_every_slice() -> None:
    assert (volume.moving_square().sum(axis=(1, 2)) == volume.SQUARE**2).all()


def test_a_kernel_has_room_to_slide_along_the_depth() -> None:
    assert 1 < volume.DEPTH < volume.SLICES
