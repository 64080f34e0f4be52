"""Channels and filters: what one filter holds, what a layer of them costs, and how shapes go from layer to layer."""

import math

import numpy as np

from cnnviz import numbers
from cnnviz.errors import InputError
from cnnviz.figures.draw import tiles
from cnnviz.ops import geometry, pipeline

# How every shape in these tables is written.
ORDER = "Shapes are channels × rows × columns."


def arithmetic(result: pipeline.Result) -> tuple[str, ...]:
    """One layer in sentences: one filter, all filters, the output tensor, what is shared, the size, the four knobs."""
    return (_one_filter(result), _all_filters(result), _shared(result), _shrinking(result), _knobs(result))


def _one_filter(result: pipeline.Result) -> str:
    _, depth, height, width = result.kernels.shape
    weights = f"{height} · {width} · {depth} = {numbers.count(height * width * depth, 'weight')} and 1 bias"
    if result.groups > 1:
        return (
            f"Each filter looks at one of the {len(result.image)} channels only (depthwise), so it is {height} × "
            f"{width} × {depth}: {weights}. One filter makes one map."
        )
    sums = "Its sum" if depth == 1 else f"Its {depth} sums, one per channel,"
    return (
        f"One filter is as deep as the image: {height} × {width} × {depth} (rows × columns × channels), {weights}. "
        f"{sums} and the bias add up to one number a place, so one filter makes one map."
    )


def _all_filters(result: pipeline.Result) -> str:
    filters, depth, height, width = result.kernels.shape
    return (
        f"{numbers.count(filters, 'filter')}: {filters} · ({height} · {width} · {depth} + 1) = "
        f"**{result.parameters:,} parameters**, if they were learned. {numbers.count(filters, 'map')} "
        f"stacked: a tensor of {numbers.size(result.maps.shape)} (channels × rows × columns)."
    )


def _shared(result: pipeline.Result) -> str:
    """T2: what is trained; C57: what filters share and what they do not."""
    places, seen, made = result.maps[0].size, result.image.size, result.maps.size
    return (
        f"What a network trains are the kernels’ entries, not the maps’ pixels: {result.parameters:,} "
        f"parameters make {made:,} pixels. {_alone(result)} One filter uses its own at all {places:,} places. In a "
        f"dense layer every pixel of the maps would have a weight for every number of the image: {made:,} · ({seen:,} "
        f"+ 1) = {made * (seen + 1):,} parameters."
    )


def _alone(result: pipeline.Result) -> str:
    if len(result.maps) == 1:
        return "There is one filter, and no other to share weights with."
    # In a depthwise stage the app repeats its fixed kernels for every channel, which no trained layer would do.
    repeated = " (here they are not learned, and every channel gets the same)" if result.groups > 1 else ""
    return f"Learned filters do not share weights with each other{repeated}."


def _shrinking(result: pipeline.Result) -> str:
    """T3: what a filter without padding leaves of an image."""
    if any(axis.span > axis.size for axis in result.axes):
        return "This kernel is larger than the image: without padding there is no map."
    left = [axis.size - axis.span + 1 for axis in result.axes]
    terms = dict.fromkeys(
        f"{axis.size} − {axis.dilation} · ({axis.window} − 1) = {rest}"
        for axis, rest in zip(result.axes, left, strict=True)
    )
    image, kernel = numbers.size(result.image.shape[1:]), numbers.size(result.kernels.shape[2:])
    return (
        f"Without padding and at stride 1, {kernel} on {image} gives {left[0]} × {left[1]}. Of n pixels, "
        f"n − d(f − 1) are left (f: cells of the filter, d: dilation): {', '.join(terms)}. "
        f"Your setting gives {numbers.size(result.maps.shape[1:])}."
    )


def _knobs(result: pipeline.Result) -> str:
    stage = result.stage
    return (
        f"The four knobs of a layer: filter size ({numbers.size(result.kernels.shape[2:])}), number of filters "
        f"({len(result.kernels)}), stride ({numbers.size(stage.stride)}), padding ({stage.border.amount})."
    )


def layer_table(results: tuple[pipeline.Result, ...]) -> list[dict[str, str]]:
    """A row per convolution and per pooling: shapes (see ORDER), settings, parameters and multiplications."""
    rows = []
    for number, result in enumerate(results, start=1):
        rows.append(_convolution(number, result))
        if result.pooled is not None:
            rows.append(_pooling(number, result))
    return rows


def _convolution(number: int, result: pipeline.Result) -> dict[str, str]:
    filters, depth, height, width = result.kernels.shape
    grouped = f" (each sees {depth} of {len(result.image)} channels)" if result.groups > 1 else ""
    return {
        "layer": f"convolution {number}",
        "input": numbers.size(result.image.shape),
        "one filter": numbers.size((depth, height, width)) + grouped,
        "filters": str(filters),
        "stride": numbers.size(result.stage.stride),
        "padding": f"{result.stage.border.amount}: {_added(result.axes)}",
        "output": numbers.size(result.maps.shape),
        "parameters": f"{filters} · ({depth} · {height} · {width} + 1) = {result.parameters:,}",
        "multiplications": f"{result.maps.size * depth * height * width:,}",
    }


