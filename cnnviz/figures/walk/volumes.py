"""A kernel that slides along the depth of a stack, for the component volume: its message, and what is said of it."""

import numpy as np

from cnnviz import numbers, packing
from cnnviz.figures.draw import palettes
from cnnviz.ops.variants import volumes


def blob(result: volumes.Result, palette: str) -> bytes:
    """The message of the component volume: stack (D H W), kernel (d k l), and where the sums are largest, as (plane,
    row, column)."""
    sums = result.sums
    strongest = np.unravel_index(int(np.abs(sums).argmax()), sums.shape)
    arrays = {
        "palette": palettes.SIGNED[palette].colours,
        "stack": result.stack.astype(np.float64),
        "kernel": result.kernel.astype(np.float64),
    }
    return packing.packed({"strongest": [int(at) for at in strongest]}, arrays)


def size(result: volumes.Result) -> str:
    """How often it fits along each axis."""
    named = ("depth", "rows", "columns")
    sides = zip(named, result.stack.shape, result.kernel.shape, result.size, strict=True)
    said = ", ".join(f"{name} {n} − {k} + 1 = {out}" for name, n, k, out in sides)
    return f"It fits so often: {said}. The output is a volume again, {numbers.size(result.size)}."


def contrast(result: volumes.Result) -> str:
    """The same by the convolution of channels: as many of them as the kernel has slices (C57)."""
    depth, deep = result.kernel.shape[0], result.stack.shape[0]
    difference = result.difference
    same = f"to within {numbers.text(difference)}, the rounding" if difference else "to the last digit"
    if depth == deep:
        return (
            "**As deep as the stack**: it has nowhere to go along the depth. One plane comes out, and it is, "
            f"{same}, 2-D convolution with the {deep} slices as channels."
        )
    return (
        f"**Not as deep as the stack**: at each of {numbers.count(result.size[0], 'depth')} it is, {same}, a 2-D "
        f"convolution with {numbers.count(depth, 'slice')} as channels, and the same {result.kernel.size} weights each "
        f"time. A 2-D kernel over {deep} channels has weights for all {deep}, and makes one plane."
    )
