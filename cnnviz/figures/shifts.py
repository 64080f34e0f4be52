"""What survives when things move a little: a shifted image, and a face whose parts move, before and after pooling."""

import math
from collections.abc import Callable, Mapping

import numpy as np
import plotly.graph_objects as go

from cnnviz.errors import InputError
from cnnviz.figures import borders, maps, numbers, tiles
from cnnviz.images import picture, samples
from cnnviz.ops import activations, padding, pipeline, pooling

# Pixels by which the image is shifted at most.
MOST = 4
# The step of the stride that stands beside the poolings.
STEP = 2
PLAIN, STRIDE = "no pooling", f"every {STEP}nd pixel (stride {STEP})"
# Okabe and Ito's colours, told apart with any kind of colour vision; the marks tell the curves apart without any.
STYLES = (
    ("#777777", "circle"),
    ("#D55E00", "x"),
    ("#9A7400", "square"),
    ("#0072B2", "diamond"),
    ("#009E73", "triangle-up"),
    ("#CC79A7", "star"),
)

POOLS = {
    "max 2 × 2": pooling.Pool("max", (2, 2), (2, 2)),
    "max 4 × 4": pooling.Pool("max", (4, 4), (4, 4)),
    "average 4 × 4": pooling.Pool("average", (4, 4), (4, 4)),
    "global average": pooling.Pool("average", everywhere=True),
}


# Two maps a and b of one length that are never both strong in one place differ by ‖a − b‖ = √2 ‖a‖.
HOW = (
    "Change: the length of the difference, as a share of the map’s own length. 0% is the same map; two equally strong "
    f"maps that answer in different places altogether differ by {math.sqrt(2):.0%}. Where the image moves away, its "
    "left border pixels are repeated."
)


def shifted(image: np.ndarray, columns: int) -> np.ndarray:
    """The image moved to the right, its left border pixels repeated where it came from: (c h w) -> (c h w)."""
    return np.pad(image, ((0, 0), (0, 0), (columns, 0)), mode="edge")[:, :, : image.shape[2]]


def changes(
    result: pipeline.Result, pools: Mapping[str, pooling.Pool] = POOLS, most: int = MOST
) -> dict[str, np.ndarray]:
    """How much the first activated map changes when the image is shifted by 0 … most px: name -> (most + 1,).

    The map itself, every STEP-th of its numbers, and the map under each pooling that fits; `changed` says how.
    """
    activation = activations.ACTIVATIONS[result.stage.activation].function
    images = (shifted(result.image, columns) for columns in range(most + 1))
    moved = [activation(borders.first_map(result, result.stage, image))[None] for image in images]
    return {
        name: np.array([changed(way(moved[0]), way(one)) for one in moved])
        for name, way in _ways(moved[0].shape[1:], pools).items()
    }


def changed(before: np.ndarray, after: np.ndarray) -> float:
    """‖after − before‖ / ‖before‖: 0 is no change, 1 a difference as large as `before`; NaN where that is all 0."""
    length = float(np.linalg.norm(before.astype(np.float64)))
    return float(np.linalg.norm(after.astype(np.float64) - before)) / length if length else float("nan")


def _ways(shape: tuple[int, ...], pools: Mapping[str, pooling.Pool]) -> dict[str, Callable[[np.ndarray], np.ndarray]]:
    """What is done to a map (1 h w) before it is compared, by name."""

    def by(pool: pooling.Pool) -> Callable[[np.ndarray], np.ndarray]:
        return lambda one: pooling.pooled(one, pool)

    ways: dict[str, Callable[[np.ndarray], np.ndarray]] = {
        PLAIN: lambda one: one,
        STRIDE: lambda one: one[:, ::STEP, ::STEP],
    }
    for name, pool in pools.items():
        try:
            pool.axes((shape[0], shape[1]))
        except InputError:
            continue  # a window larger than the map; the curve's legend shows which are there
        ways[name] = by(pool)
    return ways


def curve(measured: Mapping[str, np.ndarray]) -> go.Figure:
    """The changes by shift, a line each; where there is nothing to compare (NaN), none."""
    figure = go.Figure()
    for number, (name, values) in enumerate(measured.items()):
        colour, mark = STYLES[number % len(STYLES)]
        figure.add_scatter(
            x=np.arange(len(values)),
            y=100 * values,
            name=name,
            mode="lines+markers",
            line={"color": colour, "width": 2},
            marker={"symbol": mark, "size": 9},
            hovertemplate="%{x} px: %{y:.1f} %",
        )
    figure.update_layout(
        height=340,
        margin={"l": 60, "r": 10, "t": 10, "b": 45},
        xaxis={"title": "shift of the image to the right, pixels", "dtick": 1},
        yaxis={"title": "change of the map, % of its length", "rangemode": "tozero"},
        legend={"orientation": "h", "y": 1.25},
    )
    return figure