def _pooling(number: int, result: pipeline.Result) -> dict[str, str]:
    pool, pooled = result.stage.pool, result.pooled
    assert pool is not None
    assert pooled is not None
    shape = (result.activated.shape[1], result.activated.shape[2])
    return {
        "layer": f"{'global ' * pool.everywhere}{pool.label} pooling {number}",
        "input": numbers.size(result.activated.shape),
        "one filter": f"window {numbers.size(shape if pool.everywhere else pool.window)}",
        "filters": "none",
        "stride": "none" if pool.everywhere else numbers.size(pool.stride),
        "padding": _added(pool.axes(shape)),
        "output": numbers.size(pooled.shape),
        "parameters": "0",
        "multiplications": "–",
    }


def _added(axes: tuple[geometry.Axis, geometry.Axis]) -> str:
    """Invented rows and columns, before + after."""
    rows, columns = (f"{axis.before} + {axis.after}" for axis in axes)
    return rows if rows == columns else f"{rows} rows, {columns} columns"


def shapes(results: tuple[pipeline.Result, ...]) -> str:
    """The way from image to last output, and whether space shrank and depth grew on it."""
    first, last = results[0].image.shape, results[-1].output.shape
    passed = " → ".join(numbers.size(one) for one in (first, *(result.output.shape for result in results)))
    space, depth = _went(math.prod(first[1:]), math.prod(last[1:])), _went(first[0], last[0])
    went = (
        f"Space {space} ({numbers.size(first[1:])} to {numbers.size(last[1:])}), depth {depth} ({first[0]} to "
        f"{last[0]})"
    )
    pyramid = ": the pyramid of a typical network" if (space, depth) == ("shrinks", "grows") else ""
    return f"{passed}. {went}{pyramid}. {math.prod(first):,} numbers become {math.prod(last):,}."


def _went(before: int, after: int) -> str:
    return "shrinks" if after < before else "grows" if after > before else "stays"


def one_by_one(result: pipeline.Result, row: int, column: int) -> tiles.Section:
    """A 1 × 1 convolution as the matrix it is, at one cell of the maps: weights (o c) · pixel (c) + bias = maps (o).

    Raises InputError for a larger kernel, and outside the maps.
    """
    filters, depth, height, width = result.kernels.shape
    if (height, width) != (1, 1):
        raise InputError(f"A kernel of {height} × {width} looks at neighbours too. Choose a size of 1 × 1.")
    if not (0 <= row < result.maps.shape[1] and 0 <= column < result.maps.shape[2]):
        size = numbers.size(result.maps.shape[1:])
        raise InputError(f"The maps have no cell in row {row + 1}, column {column + 1}: they are {size}.")
    channels, matrix = len(result.image), dense(result)
    pixel = result.padded[:, row * result.stage.stride[0], column * result.stage.stride[1]]
    out = result.maps[:, row, column]
    bias = f"bias of every filter: {numbers.text(result.stage.bias)}"
    drawn = (
        _table(f"Weights, {channels} × {filters}", matrix.T, ("channels down, filters across", bias)),
        _table(f"The pixel under row {row + 1}, column {column + 1}", pixel[:, None], ("its channels",)),
        _table(f"The maps in row {row + 1}, column {column + 1}", out[None], ("weights · pixel + bias",)),
    )
    sentence = (
        f"No neighbour is looked at: the same small dense layer, {channels} → {filters}, at every one of "
        f"{result.maps[0].size:,} cells. Its parameters: {filters} · ({depth} + 1) = "
        f"{result.parameters:,}, whatever the size of the image. Alone it is a linear classifier of one "
        "pixel’s channels; with an activation and another 1 × 1 layer after it, it is a small network at every pixel."
    )
    return tiles.Section("1 × 1: one pixel, all channels", sentence, drawn)


def dense(result: pipeline.Result) -> np.ndarray:
    """The weights of 1 × 1 kernels as one matrix, 0 where a filter does not see a channel: (o c)."""
    filters, depth = result.kernels.shape[:2]
    matrix = np.zeros((filters, len(result.image)), np.float32)
    for number, weights in enumerate(result.kernels[:, :, 0, 0]):
        first = number * result.groups // filters * depth
        matrix[number, first : first + depth] = weights
    return matrix


def _table(title: str, values: np.ndarray, facts: tuple[str, ...]) -> tiles.Matrix | tiles.Picture:
    if max(values.shape) > tiles.NUMBERED:
        return tiles.picture(title, values, facts)
    return tiles.Matrix(title, values, "signed", tiles.limit(values), facts)


def depthwise_compare(channels: int, filters: int, size: int) -> list[dict[str, str]]:
    """Weights, without biases, of a full, a depthwise and a depthwise separable layer: filters of size × size.

    Depthwise separable: one filter a channel, then 1 × 1 across channels (Howard et al., MobileNets, 2017).
    """
    full, depthwise, pointwise = filters * channels * size**2, channels * size**2, filters * channels
    rows = (
        ("full", f"{channels} → {filters}", f"{filters} · {channels} · {size}²", full),
        ("depthwise", f"{channels} → {channels}, each on its own", f"{channels} · {size}²", depthwise),
        (
            "depthwise separable",
            f"{channels} → {channels} → {filters}",
            f"{channels} · {size}² + {filters} · {channels}",
            depthwise + pointwise,
        ),
    )
    return [
        {
            "layer": name,
            "channels": way,
            "weights": f"{formula} = {total:,}",
            "share of full": f"{total / full:.1%}",
        }
        for name, way, formula, total in rows
    ]
