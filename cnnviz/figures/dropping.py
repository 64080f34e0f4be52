"""Dropout at work: a random mask over activations, the scale that keeps the mean, and no parameter less (C82, T4)."""

import itertools

import numpy as np
import plotly.graph_objects as go

from cnnviz.figures import edges, numbers, tiles
from cnnviz.nets import layers, networks, shapes, zoo

# Units on a side of the map that is shown, and masks drawn to see what the mean comes to.
SIDE, DRAWS = 8, 2000


def units(map_: np.ndarray) -> np.ndarray:
    """The activations shown: the map (h w), its largest value 1, averaged down to SIDE × SIDE."""
    rows, columns = (np.arange(SIDE + 1) * size // SIDE for size in map_.shape)
    cells = [
        [map_[top:bottom, left:right].mean() for left, right in itertools.pairwise(columns)]
        for top, bottom in itertools.pairwise(rows)
    ]
    averaged = np.array(cells, float)
    return averaged / tiles.limit(averaged)


def mask(shape: tuple[int, ...], rate: float, seed: int) -> np.ndarray:
    """Which activations are kept: each dropped with probability `rate`, on its own: bool."""
    return np.random.default_rng(seed).random(shape) >= rate


def dropped(values: np.ndarray, kept: np.ndarray, rate: float) -> np.ndarray:
    """The activations while training: 0 where dropped, the others over 1 − rate (Srivastava et al., 2014)."""
    return np.where(kept, values / (1 - rate), 0)


def section(values: np.ndarray, rate: float, seed: int, training: bool) -> tiles.Section:
    """Activations, the mask over them, and what goes on to the next layer."""
    kept = mask(values.shape, rate, seed)
    count, total = int(kept.sum()), kept.size
    on = dropped(values, kept, rate) if training else values
    end = tiles.limit(np.stack([values, on, values / (1 - rate)]))
    scale = numbers.text(1 / (1 - rate))
    said = (
        f"Training: {total - count} of {total} are set to 0, anew for every batch. The {count} kept ones are divided "
        f"by 1 − {rate:g}, that is times {scale}, so that the next layer meets as much as without dropout."
        if training
        else "Test: nothing is dropped and nothing is scaled. Every unit says what it has learned."
    )
    drawn = [tiles.Matrix("Activations", numbers.shortened(values, 2), "signed", end, (_mean(values),))]
    if training:
        drawn.append(tiles.Matrix("Mask", kept.astype(float), "grey", 1.0, (f"{count} kept of {total}",)))
    drawn.append(tiles.Matrix("On to the next layer", numbers.shortened(on, 2), "signed", end, (_mean(on),)))
    return tiles.Section("Dropout on 64 activations", said, tuple(drawn), small=True)


def means(values: np.ndarray, rate: float, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """The mean activation under each of DRAWS masks, scaled and not: (DRAWS), (DRAWS)."""
    random = np.random.default_rng(seed)
    kept = random.random((DRAWS, *values.shape)) >= rate
    plain = np.where(kept, values, 0).mean((1, 2))
    return plain / (1 - rate), plain


def figure(values: np.ndarray, rate: float, seed: int) -> go.Figure:
    """The mean over all masks so far, scaled and not, beside the mean without dropout."""
    drawn = go.Figure()
    counted = np.arange(1, DRAWS + 1)
    for name, drawing, colour, dash in zip(
        ("kept ones scaled", "kept ones as they are"),
        means(values, rate, seed),
        (edges.BLUE, edges.ORANGE),
        ("solid", "dash"),
        strict=True,
    ):
        drawn.add_scatter(
            x=counted, y=np.cumsum(drawing) / counted, name=name, line={"color": colour, "width": 2, "dash": dash}
        )
    drawn.add_hline(y=values.mean(), line={"color": edges.GREY, "dash": "dot"}, annotation={"text": "without dropout"})
    drawn.update_layout(
        height=280,
        margin={"l": 50, "r": 10, "t": 10, "b": 40},
        xaxis_title="masks drawn",
        yaxis={"title": "mean activation so far", "rangemode": "tozero"},
        legend={"orientation": "h", "y": 1.15},
    )
    drawn.update_xaxes(type="log")
    return drawn


def sentence(values: np.ndarray, rate: float, seed: int) -> str:
    """What the means come to after all draws."""
    scaled, plain = (numbers.text(one.mean()) for one in means(values, rate, seed))
    return (
        f"Mean activation without dropout: {numbers.text(values.mean())}. Over {DRAWS:,} masks: **{scaled}** with the "
        f"kept ones scaled, {plain} without scaling. So nothing has to be changed at test time."
    )


def table(rate: float) -> list[dict[str, str]]:
    """Parameters of the reference model with its dropout at this rate, and without it."""
    whole = zoo.ENTRIES["reference"].network()
    without = tuple(layer for layer in whole.layers if not isinstance(layer, layers.Dropout))
    body = tuple(layers.Dropout(rate) if isinstance(layer, layers.Dropout) else layer for layer in whole.layers)
    return [
        {
            "reference model": name,
            "parameters": f"{shapes.totals(shapes.records(made)).parameters:,}",
            "of the dropout layer": own,
        }
        for name, made, own in (
            (f"with Dropout {rate:g}", networks.Network("with", whole.input, body), "0"),
            ("without dropout", networks.Network("without", whole.input, without), "no such layer"),
        )
    ]


def _mean(values: np.ndarray) -> str:
    return f"mean {numbers.text(values.mean())}"


# T4.
PLAINLY = (
    "**Dropout zeroes activations while training; it removes no parameters.** Every weight is there before, during and "
    "after. What it is for: no unit can rely on one other unit being there, so the network learns several ways to see "
    "the same thing, and learns its training pictures less by heart."
)
