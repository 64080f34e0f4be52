"""The browser's stamps of components/stamping against cnnviz.ops.variants.transposed, number by number."""

import itertools
from pathlib import Path

import numpy as np

from cnnviz.errors import InputError
from cnnviz.ops.variants import transposed
from tests import node

DRIVER = Path(__file__).with_name("stamping_driver.mjs")


def cases() -> list[transposed.Stamped]:
    random = np.random.default_rng(11)
    found = []
    for size, window in itertools.product(((1, 1), (2, 4), (3, 3)), ((1, 1), (2, 3), (4, 4))):
        image, kernel = random.normal(size=size), random.normal(size=window)
        for stride, dilation in itertools.product((1, 2, 3), (1, 2)):
            for padding, extra in itertools.product((0, 1, 2), range(stride)):
                stamped = transposed.Stamped(image, kernel, transposed.Spread(stride, padding, extra, dilation))
                try:
                    assert stamped.made.size
                except InputError:
                    continue
                found.append(stamped)
    return found


def test_the_browser_stamps_what_python_does() -> None:
    """Laid stamp by stamp, and gathered cell by cell."""
    given = cases()
    assert len(given) > 200
    asked = [
        {
            "spread": {
                "stride": one.spread.stride,
                "padding": one.spread.padding,
                "extra": one.spread.extra,
                "dilation": one.spread.dilation,
            },
            "image": one.image.tolist(),
            "kernel": one.kernel.tolist(),
        }
        for one in given
    ]
    for one, seen in zip(given, node.answers(DRIVER, asked), strict=True):
        # Bit by bit: the same sums in the same order.
        assert seen["made"] == one.made.tolist()
        assert seen["canvas"] == one.canvas.ravel().tolist()
        np.testing.assert_allclose(seen["gathered"], one.canvas.ravel(), atol=1e-12)
