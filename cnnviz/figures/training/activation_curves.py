"""Activations as functions to explore: value, slope, and what they do to a map (C101)."""

from collections.abc import Mapping

import numpy as np

from cnnviz import numbers
from cnnviz.figures.draw import plots, theme, tiles
from cnnviz.ops import activations

# The curves' plot reaches at least so far up and down, and this share of that further.
LEAST, AIR = 1.0, 0.07
# Below this a slope is called vanishing: what comes back through two such layers is less than 1/400.
FAINT = 0.05
# Smaller numbers are written with a power of ten.
SMALL = 1e-5
# Layers through which a gradient is followed.
LAYERS = 10


def figure(curve: activations.Curve) -> plots.Figure:
    """Function and slope, the point at x, and shaded where the slope vanishes."""
    drawn = plots.Figure()
    flat = np.abs(curve.slopes) < FAINT
    for start, end in stretches(flat):
        drawn.add_vrect(curve.along[start], curve.along[end], fillcolor=theme.GREY, opacity=0.18, line={"width": 0})
    for label, values, at, colour, dash in (
        ("value f(x)", curve.values, curve.value, theme.BLUE, "solid"),
        ("slope f′(x)", curve.slopes, curve.slope, theme.VERMILION, "dash"),
    ):
        line, marker = {"color": colour, "width": 2.5, "dash": dash}, {"color": colour, "size": 11}
        drawn.add_scatter(x=curve.along, y=values, name=label, line=line)
        drawn.add_scatter(x=[curve.x], y=[at], mode="markers", showlegend=False, marker=marker, hoverinfo="skip")
    drawn.update_layout(**theme.frame(330, left=45))
    across = "x (shaded: the slope is next to nothing)" if flat.any() else "x"
    drawn.update_xaxes(across, range=[curve.along[0], curve.along[-1]])
    everything = np.concatenate([curve.values, curve.slopes])
    low, high = min(everything.min(), -LEAST), max(everything.max(), LEAST)
    drawn.update_yaxes(range=[low - AIR * (high - low), high + AIR * (high - low)])
    return drawn


def stretches(claims: np.ndarray) -> list[tuple[int, int]]:
    """First and last place of every run of true values."""
    edge = np.diff(np.concatenate([[0], claims.astype(np.int8), [0]]))
    return list(zip(*(np.flatnonzero(edge == one) - late for one, late in ((1, 0), (-1, 1))), strict=True))


def sentence(curve: activations.Curve) -> str:
    """Value and slope at x, and what they leave of a gradient after one layer and after many."""
    rise = curve.slope
    left = rise**LAYERS
    written = numbers.text(left) if left == 0 or left > SMALL else f"{left:.1e}".replace("-", "−")
    ending = "it vanishes." if left < 1e-3 else "it arrives."
    return (
        f"At x = {numbers.text(curve.x)} the value is **{numbers.text(curve.value)}** and the slope "
        f"**{numbers.text(rise)}**. A gradient of 1 that comes back through here goes on as {numbers.text(rise)}. "
        f"After {LAYERS} such layers, weights left out, {written} is left: {ending}"
    )


def section(map_: np.ndarray, name: str, slopes: np.ndarray, after: np.ndarray) -> tiles.Section:
    """A feature map (h w) before and `after` the function called `name`, and where its `slopes` let a gradient pass."""
    flat = float((np.abs(slopes) < FAINT).mean())
    passed = tiles.Picture(
        f"Slope of {name} there",
        tiles.grey(slopes),
        "grey",
        0.0,
        1.0,
        (f"mean {numbers.text(slopes.mean())}", f"next to nothing at {flat:.0%} of the pixels"),
    )
    sentence = (
        f"Every number of the map goes through {name} by itself. Where the slope is dark, training cannot reach: "
        "whatever the loss asks for is multiplied by next to nothing."
    )
    chosen = (tiles.signed_map("Map before", map_), tiles.by_sign(after)(f"After {name}", after), passed)
    return tiles.Section("What it does to a feature map", sentence, chosen)


def each(after: Mapping[str, np.ndarray]) -> tiles.Section:
    """The same map (h w) after every function, by its name."""
    drawn = tuple(
        tiles.by_sign(values)(name, values, file=f"{name.replace(' ', '-').lower()}.png")
        for name, values in after.items()
    )
    sentence = "Each on its own scale: grey where nothing is negative, else blue below 0 and orange above."
    return tiles.Section("", sentence, drawn)


# What to know about a function's slope, by its name in activations.ACTIVATIONS.
SLOPES = {
    "ReLU": "Slope 1 or 0. Nothing fades on the positive side; on the negative side nothing passes at all, and a unit "
    "that is negative for every picture stays so: it is dead.",
    "leaky ReLU": f"Like ReLU, but {activations.LEAK:.0%} of the gradient passes on the negative side: no unit is dead "
    "for good.",
    "sigmoid": "Its slope is at most 0.25, and next to nothing on both ends: each layer takes at least three quarters "
    "of the gradient away.",
    "tanh": "Its slope is 1 at 0 and next to nothing on both ends. Its values are centred on 0, which sigmoid's are "
    "not.",
    "ReLU6": f"Slope 1 between 0 and {activations.SIX}, 0 elsewhere: nothing passes back below, nor above.",
}
