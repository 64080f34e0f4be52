"""A transposed convolution for the component stamping: its message, and what is said and drawn beside it."""

import numpy as np

from cnnviz import numbers, packing
from cnnviz.figures.draw import palettes, tiles
from cnnviz.ops.variants import transposed


def blob(stamped: transposed.Stamped, palette: str) -> bytes:
    """The message of the component stamping: input (n m), kernel (k l) and output (h' w') as float64, the last to be
    reached by the stamps that the browser lays itself; the palette (256 3) as uint8."""
    spread = stamped.spread
    header = {
        "stride": spread.stride,
        "padding": spread.padding,
        "extra": spread.extra,
        "dilation": spread.dilation,
    }
    arrays = {
        "palette": palettes.SIGNED[palette].colours,
        "image": stamped.image.astype(np.float64),
        "kernel": stamped.kernel.astype(np.float64),
        "made": stamped.made,
    }
    return packing.packed(header, arrays)


def sizes(stamped: transposed.Stamped) -> list[str]:
    """The formula of the output's size, with the learner's numbers."""
    rows, columns = (axis.formula() for axis in stamped.axes)
    said = [f"Size: {transposed.FORMULA}. {transposed.SIGNS}"]
    return (
        [*said, f"Rows and columns: {rows}."] if rows == columns else [*said, f"Rows: {rows}.", f"Columns: {columns}."]
    )


def extra(stamped: transposed.Stamped) -> str:
    """What output padding is for, with the sizes that a stride makes one of."""
    stride, axis = stamped.spread.stride, stamped.axes[0]
    if stride == 1:
        return (
            "Output padding is for strides of 2 and more: a stride of 1 makes every size another one, so none is in "
            "doubt."
        )
    least = axis.output - stamped.spread.extra
    could = [str(least + more) for more in range(stride)]
    return (
        f"Why output padding: a convolution with stride {stride} makes {numbers.count(axis.size, 'row')} of "
        f"{', '.join(could[:-1])} and of {could[-1]} rows alike. Output padding says which one to go back to. It adds "
        "no numbers of its own: it cuts less off at the bottom and the right, and is 0 where no stamp reaches."
    )


def evenness(stamped: transposed.Stamped) -> str:
    """How unevenly stamps overlap: the checkerboard of Odena, Dumoulin & Olah (2016)."""
    counts, stride = stamped.counts, stamped.spread.stride
    least, most = int(counts.min()), int(counts.max())
    several = f"{least} to {numbers.count(most, 'stamp')}" if least < most else numbers.count(most, "stamp")
    uneven = [axis.name for axis in stamped.axes if len(set(axis.taps)) > 1]
    if not uneven:
        return f"Each output adds up {several}. Away from the edges all get as many."
    return (
        f"Each output adds up {several}. Along its {' and '.join(uneven)} this kernel overlaps unevenly at stride "
        f"{stride}: that is the checkerboard which generated pictures can show."
    )


def matrix(stamped: transposed.Stamped) -> tiles.Section:
    """The matrix of the convolution whose rows are the stamps (C39)."""
    rows, cells, outputs = stamped.matrix.T, stamped.image.size, stamped.made.size
    return tiles.Section(
        "Why it is called transposed",
        f"The matrix of a convolution with the same kernel, stride and padding makes {cells} of {outputs} numbers: "
        "each of its rows is a window. Each is a stamp as well. Multiply row by row with the input, add the rows up, "
        f"and {outputs} numbers come of {cells}: that is a product with the matrix transposed, its rows and columns "
        "swapped. Sizes turn back so, values do not: it is no inverse.",
        (tiles.by_sign(rows)("The convolution’s matrix: a row is a stamp", rows, tiles.limit(rows)),),
    )
