"""Activations as functions to explore: value, slope, and what they do to a map; softmax over a few logits (C101)."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go
from scipy import special

from cnnviz.figures import edges, numbers, tiles
from cnnviz.ops import activations
from cnnviz.training import by_hand

# The part of the curve that is drawn, and how fine.
REACH = 6.0
ALONG = np.linspace(-REACH, REACH, 481)
# The curves' plot reaches at least so far up and down, and this share of that further.
LEAST, AIR = 1.0, 0.07
# Below this a slope is called vanishing: what comes back through two such layers is less than 1/400.
FAINT = 0.05
# Smaller numbers are written with a power of ten.
SMALL = 1e-5
# Layers through which a gradient is followed.
LAYERS = 10


@dataclass(frozen=True)
class Curve:
    """A function's slope, and what to know about it."""

    slope: Callable[[np.ndarray], np.ndarray]
    sentence: str


def value(name: str, x: np.ndarray | float) -> np.ndarray:
    """The function called `name` (a key of CURVES) of every number."""
    return np.asarray(activations.ACTIVATIONS[name].function(np.asarray(x, float)))


def slope(name: str, x: np.ndarray | float) -> np.ndarray:
    """Its derivative at every number; at 0 that of ReLU and leaky ReLU is the left one, as in torch."""
    return np.asarray(CURVES[name].slope(np.asarray(x, float)), float)


def figure(name: str, x: float) -> go.Figure:
    """Function and slope, the point at `x`, and shaded where the slope vanishes."""
    drawn = go.Figure()
    flat = np.abs(slope(name, ALONG)) < FAINT
    for start, end in stretches(flat):
        drawn.add_vrect(ALONG[start], ALONG[end], fillcolor=edges.GREY, opacity=0.18, line_width=0)
    for label, values, at, colour, dash in (
        ("value f(x)", value(name, ALONG), float(value(name, x)), edges.BLUE, "solid"),
        ("slope f′(x)", slope(name, ALONG), float(slope(name, x)), edges.ORANGE, "dash"),
    ):
        drawn.add_scatter(x=ALONG, y=values, name=label, line={"color": colour, "width": 2.5, "dash": dash})
        drawn.add_scatter(
            x=[x], y=[at], mode="markers", showlegend=False, marker={"color": colour, "size": 11}, hoverinfo="skip"
        )
    drawn.update_layout(
        height=330,
        margin={"l": 45, "r": 10, "t": 10, "b": 40},
        xaxis_title="x (shaded: the slope is next to nothing)" if flat.any() else "x",
        legend={"orientation": "h", "y": 1.12},
    )
    drawn.update_xaxes(range=[-REACH, REACH])
    everything = np.concatenate([value(name, ALONG), slope(name, ALONG)])
    low, high = min(everything.min(), -LEAST), max(everything.max(), LEAST)
    drawn.update_yaxes(range=[low - AIR * (high - low), high + AIR * (high - low)])
    return drawn


def stretches(claims: np.ndarray) -> list[tuple[int, int]]:
    """First and last place of every run of true values."""
    edge = np.diff(np.concatenate([[0], claims.astype(np.int8), [0]]))
    return list(zip(*(np.flatnonzero(edge == one) - late for one, late in ((1, 0), (-1, 1))), strict=True))


def sentence(name: str, x: float) -> str:
    """Value and slope at `x`, and what they leave of a gradient after one layer and after many."""
    at, rise = float(value(name, x)), float(slope(name, x))
    left = rise**LAYERS
    written = numbers.text(left) if left == 0 or left > SMALL else f"{left:.1e}".replace("-", "−")
    ending = "it vanishes." if left < 1e-3 else "it arrives."
    return (
        f"At x = {numbers.text(x)} the value is **{numbers.text(at)}** and the slope **{numbers.text(rise)}**. A "
        f"gradient of 1 that comes back through here goes on as {numbers.text(rise)}. After {LAYERS} such layers, "
        f"weights left out, {written} is left: {ending}"
    )


