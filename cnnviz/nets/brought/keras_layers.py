"""Keras's layers as ours, by the name of their class: what computes the same numbers, or a sentence why none does.

Keras keeps channels last, so its Flatten puts a vector's values in another order than ours; shapes and counts agree.
"""

import math
from collections.abc import Callable
from typing import Any

from cnnviz.errors import shown
from cnnviz.nets import layers
from cnnviz.nets.brought.keras_settings import NONE, Settings
from cnnviz.nets.effects import Shape
from cnnviz.nets.layers import Layer, Layers, Padding, Pads

ACTIVATIONS: dict[str | None, Layers] = {
    None: (),
    "linear": (),
    "relu": (layers.Activation("ReLU"),),
    "relu6": (layers.Activation("ReLU6"),),
    "sigmoid": (layers.Activation("sigmoid"),),
    "tanh": (layers.Activation("tanh"),),
    "softmax": (layers.Activation("softmax"),),
}
# The slope of our leaky ReLU.
LEAK = 0.01


def read(settings: Settings, shape: Shape) -> Layers:
    """What the layer is here, given maps or a vector of `shape`. Raises InputError where it is nothing exactly."""
    if settings.kind not in READERS:
        known = ", ".join(sorted({*READERS, "ZeroPadding2D"}))
        settings.refuse(f"that kind of layer is not known here. Known are {known}. Leave it out, or use one of these")
    if settings.pads != NONE and settings.kind not in CONVOLUTIONS:
        settings.refuse("ZeroPadding2D before it can only be read before a convolution. Leave it out")
    found = READERS[settings.kind](settings, shape)
    settings.finish()
    return found


def zeros(settings: Settings) -> Pads:
    """What a ZeroPadding2D puts around the maps: pixels on each side of rows and columns."""
    _channels_last(settings)
    rows, columns = settings.pair("padding")
    settings.finish()
    return _sides(rows), _sides(columns)


