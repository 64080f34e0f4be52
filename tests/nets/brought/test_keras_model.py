"""Models as Keras describes them, against Keras itself: shapes, counts and numbers; and what is refused."""

import contextlib
import copy
import io
import json
import os
import random
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cnnviz import limits
from cnnviz.errors import InputError
from cnnviz.nets import forward, layers, shapes, text
from cnnviz.nets.brought import keras_model
from cnnviz.nets.networks import Network
from cnnviz.training import config_files

os.environ["KERAS_BACKEND"] = "torch"
Described = dict[str, Any]


def read(model: Any) -> Network:
    return config_files.network(model.to_json().encode())


def library() -> Any:
    """Keras, loaded where it is asked for: it takes seconds."""
    import keras  # noqa: PLC0415

    return keras


STACKS: dict[str, Callable[[Any], tuple[tuple[int, int, int], list[Any]]]] = {
    "dense": lambda kl: (
        (5, 4, 1),
        [kl.Flatten(), kl.Dense(7, activation="tanh"), kl.Dropout(0.3), kl.Dense(3, use_bias=False)],
    ),
    "lenet": lambda kl: (
        (28, 28, 1),
        [
            kl.Conv2D(6, 5, padding="same", activation="sigmoid"),
            kl.AveragePooling2D(2),
            kl.Conv2D(16, 5, activation="relu"),
            kl.MaxPooling2D(2),
            kl.Flatten(),
            kl.Dense(10, activation="softmax"),
        ],
    ),
    "mobile": lambda kl: (
        (17, 14, 3),
        [
            kl.ZeroPadding2D(((0, 1), (2, 1))),
            kl.Conv2D(8, (3, 2), strides=2, use_bias=False),
            kl.BatchNormalization(),
            kl.ReLU(6.0),
            kl.DepthwiseConv2D(3, padding="same", depth_multiplier=2, activation="relu6"),
            kl.BatchNormalization(center=False, scale=False),
            kl.SeparableConv2D(6, 3, depth_multiplier=2, padding="same"),
            kl.LeakyReLU(negative_slope=0.01),
            kl.GlobalAveragePooling2D(),
            kl.BatchNormalization(),
            kl.Dense(4),
            kl.Softmax(),
        ],
    ),
    "even": lambda kl: (
        (13, 13, 2),  # even padding of the average: with another, Keras repeats borders on torch, not on TensorFlow
        [
            kl.Conv2D(4, 4, strides=3, padding="same", groups=2),
            kl.AveragePooling2D(3, strides=2, padding="same"),
            kl.MaxPooling2D(2, strides=1, padding="same"),
            kl.Activation("linear"),
            kl.Conv2D(4, 2, dilation_rate=2, padding="same"),
            kl.Activation("softmax"),
            kl.GlobalMaxPooling2D(),
        ],
    ),
    "kept": lambda kl: (
        (6, 6, 3),
        [kl.Conv2D(5, 1), kl.GlobalAveragePooling2D(keepdims=True), kl.Conv2D(2, 1), kl.ReLU()],
    ),
}


def stacked(name: str) -> Any:
    """A sequential model with weights of its own, statistics too."""
    keras = library()
    given, stack = STACKS[name](keras.layers)
    model = keras.Sequential([keras.Input(given), *stack])
    chosen = np.random.default_rng(3)
    for weights in model.weights:
        weights.assign(chosen.uniform(0.1, 1, weights.shape))
    return model


def chained(model: Any) -> Any:
    """The same layers as a functional model."""
    keras = library()
    first = values = keras.Input(model.input_shape[1:])
    for layer in model.layers:
        values = layer(values)
    return keras.Model(first, values, name="chained")


