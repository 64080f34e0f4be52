"""The browser's sums of components/volume against cnnviz.ops.variants.volumes, number by number (C2)."""

import itertools
from pathlib import Path

import numpy as np

from cnnviz.images.samples import volume
from cnnviz.ops.variants import volumes
from tests import node

DRIVER = Path(__file__).with_name("volume_driver.mjs")


def test_the_browser_sums_what_python_does() -> None:
    random = np.random.default_rng(4)
    shapes = itertools.product(((3, 4, 5), (6, 8, 8)), ((1, 1, 1), (2, 3, 2), (3, 1, 4), (3, 4, 5)))
    given = [volumes.Result(random.normal(size=stack), random.normal(size=kernel)) for stack, kernel in shapes]
    given += [
        volumes.Result(volume.moving_square(), kind.weights(depth))
        for kind in volumes.KINDS.values()
        for depth in range(kind.least, volume.SLICES + 1)
    ]
    asked = [{"stack": one.stack.tolist(), "kernel": one.kernel.tolist()} for one in given]
    for one, seen in zip(given, node.answers(DRIVER, asked), strict=True):
        assert tuple(seen["size"]) == one.size
        # Bit by bit: the same sums in the same order.
        assert seen["made"] == one.sums.ravel().tolist()
        np.testing.assert_allclose(seen["shared"], one.sums.ravel(), atol=1e-12)
        assert seen["places"]
