"""cnnviz.inspect.alike.kinds: kernels are counted for the kind that they look like."""

import numpy as np
import pytest

from cnnviz.inspect.alike import kinds, spatial
from cnnviz.ops import catalogue, kernels

REFERENCES = kinds.references()


def test_the_kernels_compared_with_are_the_catalogues() -> None:
    assert set(REFERENCES.kinds) == set(kinds.KINDS)
    assert {bank for kind in kinds.KINDS.values() for bank in kind.banks} <= set(catalogue.BANKS)
    prewitt = REFERENCES.weights[[kind == "prewitt" for kind in REFERENCES.kinds]]
    np.testing.assert_array_equal(prewitt[0], kernels.edge_x(kernels.PREWITT_SMOOTH))
    assert len(set(REFERENCES.names)) == len(REFERENCES.names)


@pytest.mark.parametrize("factor", [1.0, -0.3])
def test_every_reference_counts_for_its_own_kind(factor: float) -> None:
    for weights, kind in zip(REFERENCES.weights, REFERENCES.kinds, strict=True):
        found = kinds.shares(factor * weights[None])
        assert (found.by_kind[kind], found.total) == (1, 1)


def test_the_shares_are_what_loops_count() -> None:
    drawn = np.random.default_rng(3).normal(size=(400, 3, 3)) + 0.8
    expected = dict.fromkeys(kinds.KINDS, 0)
    for one in drawn:
        alike = [
            abs(float((one * other).sum())) / float(np.sqrt((one**2).sum() * (other**2).sum()))
            for other in REFERENCES.weights
        ]
        if max(alike) > 0.8:
            expected[REFERENCES.kinds[alike.index(max(alike))]] += 1
    found = kinds.shares(drawn, 0.8)
    assert found.count == 400
    assert {id: round(400 * share) for id, share in found.by_kind.items()} == expected
    assert 0.1 < found.total < 0.95


def test_a_higher_threshold_counts_fewer() -> None:
    totals = [kinds.random_shares(threshold).total for threshold in (0.7, 0.8, 0.9, 0.95)]
    assert totals == sorted(totals, reverse=True)
    assert totals[0] > 10 * totals[2] > 0


def test_without_the_mean_identity_is_the_laplacian_and_a_box_is_nothing() -> None:
    given = np.stack([kernels.impulse(), kernels.box()])
    found = kinds.shares(given, centred=True)
    assert {id for id, share in found.by_kind.items() if share} == {"laplace"}
    assert found.total == 0.5


def test_layers_are_counted_one_by_one_and_together() -> None:
    first = spatial.SpatialLayer("0", "First layer", np.stack([kernels.box(), kernels.laplacian()])[:, None])
    wide = spatial.SpatialLayer("1", "Block 1", np.ones((4, 1, 5, 5)), depthwise=True)
    deep = spatial.SpatialLayer("2", "Block 2", np.stack([kernels.line("rising")] * 3)[:, None], depthwise=True)
    more = spatial.SpatialLayer("3", "Block 3", np.stack([kernels.box()] * 2)[:, None], depthwise=True)
    rows = dict(kinds.by_layer((first, wide, deep, more)))
    assert list(rows) == ["First layer", "Block 2", "Block 3", kinds.DEEPER, kinds.CHANCE]
    assert (rows["First layer"].by_kind["blur"], rows["First layer"].by_kind["laplace"]) == (0.5, 0.5)
    assert (rows[kinds.DEEPER].count, rows[kinds.DEEPER].by_kind["line"]) == (5, 0.6)
    assert rows[kinds.CHANCE].count == kinds.RANDOM


def test_the_most_alike_reference_is_named() -> None:
    name, alike = kinds.most_alike(-4 * kernels.edge_x(kernels.SOBEL_SMOOTH))
    assert name == "Sobel x and y: x"
    assert alike == pytest.approx(1)
