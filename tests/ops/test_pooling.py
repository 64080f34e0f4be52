"""cnnviz.ops.pooling against PyTorch wherever PyTorch has it, and against walking the windows everywhere."""

import itertools
from collections.abc import Callable

import hypothesis
import numpy as np
import pytest
import torch
from hypothesis import strategies as st
from scipy import ndimage
from torch.nn import functional

from cnnviz import errors, limits
from cnnviz.ops import kernels, pooling, reductions
from tests.ops import reference

Pair = tuple[int, int]

SHAPES = [(5, 7), (8, 6)]
# Smaller than most windows: what ceil mode lets hang over.
SMALL = [(1, 1), (2, 3)]
WINDOWS = list(itertools.product(range(1, 6), range(1, 6)))
STRIDES = list(itertools.product(range(1, 4), range(1, 4)))
CEILS = (False, True)
laws = hypothesis.settings(max_examples=150, deadline=None)


def drawn(seed: int, *shape: int) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=shape).astype(np.float32)


def tied(seed: int, *shape: int) -> np.ndarray:
    """Few different values, so that ties are everywhere."""
    return np.random.default_rng(seed).integers(-1, 2, shape).astype(np.float32)


def grid(window: Pair, *, padded: bool = True) -> list[tuple[Pair, Pair, Pair, bool]]:
    """Shape, stride, padding and ceil for every setting under which the window fits."""
    rows, columns = (range(side // 2 + 1 if padded else 1) for side in window)
    every = itertools.product([*SHAPES, *SMALL], STRIDES, itertools.product(rows, columns), CEILS)
    return [one for one in every if reference.fits(one[0], window, *one[1:])]


@pytest.mark.parametrize("window", WINDOWS, ids=str)
def test_max_and_its_winners_are_torchs_over_the_whole_small_grid(window: Pair) -> None:
    """C62: also where several cells hold the maximum."""
    for shape, stride, padding, ceil in grid(window):
        for maps in (drawn(0, 2, *shape), tied(1, 2, *shape)):
            pool = pooling.Pool("max", window, stride, padding, ceil)
            theirs, places = functional.max_pool2d(
                torch.from_numpy(maps)[None], window, stride, padding, ceil_mode=ceil, return_indices=True
            )
            np.testing.assert_array_equal(pooling.pooled(maps, pool), theirs[0].numpy(), str(pool))
            np.testing.assert_array_equal(pooling.winners(maps, pool), places[0].numpy(), str(pool))


@pytest.mark.parametrize("window", WINDOWS, ids=str)
def test_average_is_torchs_over_the_whole_small_grid(window: Pair) -> None:
    """C63: padding counted as zeros or not at all."""
    for (shape, stride, padding, ceil), count in itertools.product(grid(window), (True, False)):
        maps = drawn(0, 2, *shape)
        pool = pooling.Pool("average", window, stride, padding, ceil, count_padding=count)
        theirs = functional.avg_pool2d(torch.from_numpy(maps)[None], window, stride, padding, ceil, count)[0]
        np.testing.assert_allclose(pooling.pooled(maps, pool), theirs.numpy(), rtol=0, atol=2e-6, err_msg=str(pool))


@pytest.mark.parametrize("power", [1.0, 2.0, 3.5, 16.0])
@pytest.mark.parametrize("window", WINDOWS, ids=str)
def test_lp_is_torchs_over_the_small_grid_without_padding(window: Pair, power: float) -> None:
    """C63: PyTorch's has no padding, means positive maps, and scales overhanging windows up; four loops check those."""
    for shape, stride, padding, ceil in grid(window, padded=False):
        if ceil:
            continue
        maps = np.abs(drawn(0, 2, *shape))
        pool = pooling.Pool("Lp", window, stride, padding, power=power)
        theirs = functional.lp_pool2d(torch.from_numpy(maps)[None].double(), power, window, stride)[0]
        np.testing.assert_allclose(pooling.pooled(maps, pool), theirs.numpy(), rtol=1e-5, err_msg=str(pool))


@pytest.mark.parametrize(
    ("kind", "theirs"),
    [
        ("max", lambda maps: functional.adaptive_max_pool2d(maps, 1)),
        ("min", lambda maps: -functional.adaptive_max_pool2d(-maps, 1)),
        ("average", lambda maps: functional.adaptive_avg_pool2d(maps, 1)),
        ("Lp", lambda maps: maps.square().sum((2, 3), keepdim=True).sqrt()),
        ("median", lambda maps: maps.flatten(2).quantile(0.5, dim=2)[:, :, None, None]),
    ],
)
@pytest.mark.parametrize("shape", [*SHAPES, (1, 1), (1, 9), (40, 33)], ids=str)
def test_everywhere_is_torchs_global_pooling_for_any_size(
    kind: str, theirs: Callable[[torch.Tensor], torch.Tensor], shape: Pair
) -> None:
    """C63, C69, T6: one number a map, whatever the size; the window's own settings do not count."""
    maps = drawn(0, 3, *shape)
    ours = pooling.pooled(maps, pooling.Pool(kind, (3, 3), (2, 2), (1, 1), ceil=True, everywhere=True))
    assert ours.shape == (3, 1, 1)
    np.testing.assert_allclose(ours, theirs(torch.from_numpy(maps)[None])[0].numpy(), rtol=1e-5, atol=1e-6)


def test_the_winner_everywhere_is_the_largest_of_all() -> None:
    maps = drawn(0, 3, 40, 33)
    won = pooling.winners(maps, pooling.Pool("max", everywhere=True))
    assert won.ravel().tolist() == maps.reshape(3, -1).argmax(axis=1).tolist()


def one_number(values: np.ndarray, taps: list[Pair], framed: int, pool: pooling.Pool) -> float:
    """What each kind makes of a window's cells on the map, by definition; `framed` counts its padding, too."""
    bell = kernels.gaussian(pool.sigma, *pool.window)
    weights = np.array([bell[tap] for tap in taps])
    ways: dict[str, Callable[[], float]] = {
        "max": values.max,
        "min": values.min,
        "average": lambda: values.sum() / (framed if pool.count_padding else len(values)),
        "median": lambda: np.median(values),
        "Lp": lambda: (np.abs(values) ** pool.power).sum() ** (1 / pool.power),
        "Gaussian": lambda: (values * weights).sum() / weights.sum(),
    }
    return ways[pool.kind]()


@pytest.mark.parametrize("kind", pooling.POOLINGS)
@laws
@hypothesis.given(
    seed=st.integers(0, 2**16),
    shape=st.tuples(st.integers(1, 9), st.integers(1, 9)),
    window=st.tuples(st.integers(1, 5), st.integers(1, 5)),
    stride=st.tuples(st.integers(1, 6), st.integers(1, 6)),
    halves=st.tuples(st.integers(0, 2), st.integers(0, 2)),
    ceil=st.booleans(),
    count=st.booleans(),
    power=st.sampled_from([1.0, 1.5, 2.0, 3.0, 7.0]),
    sigma=st.sampled_from([0.3, 1.0, 4.0]),
)
def test_every_kind_is_what_walking_the_windows_finds(
    kind: str,
    seed: int,
    shape: Pair,
    window: Pair,
    stride: Pair,
    halves: Pair,
    ceil: bool,
    count: bool,
    power: float,
    sigma: float,
) -> None:
    """C62, C63: any size, padding and rounding."""
    padding = (min(halves[0], window[0] // 2), min(halves[1], window[1] // 2))
    hypothesis.assume(reference.fits(shape, window, stride, padding, ceil))
    # A Gaussian that counts padding weighs it as zeros; the reference leaves it out.
    count = count and not (kind == "Gaussian" and any(padding))
    pool = pooling.Pool(kind, window, stride, padding, ceil, count_padding=count, power=power, sigma=sigma)
    maps = drawn(seed, 2, *shape)
    ours = pooling.pooled(maps, pool)
    for (y, x), cells, framed in reference.windows(shape, window, stride, padding, ceil):
        places, taps = zip(*cells, strict=True)
        for one, result in zip(maps, ours, strict=True):
            expected = one_number(np.array([one[place] for place in places], np.float64), list(taps), framed, pool)
            assert result[y, x] == pytest.approx(expected, rel=1e-5, abs=2e-6)
    assert ours.shape == (2, y + 1, x + 1)
    assert ours.dtype == np.float32


@pytest.mark.parametrize("ceil", CEILS)
@pytest.mark.parametrize("window", [(2, 2), (3, 2), (5, 4)], ids=str)
def test_a_gaussian_that_counts_padding_weighs_zeros(window: Pair, ceil: bool) -> None:
    """C63: and what hangs over the end in ceil mode does not count."""
    bell = kernels.gaussian(1.0, *window)
    for shape, stride, padding, rounded in grid(window):
        if rounded is not ceil:
            continue
        maps = drawn(0, 1, *shape)
        pool = pooling.Pool("Gaussian", window, stride, padding, ceil)
        ours = pooling.pooled(maps, pool)
        ends = [n + p for n, p in zip(shape, padding, strict=True)]
        starts = [reference.starts(n, w, s, p, ceil) for n, w, s, p in zip(shape, window, stride, padding, strict=True)]
        zeros = np.pad(maps[0], [(p, p + w) for p, w in zip(padding, window, strict=True)])
        for (y, top), (x, left) in itertools.product(*map(enumerate, starts)):
            seen = zeros[top + padding[0] :, left + padding[1] :][: window[0], : window[1]]
            counted = bell[: ends[0] - top, : ends[1] - left].sum()
            assert ours[0, y, x] == pytest.approx((seen * bell).sum() / counted, rel=1e-4, abs=1e-6), pool


@pytest.mark.parametrize("window", [(3, 3), (5, 3)], ids=str)
@pytest.mark.parametrize(
    ("kind", "theirs"),
    [("max", ndimage.maximum_filter), ("min", ndimage.minimum_filter), ("median", ndimage.median_filter)],
)
def test_at_stride_one_the_middle_is_scipys_filter(kind: str, theirs: Callable[..., np.ndarray], window: Pair) -> None:
    maps = drawn(0, 1, 9, 8)
    half = [side // 2 for side in window]
    inner = theirs(maps[0], window)[half[0] : -half[0], half[1] : -half[1]]
    np.testing.assert_array_equal(pooling.pooled(maps, pooling.Pool(kind, window, (1, 1)))[0], inner)


# Laws.


@pytest.mark.parametrize("window", WINDOWS, ids=str)
def test_min_is_max_of_the_negative(window: Pair) -> None:
    for shape, stride, padding, ceil in grid(window):
        maps = tied(2, 2, *shape)
        low, high = (pooling.Pool(kind, window, stride, padding, ceil) for kind in ("min", "max"))
        np.testing.assert_array_equal(pooling.pooled(maps, low), -pooling.pooled(-maps, high))
        np.testing.assert_array_equal(pooling.winners(maps, low), pooling.winners(-maps, high))


@pytest.mark.parametrize("kind", ["max", "min"])
@pytest.mark.parametrize("window", WINDOWS, ids=str)
def test_the_winning_cell_holds_the_pooled_value(window: Pair, kind: str) -> None:
    """C62: the winning cell marked."""
    for shape, stride, padding, ceil in grid(window):
        maps = drawn(3, 2, *shape)
        pool = pooling.Pool(kind, window, stride, padding, ceil)
        won = pooling.winners(maps, pool).reshape(2, -1)
        held = np.take_along_axis(maps.reshape(2, -1), won, axis=1)
        np.testing.assert_array_equal(held, pooling.pooled(maps, pool).reshape(2, -1))


@pytest.mark.parametrize("kind", ["max", "min", "average", "median", "Gaussian"])
@pytest.mark.parametrize("ceil", CEILS)
def test_a_constant_map_stays_constant(kind: str, ceil: bool) -> None:
    """Lp with p = 1 adds up instead."""
    for padding in (0, 1):
        pool = pooling.Pool(kind, (3, 3), (2, 2), (padding, padding), ceil, count_padding=False)
        np.testing.assert_allclose(pooling.pooled(np.full((2, 8, 8), 0.3, np.float32), pool), 0.3, rtol=1e-6)


def test_lp_adds_up_at_one_and_nears_the_maximum_at_sixteen() -> None:
    """C63."""
    maps = np.array([[[1, 2], [3, 9]]], np.float32)
    assert pooling.pooled(maps, pooling.Pool("Lp", power=1)).item() == pytest.approx(15)
    assert pooling.pooled(maps, pooling.Pool("Lp", power=2)).item() == pytest.approx(95**0.5)
    assert pooling.pooled(maps, pooling.Pool("Lp", power=16)).item() == pytest.approx(9, rel=1e-4)


@pytest.mark.parametrize("scale", [1e-30, 1.0, 1e30])
@pytest.mark.parametrize("power", [2.0, 3.0, 16.0])
def test_lp_neither_overflows_nor_vanishes(scale: float, power: float) -> None:
    maps = np.full((1, 2, 2), scale, np.float32)
    result = pooling.pooled(maps, pooling.Pool("Lp", power=power)).item()
    assert result == pytest.approx(scale * 4 ** (1 / power), rel=1e-5)


@pytest.mark.parametrize("kind", pooling.POOLINGS)
def test_a_blank_map_pools_to_zero(kind: str) -> None:
    assert not pooling.pooled(np.zeros((2, 6, 6), np.float32), pooling.Pool(kind)).any()


@pytest.mark.parametrize("kind", pooling.POOLINGS)
def test_a_stride_keeps_every_so_manieth_window(kind: str) -> None:
    """C62: window and stride are independent."""
    maps = drawn(4, 2, 11, 12)
    dense = pooling.pooled(maps, pooling.Pool(kind, (3, 2), (1, 1)))
    for stride in ((2, 3), (4, 1), (5, 7)):
        sparse = pooling.pooled(maps, pooling.Pool(kind, (3, 2), stride))
        np.testing.assert_allclose(sparse, dense[:, :: stride[0], :: stride[1]], rtol=0, atol=1e-6)


@pytest.mark.parametrize("kind", pooling.POOLINGS)
def test_a_window_of_one_pixel_keeps_the_map(kind: str) -> None:
    maps = np.abs(drawn(5, 2, 4, 5))
    np.testing.assert_allclose(pooling.pooled(maps, pooling.Pool(kind, (1, 1), (1, 1))), maps, rtol=1e-6)


def test_a_shift_within_the_window_leaves_the_maximum() -> None:
    """C65, C66: exact place lost, robustness gained."""
    here, there = np.zeros((2, 1, 6, 6), np.float32)
    here[0, 2, 2] = there[0, 3, 3] = 1
    pool = pooling.Pool("max")
    assert np.array_equal(pooling.pooled(here, pool), pooling.pooled(there, pool))


def test_medians_of_a_large_map_go_through_many_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    maps = drawn(6, 2, 30, 31)
    pool = pooling.Pool("median", (5, 4), (1, 2), (1, 1))
    at_once = pooling.pooled(maps, pool)
    monkeypatch.setattr(reductions, "MEDIAN_BLOCK", 1)
    assert np.array_equal(pooling.pooled(maps, pool), at_once)


# What cannot be.


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"kind": "mean"}, ["“mean”", "max, min, average, median, Lp, Gaussian"]),
        ({"window": (0, 2)}, ["(0, 2)", f"1 to {limits.POOL_WINDOW}"]),
        ({"window": (2, limits.POOL_WINDOW + 1)}, [f"1 to {limits.POOL_WINDOW}"]),
        ({"window": (2, 3), "padding": (1, 2)}, ["(1, 2)", "0 to 1 and 1", "half of the window"]),
        ({"padding": (-1, 0)}, ["(-1, 0)", "0 to 1 and 1"]),
        ({"kind": "Lp", "power": 0.5}, ["0.5", "p 1–16"]),
        ({"kind": "Lp", "power": float("nan")}, ["nan", "p 1–16"]),
        ({"kind": "Gaussian", "sigma": 0.0}, ["0.0", "σ ≥ 0.1"]),
    ],
)
def test_an_impossible_pooling_says_what_its_value_and_the_way_out(settings: dict, words: list[str]) -> None:
    with pytest.raises(errors.InputError) as caught:
        pooling.Pool(**settings)
    assert all(word in str(caught.value) for word in words), caught.value


@pytest.mark.parametrize("function", [pooling.pooled, pooling.winners])
@pytest.mark.parametrize(
    ("maps", "pool", "words"),
    [
        (np.ones((1, 3, 9)), pooling.Pool(window=(4, 4)), ["4 pixels", "3 rows", "1 pixel of padding"]),
        (np.ones((1, 9, 9)), pooling.Pool(stride=(0, 1)), ["stride of 0", "Choose 1 or more"]),
        (np.ones((1, 9, 9)), pooling.Pool(stride=(1, limits.STRIDE + 1)), [f"Choose {limits.STRIDE} or less"]),
        (np.ones((0, 9, 9)), pooling.Pool(), ["(0, 9, 9)", "nothing to pool"]),
        (np.ones((1, 9, 0)), pooling.Pool(everywhere=True), ["(1, 9, 0)", "nothing to pool"]),
        (np.ones((9, 9)), pooling.Pool(), ["(9, 9)", "(maps, rows, columns)"]),
        (np.full((1, 4, 4), np.nan), pooling.Pool(), ["NaN"]),
        (np.full((1, 4, 4), -np.inf), pooling.Pool(), ["∞"]),
    ],
)
def test_what_cannot_be_pooled_says_why(
    function: Callable[[np.ndarray, pooling.Pool], np.ndarray], maps: np.ndarray, pool: pooling.Pool, words: list[str]
) -> None:
    with pytest.raises(errors.InputError) as caught:
        function(maps.astype(np.float32), pool)
    assert all(word in str(caught.value) for word in words), caught.value


@pytest.mark.parametrize("kind", ["average", "median", "Lp", "Gaussian"])
def test_only_max_and_min_have_winners(kind: str) -> None:
    with pytest.raises(errors.InputError, match=f"Only max and min.*{kind} mixes"):
        pooling.winners(np.ones((1, 4, 4), np.float32), pooling.Pool(kind))


@pytest.mark.parametrize("kind", pooling.POOLINGS)
def test_every_kind_has_a_sentence(kind: str) -> None:
    assert pooling.POOLINGS[kind].sentence.rstrip("”")[-1] in ".?"
