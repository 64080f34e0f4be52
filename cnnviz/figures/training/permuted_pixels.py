"""The same pixels in another order: what is left for the eye, for a filter, and for two networks (C29, C38, C45)."""

from collections.abc import Sequence

import numpy as np

from cnnviz import numbers
from cnnviz.datasets import neighbours
from cnnviz.figures.draw import plots, theme, tiles
from cnnviz.figures.training import data_sheets
from cnnviz.training.recorded.curves import Course

# Batches whose mean loss is one point of a curve.
OVER = 26
# Marked on the logarithmic axis.
LOSSES = [0.1, 0.2, 0.3, 0.5, 1, 2, 3]
# The names of a run in the chart and the table: its network, and where its pixels are.
NETWORKS, PLACES = ("Dense net", "CNN"), ("in place", "permuted")


def samples(both: tuple[neighbours.Seen, neighbours.Seen], name: str) -> tuple[tiles.Section, tiles.Section]:
    """Pictures in place and permuted, and what one kernel of that name makes of each of them."""
    before, after = both
    shown = tuple(
        tiles.Picture(
            title.capitalize(),
            data_sheets.sheet(one.pictures, len(one.pictures)),
            facts=(f"neighbours: correlation {one.likeness:.2f}",),
            told=f"{len(one.pictures)} pictures, their pixels {title}.",
        )
        for title, one in zip(PLACES, both, strict=True)
    )
    maps = [one.maps for one in both]
    end = tiles.limit(np.stack(maps))
    answers = tuple(
        tiles.Picture(
            f"{name}, {title}",
            tiles.signed(laid(made), end),
            "signed",
            -end,
            end,
            (f"{len(made)} maps · min {numbers.text(made.min())} · max {numbers.text(made.max())}",),
            told=f"What {name} makes of {len(made)} pictures, their pixels {title}.",
        )
        for title, made in zip(PLACES, maps, strict=True)
    )
    sentence = (
        "Every picture gets the same new places for its pixels. None is lost and none is changed, but neighbours "
        f"become strangers: a pixel and the one to its right correlate with {before.likeness:.2f} before, "
        f"{after.likeness:.2f} after."
    )
    filters = (
        f"The same nine weights, over all pixels of all {len(before.pictures)} pictures: edges where pixels are in "
        "place, nothing to hold on to where they are not."
    )
    return (
        tiles.Section("What the eye gets", sentence, shown, "pair"),
        tiles.Section("What one filter gets", filters, answers, "pair"),
    )


def laid(maps: np.ndarray) -> np.ndarray:
    """Maps (n h w) beside and under each other, 0 between them."""
    rows, columns = maps.shape[1:]
    across = data_sheets.ACROSS
    down = -(-len(maps) // across)
    drawn = np.zeros((down * (rows + 1) - 1, across * (columns + 1) - 1), maps.dtype)
    for place, one in enumerate(maps):
        top, left = place // across * (rows + 1), place % across * (columns + 1)
        drawn[top : top + rows, left : left + columns] = one
    return drawn


def figure(courses: Sequence[Sequence[Course]]) -> plots.Figure:
    """The loss of each run: of both networks, in place and permuted."""
    drawn = plots.Figure()
    for network, colour, pair in zip(NETWORKS, (theme.BLUE, theme.VERMILION), courses, strict=True):
        for place, dash, run in zip(PLACES, ("solid", "dot"), pair, strict=True):
            losses = run.smoothed(OVER)
            drawn.add_scatter(
                x=OVER * np.arange(1, len(losses) + 1),
                y=losses,
                name=f"{network}, {place}",
                line={"color": colour, "width": 2, "dash": dash},
            )
    drawn.update_layout(**theme.frame(320))
    drawn.update_xaxes("batches learned")
    drawn.update_yaxes(f"mean loss of {OVER} batches", type="log", tickvals=LOSSES, ticktext=list(map(str, LOSSES)))
    return drawn


def sentence(courses: Sequence[Sequence[Course]]) -> str:
    """What the four runs ended with."""
    dense, cnn = ([100 * run.test for run in pair] for pair in courses)
    run = courses[0][0]
    return (
        f"Of {run.tested:,} test pictures, a dense network gets **{dense[0]:.1f} %** right with the pixels in place "
        f"and **{dense[1]:.1f} %** with the pixels permuted. A CNN gets **{cnn[0]:.1f} %** and **{cnn[1]:.1f} %**: "
        f"{abs(cnn[0] - cnn[1]):.1f} points {'fewer' if cnn[1] < cnn[0] else 'more'}."
    )


def why(courses: Sequence[Sequence[Course]]) -> str:
    """Why one network does not care, and how the runs were made."""
    config = courses[0][0].config
    return (
        "A dense unit has a weight of its own for each pixel. Where the pixel goes, the weight can go too: the same "
        "sums, the same learning. A filter's weights belong to places side by side. It bets that neighbours belong "
        "together, and permuted, the bet is lost. The CNN still learns: its last layer is dense and has weights for "
        f"every place. Recorded on Fashion-MNIST, one run each: {config.data.images:,} training pictures, "
        f"{config.epochs} epochs, seed {config.seed}. Each was tested once, at its end."
    )


def table(courses: Sequence[Sequence[Course]]) -> list[dict[str, str]]:
    """Each run in a row."""
    return [
        {
            "Run": f"{network}, {place}",
            "Parameters": f"{run.parameters:,}",
            "Validation": f"{100 * run.validation[-1]:.1f} %",
            "Test": f"{100 * run.test:.1f} %",
        }
        for network, pair in zip(NETWORKS, courses, strict=True)
        for place, run in zip(PLACES, pair, strict=True)
    ]
