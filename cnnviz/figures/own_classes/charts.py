"""What a classifier says of a photo as bars, and the sum behind one class's logit."""

from collections.abc import Sequence

import numpy as np

from cnnviz import numbers
from cnnviz.figures.draw import plots, theme
from cnnviz.inspect.own_classes import deciding

# Signs of a class's name beside its bar.
LONGEST = 18


def shares(names: Sequence[str], found: np.ndarray) -> plots.Figure:
    """The shares (c) of all classes, in their order."""
    figure = plots.Figure()
    best = int(found.argmax())
    figure.add_bar(
        y=short(names),
        x=found,
        orientation="h",
        marker={"color": [theme.BLUE if at == best else theme.GREY for at in range(len(names))]},
        text=[numbers.text(one) if one >= 0.0005 else "< 0.001" for one in found],
        textposition="outside",
        cliponaxis=False,
        hovertext=list(names),
    )
    figure.update_layout(**theme.frame(90 + 30 * len(names), left=10, right=60), showlegend=False)
    figure.update_xaxes("share", range=[0, 1], fixedrange=True)
    figure.update_yaxes(autorange="reversed", automargin=True, type="category", fixedrange=True)
    return figure


def short(names: Sequence[str]) -> list[str]:
    """Names as they fit beside bars, all different."""
    cut = [name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…" for name in names]
    return [name if cut.count(name) == 1 else f"{at}. {name}" for at, name in enumerate(cut, 1)]


def decision(found: deciding.Decision, noun: str) -> plots.Figure:
    """The parts of a logit, the largest for the class first, then those against it, all others and the bias."""
    rows = [(f"{noun} {part.feature + 1:,}", part.added) for part in (*found.speaking, *found.against[::-1])]
    rows += [("all others", found.rest), ("bias", found.bias)]
    figure = plots.Figure()
    values = np.array([value for _, value in rows])
    figure.add_bar(
        y=[name for name, _ in rows],
        x=values,
        orientation="h",
        marker={
            "color": [theme.BLUE if value >= 0 else theme.VERMILION for value in values],
            "pattern": {"shape": ["" if value >= 0 else "/" for value in values]},
        },
        text=[numbers.text(value) for value in values],
        textposition="outside",
        cliponaxis=False,
    )
    end = 1.35 * max(1e-6, float(np.abs(values).max()))
    figure.update_layout(**theme.frame(80 + 24 * len(rows), left=10, right=30), showlegend=False)
    figure.update_xaxes("weight × feature", range=[-end, end], fixedrange=True)
    figure.update_yaxes(autorange="reversed", automargin=True, type="category", fixedrange=True)
    return figure
