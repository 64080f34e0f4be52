"""Dropout at work: a random mask over activations, the scale that keeps the mean, and no parameter less (C82, T4)."""

import numpy as np

from cnnviz import numbers
from cnnviz.figures.draw import plots, theme, tiles
from cnnviz.nets.inside import dropout


def section(dropped: dropout.Dropped, training: bool) -> tiles.Section:
    """Activations, the mask over them, and what goes on to the next layer."""
    values, kept, rate = dropped.values, dropped.kept, dropped.rate
    count, total = int(kept.sum()), kept.size
    on = dropped.training if training else values
    end = tiles.limit(np.stack([values, on, values / (1 - rate)]))
    scale = numbers.text(1 / (1 - rate))
    sentence = (
        f"Training: {total - count} of {total} are set to 0, anew for every batch. The {count} kept ones are divided "
        f"by 1 − {rate:g}, that is times {scale}, so that the next layer meets as much as without dropout."
        if training
        else "Test: nothing is dropped and nothing is scaled. Every unit says what it has learned."
    )
    drawn = [tiles.Matrix("Activations", numbers.shortened(values, 2), "grey", end, (_mean(values),))]
    if training:
        drawn.append(tiles.Matrix("Mask", kept.astype(float), "grey", 1.0, (f"{count} kept of {total}",)))
    drawn.append(tiles.Matrix("On to the next layer", numbers.shortened(on, 2), "grey", end, (_mean(on),)))
    return tiles.Section("Dropout on 64 activations", sentence, tuple(drawn), small=True)


def figure(dropped: dropout.Dropped) -> plots.Figure:
    """The mean over all masks so far, scaled and not, beside the mean without dropout."""
    drawn = plots.Figure()
    counted = np.arange(1, len(dropped.plain) + 1)
    for name, drawing, colour, dash in zip(
        ("kept ones scaled", "kept ones as they are"),
        (dropped.scaled, dropped.plain),
        (theme.BLUE, theme.VERMILION),
        ("solid", "dash"),
        strict=True,
    ):
        drawn.add_scatter(
            x=counted, y=np.cumsum(drawing) / counted, name=name, line={"color": colour, "width": 2, "dash": dash}
        )
    drawn.add_hline(dropped.values.mean(), "without dropout", line={"color": theme.GREY, "dash": "dot"})
    drawn.update_layout(**theme.frame(280))
    drawn.update_xaxes("masks drawn", type="log", dtick=1)
    drawn.update_yaxes("mean activation so far", rangemode="tozero")
    return drawn


def sentence(dropped: dropout.Dropped) -> str:
    """What the means come to after all draws."""
    scaled, plain = (numbers.text(means.mean()) for means in (dropped.scaled, dropped.plain))
    return (
        f"Mean activation without dropout: {numbers.text(dropped.values.mean())}. Over {len(dropped.plain):,} masks: "
        f"**{scaled}** with the kept ones scaled, {plain} without scaling. So nothing has to be changed at test time."
    )


def table(rate: float, parameters: tuple[int, int]) -> list[dict[str, str]]:
    """Parameters of the reference model with its dropout at this rate, and without it."""
    ways = ((f"with Dropout {rate:g}", "0"), ("without dropout", "no such layer"))
    return [
        {"reference model": name, "parameters": f"{count:,}", "of the dropout layer": own}
        for (name, own), count in zip(ways, parameters, strict=True)
    ]


def _mean(values: np.ndarray) -> str:
    return f"mean {numbers.text(values.mean())}"


# T4.
PLAINLY = (
    "**Dropout zeroes activations while training; it removes no parameters.** Every weight is there before, during and "
    "after. What it is for: no unit can rely on one other unit being there, so the network learns several ways to see "
    "the same thing, and learns its training pictures less by heart."
)
