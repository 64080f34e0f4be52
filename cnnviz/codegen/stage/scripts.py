"""What all scripts have in common: a head, the imports they use, paragraphs, and a closing line of numbers."""

from collections.abc import Mapping, Sequence

import numpy as np

from cnnviz.codegen import literals
from cnnviz.codegen.stage import layers
from cnnviz.ops import kernels as known
from cnnviz.ops import whole

Lines = list[str]


def text(title: str, packages: str, imports: Mapping[str, str], paragraphs: Sequence[Lines]) -> str:
    """A whole script. `imports` gives the import line for each name; a name that does not occur is not imported."""
    body = "\n\n".join("\n".join(lines) for lines in paragraphs if lines)
    used = [line for name, line in imports.items() if name in body]
    head = f'"""Made with cnnviz: the same numbers, computed by {title}.\n\nNeeds {packages}.\n"""'
    return "\n\n".join([head, "\n".join(used), body]) + "\n"


def heading(layer: layers.Layer) -> Lines:
    """Which stage begins here; nothing where it is the only one."""
    return [f"# ---- Stage {layer.number} ----"] if layer.number else []


def kernels(layer: layers.Layer) -> Lines:
    """The kernels' weights: `kernels` (k i j), or (k c i j) where every channel has its own."""
    shape = "filters, rows, columns" if layer.weights.ndim == 3 else "filters, channels, rows, columns"
    turned = ["# They are already turned by 180°: correlating with them is the convolution of mathematics."]
    return [
        f"# The kernels: ({shape}) = {layer.weights.shape}.",
        *(turned if layer.stage.kernels.flip else []),
        *assigned(layer.name("kernels"), literals.array(layer.weights, layer.names)),
    ]


def sliding(layer: layers.Layer) -> str:
    """The comment above the line that correlates."""
    if layer.stage.kernels.flip:
        return "# Correlation: slide, multiply, add up. With turned kernels: true convolution."
    return "# Correlation: slide, multiply, add up. Deep learning calls it convolution."


def assigned(name: str, value: Lines) -> Lines:
    """`name = ` before a value of one or more lines."""
    return [f"{name} = {value[0]}", *value[1:]]


def activated(layer: layers.Layer, calls: Mapping[str, str]) -> Lines:
    """The line that applies the activation, with the library's own call for it; none where the stage has none."""
    activation = layer.stage.activation
    if activation == "none":
        return []
    call = calls[activation].format(maps=layer.name("maps"))
    return [f"{layer.name('activated')} = {call}  # {activation}"]


def winner(layer: layers.Layer, maps: str, axis: int) -> Lines:
    """The lines that say which of eight directions is the strongest at each pixel of the image, ties told exactly.

    `maps` is an array of NumPy with the maps along `axis`; nothing for other kernels, or where maps are no fractions.
    """
    parts = _parts(layer)
    if layer.stage.kernels.composite != "compass" or layer.depth != len(known.COMPASS) or not parts:
        return []
    less = f" - {literals.number(layer.stage.bias)}" if layer.stage.bias else ""
    scaled = f"({maps}{less})" if less else maps
    names = ", ".join(f"{number} {name}" for number, name in enumerate(layer.names))
    return [
        f"# Which direction won. Sums of a picture's levels are whole numbers of 1/{parts}: rounded, ties are ties.",
        f"parts = np.rint({scaled} * {parts})",
        f"winner = parts.argmax(axis={axis})  # of equal ones the first: {names}",
    ]


def _parts(layer: layers.Layer) -> int:
    """What the sums of a picture's 256 levels, and of the value around it, are whole numbers of; 0 for other maps."""
    border, around = layer.stage.border, np.zeros(1, np.float32)
    if border.mode == "constant" and any(map(any, layer.sides)):
        around[:] = border.value
    both = np.concatenate([np.arange(256, dtype=np.float32) / 255, around])
    largest = float(np.abs(layer.weights).sum(axis=(-2, -1)).max() * np.abs(both).max()) * layer.channels
    part = whole.parts(both) if layer.source == "image" else 0
    return part if part and whole.told_apart(largest + abs(layer.stage.bias), part) else 0


def pixels(layer: layers.Layer) -> str:
    """The comment above the line that pads."""
    (top, bottom), (left, right) = layer.sides
    return f"# Padding: {top} above, {bottom} below, {left} left, {right} right."


def padded(layer: layers.Layer, values: str) -> str:
    """NumPy's padding of the array `values` (c h w) for a layer."""
    rows, columns = layer.sides
    return (
        f'np.pad({values}, ((0, 0), {rows}, {columns}), mode="{layer.mode.numpy}"{constant(layer, "constant_values")})'
    )


def constant(layer: layers.Layer, argument: str) -> str:
    """The argument with the value to pad with, where it is not the 0 that every library assumes."""
    border = layer.stage.border
    return f", {argument}={literals.number(border.value)}" if border.mode == "constant" and border.value else ""


def closing(last: layers.Layer, values: str) -> Lines:
    """The last stage's variables without their number, and its shape and range; `values` reads the output."""
    names = last.steps
    lines = [f"{', '.join(names)} = {', '.join(map(last.name, names))}  # of the last stage"] if last.number else []
    numbers = values.format(names[-1])
    if numbers != names[-1]:
        lines.append(f"values = {numbers}")
        numbers = "values"
    lines.append(f'print("shape", tuple({numbers}.shape))')
    lines.append(f'print(f"min {{{numbers}.min():.6g}}, mean {{{numbers}.mean():.6g}}, max {{{numbers}.max():.6g}}")')
    return lines
