"""cnnviz.nets.text: there and back, and what strangers may send."""

import base64
import json
import tracemalloc
import zlib
from typing import Any

import pytest
from hypothesis import given, settings

from cnnviz import limits
from cnnviz.errors import InputError
from cnnviz.nets import layers, networks, text, zoo
from tests.nets import drawn


@pytest.mark.parametrize("key", zoo.ENTRIES)
def test_every_network_of_the_zoo_survives_json_and_link(key: str) -> None:
    network = zoo.ENTRIES[key].network()
    assert text.from_json(text.to_json(network)) == network
    assert text.from_json(text.to_json(network, indent=2)) == network
    assert text.from_link(text.to_link(network)) == network


@settings(max_examples=100, deadline=None)
@given(drawn.possible())
def test_any_network_survives_json_and_link(network: networks.Network) -> None:
    assert text.from_json(text.to_json(network)) == network
    assert text.from_link(text.to_link(network)) == network


def test_names_in_any_script_survive() -> None:
    network = networks.Network("Réseau “网络” 🧠", (1, 8, 8), (networks.Block("größer"),))
    assert text.from_link(text.to_link(network)) == network


def test_the_text_of_version_1_means_what_it_meant() -> None:
    """Written by hand: a default that changes would change every network saved before."""
    described = {
        "version": 1,
        "name": "all",
        "input": [3, 32, 32],
        "layers": [{"layer": kind} for kind in ("Conv", "Pool", "AdaptivePool", "BatchNorm", "LRN", "Activation")]
        + [{"layer": kind} for kind in ("Residual", "Parallel", "Auxiliary", "Block", "GlobalPool", "Dropout", "Dense")]
        + [{"layer": "Flatten"}],
    }
    valid: Any = "valid"
    assert text.from_json(json.dumps(described)).layers == (
        layers.Conv(32, (3, 3), (1, 1), (1, 1), valid, 1, True),
        layers.Pool("max", (2, 2), (2, 2), valid, False, True),
        layers.AdaptivePool((1, 1), "average"),
        layers.BatchNorm(True, 1e-5),
        layers.LRN(5, 1e-4, 0.75, 2.0),
        layers.Activation("ReLU"),
        networks.Residual((), (), 1.0),
        networks.Parallel(((), ()), "concat"),
        networks.Auxiliary(()),
        networks.Block("block", ()),
        layers.GlobalPool("average"),
        layers.Dropout(0.5),
        layers.Dense(10, True),
        layers.Flatten(),
    )


def test_what_is_written_is_plain_json() -> None:
    network = networks.Network(
        "small", (1, 8, 8), (layers.Conv(4, padding=((1, 0), (2, 3))), layers.Flatten(), layers.Dense(2))
    )
    assert json.loads(text.to_json(network)) == {
        "version": 1,
        "name": "small",
        "input": [1, 8, 8],
        "layers": [
            {"layer": "Conv", "filters": 4, "padding": [[1, 0], [2, 3]]},
            {"layer": "Flatten"},
            {"layer": "Dense", "units": 2},
        ],
    }


def described(*sequence: object, **changed: object) -> str:
    """A description with these layers, and its other parts replaced."""
    return json.dumps({"version": 1, "name": "n", "input": [1, 28, 28], "layers": list(sequence)} | changed)


def conv(**given: object) -> dict[str, object]:
    return {"layer": "Conv"} | given


def deep(depth: int) -> str:
    """Residuals in residuals."""
    inside = '{"layer":"Residual","body":['
    return '{"version":1,"name":"n","input":[1,8,8],"layers":[' + inside * depth + "]}" * depth + "]}"


