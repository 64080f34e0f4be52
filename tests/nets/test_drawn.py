"""The networks that laws are tried on leave every default, and are not empty."""

import dataclasses
from collections import Counter

import pytest
from hypothesis import given, settings

from cnnviz.nets import layers, networks, shapes
from cnnviz.nets.networks import Network
from tests.nets import drawn

# As many as the law with fewest examples tries.
EXAMPLES = 60
SETTINGS = {f"{kind.__name__}.{one.name}" for kind in networks.LAYERS.values() for one in dataclasses.fields(kind)}


@pytest.fixture(scope="module")
def networks_drawn() -> list[Network]:
    found: list[Network] = []

    @settings(max_examples=EXAMPLES, database=None)
    @given(drawn.possible())
    def draw(network: Network) -> None:
        found.append(network)

    draw()
    return found


def test_none_of_them_is_empty_and_most_have_several_layers(networks_drawn: list[Network]) -> None:
    counts = [len(network.layers) for network in networks_drawn]
    assert min(counts) > 0
    assert sum(count > 2 for count in counts) > len(counts) / 2


def test_every_setting_of_every_layer_leaves_its_default(networks_drawn: list[Network]) -> None:
    moved: Counter[str] = Counter()
    for network in networks_drawn:
        for record in shapes.records(network):
            for one in dataclasses.fields(record.layer):
                if getattr(record.layer, one.name) != one.default:
                    moved[f"{type(record.layer).__name__}.{one.name}"] += 1
    assert SETTINGS - set(moved) == set()


def test_every_kind_of_layer_and_option_is_drawn(networks_drawn: list[Network]) -> None:
    drawn_layers = [record.layer for network in networks_drawn for record in shapes.records(network)]
    assert {type(one) for one in drawn_layers} == set(networks.LAYERS.values())
    assert {one.kind for one in drawn_layers if isinstance(one, layers.Activation)} == set(layers.ACTIVATIONS)
    assert {one.kind for one in drawn_layers if isinstance(one, layers.Pool)} == set(layers.POOLINGS)
    assert {one.merge for one in drawn_layers if isinstance(one, networks.Parallel)} == set(networks.MERGES)
    assert {network.input[0] for network in networks_drawn} != {1}
