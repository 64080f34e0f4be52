"""All maps of a layer, and one unit with every part of its number, for the component way."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from cnnviz import numbers, packing
from cnnviz.figures.way import columns
from cnnviz.inspect.way import graph, opened, sheets

# What bars mean.
PARTS = (("line holding", "adds"), ("line hindering", "takes away"))


def sheet(shown: sheets.Sheet, setting: columns.Setting) -> bytes:
    """The message of all maps of a step: uint8 (k h w)."""
    places, end, signed = columns.pixels(shown.maps)
    step = shown.step
    header = setting.header("sheet", (columns.SIGNED if signed else columns.GREY,)) | {
        "at": step.main.path,
        "title": step.main.layer.title,
        "vector": len(step.output) == 1,
        "channels": shown.channels,
        "units": [(unit.row, unit.column) for unit in shown.units],
        "values": shown.values,
        "signed": signed,
        "end": end,
        "seen": _seen(step),
    }
    return packing.packed(header, setting.arrays() | {"maps": places})


def layer_words(step: graph.Step) -> str:
    """What the step is made of, with its size and what one unit sees."""
    names = ", then ".join(record.layer.title for record in step.records)
    after = step.records[-1].after
    return (
        f"{names}: {columns.size(step.main.input)} in, {columns.size(step.output)} out. One unit sees "
        f"{numbers.size((after.rows.size, after.columns.size))} pixels of the photo, as far as they lie on it."
    )


def unit(
    shown: opened.Opened, step: graph.Step, made: np.ndarray, setting: columns.Setting, titles: Mapping[str, str]
) -> bytes:
    """The message of one unit of a step that made (c h w) or (c): its map (h w) as float32 where it is one, and its
    sum, with what each part lies on and its weights as float64. `titles` call the steps that it reads."""
    at = shown.unit
    arrays = setting.arrays()
    if made.ndim == 3:
        arrays["map"] = made[at.channel].astype(np.float32)
    for number, part in enumerate(shown.parts):
        if part.seen is not None:
            arrays[f"seen{number}"] = part.seen
        if part.weights is not None:
            arrays[f"weights{number}"] = part.weights
    low, high = float(made[at.channel].min()), float(made[at.channel].max())
    header = setting.header("unit", (columns.SIGNED if low < 0 else columns.GREY, *PARTS)) | {
        "at": step.main.path,
        "channel": at.channel,
        "unit": (at.row, at.column),
        "vector": made.ndim == 1,
        "number": shown.number,
        "parts": [_part(part, titles) for part in shown.parts],
        "others": shown.others,
        "rest": shown.rest,
        "stages": _stages(shown),
        "low": low,
        "high": high,
        "seen": _seen(step),
    }
    return packing.packed(header, arrays)


def _seen(step: graph.Step) -> list[dict[str, float]]:
    after = step.records[-1].after
    return columns.seen((after.rows, after.columns))


def _part(part: opened.Part, titles: Mapping[str, str]) -> dict[str, Any]:
    unit = part.unit
    return {
        "at": unit.name,
        "source": titles.get(unit.name, unit.name),
        "channel": unit.channel,
        "unit": (unit.row, unit.column),
        "value": part.value,
    }


def _stages(shown: opened.Opened) -> list[dict[str, Any]]:
    """Each number on the way to the unit's: how it is called, how it comes from the one before, and it."""
    found = []
    before = 0.0
    for stage in shown.stages:
        label, formula = STAGES.get(stage.kind, _activation)(stage, before)
        found.append({"label": label, "formula": formula, "value": stage.value})
        before = stage.value
    return found


def _sum(stage: opened.Stage, before: float) -> tuple[str, str]:
    return "Sum", "all parts added up"


def _bias(stage: opened.Stage, before: float) -> tuple[str, str]:
    return "Bias", f"{numbers.text(before)} {_plus(stage.numbers[0])}"


def _norm(stage: opened.Stage, before: float) -> tuple[str, str]:
    mean, deviation, scale, shift = stage.numbers
    normal = f"({numbers.text(before)} {_plus(-mean)}) / {numbers.text(deviation)}"
    return "Batch norm", f"{normal} · {numbers.text(scale)} {_plus(shift)}"


def _plus(value: float) -> str:
    """A number that is added, or taken away."""
    return f"{'−' if value < 0 else '+'} {numbers.text(abs(value))}"


def _activation(stage: opened.Stage, before: float) -> tuple[str, str]:
    return stage.kind, f"{stage.kind}({numbers.text(before)})"


def _reads(stage: opened.Stage, before: float) -> tuple[str, str]:
    return "Reads", "the number in the same place"


def _largest(stage: opened.Stage, before: float) -> tuple[str, str]:
    return "Maximum", f"the largest of {numbers.count(int(stage.numbers[0]), 'number')}"


def _mean(stage: opened.Stage, before: float) -> tuple[str, str]:
    return "Mean", f"of {numbers.count(int(stage.numbers[0]), 'number')}"


def _root(stage: opened.Stage, before: float) -> tuple[str, str]:
    return "Norm", f"the root of the sum of {numbers.count(int(stage.numbers[0]), 'square')}"


STAGES = {
    "sum": _sum,
    "bias": _bias,
    "norm": _norm,
    "reads": _reads,
    "max": _largest,
    "average": _mean,
    "L2": _root,
}
