"""cnnviz.ops.reductions on batches and on what is no number; test_pooling holds each of them to loops and torch."""

from collections.abc import Callable

import numpy as np
import pytest
import torch

from cnnviz.ops import geometry, reductions

AXES = geometry.Axis("rows", 9, 3, 2, 1, 1, 0, ceil=True), geometry.Axis("columns", 8, 2, 3, 1, 0, 1)
KINDS: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "maxima": lambda maps: reductions.maxima(maps, AXES),
    "minima": lambda maps: reductions.minima(maps, AXES),
    "means": lambda maps: reductions.means(maps, AXES, count_padding=False),
    "norms": lambda maps: reductions.norms(maps, AXES, 2),
    "medians": lambda maps: reductions.medians(maps, AXES),
    "weighted": lambda maps: reductions.weighted(maps, AXES, 1.0, count_padding=True),
    "winners": lambda maps: reductions.winners(maps, AXES),
    "ties": lambda maps: reductions.ties(maps, reductions.maxima(maps, AXES), AXES),
    "spread": lambda maps: reductions.spread(maps, (4, 3), np.add),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_batch_gives_what_each_map_gives_alone(kind: str) -> None:
    maps = np.random.default_rng(1).normal(size=(2, 3, 9, 8)).astype(np.float32)
    together = KINDS[kind](maps)
    assert together.shape[:2] == (2, 3)
    for place in np.ndindex(2, 3):
        np.testing.assert_array_equal(together[place], KINDS[kind](maps[place]))


@pytest.mark.parametrize(("combine", "module"), [(np.maximum, "AdaptiveMaxPool2d"), (np.add, "AdaptiveAvgPool2d")])
def test_windows_are_spread_as_torch_spreads_them(combine: np.ufunc, module: str) -> None:
    maps = np.random.default_rng(2).normal(size=(2, 3, 11, 7)).astype(np.float32)
    theirs = getattr(torch.nn, module)((4, 3))(torch.from_numpy(maps))
    np.testing.assert_allclose(reductions.spread(maps, (4, 3), combine), theirs, rtol=0, atol=1e-6)


@pytest.mark.parametrize("value", [np.inf, np.nan])
def test_a_norm_of_what_is_no_number_is_none(value: float) -> None:
    maps = np.ones((1, 9, 8), np.float32)
    maps[0, 4, 3] = value
    norms = reductions.norms(maps, AXES, 2)
    held = reductions.maxima((~np.isfinite(maps)).astype(np.float32), AXES) == 1
    assert np.array_equal(~np.isfinite(norms), held)
    assert held.any()
    assert not held.all()
