"""Softmax over a few logits, and what a temperature does to it (C101)."""

import numpy as np

from cnnviz import numbers
from cnnviz.figures.draw import plots, theme
from cnnviz.ops import softmax

# What the classes are called.
NAMES = ("A", "B", "C", "D")


def table(heated: softmax.Heated) -> list[dict[str, str]]:
    """From logits to probabilities, column by column, and their sums."""
    columns = (heated.logits, heated.logits / heated.temperature, heated.powers, heated.shares)
    rows = [
        {"class": name} | dict(zip(("logit z", "z / T", "e^(z / T)", "p"), map(numbers.text, row), strict=True))
        for name, *row in zip(NAMES, *columns, strict=False)
    ]
    ends = {"class": "sum", "logit z": "", "z / T": "", "e^(z / T)": numbers.text(heated.powers.sum())}
    return [*rows, {**ends, "p": numbers.text(heated.shares.sum())}]


def bars(heated: softmax.Heated) -> plots.Figure:
    """The probabilities at this temperature, and at 1 for comparison."""
    drawn = plots.Figure()
    names = list(NAMES[: len(heated.logits)])
    both = (
        (f"T = {heated.temperature:g}", heated.shares, theme.BLUE, ""),
        ("T = 1", heated.usual, theme.VERMILION, "/"),
    )
    for label, shares, colour, shape in both[: 1 if heated.temperature == 1 else 2]:
        drawn.add_bar(
            x=names,
            y=shares,
            name=label,
            marker={"color": colour, "pattern": {"shape": shape}},
            text=[numbers.text(share) for share in shares],
            textposition="outside",
            textangle=0,
        )
    drawn.update_layout(**theme.frame(280, left=45, bottom=30), showlegend=True)
    drawn.update_yaxes("probability", range=[0, 1.1])
    return drawn


def sentence(heated: softmax.Heated) -> str:
    """What the temperature does here, and that only differences count."""
    top, second = np.sort(heated.shares)[::-1][:2]
    same = np.abs(heated.shares - heated.moved).max() < 1e-12
    counted = "nothing changes: only differences count" if same else "something changes"
    compared = (
        f"The largest is {numbers.text(top / second)} times the second: e to the power of their difference over T."
    )
    count = int((heated.logits == heated.logits.max()).sum())
    if count > 1:
        compared = f"The {count} largest are equal, because their logits are: no class is ahead."
    return (
        f"{compared} Add "
        f"1 to all logits and {counted}. A low temperature makes the largest take all, a high one makes all alike."
    )
