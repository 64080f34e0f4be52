"""A window of a network computed alone is the same as in the whole."""

import numpy as np
import pytest

from cnnviz.inspect.way import graph, local
from cnnviz.nets import networks
from tests.inspect.way import small


@pytest.mark.parametrize("network", [small.MANY, small.FLAT], ids=lambda one: one.name)
def test_every_step_in_a_window_is_what_the_whole_network_makes_there(network: networks.Network) -> None:
    read, made = graph.graph(network), small.outputs(network)
    alone = local.Local(read, small.weights(network), {"": made[""]})
    random = np.random.default_rng(0)
    for name, step in read.steps.items():
        whole = made[name]
        np.testing.assert_allclose(alone.values(name)[0], whole, rtol=1e-4, atol=1e-5)
        if whole.ndim == 1:
            continue
        for _ in range(4):
            top, left = (int(random.integers(side)) for side in step.output[1:])
            bottom, right = (
                int(random.integers(first, side)) for first, side in zip((top, left), step.output[1:], strict=True)
            )
            window = local.Window(top, left, bottom, right)
            expected = whole[:, top : bottom + 1, left : right + 1]
            np.testing.assert_allclose(alone.values(name, window)[0], expected, rtol=1e-4, atol=1e-5)


def test_what_is_known_is_not_computed_again() -> None:
    read = graph.graph(small.FLAT)
    known = {"2": np.ones((5, 5, 5), np.float32)}
    np.testing.assert_array_equal(local.Local(read, {}, known).values("3")[0], np.ones(125))


def test_without_its_activation_a_step_gives_what_that_reads() -> None:
    read, made = graph.graph(small.MANY), small.outputs(small.MANY)
    alone = local.Local(read, small.weights(small.MANY), {"": made[""]})
    np.testing.assert_allclose(alone.values("0.2", activated=False)[0], made["0.1"], rtol=1e-4, atol=1e-5)
