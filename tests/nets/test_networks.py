"""cnnviz.nets.networks: the stack and its bounds."""

from typing import Any

import pytest

from cnnviz import limits
from cnnviz.errors import InputError
from cnnviz.nets import layers, networks
from cnnviz.nets.layers import Layer, Layers


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"name": ""}, "needs a name"),
        ({"name": "a\nb"}, "printable"),
        ({"name": "n" * 81}, "1 to 80"),
        ({"name": 3}, "needs a name"),
        ({"input": (1, 28)}, "channels, rows, columns"),
        ({"input": (0, 28, 28)}, "input channels of 0"),
        ({"input": (1, 28, 1025)}, "input size of 1025"),
        ({"input": (1, 28.0, 28)}, "whole number"),
        ({"layers": [layers.Dense()]}, "sequence of layers"),
        ({"layers": (layers.Dense,)}, "sequence of layers"),
        ({"layers": (layers.Flatten(),) * (limits.NET_LAYERS + 1)}, "more than 4,096 layers"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_an_impossible_network_says_why(settings: dict[str, Any], says: str) -> None:
    with pytest.raises(InputError, match=says.replace("(", r"\(")):
        networks.Network(**settings)


def test_layers_shared_a_million_times_are_counted_no_further_than_the_cap() -> None:
    layer: Layer = layers.Activation()
    for _ in range(limits.NET_DEPTH - 1):
        layer = networks.Block("block", (layer,) * 100)
    with pytest.raises(InputError, match="more than 4,096 layers"):
        networks.Network(layers=(layer,))


def nested(depth: int) -> Layers:
    """Layers `depth` deep."""
    sequence: Layers = (layers.Activation(),)
    for _ in range(depth - 1):
        sequence = (networks.Residual(sequence),)
    return sequence


def test_layers_lie_in_layers_up_to_the_cap() -> None:
    assert networks.Network(layers=nested(limits.NET_DEPTH))
    for depth in (limits.NET_DEPTH + 1, 100_000):
        with pytest.raises(InputError, match="more than 8 deep"):
            networks.Network(layers=nested(depth))


def test_networks_are_values() -> None:
    assert networks.Network(layers=nested(3)) == networks.Network(layers=nested(3))
    assert len({networks.Network(layers=nested(3)), networks.Network(layers=nested(3))}) == 1


def test_a_network_is_hashed_once_and_equal_ones_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    counted: list[object] = []
    count = layers.Dense.__hash__

    def noted(layer: layers.Dense) -> int:
        counted.append(layer)
        return count(layer)

    monkeypatch.setattr(layers.Dense, "__hash__", noted)
    one, other = (networks.Network(layers=(layers.Flatten(), layers.Dense(units))) for units in (4, 4))
    assert len({one, other, one, other}) == 1
    assert len(counted) == 2
    assert hash(one) != hash(networks.Network(layers=(layers.Flatten(), layers.Dense(5))))
