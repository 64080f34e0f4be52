"""Stages as the values of the widgets that make them: the inverse of `stage_controls`, so a lesson is a link."""

import dataclasses
from collections.abc import Callable, Mapping
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

# Widget -> field, where one widget makes one field of a border or a pooling.
BORDER = {
    "padding": "amount",
    "mode": "mode",
    "value": "value",
    "top": "top",
    "bottom": "bottom",
    "left": "left",
    "right": "right",
}
POOL = {
    "pool": "kind",
    "global": "everywhere",
    "ceil": "ceil",
    "counted": "count_padding",
    "power": "power",
    "poolsigma": "sigma",
}


def of_stages(stages: tuple[pipeline.Stage, ...]) -> Values:
    """Widget name -> value for everything in which these stages differ from a fresh page."""
    values: Values = {"stages": len(stages)} if len(stages) > 1 else {}
    for number, stage in enumerate(stages, start=1):
        values |= {numbered(name, number): value for name, value in _stage(stage, number).items()}
    return values


def stage(kernels: pipeline.Kernels, mix: str, values: Mapping[str, Any]) -> pipeline.Stage:
    """A stage from the values of its widgets, named without the stage's number; what is missing is as usual.

    Raises InputError where they cannot be.
    """
    usual = pipeline.Stage()
    border = {field: values[name] for name, field in BORDER.items() if name in values}
    return pipeline.Stage(
        dataclasses.replace(kernels, flip=bool(values.get("flip", kernels.flip))),
        mix,
        float(values.get("bias", usual.bias)),
        dataclasses.replace(usual.border, **border),
        _across("stride", values, 1),
        _across("dilation", values, 1),
        str(values.get("activation", usual.activation)),
        pool(values) if values.get("pool", "none") != "none" else None,
    )


def pool(values: Mapping[str, Any]) -> pooling.Pool:
    """A pooling from the values of its widgets, named without the stage's number. Raises InputError."""
    more = {field: values[name] for name, field in POOL.items() if name in values}
    if not more.get("everywhere"):
        more |= {"window": _across("window", values, 2), "stride": _across("step", values, 2)}
        more["padding"] = _across("poolpadding", values, 0)
    return pooling.Pool(**more)


def _across(name: str, values: Mapping[str, Any], usual: int) -> tuple[int, int]:
    down = int(values.get(name, usual))
    return (down, int(values[f"{name}_across"])) if values.get(f"{name}_split") else (down, down)


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


def numbered(name: str, number: int) -> str:
    """The name of a widget of one stage: stride_across of stage 1 is stride1_across."""
    head, split, tail = name.partition("_")
    return f"{head}{number}{split}{tail}"


def parameter_key(name: str, number: int, bank: str) -> str:
    """The session key of a kernel's parameter: the same name has another range and default for another kernel."""
    return f"{name}{number} {bank}"


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