def tensors(model: Any, network: Network) -> dict[str, np.ndarray]:
    """Keras's weights by our names: kernels (rows, columns, in, out) become (out, in, rows, columns)."""
    places = iter([at for at, one in enumerate(network.layers) if isinstance(one, WEIGHTED)])
    kl = library().layers
    found: dict[str, np.ndarray] = {}
    for layer in model.layers:
        values = {one.name: plain(one) for one in layer.weights}
        if isinstance(layer, kl.BatchNormalization):
            at = next(places)
            names = {"gamma": "weight", "beta": "bias", "moving_mean": "running_mean", "moving_variance": "running_var"}
            found |= {f"{at}.{names[name]}": value for name, value in values.items()}
        elif isinstance(layer, kl.SeparableConv2D):
            found[f"{next(places)}.weight"] = depthwise(values["depthwise_kernel"])
            at = next(places)
            found |= {f"{at}.weight": values["pointwise_kernel"].transpose(3, 2, 0, 1), f"{at}.bias": values["bias"]}
        elif values:
            at = next(places)
            kernel = values["kernel"]
            if isinstance(layer, kl.DepthwiseConv2D):
                found[f"{at}.weight"] = depthwise(kernel)
            else:
                found[f"{at}.weight"] = kernel.T if kernel.ndim == 2 else kernel.transpose(3, 2, 0, 1)
            found |= {f"{at}.bias": values["bias"]} if "bias" in values else {}
    return found


WEIGHTED = (layers.Conv, layers.Dense, layers.BatchNorm)


def plain(values: Any) -> np.ndarray:
    """Of a tensor, or of the variable that holds one."""
    return np.asarray(getattr(values, "value", values).detach().cpu())


def depthwise(kernel: np.ndarray) -> np.ndarray:
    """(rows, columns, in, times) as (in · times, 1, rows, columns)."""
    rows, columns, given, times = kernel.shape
    return kernel.transpose(2, 3, 0, 1).reshape(given * times, 1, rows, columns)


@pytest.mark.parametrize("name", STACKS)
def test_shapes_and_counts_are_kerass(name: str) -> None:
    model = stacked(name)
    for described in (model, chained(model)):
        records = shapes.records(read(described))
        output = model.output_shape[1:]
        assert records[-1].output == ((output[-1], *output[:-1]) if len(output) == 3 else output)
        assert shapes.totals(records).parameters + shapes.totals(records).other == model.count_params()
    assert read(model).layers == read(chained(model)).layers
    assert read(chained(model)).name == "chained"


@pytest.mark.parametrize("name", [name for name in STACKS if name not in ("dense", "lenet")])
def test_numbers_are_kerass_with_its_weights(name: str) -> None:
    """Without Flatten, whose order differs: windows, paddings, means at borders, order of depthwise filters."""
    model = stacked(name)
    network = read(model)
    given = np.random.default_rng(4).normal(size=(2, *model.input_shape[1:])).astype(np.float32)
    ours = list(forward.outputs(network, tensors(model, network), given.transpose(0, 3, 1, 2)).values())[-1]
    theirs = plain(model(given, training=False))
    assert np.allclose(ours, theirs.transpose(0, 3, 1, 2) if theirs.ndim == 4 else theirs, atol=1e-4)


def layer(kind: str, **settings: Any) -> Described:
    return {"class_name": kind, "config": {"name": "mine", **settings}}


def former(*stack: Described, given: object = (None, 9, 9, 3)) -> Described:
    """As Keras 2 wrote a sequential model: no modules, the input's size at the first layer."""
    first = {**stack[0], "config": {"batch_input_shape": json.loads(json.dumps(given)), **stack[0]["config"]}}
    return {
        "class_name": "Sequential",
        "config": {"name": "s", "layers": [first, *stack[1:]]},
        "keras_version": "2.4.0",
    }


CONV = layer("Conv2D", filters=4, kernel_size=[3, 3], strides=[2, 2], padding="same", activation="relu")
HEAD = (layer("Flatten"), layer("Dense", units=2, activation="softmax", use_bias=True))
RELU, SOFTMAX = layers.Activation("ReLU"), layers.Activation("softmax")
FORMER = (layers.Conv(4, stride=(2, 2), padding="same"), RELU, layers.Flatten(), layers.Dense(2), SOFTMAX)


