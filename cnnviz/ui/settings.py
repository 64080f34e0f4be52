"""Stages as the values of the widgets that make them: the inverse of `stage_controls`, so a lesson is a link."""

from collections.abc import Callable
from typing import Any

import numpy as np

from cnnviz.images import picture, samples
from cnnviz.ops import catalogue, kernel_text, padding, pipeline, pooling

# What the widgets of pipeline.MIXES are called.
MIXES = {"each": "one by one", "sum": "added up"}

# How menus show the values of those widgets whose choices have other names than values.
SHOWN: dict[str, Callable[[Any], str]] = {
    "image": lambda key: samples.SAMPLES[key].title if key in samples.SAMPLES else str(key),
    "side": lambda side: f"{side} px",
    "colour": lambda key: picture.CHANNELS[key].title,
    "mix": MIXES.__getitem__,
}

Values = dict[str, object]


def of_stages(stages: tuple[pipeline.Stage, ...]) -> Values:
    """Widget name -> value for everything in which these stages differ from a fresh page."""
    values: Values = {"stages": len(stages)} if len(stages) > 1 else {}
    for number, stage in enumerate(stages, start=1):
        values |= {_numbered(name, number): value for name, value in _stage(stage, number).items()}
    return values


def query(values: Values) -> dict[str, str]:
    """The same as the parameters of a link, which names choices as the menus show them."""
    return {name: shown(name, value) for name, value in values.items()}


def shown(name: str, value: object) -> str:
    """A value of the widget called `name` as a menu, and so a link, shows it."""
    kind = name.rstrip("0123456789")
    if kind in SHOWN:
        return SHOWN[kind](value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).lower() if isinstance(value, bool) else str(value)


def _numbered(name: str, number: int) -> str:
    """stride_across of stage 1 is stride1_across."""
    head, split, tail = name.partition("_")
    return f"{head}{number}{split}{tail}"


def usual_mix(number: int, bank: str) -> str:
    """How channels are mixed unless somebody chooses: filters made for each channel, and later stages, add up."""
    per_channel = bank in catalogue.BANKS and catalogue.BANKS[bank].per_channel
    return "sum" if number > 1 or per_channel else "each"


def _stage(stage: pipeline.Stage, number: int) -> Values:
    usual = pipeline.Stage(mix=usual_mix(number, stage.kernels.bank))
    values: Values = {}
    if stage.kernels != usual.kernels:
        values |= _kernels(stage.kernels)
    if stage.mix != usual.mix:
        values["mix"] = stage.mix
    if stage.bias != usual.bias:
        values["bias"] = stage.bias
    if stage.activation != usual.activation:
        values["activation"] = stage.activation
    values |= _border(stage.border, usual.border)
    values |= _pair("stride", stage.stride, 1) | _pair("dilation", stage.dilation, 1)
    return values | (_pool(stage.pool) if stage.pool else {})


def _kernels(kernels: pipeline.Kernels) -> Values:
    values: Values = {"kernel": kernels.bank, **dict(kernels.parameters)}
    if kernels.own:
        values["own"] = kernel_text.text(np.array(kernels.own))
    if kernels.flip:
        values["flip"] = True
    return values


def _border(border: padding.Padding, usual: padding.Padding) -> Values:
    names = {"amount": "padding", "mode": "mode", "value": "value"}
    values = {
        widget: getattr(border, name) for name, widget in names.items() if getattr(border, name) != getattr(usual, name)
    }
    if border.amount == "explicit":
        values |= {side: getattr(border, side) for side in ("top", "bottom", "left", "right")}
    return values


def _pair(name: str, pair: tuple[int, int], usual: int) -> Values:
    if pair[0] == pair[1]:
        return {name: pair[0]} if pair[0] != usual else {}
    return {name: pair[0], f"{name}_split": True, f"{name}_across": pair[1]}


def _pool(pool: pooling.Pool) -> Values:
    usual = pooling.Pool()
    values: Values = {"pool": pool.kind}
    if pool.everywhere:
        values["global"] = True
    values |= _pair("window", pool.window, 2) | _pair("step", pool.stride, 2) | _pair("poolpadding", pool.padding, 0)
    names = {"ceil": "ceil", "count_padding": "counted", "power": "power", "sigma": "poolsigma"}
    return values | {
        widget: getattr(pool, name) for name, widget in names.items() if getattr(pool, name) != getattr(usual, name)
    }
