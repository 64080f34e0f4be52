"""Two points on a picture and the layers until one unit sees both, for the component wheels; the ways there compared.

Layers are counted from 1, rows and columns from 0 here and from 1 in what is read.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import numpy as np

from cnnviz import numbers, packing
from cnnviz.images.samples import car
from cnnviz.nets import shapes
from cnnviz.nets.inside import reaching, stacks


@dataclass(frozen=True, eq=False)
class Scene:
    """A picture, uint8 (h w), and two points on it: the hubs of a car, joined from its `halves`, or any."""

    image: np.ndarray
    points: tuple[reaching.Point, reaching.Point]
    halves: car.Halves | None = None

    @property
    def size(self) -> tuple[int, int]:
        """Rows and columns."""
        return self.image.shape[0], self.image.shape[1]

    @property
    def names(self) -> str:
        """What the points are."""
        return "wheels" if self.halves else "points"

    @property
    def distance(self) -> int:
        """Pixels between the points, along rows or columns, whichever is more."""
        (top, left), (bottom, right) = self.points
        return max(abs(bottom - top), abs(right - left))


def blob(
    scene: Scene, steps: Sequence[str], walked: shapes.Walk, compared: reaching.Compared, *, asking: bool = False
) -> bytes:
    """The message of the component wheels: the picture, uint8 (h w), or a car's halves (h 2h + 1); the points; the
    layers of the stack `steps` with what they see, and what those up to each cost together; whether a question is
    `asking` for that."""
    halves = scene.halves
    header = {
        "size": scene.size,
        "points": scene.points,
        "car": halves and {"row": halves.row, "radius": halves.radius, "margin": halves.margin, "least": halves.least},
        "layers": [_layer(step, walked.records[: k + 1]) for k, step in enumerate(steps[: len(walked.records)])],
        "stack": list(steps),
        "steps": [{"id": key, "label": step.label} for key, step in reaching.STEPS.items()],
        "ways": [
            {"id": key, "label": reaching.WAYS[key].label, "stack": list(one.steps)}
            for key, one in compared.ways.items()
            if one
        ],
        "most": reaching.MOST,
        "maps": compared.maps,
        "problem": walked.problem,
        "asking": asking,
    }
    arrays = {"rear": halves.rear, "front": halves.front} if halves else {"image": scene.image}
    return packing.packed(header, arrays)


def _layer(step: str, records: Sequence[shapes.Record]) -> dict[str, Any]:
    record, totals = records[-1], shapes.totals(records)
    return {
        "step": step,
        "title": reaching.STEPS[step].label,
        "axes": [vars(axis) for axis in record.axes or ()],
        "fields": [
            {"size": field.size, "jump": field.jump, "padding": field.padding}
            for field in (record.after.rows, record.after.columns)
        ],
        "weights": totals.parameters,
        "macs": totals.macs,
    }


def table(compared: reaching.Compared) -> list[dict[str, str]]:
    """A row for each way there, and for dense layers: layers, weights and multiply-adds."""
    return [
        *(_row(reaching.WAYS[key].label, one) for key, one in compared.ways.items()),
        *(
            {
                "way": way,
                "layers": "1",
                "weights": f"{units * pixels:,}",
                "multiply-adds": f"{units * pixels:,}",
            }
            for way, units, pixels in _dense(compared)
        ),
    ]


def _row(way: str, one: reaching.Reached | None) -> dict[str, str]:
    if one is None:
        return {"way": way, "layers": "never", "weights": "", "multiply-adds": ""}
    return {
        "way": way,
        "layers": str(len(one.steps)),
        "weights": f"{one.weights:,}",
        "multiply-adds": f"{one.macs:,}",
    }


def _dense(compared: reaching.Compared) -> list[tuple[str, int, int]]:
    """Dense layers on the picture: what they are called, their units, and the weights of each."""
    maps, pixels = compared.maps, compared.dense
    return [
        (f"dense, {numbers.count(maps, 'unit')}", maps, pixels),
        (f"dense, {numbers.count(maps, 'map')}", maps * pixels, pixels),
    ]


def costs(scene: Scene, compared: reaching.Compared) -> list[str]:
    """Of each row of the table how its weights are counted, and what that way costs."""
    said = [
        f"**{way.label}**, window {one.window} × {one.window}: {_added(one.records)} = {one.weights:,}. {way.sentence}"
        if (one := compared.ways[key])
        else f"**{way.label}**: its maps are used up before, or its windows never stand on both."
        for key, way in reaching.WAYS.items()
    ]
    (few, units, pixels), (many, places, _) = _dense(compared)
    return [
        *said,
        f"**{few}**: {units:,} · {pixels:,} = {units * pixels:,}. Each unit sees all, and knows the {scene.names} in "
        "one place only: moved, they meet other weights.",
        f"**{many}**: {places:,} · {pixels:,} = {places * pixels:,}. A unit for each number of "
        f"{numbers.count(compared.maps, 'map')}: every place has weights of its own, and learns by itself.",
    ]


def _added(records: Sequence[shapes.Record]) -> str:
    """Each layer's arithmetic, equal ones that follow one another counted; poolings have none."""
    rules = [record.arithmetic.split(" = ")[0] for record in records if record.parameters]
    alike = [(rule, len(list(same))) for rule, same in groupby(rules)]
    return " + ".join(f"{count} · {rule}" if count > 1 else rule for rule, count in alike)


def sentence(compared: reaching.Compared) -> str:
    """Which way needs the fewest layers, weights and multiply-adds here."""
    there = {reaching.WAYS[key].label: one for key, one in compared.ways.items() if one}
    if not there:
        return "None of these ways gets there on a picture of this size."
    layers = min(there, key=lambda name: len(there[name].steps))
    weights = min(there, key=lambda name: there[name].weights)
    macs = min(there, key=lambda name: there[name].macs)
    return (
        f"Fewest layers: {layers} ({len(there[layers].steps)}). Fewest weights: {weights} "
        f"({there[weights].weights:,}). Fewest multiply-adds: {macs} ({there[macs].macs:,}). One dense unit sees all "
        f"{compared.dense:,} pixels at once, for a weight each."
    )


def stacked(pairs: Sequence[stacks.Compared]) -> str:
    """Small filters against one that sees as much, from maps to as many (C75)."""
    said, maps = [], pairs[0].several.maps
    for pair in pairs:
        few, many = pair.several, pair.single
        said.append(
            f"{len(few.records)} layers of {stacks.SMALL} × {stacks.SMALL} see {few.sees} × {few.sees} for "
            f"{few.weights // maps**2}C² weights; one filter of that size has {many.weights // maps**2:,}C²."
        )
    return " ".join(said) + f" C are the maps in and out, {maps} here."