def test_the_older_form_of_keras_2_is_read() -> None:
    described = former(CONV, *HEAD)
    assert keras_model.network(described) == Network("s", (3, 9, 9), FORMER)
    bare = {"class_name": "Sequential", "config": described["config"]["layers"]}
    assert keras_model.network(bare).layers == FORMER


def test_the_older_form_of_a_chain_is_read_in_the_order_of_the_links() -> None:
    names = ["in", "a", "b", "c"]
    stack = [layer("InputLayer", batch_input_shape=[None, 9, 9, 3]), CONV, *HEAD]
    listed = [
        {**one, "config": {**one["config"], "name": name}, "name": name, "inbound_nodes": nodes}
        for one, name, nodes in zip(stack, names, [[], *[[[[name, 0, 0, {}]]] for name in names]], strict=False)
    ]
    config = {"name": "f", "layers": listed[::-1], "input_layers": [["in", 0, 0]], "output_layers": [["c", 0, 0]]}
    for kind in ("Model", "Functional"):
        assert keras_model.network({"class_name": kind, "config": config}).layers == FORMER


@pytest.mark.filterwarnings("ignore:__array__")
def test_a_saved_model_and_a_string_of_a_string_are_read(tmp_path: Path) -> None:
    model = stacked("lenet")
    model.save(tmp_path / "model.keras")
    expected = read(model)
    assert config_files.network((tmp_path / "model.keras").read_bytes()) == expected
    assert config_files.network(json.dumps(model.to_json()).encode()) == expected


def test_what_is_read_goes_through_our_own_description() -> None:
    network = read(stacked("mobile"))
    assert text.from_json(text.to_json(network)) == network


def changed(**settings: Any) -> Described:
    return former({**CONV, "config": CONV["config"] | settings}, *HEAD)


REFUSED = {
    "an unknown kind": (former(CONV, layer("LSTM", units=3)), "“mine” of the kind “LSTM”.*not known.*Leave it out"),
    "a class of one's own": (
        former({**CONV, "module": "mine.layers", "registered_name": "Mine>Conv2D"}),
        "author's own",
    ),
    "a registered one": (former({**CONV, "registered_name": "Mine>Conv2D"}), "author's own"),
    "another activation": (changed(activation="gelu"), "no activation “gelu”"),
    "an activation of one's own": (changed(activation={"class_name": "function"}), "no activation"),
    "Keras's leaky slope as an activation": (changed(activation="leaky_relu"), "no activation “leaky_relu”"),
    "another slope": (former(CONV, layer("LeakyReLU", alpha=0.3)), "slope is 0.3.*0.01"),
    "channels first": (changed(data_format="channels_first"), "data_format is “channels_first”.*“channels_last”"),
    "another padding": (changed(padding="causal"), "padding is “causal”.*“valid” or “same”"),
    "stride and dilation": (changed(dilation_rate=[2, 2]), "strides and dilation_rate together"),
    "a setting that is not known": (changed(lora_rank=4), "“lora_rank” is not known"),
    "a relu that begins later": (former(CONV, layer("ReLU", threshold=1.0)), "threshold is 1.0"),
    "a relu with another end": (former(CONV, layer("ReLU", max_value=4.0)), "max_value is 4.0.*6"),
    "softmax over rows": (former(CONV, layer("Softmax", axis=1)), "axis is 1"),
    "normalised over rows": (former(CONV, layer("BatchNormalization", axis=[1])), "axis is 1.*-1"),
    "half a scale": (former(CONV, layer("BatchNormalization", center=False)), "center is false"),
    "renormalised": (former(CONV, layer("BatchNormalization", renorm=True)), "“renorm” is not known"),
    "dropout in shapes": (former(CONV, layer("Dropout", rate=0.5, noise_shape=[1, 2])), "noise_shape"),
    "all dropped": (former(CONV, layer("Dropout", rate=1.0)), "“Dropout”: A dropout rate of 1.0"),
    "dense on maps": (former(CONV, HEAD[1]), "“Dense”: A dense layer reads a vector"),
    "zeros before a pool": (former(layer("ZeroPadding2D", padding=1), layer("MaxPooling2D")), "before a convolution"),
    "zeros at the end": (former(CONV, layer("ZeroPadding2D", padding=1)), "before a convolution"),
    "zeros twice": (former(CONV, *[layer("ZeroPadding2D", padding=1)] * 2, CONV), "follows another"),
    "zeros and same": (former(layer("ZeroPadding2D", padding=1), CONV), "together"),
    "a model within": (former(CONV, layer("Sequential", layers=[])), "another model, a Sequential"),
    "no input": ({"class_name": "Sequential", "config": {"layers": [CONV]}}, "size of its input.*keras.Input"),
    "an open input": (former(CONV, given=(None, None, None, 3)), "input of \\[null, null, 3\\]"),
    "an input of one dimension": (former(HEAD[1], given=(None, 784)), "input of \\[784\\]"),
    "a huge input": (former(CONV, given=(None, 9, 9, 10**30)), "number of input channels"),
    "a subclass": ({"class_name": "MyModel", "config": {"layers": [CONV]}}, "class “MyModel”"),
    "no layers": ({"class_name": "Sequential", "config": {}}, "holds no layers"),
    "layers that are none": ({"class_name": "Sequential", "config": {"layers": [7]}}, "7 is no layer"),
    "too many": (former(*[CONV] * (limits.NET_LAYERS + 1)), "more than 4,096 layers"),
    "too many numbers": (former(HEAD[0], *[layer("Dense", units=16384)] * 9), "parameters; the most"),
    "no module": (former({**CONV, "module": 7}), "author's own"),
}


