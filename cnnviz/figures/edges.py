"""How two numbers grow into an edge detector: each step's kernel, its map, and one row of both as curves."""

from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go

from cnnviz import limits
from cnnviz.figures import maps, tiles
from cnnviz.ops import composites, kernels, padding, pipeline

# Okabe and Ito's colours, told apart with any kind of colour vision.
GREY, BLUE, ORANGE = "#777777", "#0072B2", "#D55E00"
# The length of a bar that finds the sample's T, as a share of the picture's side.
T_STROKES = 27 / 128


@dataclass(frozen=True)
class Step:
    """One step of the story: a heading, what to see in it, and the banks (of the catalogue) it shows."""

    title: str
    sentence: str
    banks: tuple[str, ...]


STEPS = (
    Step(
        "1 · Two numbers: [−1 1]",
        "The right neighbour minus the left one: the derivative along a row. Flat areas give 0; brighter to the right: "
        "positive; darker: negative.",
        ("[−1 1]",),
    ),
    Step(
        "2 · A middle: [−1 0 1]",
        "With an odd size the kernel has a centre, and the answer stands on a pixel instead of between two.",
        ("[−1 0 1]",),
    ),
    Step(
        "4 · Transposed: the other direction",
        "Rows become columns: Prewitt y answers to change downwards. What one of them cannot see, the other can.",
        ("Prewitt x", "Prewitt y"),
    ),
    Step(
        "5 · Sobel beside Prewitt",
        "Sobel counts the middle row twice. The answers are alike, but larger: the weights of a side add up to "
        f"{kernels.SOBEL_SMOOTH.sum():g}, not {kernels.PREWITT_SMOOTH.sum():g}.",
        ("Prewitt x", "Sobel x"),
    ),
)
RIDDLE = Step("3 · Stacked three times", "Three rows of [−1 0 1]. What will it answer to?", ("Prewitt x",))
GUESSES = {
    "Edges that stand upright": "Right. It compares left with right and adds up three rows: Prewitt's x kernel.",
    "Edges that lie flat": "Not these: a flat edge changes downwards, and left and right of a window look the same.",
    "Bright dots": "Not these: the centre counts 0, and a dot on the left cancels one on the right.",
    "Blur": "No: a blur's numbers add up to 1 and none is negative; these add up to 0.",
}


def result(image: np.ndarray, bank: str, parameters: tuple[tuple[str, float], ...] = ()) -> pipeline.Result:
    """A bank of kernels on a grey image (1 h w), padded by its nearest pixels."""
    stage = pipeline.Stage(pipeline.Kernels(bank, parameters), border=padding.Padding(mode="nearest"))
    return pipeline.result(image, ("grey",), stage)


def section(step: Step, image: np.ndarray) -> tiles.Section:
    """A step's kernels and maps, all maps on one scale."""
    results = [result(image, bank) for bank in step.banks]
    end = tiles.limit(np.concatenate([one.maps for one in results]))
    drawn: list[tiles.Matrix | tiles.Picture] = []
    for bank, one in zip(step.banks, results, strict=True):
        drawn += maps.kernel_tiles((bank,), one.kernels[:, 0])
        drawn.append(tiles.signed_map(f"Map · {bank}", one.maps[0], end, f"{maps.slug(bank)}.png"))
    return tiles.Section(step.title, step.sentence, tuple(drawn), "pair")


def together(image: np.ndarray) -> tiles.Section:
    """Two bar detectors, as large as suits the sample “T and two bars”, and their combination by the smaller answer."""
    size = min(limits.KERNEL_SIDE, round(image.shape[1] * T_STROKES) // 2 * 2 + 1)
    one = result(image, "T-shape parts", (("size", float(size)),))
    both = composites.COMBINATIONS["smaller"].function(one.maps[0], one.maps[1])
    drawn = (
        *(tiles.signed_map(f"Map · {name} bar", map_, 0.0) for name, map_ in zip(one.names, one.maps, strict=True)),
        tiles.grey_map("The smaller of both", both, "t-shape.png"),
    )
    peak = np.unravel_index(int(both.argmax()), both.shape)
    count = int((both == both.max()).sum())
    where = "It answers nowhere here."
    if both.max() > 0:
        where = f"Here the largest answer stands in row {peak[0] + 1}, column {peak[1] + 1}"
        where += "." if count == 1 else f", the first of {count:,} as large."
    sentence = (
        f"A lying and a standing bar of {size} px, combined by the smaller answer: high where both are found. {where} "
        "On the picture “T and two bars” at 128 px the T answers most; corners and ends answer weakly."
    )
    return tiles.Section("6 · Two maps combined: a T detector", sentence, drawn)


def profile(image: np.ndarray, row: int) -> go.Figure:
    """One row of a grey image (1 h w) and of the maps of [−1 1] and [−1 0 1] under it."""
    figure = go.Figure()
    columns = np.arange(1, image.shape[2] + 1)
    figure.add_scatter(x=columns, y=image[0, row], name="image", line={"color": GREY, "width": 2})
    for bank, colour in zip(("[−1 1]", "[−1 0 1]"), (BLUE, ORANGE), strict=True):
        figure.add_scatter(
            x=columns, y=result(image, bank).maps[0, row], name=bank, line={"color": colour, "width": 1.5}
        )
    figure.update_layout(
        height=260,
        margin={"l": 50, "r": 10, "t": 10, "b": 40},
        xaxis_title="column",
        yaxis_title="value",
        legend={"orientation": "h", "y": 1.15},
    )
    return figure


def riddle(image: np.ndarray, revealed: bool) -> tiles.Section:
    """The stacked kernel; its name and map once `revealed`."""
    if revealed:
        return section(RIDDLE, image)
    weights = result(image, RIDDLE.banks[0]).kernels[:, 0]
    return tiles.Section(RIDDLE.title, RIDDLE.sentence, maps.kernel_tiles(("?",), weights), "pair")
