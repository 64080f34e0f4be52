"""Stages as the values of their settings, and back: so a lesson is a link, and a link is a stage."""

import dataclasses
from collections.abc import Mapping
from typing import Any

import numpy as np

from cnnviz.ops import catalogue, kernel_text, padding, pipeline, pooling
from cnnviz.ops.kernel_text import blocks
from cnnviz.ui.stage_settings import registry
from cnnviz.ui.stage_settings.places import Fields

Values = dict[str, Any]


def of_stage(stage: pipeline.Stage) -> Values:
    """Id -> value of every setting, but for the kernel itself and how channels are mixed."""
    return {setting.id: setting.place.read(stage) for setting in registry.settings()}


def stage(kernels: pipeline.Kernels, mix: str, values: Mapping[str, Any]) -> pipeline.Stage:
    """The stage with these settings, by their ids; those that are missing are as usual, those of no use beside the
    others are left out. Raises InputError where they cannot be."""
    whole = usual() | dict(values)
    fields: Fields = {"stage": {}, "kernels": {}, "border": {}, "pool": {}}
    for setting in registry.settings():
        if setting.applies(whole):
            setting.place.put(fields, whole[setting.id])
    return pipeline.Stage(
        kernels=dataclasses.replace(kernels, **fields["kernels"]),
        mix=mix,
        border=padding.Padding(**fields["border"]),
        pool=pooling.Pool(**fields["pool"]) if fields["pool"] else None,
        **fields["stage"],
    )


def usual() -> Values:
    """Id -> default of every setting."""
    return {setting.id: setting.control.default for setting in registry.settings()}


def of_stages(stages: tuple[pipeline.Stage, ...]) -> Values:
    """Name in the link -> value, for everything in which these stages differ from a fresh page."""
    values: Values = {"stages": len(stages)} if len(stages) > 1 else {}
    for number, stage in enumerate(stages, start=1):
        values |= {numbered(name, number): value for name, value in _unusual(stage, number).items()}
    return values


def numbered(id: str, number: int) -> str:
    """The name in the link of a setting of stage `number`: stride_across of the first is stride1_across."""
    head, split, tail = id.partition("_")
    return f"{head}{number}{split}{tail}"


def usual_mix(number: int, bank: str) -> str:
    """How channels are mixed unless somebody chooses: filters made for each channel, and later stages, add up."""
    per_channel = bank in catalogue.BANKS and catalogue.BANKS[bank].per_channel
    return "sum" if number > 1 or per_channel else "each"


def _unusual(stage: pipeline.Stage, number: int) -> Values:
    values = _kernels(stage.kernels)
    if stage.mix != usual_mix(number, stage.kernels.bank):
        values["mix"] = stage.mix
    whole = of_stage(stage)
    for setting in registry.settings():
        if setting.applies(whole) and whole[setting.id] != setting.control.default:
            values[setting.id] = whole[setting.id]
    return values


def _kernels(kernels: pipeline.Kernels) -> Values:
    if dataclasses.replace(kernels, flip=False) == pipeline.Kernels():
        return {}
    values: Values = {"kernel": kernels.bank, **dict(kernels.parameters)}
    if kernels.own:
        every = tuple(np.array(block) for block in (kernels.own, *kernels.more))
        values["own"] = blocks.text(every) if kernels.more else kernel_text.text(every[0])
    return values