@pytest.mark.parametrize(("described", "said"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_said_exactly_is_named(described: Described, said: str) -> None:
    with pytest.raises(InputError, match=said):
        keras_model.network(described)


def joined(keras: Any, first: Any) -> Any:
    return keras.layers.Add()([first, keras.layers.Conv2D(3, 3, padding="same")(first)])


def forked(keras: Any, first: Any) -> Any:
    return [keras.layers.Flatten()(first), keras.layers.GlobalMaxPooling2D()(first)]


def shared(keras: Any, first: Any) -> Any:
    twice = keras.layers.Conv2D(3, 1)
    return twice(twice(first))


@pytest.mark.parametrize("build", [joined, forked, shared])
def test_a_graph_that_is_no_chain_is_refused(build: Any) -> None:
    first = library().Input((8, 8, 3))
    with pytest.raises(InputError, match="one after the other"):
        read(library().Model(first, build(library(), first)))


def test_any_value_changed_is_read_or_refused_with_a_sentence() -> None:
    """Hostile files: every place of two descriptions, with values that do not belong there."""
    chosen = random.Random(5)
    values: list[Any] = [None, 0, -1, 10**40, 1e308, "", "x", [], {}, [[]], [1], True]
    for described in (json.loads(chained(stacked("mobile")).to_json()), former(CONV, *HEAD)):
        for path in places(described):
            damaged = copy.deepcopy(described)
            inside: Any = damaged
            for step in path[:-1]:
                inside = inside[step]
            inside[path[-1]] = chosen.choice(values)
            with contextlib.suppress(InputError):
                if keras_model.is_model(damaged):
                    shapes.records(keras_model.network(damaged))


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    keys = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [place for key, one in keys for place in ((*path, key), *places(one, (*path, key)))]


def test_no_more_of_a_saved_model_is_unpacked_than_a_description_may_have() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("config.json", b" " * 40_000_000)
        archive.writestr("model.weights.h5", b"")
    with pytest.raises(InputError, match="longer than"):
        config_files.read(file.getvalue())