def sections(map_: np.ndarray, name: str) -> tuple[tiles.Section, ...]:
    """A feature map (h w) before and after the function called `name`, where its slope lets a gradient pass, and the
    same map after every function."""
    rise = slope(name, map_)
    flat = float((np.abs(rise) < FAINT).mean())
    passed = tiles.Picture(
        f"Slope of {name} there",
        tiles.grey(rise),
        "grey",
        0.0,
        1.0,
        (f"mean {numbers.text(rise.mean())}", f"next to nothing at {flat:.0%} of the pixels"),
    )
    said = (
        f"Every number of the map goes through {name} by itself. Where the slope is dark, training cannot reach: "
        "whatever the loss asks for is multiplied by next to nothing."
    )
    chosen = (
        tiles.signed_map("Map before", map_),
        tiles.signed_map(f"After {name}", value(name, map_).astype(np.float32)),
        passed,
    )
    every = tuple(
        tiles.signed_map(one, value(one, map_).astype(np.float32), file=f"{one.replace(' ', '-').lower()}.png")
        for one in CURVES
    )
    return (
        tiles.Section("What it does to a feature map", said, chosen),
        tiles.Section("The same map after each of them", "Each on its own scale, centred on 0.", every),
    )


def softmax_table(logits: np.ndarray, temperature: float) -> list[dict[str, str]]:
    """From logits (n) to probabilities, column by column, and their sums."""
    heated = logits / temperature
    powers, chances = np.exp(heated), by_hand.softmax(logits, temperature)
    rows = [
        {
            "class": name,
            "logit z": numbers.text(z),
            "z / T": numbers.text(hot),
            "e^(z / T)": numbers.text(power),
            "p": numbers.text(chance),
        }
        for name, z, hot, power, chance in zip(NAMES, logits, heated, powers, chances, strict=False)
    ]
    ends = {"class": "sum", "logit z": "", "z / T": "", "e^(z / T)": numbers.text(powers.sum())}
    return [*rows, {**ends, "p": numbers.text(chances.sum())}]


def softmax_bars(logits: np.ndarray, temperature: float) -> go.Figure:
    """The probabilities at this temperature, and at 1 for comparison."""
    drawn = go.Figure()
    names = list(NAMES[: len(logits)])
    both = ((f"T = {temperature:g}", temperature, edges.BLUE, ""), ("T = 1", 1.0, edges.ORANGE, "/"))
    for label, heat, colour, shape in both[: 1 if temperature == 1 else 2]:
        chances = by_hand.softmax(logits, heat)
        drawn.add_bar(
            x=names,
            y=chances,
            name=label,
            marker={"color": colour, "pattern": {"shape": shape}},
            text=[numbers.text(one) for one in chances],
        )
    drawn.update_layout(
        height=280,
        margin={"l": 45, "r": 10, "t": 10, "b": 30},
        yaxis={"range": [0, 1.02], "title": "probability"},
        legend={"orientation": "h", "y": 1.15},
        showlegend=True,
    )
    return drawn


def softmax_sentence(logits: np.ndarray, temperature: float) -> str:
    """What the temperature does here, and that only differences count."""
    chances, moved = (by_hand.softmax(one, temperature) for one in (logits, logits + 1))
    top, second = np.sort(chances)[::-1][:2]
    same = np.abs(chances - moved).max() < 1e-12
    counted = "nothing changes: only differences count" if same else "something changes"
    compared = (
        f"The largest is {numbers.text(top / second)} times the second: e to the power of their difference over T."
    )
    if np.sort(logits)[-1] == np.sort(logits)[-2]:
        count = int((logits == logits.max()).sum())
        compared = f"The {count} largest are equal, because their logits are: no class is ahead."
    return (
        f"{compared} Add "
        f"1 to all logits and {counted}. A low temperature makes the largest take all, a high one makes all alike."
    )


NAMES = ("A", "B", "C", "D")

CURVES = {
    "ReLU": Curve(
        lambda x: (x > 0).astype(float),
        "Slope 1 or 0. Nothing fades on the positive side; on the negative side nothing passes at all, and a unit that "
        "is negative for every picture stays so: it is dead.",
    ),
    "leaky ReLU": Curve(
        lambda x: np.where(x > 0, 1.0, activations.LEAK),
        f"Like ReLU, but {activations.LEAK:.0%} of the gradient passes on the negative side: no unit is dead for good.",
    ),
    "sigmoid": Curve(
        lambda x: special.expit(x) * special.expit(-x),
        "Its slope is at most 0.25, and next to nothing on both ends: each layer takes at least three quarters of the "
        "gradient away.",
    ),
    "tanh": Curve(
        lambda x: 1 - np.tanh(x) ** 2,
        "Its slope is 1 at 0 and next to nothing on both ends. Its values are centred on 0, which sigmoid's are not.",
    ),
}
