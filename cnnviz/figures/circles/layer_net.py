"""A layer as circles and arrows: a circle for each channel and each map, an arrow for each slice of a filter.

What is drawn as one line between two circles is a small kernel, and what goes in or comes out a whole plane: drawn so,
nobody takes a layer for one kernel reused on every plane, or 32 filters on 3 channels for 96 maps.
"""

import dataclasses

import numpy as np

from cnnviz import numbers, packing
from cnnviz.figures.draw import palettes
from cnnviz.ops import geometry, pipeline

# Maps that are drawn as circles: the first ones, of each channel where channels are kept apart.
DRAWN = 32


def blob(result: pipeline.Result, channels: tuple[str, ...], at: tuple[int, int], which: int) -> bytes:
    """The message of the component layer_net: the padded image (c h w) and the kernels drawn (o c/groups i j) as
    float32, the palette (256 3) as uint8; the names of channels and maps, the output (row, column) that is pinned, and
    which map is lit at first."""
    drawn = maps_drawn(result)
    header, arrays = parts(result, channels, drawn, at)
    which = drawn.index(which) if which in drawn else 0
    return packing.packed(header | {"count": count(result), "truths": truths(result), "which": which}, arrays)


def parts(
    result: pipeline.Result, channels: tuple[str, ...], drawn: list[int], at: tuple[int, int]
) -> tuple[dict[str, object], dict[str, np.ndarray]]:
    """Header and arrays from which components/shared/net/sums.mjs adds up the maps of these numbers."""
    depth, each = result.kernels.shape[1], len(result.kernels) // result.groups
    rows, columns = map(_axis, result.axes)
    header = {
        "channels": channels,
        "names": [result.names[number] for number in drawn],
        "starts": [number // each * depth for number in drawn],
        "bias": result.stage.bias,
        "at": at,
        "axes": {"rows": rows, "columns": columns},
    }
    return header, {
        "padded": result.padded.astype(np.float32),
        "kernels": result.kernels[drawn].astype(np.float32),
        "palette": palettes.SIGNED["blue-orange"].colours,
    }


def _axis(axis: geometry.Axis) -> dict[str, object]:
    """An axis as components/shared/geometry.mjs makes it."""
    return {key: value for key, value in dataclasses.asdict(axis).items() if key != "name"}


def maps_drawn(result: pipeline.Result) -> list[int]:
    """Which maps are drawn, from 0."""
    each = len(result.kernels) // result.groups
    return [number for number in range(len(result.kernels)) if number % each < max(1, DRAWN // result.groups)]


def arrows(result: pipeline.Result) -> int:
    """Slices of all filters."""
    return int(result.kernels.shape[0] * result.kernels.shape[1])


def count(result: pipeline.Result) -> str:
    """The layer's parameters, counted on the drawing."""
    filters, _, rows, columns = result.kernels.shape
    return (
        f"Parameters = arrows × window + circles below = {arrows(result):,} · ({rows} · {columns}) + {filters} = "
        f"{result.parameters:,}"
    )


def truths(result: pipeline.Result) -> tuple[str, ...]:
    """What the drawing is to keep people from believing."""
    return tuple(filter(None, (_added(result), _own(result), _left_out(result))))


def _added(result: pipeline.Result) -> str:
    filters, depth = result.kernels.shape[:2]
    if result.groups > 1:
        return (
            f"One by one: {numbers.count(len(result.image), 'channel')} × {filters // result.groups} kernels are "
            f"{numbers.count(filters, 'map')}, and nothing is added up across channels."
        )
    if depth == 1:
        return f"One channel goes in: {numbers.count(filters, 'arrow')}, one for each map."
    return (
        f"{filters} filters on {depth} channels make {numbers.count(filters, 'map')}, not {filters} × {depth} = "
        f"{filters * depth}: the {depth} arrows that end in a circle are added up."
    )


def _own(result: pipeline.Result) -> str:
    if result.kernels.shape[1] == 1:
        return ""
    if (result.kernels == result.kernels[:, :1]).all():
        return (
            "This kernel was made by hand, and lies on every channel with the same weights. A layer that learns has "
            "others on each arrow."
        )
    return "No kernel is reused on every plane: each arrow has weights of its own, used at every place of its channel."


def _left_out(result: pipeline.Result) -> str:
    filters, shown = len(result.kernels), len(maps_drawn(result))
    of_each = " of each channel" if result.groups > 1 else ""
    return f"Drawn: the first {shown // result.groups}{of_each}, of {filters} maps." if filters > shown else ""