def sentence(measured: Mapping[str, np.ndarray]) -> str:
    """What the changes (of a shift of 1 px or more) say, in numbers: at 1 px, and at the largest shift."""
    plain = measured[PLAIN]
    if not np.isfinite(plain).all():
        return "This map is 0 everywhere, so there is nothing to compare. Choose another image or activation."
    others = {name: values for name, values in measured.items() if name != PLAIN and np.isfinite(values).all()}
    shifts = sorted({1, len(plain) - 1})
    told = (_at(shift, plain, others) for shift in shifts)
    # Compared as they are written: what differs further down is rounding.
    less = (
        sum(f"{one[shift]:.1%}" != f"{plain[shift]:.1%}" and one[shift] < plain[shift] for one in others.values())
        for shift in shifts
    )
    counted = " and ".join(
        f"{count} of {len(others)} at {numbers.count(shift, 'pixel')}"
        for count, shift in zip(less, shifts, strict=True)
    )
    return " ".join(told) + (f" Less than the map itself: {counted}." if others else "")


def _at(shift: int, plain: np.ndarray, others: Mapping[str, np.ndarray]) -> str:
    told = ", ".join(f"{values[shift]:.1%} with {name}" for name, values in others.items())
    listed = f"; by {told}" if told else ""
    return f"Shifted by {numbers.count(shift, 'pixel')}, the map changes by {plain[shift]:.1%}{listed}."


def faces(side: int, amount: int, window: int = 4) -> tuple[tiles.Section, ...]:
    """A face, and the same face with its eyes `amount` px to the right and its mouth as far to the left: the
    pictures, their edges (Sobel x, ReLU), and these after max pooling by `window`. Raises InputError where the
    window does not fit."""
    moved = 100 * amount / side
    drawn = (samples.face(side), samples.face(side, eyes=moved, mouth=-moved))
    pixels = [picture.CHANNELS["grey"].take(one) for one in drawn]
    names = ("The face", f"Eyes and mouth moved by {amount} px")
    edges = [_edges(picture.floats(one)) for one in pixels]
    pool = pooling.Pool("max", (window, window), (window, window))
    pooled = [pooling.pooled(one, pool) for one in edges]
    before, after = changed(*edges), changed(*pooled)
    title = f"After max pooling, {window} × {window}"
    return (
        tiles.Section(
            "A face whose parts move a little",
            f"The eyes go {numbers.count(amount, 'pixel')} to the right, the mouth as far to the left. It is still "
            f"the same face; {numbers.count(_pixels(pixels), 'pixel')} of {side * side:,} differ.",
            tuple(tiles.image(*named) for named in zip(names, pixels, strict=True)),
            "pair",
        ),
        _compared("Its edges: Sobel x, ReLU", names, edges, f"The map changes by {before:.1%}."),
        _compared(title, names, pooled, _verdict(before, after, pooled[0].size, edges[0].size)),
    )


def _pixels(pair: list[picture.Pixels]) -> int:
    return int((pair[0] != pair[1]).sum())


def _edges(image: np.ndarray) -> np.ndarray:
    """The activated map of Sobel x: image (1 h w) -> (1 h w)."""
    stage = pipeline.Stage(pipeline.Kernels("Sobel x"), border=padding.Padding(mode="nearest"), activation="ReLU")
    return pipeline.result(image, ("grey",), stage).activated


def _compared(title: str, names: tuple[str, ...], pair: list[np.ndarray], told: str) -> tiles.Section:
    """Two maps (1 h w) on one scale."""
    end = tiles.limit(np.stack(pair))
    slug = maps.slug(title)
    drawn = (
        tiles.signed_map(name, one[0], end, f"{slug}-{number}.png")
        for number, (name, one) in enumerate(zip(names, pair, strict=True), start=1)
    )
    return tiles.Section(title, told, tuple(drawn), "pair")


def _verdict(before: float, after: float, cells: int, pixels: int) -> str:
    # Compared as they are written: what differs further down is rounding.
    same = f"{after:.1%}" == f"{before:.1%}"
    word = "as much as" if same else "less than" if after < before else "more than"
    return (
        f"The pooled map changes by {after:.1%}, {word} the map before pooling ({before:.1%}). What it costs: "
        f"{cells:,} numbers are left of {pixels:,}, and where exactly in its window an edge stood is lost."
    )
