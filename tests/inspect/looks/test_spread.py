"""Counting numbers while they come: nothing is lost when bins become wider."""

import numpy as np
import pytest

from cnnviz.inspect.looks import spread


@pytest.mark.parametrize("seed", range(4))
def test_counts_are_those_of_all_numbers_at_once(seed: int) -> None:
    random = np.random.default_rng(seed)
    parts = [(random.normal(size=(3, 50)) * 10.0 ** random.integers(-6, 6)).astype(np.float32) for _ in range(6)]
    parts[2][1] = 0
    counted = spread.none(3)
    for part in parts:
        counted = counted.with_numbers(part)
    everything = np.concatenate(parts, axis=1)
    for channel in range(3):
        width = counted.width[channel]
        places = np.floor(everything[channel].astype(np.float64) / width).astype(int) + spread.HALF
        expected = np.bincount(places, minlength=2 * spread.HALF)
        assert counted.counts[channel].tolist() == expected.tolist()
        largest = np.abs(everything[channel]).max()
        assert largest <= width * spread.HALF
        assert largest >= width * spread.HALF / 4
    assert counted.zeros.tolist() == (everything == 0).sum(axis=1).tolist()
    assert counted.total == 300


def test_a_channel_that_is_always_zero_is_counted_as_zeros() -> None:
    counted = spread.none(1).with_numbers(np.zeros((1, 9), np.float32)).with_numbers(np.zeros((1, 2), np.float32))
    assert (counted.zeros.tolist(), counted.counts[0, spread.HALF]) == ([11], 11)


def test_a_whole_bin_s_end_lies_in_the_next() -> None:
    counted = spread.none(1).with_numbers(np.array([[32.0, -32.0, 1.0]], np.float32))
    filled = np.flatnonzero(counted.counts[0]) - spread.HALF
    assert float(counted.width[0]) * filled[[0, -1]] == pytest.approx([-32, 32])