# What a stranger may send, and what the sentence must say of it.
HOSTILE = {
    "nothing": ("", "This is no JSON"),
    "half": ('{"version": 1,', "This is no JSON"),
    "a number": ("7", "written in braces"),
    "a list": ("[]", "written in braces"),
    "null": ("null", "written in braces"),
    "no version": ('{"name": "n", "input": [1, 2, 3], "layers": []}', "lacks “version”"),
    "a later version": (described(version=2), "lacks “version”: 1"),
    "version true": (described(version=True), "lacks “version”: 1"),
    "no layers": ('{"version": 1, "name": "n", "input": [1, 2, 3]}', "lacks “layers”"),
    "something more": (described(extra=1), "has no setting “extra”"),
    "layers no list": (described(layers={}), "“layers” is a list"),
    "input no list": (described(input="1×28×28"), "“input” is a list"),
    "input too long": (described(input=[1] * 1000), "channels, rows, columns"),
    "input negative": (described(input=[1, -5, 28]), "input size of -5"),
    "input huge": (described(input=[1, 10**9, 10**9]), "Choose 1 to 1,024"),
    "input of lists": (described(input=[[], {}, "a"]), "whole number"),
    "name a number": (described(name=5), "needs a name"),
    "name huge": (described(name="n" * 10_000), "1 to 80"),
    "name unprintable": (described(name="a\u0000b"), "printable"),
    "name half a letter": (described().replace('"n"', '"\\ud800"'), "printable"),
    "name control": (described(name="\u202egnihton"), "printable"),
    "a layer of a number": (described(3), "A layer is written in braces"),
    "unknown layer": (described({"layer": "Transformer"}), "There is no layer “Transformer”"),
    "a layer of Python": (described({"layer": "__class__"}), "There is no layer"),
    "layer no word": (described({"layer": ["Conv"]}), "There is no layer [“Conv”]"),
    "no kind": (described({}), "A layer lacks “layer”"),
    "unknown setting": (described(conv(filter=3)), "Conv has no setting “filter”. It has bias"),
    "a setting of Python": (described(conv(__post_init__=3)), "has no setting"),
    "a setting twice": ('{"version":1,"version":1}', "names a setting twice"),
    "10⁹ filters": (described(conv(filters=10**9)), "Choose 1 to 16,384"),
    "no filters": (described(conv(filters=0)), "number of filters of 0"),
    "filters negative": (described(conv(filters=-1)), "number of filters of -1"),
    "filters a word": (described(conv(filters="32")), "whole number"),
    "filters a fraction": (described(conv(filters=3.5)), "whole number"),
    "filters true": (described(conv(filters=True)), "whole number"),
    "filters a list": (described(conv(filters=[[[]]])), "whole number"),
    "filters of 4,000 digits": (described(conv(filters="X")).replace('"X"', "9" * 4000), "about 2^"),
    "filters of 100,000 digits": (described(conv(filters="X")).replace('"X"', "9" * 10**5), "thousands of digits"),
    "filters 1e400": (described(conv(filters="X")).replace('"X"', "1e400"), "whole number"),
    "size of three": (described(conv(size=[3, 3, 3])), "one number for rows and one for columns"),
    "size a thousand": (described(conv(size=[3] * 1000)), "one number for rows and one for columns"),
    "size an object": (described(conv(size={"rows": 3})), "one number for rows and one for columns"),
    "padding of Python": (described(conv(padding="os.system")), "There is no padding"),
    "padding too wide": (described(conv(padding=[[10**6, 0], [0, 0]])), "padding of 1000000"),
    "padding one deep": (described(conv(padding=[1, 1])), "one number for rows and one for columns"),
    "rate NaN": (described({"layer": "Dropout", "rate": float("nan")}), "“NaN” in this description"),
    "rate infinite": (described({"layer": "Dropout", "rate": float("-inf")}), "“-Infinity” in this description"),
    "rate 1e999": (described({"layer": "Dropout", "rate": "X"}).replace('"X"', "1e999"), "dropout rate of inf"),
    "kind a list": (described({"layer": "Activation", "kind": ["ReLU"]}), "There is no activation"),
    "kind huge": (described({"layer": "Activation", "kind": "R" * 100_000}), "There is no activation"),
    "body a word": (described({"layer": "Residual", "body": "Conv"}), "“layers” is a list"),
    "branches flat": (described({"layer": "Parallel", "branches": [conv()]}), "“layers” is a list"),
    "branches by the thousand": (described({"layer": "Parallel", "branches": [[]] * 1000}), "1,000 branches"),
    "no branches": (described({"layer": "Parallel", "branches": []}), "need 1 to 32"),
    "ten thousand layers": (described(*[{"layer": "Flatten"}] * 10_000), "more than 4,096 layers"),
    "a million layers": (described(*[{"layer": "Flatten"}] * 10**6), "longer than 524,288 bytes"),
    "a million commas": (described(layers=[0] * 170_000), "more than 4,096 layers"),
    "many in branches": (
        described(*[{"layer": "Parallel", "branches": [[{"layer": "Flatten"}] * 300] * 8}] * 2),
        "more than 4,096 layers",
    ),
    "layers nine deep": (deep(limits.NET_DEPTH), "more than 8 deep"),
    "layers two thousand deep": (deep(200), "more than 8 deep"),
    "layers very deep": (deep(15_000), "nests too deeply"),
    "lists very deep": ("[" * 500_000, "nests too deeply"),
    "objects very deep": ('{"a":' * 100_000, "nests too deeply"),
    "four bytes a letter": ("𝕏" * 200_000, "longer than 524,288 bytes"),
}


