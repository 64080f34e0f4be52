"""cnnviz.ops.compared.edge_rules: with few maps the same as with all of them (C43)."""

import numpy as np
import pytest

from cnnviz.images import picture, samples
from cnnviz.images.samples import scenes
from cnnviz.ops import catalogue
from cnnviz.ops.compared import edge_rules, equivariance
from tests.ops.compared.sobel import sample

PICTURE = sample(side=32)[0][:, :29]
BLACK = picture.floats(
    scenes.cut_out(picture.working(samples.picture("face", 32), 32, "grey").pixels[:, ::2, ::2]).pixels
)
SHIFTS = ((0, 0), (0, 3), (-2, 5), (16, -14), (-15, 1))
EVEN = np.arange(1, 9, dtype=np.float32).reshape(2, 4) / 7


def kernels() -> dict[str, np.ndarray]:
    """Of every bank its first kernel, float32 (i j), and one that is neither square nor odd."""
    return {"even": EVEN} | {bank: catalogue.weights(bank, {})[1][0, 0].astype(np.float32) for bank in catalogue.BANKS}


@pytest.mark.parametrize("plane", [PICTURE, BLACK], ids=["whole", "black"])
@pytest.mark.parametrize("name", kernels())
def test_every_rule_says_what_both_orders_say(name: str, plane: np.ndarray) -> None:
    kernel = kernels()[name]
    for stride in equivariance.STRIDES:
        for by in SHIFTS:
            found = edge_rules.every_edge(plane, kernel, stride, by)
            assert list(found) == list(equivariance.EDGES)
            for edge, one in found.items():
                orders = equivariance.orders(plane, equivariance.Filter(kernel, stride, edge), by)
                apart = np.abs(orders.difference)
                assert (one.inside, one.border) == (int(orders.inside.sum()), orders.border), (edge, stride, by)
                assert one.differing == orders.differing, (edge, stride, by)
                assert one.largest == apart.max(), (edge, stride, by)


def test_a_kernel_that_never_fits_into_the_picture_leaves_nothing_but_border() -> None:
    found = edge_rules.every_edge(PICTURE[:6, :6], np.ones((7, 7), np.float32), 1, (1, 1))
    assert list(found) == [edge for edge in equivariance.EDGES if edge != equivariance.VALID]
    assert {(one.inside, one.border) for one in found.values()} == {(0, 36)}