def _sides(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else (value, value)


def _conv(settings: Settings, shape: Shape) -> Layers:
    filters, groups = settings.take("filters"), settings.take("groups", 1)
    return (_windowed(settings, filters, groups), *_activation(settings))


def _depthwise(settings: Settings, shape: Shape) -> Layers:
    settings.require("groups", 1, missing=1)
    return (_windowed(settings, _multiplied(settings, shape), shape[0]), *_activation(settings))


def _separable(settings: Settings, shape: Shape) -> Layers:
    """Each map filtered alone, then all mixed 1 × 1: the bias comes last, once."""
    settings.require("groups", 1, missing=1)
    filters, bias = settings.take("filters"), settings.take("use_bias", True)
    settings.left["use_bias"] = False
    alone = _windowed(settings, _multiplied(settings, shape), shape[0])
    return (alone, layers.Conv(filters, (1, 1), bias=bias), *_activation(settings))


def _multiplied(settings: Settings, shape: Shape) -> Any:
    """The filters of a depthwise convolution: so many for each map."""
    times = settings.take("depth_multiplier", 1)
    if type(times) is not int:
        settings.refuse(f"depth_multiplier is {shown(times)}. Write a whole number")
    return shape[0] * times


def _windowed(settings: Settings, filters: Any, groups: int) -> Layer:
    _channels_last(settings)
    stride, dilation = settings.pair("strides", 1), settings.pair("dilation_rate", 1)
    if stride != (1, 1) and dilation != (1, 1):
        settings.refuse("Keras does not compute strides and dilation_rate together. Set one of them to 1")
    padding: Padding = settings.require("padding", "valid", "same", missing="valid")
    if settings.pads != NONE:
        if padding != "valid":
            settings.refuse("ZeroPadding2D and padding “same” together cannot be read here. Keep one of them")
        padding = settings.pads
    bias = settings.take("use_bias", True)
    return layers.Conv(filters, settings.pair("kernel_size"), stride, dilation, padding, groups, bias)


def _pool(kind: str) -> Callable[[Settings, Shape], Layers]:
    def read_pool(settings: Settings, shape: Shape) -> Layers:
        _channels_last(settings)
        size, stride = settings.pair("pool_size", 2), settings.pair("strides")
        padding: Padding = settings.require("padding", "valid", "same", missing="valid")
        # Keras takes the mean of what lies on the maps (on TensorFlow and JAX; on torch it repeats the border where
        # padding is uneven); ours counts padding unless told not to.
        counted = not (kind == "average" and padding == "same")
        stride = size if stride == (None, None) else stride
        return (layers.Pool(kind, size, stride, padding, count_padding=counted),)

    return read_pool


def _global_pool(kind: str) -> Callable[[Settings, Shape], Layers]:
    def read_pool(settings: Settings, shape: Shape) -> Layers:
        _channels_last(settings)
        keeps = settings.require("keepdims", True, False, missing=False)
        return (layers.AdaptivePool((1, 1), kind) if keeps else layers.GlobalPool(kind),)

    return read_pool


def _batch_norm(settings: Settings, shape: Shape) -> Layers:
    axis = settings.take("axis", -1)
    axis = axis[0] if isinstance(axis, list) and len(axis) == 1 else axis
    if type(axis) is not int or axis not in (-1, len(shape)):
        settings.refuse(f"axis is {shown(axis)}, and channels come last here. Set it to -1")
    scale = settings.require("scale", True, False, missing=True)
    settings.require("center", scale, missing=True)
    return (layers.BatchNorm(scale, settings.take("epsilon", 1e-3)),)


def _activated(settings: Settings, shape: Shape) -> Layers:
    return _activation(settings)


def _activation(settings: Settings) -> Layers:
    name = settings.take("activation")
    if not isinstance(name, str | None) or name not in ACTIVATIONS:
        known = ", ".join(one for one in ACTIVATIONS if one)
        settings.refuse(f"there is no activation {shown(name)} here. Use one of {known}")
    return ACTIVATIONS[name]


def _relu(settings: Settings, shape: Shape) -> Layers:
    settings.require("negative_slope", 0, 0.0, missing=0.0)
    settings.require("threshold", 0, 0.0, missing=0.0)
    most = settings.require("max_value", None, 6, 6.0)
    return (layers.Activation("ReLU6" if most else "ReLU"),)


def _leaky(settings: Settings, shape: Shape) -> Layers:
    # Keras 2 called it alpha.
    slope = settings.take("alpha", settings.take("negative_slope"))
    if type(slope) is not float or not math.isclose(slope, LEAK, rel_tol=1e-6):  # 0.01 in float32 is a little less
        settings.refuse(f"its slope is {shown(slope)}, and only {LEAK} can be read here. Change it in Keras")
    return (layers.Activation("leaky ReLU"),)


def _softmax(settings: Settings, shape: Shape) -> Layers:
    settings.require("axis", -1, missing=-1)
    return (layers.Activation("softmax"),)


def _dropout(settings: Settings, shape: Shape) -> Layers:
    return (layers.Dropout(settings.take("rate")),)


def _flatten(settings: Settings, shape: Shape) -> Layers:
    _channels_last(settings)
    return (layers.Flatten(),)


def _dense(settings: Settings, shape: Shape) -> Layers:
    return (layers.Dense(settings.take("units"), settings.take("use_bias", True)), *_activation(settings))


def _channels_last(settings: Settings) -> None:
    settings.require("data_format", "channels_last", missing="channels_last")


CONVOLUTIONS = {"Conv2D": _conv, "DepthwiseConv2D": _depthwise, "SeparableConv2D": _separable}
READERS: dict[str, Callable[[Settings, Shape], Layers]] = CONVOLUTIONS | {
    "MaxPooling2D": _pool("max"),
    "AveragePooling2D": _pool("average"),
    "GlobalMaxPooling2D": _global_pool("max"),
    "GlobalAveragePooling2D": _global_pool("average"),
    "BatchNormalization": _batch_norm,
    "Activation": _activated,
    "ReLU": _relu,
    "LeakyReLU": _leaky,
    "Softmax": _softmax,
    "Dropout": _dropout,
    "Flatten": _flatten,
    "Dense": _dense,
}
