"""The same object at another place: what the component same_object is sent, and what it is compared with."""

import numpy as np

from cnnviz import numbers, packing
from cnnviz.figures.draw import palettes
from cnnviz.images.samples import scenes
from cnnviz.ops.compared import edge_rules, equivariance

HOW = (
    "A cell is inside where its window, before and after the shift, holds pixels of the picture alone. Everything else "
    "is border: there the rule for what is beyond the edge has its say."
)


def blob(
    scene: scenes.Scene,
    how: equivariance.Filter,
    at: tuple[int, int],
    palette: str = "blue-orange",
    *,
    asking: bool = False,
) -> bytes:
    """The message of the component: the field (h w) and the palette of signed maps (256 3) as uint8, the kernel (i j)
    as float32; the stride, what is beyond the edge, where the thing is at first, and by how much it is moved; whether
    a question is `asking` for what comes of it."""
    header = {
        "stride": how.stride,
        "mode": how.mode,
        "amount": "valid" if how.edge == equivariance.VALID else "same",
        "box": scene.box,
        "pool": equivariance.POOL.window[0],
        "at": at,
        "asking": asking,
    }
    arrays = {
        "palette": palettes.SIGNED[palette].colours,
        "pixels": scene.pixels,
        "kernel": how.kernel.astype(np.float32),
    }
    return packing.packed(header, arrays)


def edges_table(found: dict[str, edge_rules.Agreement]) -> list[dict[str, str]]:
    """Both orders under every rule for what is beyond the edge, a row each."""
    return [{"beyond the edge": equivariance.EDGES[edge], **_counts(one)} for edge, one in found.items()]


def _counts(found: edge_rules.Agreement) -> dict[str, str]:
    inside, border = found.differing
    return {
        "differ inside": f"{inside:,} of {found.inside:,} cells",
        "differ in the border": f"{border:,} of {found.border:,} cells",
        "largest difference": numbers.text(found.largest),
    }


def sentence(by: tuple[int, int], stride: int, found: dict[str, edge_rules.Agreement]) -> str:
    """What the table says."""
    inside = sorted({one.differing[0] for one in found.values()})
    silent = [equivariance.EDGES[edge] for edge, one in found.items() if not any(one.differing)]
    where = f"{_moved(by)} at stride {stride}"
    counts = " to ".join(dict.fromkeys(f"{count:,}" for count in (inside[0], inside[-1])))
    within = f"{counts} cells inside differ under each rule" if inside[-1] else "no cell inside differs under any rule"
    if len(silent) == len(found):
        return f"{where}, {within}, and no cell of any border: nothing but black comes into sight."
    agree = f" Both orders agree everywhere with: {', '.join(silent)}." if silent else ""
    return f"{where}, {within}.{agree}"


def _moved(by: tuple[int, int]) -> str:
    """A shift in words."""
    if by == (0, 0):
        return "At its first place"
    down, right = by
    parts = [
        f"{numbers.count(abs(down), 'row')} {'down' if down > 0 else 'up'}" if down else "",
        f"{numbers.count(abs(right), 'column')} to the {'right' if right > 0 else 'left'}" if right else "",
    ]
    return f"Moved {' and '.join(filter(None, parts))}"


def sees(how: equivariance.Filter, scene: scenes.Scene) -> str:
    """How little of the thing a kernel of the first layer sees (C44)."""
    rows, columns = how.kernel.shape
    return (
        f"One cell of this map sees {rows} × {columns} pixels of a thing of {scene.box[2]} × {scene.box[3]}. It finds "
        "an edge wherever the edge is; what the edges make together, a first layer cannot see."
    )
