"""What an explorer says of the stage that it walks over: facts for exercises, from the very map that it draws."""

from collections.abc import Mapping

import numpy as np

from cnnviz import numbers
from cnnviz.course.lessons import padding_and_stride
from cnnviz.figures.walk import walks
from cnnviz.ops import catalogue, geometry, pipeline
from cnnviz.ui.told import facts

# Maps of a stage, at the most, of which one may be asked for.
MAPS = 8


def tell(walk: walks.Walk, cell: tuple[int, int], typed: bool) -> None:
    """The pinned number, where the largest is, and the stage's facts; small matrices for the sheet, those of the input
    where it is `typed`."""
    result, output = walk.result, walk.output
    row, column = cell
    facts.tell("cell", f"the number in row {row + 1}, column {column + 1} of the map", output[cell])
    facts.tell_cell("where", "the place of the largest number of the map", output == output.max())
    facts.tell("negative", "how many numbers of the map are negative", int(np.count_nonzero(output < 0)))
    facts.tell("map", "the map", output)
    _tell(result, output, result.image.shape[1:])
    if typed:
        facts.show_grid(f"Input, {numbers.size(result.image.shape[1:])}", result.image[0])
    if not walk.pooling:
        facts.show_grid("Kernel", result.kernels[walk.which, 0])


def tell_result(result: pipeline.Result, of: tuple[int, ...]) -> None:
    """What is true of all of a stage, made of an image of so many rows and columns."""
    _tell(result, result.output[0], of)


def tell_kernels(results: Mapping[str, pipeline.Result]) -> None:
    """Of banks of kernels on one image, by their names in the catalogue, which has the largest number in its maps."""
    largest = {bank: float(made.maps.max()) for bank, made in results.items()}
    named = {bank: catalogue.BANKS[bank].label for bank in largest}
    facts.tell("strongest", "the kernel whose map has the largest number", largest, named)
    facts.tell("largest", "the largest number of all these maps", max(largest.values()))


def _tell(result: pipeline.Result, output: np.ndarray, of: tuple[int, ...]) -> None:
    rows, columns = output.shape
    down, right = _believed(result, output)
    facts.tell("height", "the number of rows of the map", rows, traps=down)
    facts.tell("width", "the number of columns of the map", columns, traps=right)
    facts.tell_size("size", "the size of the map", (rows, columns), (of[0], of[1]), _both(down, right))
    facts.tell("largest", "the largest number of the map", output.max())
    facts.tell("smallest", "the smallest number of the map", output.min())
    facts.tell("parameters", "the number of weights and biases of the stage", result.parameters)
    if 1 < len(result.names) <= MAPS:
        named = dict(zip(map(str, range(len(result.names))), result.names, strict=True))
        most = {str(which): float(one.max()) for which, one in enumerate(result.output)}
        facts.tell("strongest", "the map with the largest number", most, named)


def _believed(result: pipeline.Result, output: np.ndarray) -> tuple[dict[str, int], dict[str, int]]:
    """What misconceptions say of the rows of the map, and of its columns; nothing of a pooled one."""
    down, right = result.axes
    if output.shape != (down.output, right.output):
        return {}, {}
    amount = result.stage.border.amount
    return _sizes(down, amount), _sizes(right, amount)


def _sizes(axis: geometry.Axis, amount: str) -> dict[str, int]:
    stays = "same-stride" if amount == "same" and axis.stride > 1 else "keeps-size"
    return {
        stays: axis.size,
        "fence-post": padding_and_stride.moves_along(axis),
        "rounds-up": padding_and_stride.up_along(axis),
    }


def _both(down: Mapping[str, int], right: Mapping[str, int]) -> dict[str, tuple[int, int]]:
    """What they say of both, where that is a size at all: of a map of one number some say that it has none."""
    return {id: (down[id], right[id]) for id in down if down[id] > 0 < right.get(id, 0)}
