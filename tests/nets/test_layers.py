"""cnnviz.nets.layers: what a layer may be, and what it says where it may not."""

import dataclasses
from typing import Any

import pytest

from cnnviz import limits
from cnnviz.errors import InputError
from cnnviz.nets import layers, networks

EXPLICIT = ((1, 2), (0, 3))

# A setting outside its range, and what the sentence must say of it.
REFUSED: list[tuple[type[layers.Layer], dict[str, Any], str]] = [
    (layers.Conv, {"filters": 0}, "number of filters of 0 cannot be. Choose 1 to"),
    (layers.Conv, {"filters": 10**9}, "Choose 1 to 16,384"),
    (layers.Conv, {"filters": 10**5000}, "about 2^"),
    (layers.Conv, {"filters": True}, "whole number"),
    (layers.Conv, {"filters": 3.0}, "whole number"),
    (layers.Conv, {"size": (0, 3)}, "filter size of 0"),
    (layers.Conv, {"size": (3, limits.KERNEL_SIDE + 1)}, "filter size of 32"),
    (layers.Conv, {"size": 3}, "one number for rows and one for columns"),
    (layers.Conv, {"stride": (0, 1)}, "stride of 0"),
    (layers.Conv, {"dilation": (1, 17)}, "dilation of 17"),
    (layers.Conv, {"padding": "full"}, "Choose valid, same"),
    (layers.Conv, {"padding": ((-1, 0), (0, 0))}, "padding of -1"),
    (layers.Conv, {"padding": ((0, 65), (0, 0))}, "padding of 65"),
    (layers.Conv, {"groups": 3}, "cannot be shared out among 3 groups"),
    (layers.Conv, {"bias": 1}, "on or off"),
    (layers.Pool, {"kind": "median"}, "Choose one of max, average, L2"),
    (layers.Pool, {"size": (33, 2)}, "pooling window of 33"),
    (layers.Pool, {"padding": ((2, 0), (0, 0))}, "padding of 2 cannot be. Choose 0 to 1"),
    (layers.GlobalPool, {"kind": "sum"}, "pooling “sum”"),
    (layers.AdaptivePool, {"size": (0, 0)}, "adaptive size of 0"),
    (layers.AdaptivePool, {"kind": "L2"}, "Choose one of max, average"),
    (layers.BatchNorm, {"eps": 0.0}, "eps of 0.0"),
    (layers.BatchNorm, {"eps": float("nan")}, "eps of nan"),
    (layers.LRN, {"size": 0}, "number of neighbours of 0"),
    (layers.LRN, {"alpha": float("inf")}, "alpha of inf"),
    (layers.LRN, {"k": 0.0}, "k of 0.0"),
    (layers.Activation, {"kind": "swish"}, "ReLU, leaky ReLU"),
    (layers.Dropout, {"rate": 1.0}, "dropout rate of 1.0"),
    (layers.Dropout, {"rate": "half"}, "Choose a number"),
    (layers.Dense, {"units": -1}, "number of units of -1"),
    (networks.Block, {"name": ""}, "name of 1 to 80"),
    (networks.Block, {"name": "\ud800"}, "printable"),
    (networks.Block, {"body": [layers.Dense()]}, "sequence of layers"),
    (networks.Residual, {"body": ("Conv",)}, "sequence of layers"),
    (networks.Residual, {"scale": float("nan")}, "scale of nan"),
    (networks.Parallel, {"branches": ()}, "need 1 to 32"),
    (networks.Parallel, {"branches": ((),) * 33}, "need 1 to 32"),
    (networks.Parallel, {"merge": "multiply"}, "Choose one of concat, add"),
    (networks.Auxiliary, {"head": None}, "sequence of layers"),
]


@pytest.mark.parametrize(("kind", "settings", "says"), REFUSED, ids=[says for _, _, says in REFUSED])
def test_a_setting_outside_its_range_says_what_and_the_way_out(
    kind: type[layers.Layer], settings: dict[str, Any], says: str
) -> None:
    """C80."""
    with pytest.raises(InputError) as refused:
        kind(**settings)
    assert says in str(refused.value)
    assert len(str(refused.value)) < 200


@pytest.mark.parametrize("kind", networks.LAYERS.values())
def test_every_layer_has_defaults_and_can_be_a_key(kind: type[layers.Layer]) -> None:
    assert {kind(): 1}[kind()] == 1
    assert kind().title
    with pytest.raises(dataclasses.FrozenInstanceError):
        kind().title2 = 1  # type: ignore[attr-defined]


@pytest.mark.parametrize("kind", networks.LAYERS.values())
def test_every_layer_of_the_registry_says_what_it_is_for(kind: type[layers.Layer]) -> None:
    assert kind.__doc__
    assert not kind.__doc__.startswith(kind.__name__ + "(")


@pytest.mark.parametrize(
    ("layer", "title"),
    [
        (layers.Conv(), "Conv 32@3×3"),
        (layers.Conv(8, (1, 7), (2, 2), (1, 2), "same", 2), "Conv 8@1×7 stride 2 dilation 1×2 in 2 groups"),
        (layers.Pool(), "MaxPool 2×2"),
        (layers.Pool("average", (3, 3)), "AveragePool 3×3 stride 2"),
        (layers.Pool("L2"), "L2Pool 2×2"),
        (layers.Dropout(0.5), "Dropout 0.5"),
        (networks.Residual(scale=0.1), "Residual × 0.1"),
    ],
)
def test_a_layer_says_itself_in_a_few_words(layer: layers.Layer, title: str) -> None:
    assert layer.title == title


def test_the_short_forms_are_what_papers_write() -> None:
    """C59."""
    assert layers.conv(6, 5) == layers.Conv(6, (5, 5))
    assert layers.conv(6, (1, 7), 2, (0, 3), False) == layers.Conv(
        6, (1, 7), (2, 2), padding=((0, 0), (3, 3)), bias=False
    )
    assert layers.pool("max", 3, 2, 1, ceil=True) == layers.Pool("max", (3, 3), (2, 2), ((1, 1), (1, 1)), True)
    assert layers.pool("average", 2).stride == (2, 2)


def test_padding_is_at_most_half_of_the_window_along_its_own_side() -> None:
    layers.Pool(size=(4, 1), padding=((2, 2), (0, 0)))
    layers.Pool(size=(1, 4), padding=((0, 0), (2, 2)))
    for size, padding in (((4, 1), ((0, 0), (1, 1))), ((1, 4), ((1, 1), (0, 0)))):
        with pytest.raises(InputError, match="padding"):
            layers.Pool(size=size, padding=padding)


def test_dropout_keeps_something() -> None:
    layers.Dropout(0.99)
    with pytest.raises(InputError, match="dropout rate"):
        layers.Dropout(1.0)
