"""cnnviz.ops.compared.poolings: the numbers beside a pooling are what pooling, and a larger stride, make."""

import numpy as np
import pytest

from cnnviz.ops import pipeline, pooling
from cnnviz.ops.compared import poolings
from tests.ops.compared.sobel import result, sample

MAP = np.random.default_rng(3).normal(size=(20, 17)).astype(np.float32)


@pytest.mark.parametrize("kind", pooling.POOLINGS)
def test_the_close_up_is_cut_on_the_grid_of_windows_and_pooled_as_it_is(kind: str) -> None:
    pool = pooling.Pool(kind, (3, 2), (3, 2), (1, 1))
    seen = poolings.close_up(MAP, pool)
    (top, left), size = seen.first, poolings.CLOSE_UP
    assert (top % 3, left % 2) == (0, 0)
    np.testing.assert_array_equal(seen.cells, MAP[top : top + size, left : left + size])
    assert seen.plain.padding == (0, 0)
    np.testing.assert_array_equal(seen.after, pooling.pooled(seen.cells[None], seen.plain)[0])
    assert (seen.winners is not None) == (kind in ("max", "min"))
    assert seen.peaks == 1


def test_every_kind_and_global_average_is_there() -> None:
    """C63."""
    found = poolings.kinds(MAP, pooling.Pool())
    assert list(found) == [*pooling.POOLINGS, "global average"]
    assert found["global average"][0, 0] == pytest.approx(MAP.mean(), rel=1e-5)
    np.testing.assert_array_equal(found["max"], MAP[:, :16].reshape(10, 2, 8, 2).max(axis=(1, 3)))


def test_a_stride_instead_multiplies_the_stages_own_and_says_where_it_cannot_be() -> None:
    """C67."""
    one = result(sample(side=64), stride=(2, 1))
    shrunk = poolings.shrunk(one, pooling.Pool("max", (2, 2), (2, 3)))
    assert shrunk.strided is not None
    assert shrunk.strided.stage.stride == (4, 3)
    expected = pipeline.result(one.image, ("grey",), shrunk.strided.stage)
    np.testing.assert_array_equal(shrunk.strided.maps, expected.maps)
    impossible = poolings.shrunk(result(sample(side=64), stride=(9, 9)), pooling.Pool("max", (2, 2), (9, 9)))
    assert impossible.strided is None
    assert "stride" in impossible.problem