@pytest.mark.parametrize("sent", HOSTILE)
def test_what_is_no_network_is_refused_in_words_and_little_memory(sent: str) -> None:
    description, says = HOSTILE[sent]
    tracemalloc.start()
    try:
        with pytest.raises(InputError) as refused:
            text.from_json(description)
        used = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert says in str(refused.value)
    assert len(str(refused.value)) < 300
    assert str(refused.value).isprintable()
    assert used < 16 * 2**20


def packed(raw: bytes) -> str:
    return base64.urlsafe_b64encode(zlib.compress(raw, 9)).decode().rstrip("=")


GOOD = text.to_link(zoo.ENTRIES["lenet-5"].network())

BROKEN = {
    "nothing": "",
    "not base64": "a b!",
    "letters beyond ASCII": "é" * 8,
    "one letter": "A",
    "not packed": base64.urlsafe_b64encode(b"{}").decode(),
    "cut short": GOOD[:-8],
    "something behind": GOOD + "AAAA",
    "a letter changed": GOOD[:40] + ("A" if GOOD[40] != "A" else "B") + GOOD[41:],
    "no text": packed(b"\xff\xfe\xfd"),
    "a bomb of zeros": packed(b"0" * 2**22),
    "a bomb of spaces": packed(b" " * (limits.NET_JSON_BYTES + 1)),
    "too long": "A" * (limits.NET_LINK_CHARACTERS + 1),
}


@pytest.mark.parametrize("sent", BROKEN)
def test_a_broken_link_is_refused_in_words_and_little_memory(sent: str) -> None:
    tracemalloc.start()
    try:
        with pytest.raises(InputError, match="This link holds no network"):
            text.from_link(BROKEN[sent])
        used = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert used < 4 * 2**20


def test_a_link_of_something_else_says_what_is_wrong_with_it() -> None:
    with pytest.raises(InputError, match="Choose 1 to 16,384"):
        text.from_link(packed(described(conv(filters=10**9)).encode()))
    with pytest.raises(InputError, match="lacks “version”"):
        text.from_link(packed(b"{}"))


def test_links_of_the_zoo_fit_in_an_address() -> None:
    assert max(len(text.to_link(entry.network())) for entry in zoo.ENTRIES.values()) < 2000


def test_a_network_too_varied_for_a_link_is_told_to_be_exported() -> None:
    sequence = tuple(layers.Dropout((index * 7919 % 90_001) / 1e5) for index in range(4000))
    network = networks.Network("noise", (1, 8, 8), sequence)
    assert text.from_json(text.to_json(network)) == network
    with pytest.raises(InputError, match="Export it as JSON"):
        text.to_link(network)


@pytest.mark.parametrize("kind", networks.LAYERS.values())
def test_every_setting_of_every_layer_is_written_when_it_is_not_its_default(kind: type[layers.Layer]) -> None:
    changed: dict[type[layers.Layer], layers.Layer] = {
        layers.Conv: layers.Conv(4, (1, 2), (2, 3), (2, 1), ((0, 1), (2, 3)), 2, False),
        layers.Pool: layers.Pool("L2", (3, 4), (1, 3), ((0, 1), (1, 2)), True, False),
        layers.GlobalPool: layers.GlobalPool("max"),
        layers.AdaptivePool: layers.AdaptivePool((2, 3), "max"),
        layers.BatchNorm: layers.BatchNorm(False, 1e-3),
        layers.LRN: layers.LRN(3, 1e-3, 0.5, 1.0),
        layers.Activation: layers.Activation("tanh"),
        layers.Dropout: layers.Dropout(0.25),
        layers.Flatten: layers.Flatten(),
        layers.Dense: layers.Dense(3, False),
        networks.Block: networks.Block("b", (layers.Flatten(),)),
        networks.Residual: networks.Residual((layers.Dropout(),), (layers.Flatten(),), 0.5),
        networks.Parallel: networks.Parallel(((), (layers.Flatten(),)), "add"),
        networks.Auxiliary: networks.Auxiliary((layers.Flatten(),)),
    }
    network = networks.Network("changed", (1, 8, 8), (changed[kind],))
    written = json.loads(text.to_json(network))["layers"][0]
    assert set(written) - {"layer"} == set(vars(changed[kind]))
    assert text.from_json(text.to_json(network)) == network
