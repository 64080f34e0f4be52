"""cnnviz.ops.compared.likeness: Pearson's correlation as numpy says it, and the two ends of what a mean keeps."""

import numpy as np
import pytest

from cnnviz.ops.compared import likeness
from tests.figures.convolution.still_life import results, stage


def test_neighbouring_cells_are_as_alike_as_numpy_says() -> None:
    """C61."""
    one = results(stage("sobel-x", activation="ReLU"))[0]
    alike = likeness.correlations(one.activated[0], likeness.REACH)
    values = one.activated[0].astype(float)
    assert alike[0, 0] == pytest.approx(1)
    for down, right in ((0, 1), (1, 0), (3, 4)):
        pair = values[: 64 - down, : 64 - right].ravel(), values[down:, right:].ravel()
        assert alike[down, right] == pytest.approx(np.corrcoef(*pair)[0, 1])


def test_what_a_windows_mean_keeps_is_all_of_flat_windows_and_a_fourth_of_noise() -> None:
    """C61: the two ends of the measure that the sentence names."""
    noise = np.random.default_rng(0).normal(size=(400, 401)).astype(np.float32)
    assert likeness.variance_kept(noise, (2, 2)) == pytest.approx(1 / 4, rel=0.03)
    assert likeness.variance_kept(np.kron(noise[:20, :20], np.ones((3, 2))), (3, 2)) == pytest.approx(1)
