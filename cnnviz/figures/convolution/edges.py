"""How two numbers grow into an edge detector: each step's kernel, its map, and one row of both for curves."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from cnnviz import packing
from cnnviz.figures.convolution import kernels as drawn_kernels
from cnnviz.figures.draw import alternatives, tiles
from cnnviz.ops import catalogue, kernels, pipeline
from cnnviz.ops.compared import edge_maps


@dataclass(frozen=True)
class Step:
    """One step of the story: a heading, what to see in it, and the banks (of the catalogue) it shows."""

    title: str
    sentence: str
    banks: tuple[str, ...]


@dataclass(frozen=True)
class Guess:
    """An answer to the riddle, and what is said to it."""

    label: str
    reply: str


STEPS = (
    Step(
        "1 · Two numbers: [−1 1]",
        "The right neighbour minus the left one: the derivative along a row. Flat areas give 0; brighter to the right: "
        "positive; darker: negative.",
        ("step",),
    ),
    Step(
        "2 · A middle: [−1 0 1]",
        "With an odd size the kernel has a centre, and the answer stands on a pixel instead of between two.",
        ("central",),
    ),
    Step(
        "4 · Transposed: the other direction",
        "Rows become columns: Prewitt y answers to change downwards. What one of them cannot see, the other can.",
        ("prewitt-x", "prewitt-y"),
    ),
    Step(
        "5 · Sobel beside Prewitt",
        "Sobel counts the middle row twice. The answers are alike, but larger: the weights of a side add up to "
        f"{kernels.SOBEL_SMOOTH.sum():g}, not {kernels.PREWITT_SMOOTH.sum():g}.",
        ("prewitt-x", "sobel-x"),
    ),
)
MARKED = (
    "Drag the marked row, or press the arrow keys on it. Its curves stand below, column under column: where the "
    "picture rises, the maps are positive."
)
RIDDLE = Step("3 · Stacked three times", "Three rows of [−1 0 1]. What will it answer to?", ("prewitt-x",))
GUESSES = {
    "upright": Guess(
        "Edges that stand upright", "Right. It compares left with right and adds up three rows: Prewitt's x kernel."
    ),
    "flat": Guess(
        "Edges that lie flat", "Not these: a flat edge changes downwards, and left and right of a window look the same."
    ),
    "dots": Guess("Bright dots", "Not these: the centre counts 0, and a dot on the left cancels one on the right."),
    "blur": Guess("Blur", "No: a blur's numbers add up to 1 and none is negative; these add up to 0."),
}


def section(step: Step, results: Mapping[str, pipeline.Result]) -> tiles.Section:
    """A step's kernels and maps, all maps on one scale; `results` has one for each of its banks."""
    end = tiles.limit(np.concatenate([results[bank].maps for bank in step.banks]))
    drawn: list[tiles.Matrix | tiles.Picture] = []
    for bank in step.banks:
        label = catalogue.BANKS[bank].label
        drawn += drawn_kernels.kernel_tiles((label,), results[bank].kernels[:, 0])
        drawn.append(tiles.signed_map(f"Map · {label}", results[bank].maps[0], end, file=f"{bank}.png"))
    return tiles.Section(step.title, step.sentence, tuple(drawn), "pair")


def together(found: edge_maps.Junctions) -> tiles.Section:
    """Two bar detectors, and their combination by the smaller answer."""
    both, bars = found.both, found.bars
    drawn = (
        *(tiles.signed_map(f"Map · {name} bar", map_, 0.0) for name, map_ in zip(bars.names, bars.maps, strict=True)),
        tiles.grey_map("The smaller of both", both, file="t-shape.png"),
    )
    peak = np.unravel_index(int(both.argmax()), both.shape)
    count = int((both == both.max()).sum())
    where = "It answers nowhere here."
    if both.max() > 0:
        where = f"Here the largest answer stands in row {peak[0] + 1}, column {peak[1] + 1}"
        where += "." if count == 1 else f", the first of {count:,} as large."
    sentence = (
        f"A lying and a standing bar of {found.size} px, combined by the smaller answer: high where both are found. "
        f"{where} On the picture “T and two bars” at 128 px the T answers most; corners and ends answer weakly."
    )
    return tiles.Section("6 · Two maps combined: a T detector", sentence, drawn)


def row_blob(pixels: np.ndarray, row: int, results: Mapping[str, pipeline.Result]) -> bytes:
    """The message of the component one_row: a grey picture, uint8 (1 h w), the row of it that is marked, and the
    kernels of CURVES, whose maps along a row it draws between the `ends` that all rows share."""
    maps = [results[bank].maps[0] for bank in CURVES]
    lines = [
        {
            "name": catalogue.BANKS[bank].label,
            "weights": [float(weight) for weight in results[bank].kernels[0, 0, 0]],
            "before": results[bank].axes[1].before,
        }
        for bank in CURVES
    ]
    ends = (min(0.0, *(float(one.min()) for one in maps)), max(1.0, *(float(one.max()) for one in maps)))
    told = alternatives.text(pixels[0])
    return packing.packed({"row": row, "lines": lines, "ends": ends, "told": told}, {"pixels": pixels[0]})


def riddle(results: Mapping[str, pipeline.Result], revealed: bool) -> tiles.Section:
    """The stacked kernel; its name and map once `revealed`."""
    if revealed:
        return section(RIDDLE, results)
    weights = results[RIDDLE.banks[0]].kernels[:, 0]
    return tiles.Section(RIDDLE.title, RIDDLE.sentence, drawn_kernels.kernel_tiles(("?",), weights), "pair")


# The banks whose maps are drawn as curves, those that are shown before the riddle is solved, and the others.
CURVES = ("step", "central")
FIRST = tuple(dict.fromkeys(bank for step in (*STEPS[:2], RIDDLE) for bank in step.banks))
REST = tuple(dict.fromkeys(bank for step in STEPS[2:] for bank in step.banks if bank not in FIRST))
