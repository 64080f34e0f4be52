"""Only what comes after a change is computed again, and it is what the whole network would make."""

import numpy as np
import pytest

from cnnviz.inspect.operate import again
from cnnviz.inspect.way import graph
from cnnviz.nets import networks
from tests.inspect.operate import torch_twin
from tests.inspect.way import small

NETWORKS = pytest.mark.parametrize("network", [small.MANY, small.FLAT], ids=lambda one: one.name)


def before(network: networks.Network, names: set[str] | None = None) -> again.Before:
    """With what all stations make known, or only these."""
    read, made = graph.graph(network), small.outputs(network)
    names = {station.name for station in read.stations} if names is None else names
    return again.Before(read, small.weights(network), {name: made[name] for name in {"", *names}})


@NETWORKS
def test_without_a_change_everything_is_as_it_was(network: networks.Network) -> None:
    whole = before(network)
    made = again.made(whole, again.NONE, set(whole.network.steps))
    for name, values in small.outputs(network).items():
        if name in whole.network.steps:
            np.testing.assert_allclose(made[name][0], values, rtol=1e-4, atol=1e-5)


@NETWORKS
@pytest.mark.parametrize("known", ["stations", "picture"])
def test_every_channel_scaled_anywhere_is_torchs_with_a_hook(network: networks.Network, known: str) -> None:
    whole = before(network, set() if known == "picture" else None)
    image, weights = small.image(network), small.weights(network)
    for name, step in whole.network.steps.items():
        factors = np.ones(step.output[0])
        factors[1] = -0.7
        made = again.made(whole, again.Change(factors={name: factors}), set(whole.network.steps))
        expected = torch_twin.outputs(network, weights, image, {name: torch_twin.times(1, -0.7)})
        for one, values in made.items():
            np.testing.assert_allclose(values[0], expected[one], rtol=1e-3, atol=1e-4)


@NETWORKS
def test_a_part_computed_again_is_the_whole_computed_again(network: networks.Network) -> None:
    """From the picture on, and from what is known on: bit by bit the same."""
    whole, scratch = before(network), before(network, set())
    last = whole.network.stations[-1].name
    for name, step in whole.network.steps.items():
        change = again.Change(factors={name: np.linspace(0, 2, step.output[0])})
        np.testing.assert_allclose(
            again.made(whole, change, {last})[last], again.made(scratch, change, {last})[last], rtol=1e-5, atol=1e-5
        )


def test_several_versions_at_once_are_each_alone() -> None:
    whole = before(small.MANY)
    last = whole.network.stations[-1].name
    start = whole.known["0.2"]
    versions = np.stack([start * factor for factor in (0, 1, 3)])
    together = again.made(whole, again.Change(given={"0.2": versions}), {last})[last]
    for version, made in zip(versions, together, strict=True):
        alone = again.made(whole, again.Change(given={"0.2": version[None]}), {last})[last][0]
        np.testing.assert_allclose(made, alone, rtol=1e-5, atol=1e-6)


def test_what_comes_before_a_change_is_not_computed() -> None:
    """Weights that are missing would be missed."""
    whole = before(small.MANY)
    later = {name: one for name, one in whole.weights.items() if not name.startswith(("0.", "1."))}
    last = whole.network.stations[-1].name
    change = again.Change(factors={"3": np.zeros(8)})
    made = again.made(again.Before(whole.network, later, whole.known), change, {last})
    np.testing.assert_array_equal(made[last], again.made(whole, change, {last})[last])


def test_what_is_known_is_left_as_it_was() -> None:
    whole = before(small.MANY)
    kept = {name: values.copy() for name, values in whole.known.items()}
    for name, step in whole.network.steps.items():
        again.made(whole, again.Change(factors={name: np.zeros(step.output[0])}), {whole.network.stations[-1].name})
    for name, values in whole.known.items():
        np.testing.assert_array_equal(values, kept[name])
