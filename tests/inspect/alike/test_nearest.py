"""cnnviz.inspect.alike.nearest: the search against loops, and laws of the cosine."""

import numpy as np
import pytest

from cnnviz.errors import InputError
from cnnviz.inspect.alike import nearest, spatial
from cnnviz.ops import kernels

RNG = np.random.default_rng(7)
SMALL = spatial.SpatialLayer("0", "First layer", RNG.normal(size=(6, 3, 3, 3)))
DEEP = spatial.SpatialLayer("3", "Block 1", RNG.normal(size=(40, 1, 3, 3)), depthwise=True)
WIDE = spatial.SpatialLayer("5", "Block 2", RNG.normal(size=(20, 1, 5, 5)), depthwise=True)
LAYERS = (SMALL, DEEP, WIDE)
SOBEL = kernels.edge_x(kernels.SOBEL_SMOOTH)


def cosine(one: np.ndarray, other: np.ndarray, centred: bool) -> float:
    """Number by number."""
    pairs = [(float(a), float(b)) for a, b in zip(one.ravel(), other.ravel(), strict=True)]
    means = [sum(side) / len(pairs) for side in zip(*pairs, strict=True)] if centred else [0.0, 0.0]
    moved = [(a - means[0], b - means[1]) for a, b in pairs]
    both = sum(a * b for a, b in moved)
    return float(both / (sum(a * a for a, _ in moved) * sum(b * b for _, b in moved)) ** 0.5)


def by_loops(kernel: np.ndarray, centred: bool) -> list[tuple[float, int, int]]:
    """|cos|, layer and kernel of every kernel, at the best of all places, the most alike first."""
    found = []
    for at, layer in enumerate(LAYERS):
        rows, columns = layer.size
        if kernel.shape[0] > rows or kernel.shape[1] > columns:
            continue
        for which, one in enumerate(layer.kernels):
            best = 0.0
            for top in range(rows - kernel.shape[0] + 1):
                for left in range(columns - kernel.shape[1] + 1):
                    window = np.zeros((rows, columns))
                    window[top : top + kernel.shape[0], left : left + kernel.shape[1]] = kernel
                    best = max(best, abs(cosine(window, one, centred)))
            found.append((best, at, which))
    return sorted(found, reverse=True)


@pytest.mark.parametrize("centred", [False, True])
@pytest.mark.parametrize("shape", [(3, 3), (2, 2), (1, 2), (1, 3), (3, 1), (5, 5), (4, 3)])
def test_the_nearest_are_those_that_loops_find(shape: tuple[int, int], centred: bool) -> None:
    kernel = np.random.default_rng(sum(shape)).normal(size=shape)
    found = nearest.nearest(nearest.compared(nearest.indexes(LAYERS, centred), kernel), 8)
    expected = by_loops(kernel, centred)[:8]
    assert [(one.layer, one.kernel) for one in found] == [(layer, which) for _, layer, which in expected]
    np.testing.assert_allclose([abs(one.cosine) for one in found], [best for best, *_ in expected], rtol=1e-5)


def test_a_kernel_that_is_there_is_found_whatever_it_was_multiplied_by() -> None:
    for factor in (1, 0.001, -250.0):
        (match,) = nearest.nearest(nearest.compared(nearest.indexes(LAYERS), factor * DEEP.kernels[17]), 1)
        assert (match.layer, match.kernel) == (1, 17)
        assert match.cosine == pytest.approx(np.sign(factor), abs=1e-5)


def test_without_the_mean_a_kernel_is_found_whatever_was_added_to_it() -> None:
    indexes = nearest.indexes(LAYERS, centred=True)
    (match,) = nearest.nearest(nearest.compared(indexes, DEEP.kernels[5] + 40), 1)
    assert (match.layer, match.kernel) == (1, 5)
    assert match.cosine == pytest.approx(1, abs=1e-4)


def test_a_kernel_of_the_middle_of_a_larger_one_is_found_in_it() -> None:
    hidden = np.zeros((1, 1, 5, 5))
    hidden[0, 0, 2:5, 0:3] = -3 * SOBEL
    layers = (*LAYERS, spatial.SpatialLayer("9", "Block 3", hidden, depthwise=True))
    (match,) = nearest.nearest(nearest.compared(nearest.indexes(layers), SOBEL), 1)
    assert (match.layer, match.kernel, round(match.cosine, 5)) == (3, 0, -1)


def test_dead_kernels_are_not_searched() -> None:
    weights = RNG.normal(size=(10, 1, 3, 3))
    weights[4] = 1e-9 * SOBEL
    layer = spatial.SpatialLayer("0", "First layer", weights)
    (index,) = nearest.indexes((layer,))
    assert len(index.units) == 9
    assert nearest.nearest(nearest.compared((index,), SOBEL), 1)[0].kernel != 4


@pytest.mark.parametrize(
    ("kernel", "centred", "says"),
    [
        (
            np.ones((7, 7)),
            False,
            "This kernel is 7 × 7; the largest that are searched are 5 × 5. Choose a smaller one.",
        ),
        (np.zeros((3, 3)), False, "all its numbers are 0"),
        (np.ones((5, 5)), True, "without its mean nothing of it is left"),
    ],
)
def test_what_cannot_be_compared_says_why(kernel: np.ndarray, centred: bool, says: str) -> None:
    with pytest.raises(InputError, match=says.replace(".", r"\.")):
        nearest.nearest(nearest.compared(nearest.indexes(LAYERS, centred), kernel), 3)


@pytest.mark.parametrize("threshold", [0.3, 0.6, 0.9])
def test_how_many_are_above_a_threshold_is_what_loops_count(threshold: float) -> None:
    expected: dict[int, int] = {}
    for best, at, _ in by_loops(SOBEL, centred=False):
        if best > threshold:
            expected[at] = expected.get(at, 0) + 1
    assert nearest.above(nearest.compared(nearest.indexes(LAYERS), SOBEL), threshold) == expected


def test_of_more_random_kernels_the_nearest_is_nearer() -> None:
    few, many = (nearest.random_best(count, (3, 3), SOBEL) for count in (10, 5000))
    assert few < many < 1
