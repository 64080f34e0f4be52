"""A data set to look at: sheets of every class, how many there are of each, their mean pictures, augmentation (C30)."""

import html
from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go

from cnnviz.datasets import augment, data, statistics
from cnnviz.figures import edges, numbers, tiles

# Pictures of a class on one sheet, and how many stand beside each other.
SHEET, ACROSS = 20, 5
# Versions of one picture that augmentation shows.
VERSIONS = 24
# Between the pictures of a sheet.
GAP = 128


@dataclass(frozen=True, eq=False)
class Told:
    """What is counted of a data set once: pictures of each class in every part (3 classes), mean picture of all and
    of each class (c h w) and (classes c h w) in 0 to 1, how much a class differs from its mean (classes), and mean
    and deviation of all pixels."""

    counts: np.ndarray
    mean: np.ndarray
    means: np.ndarray
    spreads: np.ndarray
    level: float
    deviation: float


def told(dataset: data.Dataset) -> Told:
    """The statistics of a data set; means and deviations are those of the training pictures."""
    classes, train = len(dataset.classes), dataset.train
    parts = (train, dataset.validation, dataset.test)
    counts = np.stack([statistics.balance(part, classes) for part in parts])
    means = statistics.mean_pictures(train, classes)
    shares = counts[0].reshape(-1, 1, 1, 1) / max(1, len(train))
    level, deviation = statistics.mean_deviation(train)
    spreads = np.array([_spread(train, label, mean) for label, mean in enumerate(means)])
    return Told(counts, (means * shares).sum(0), means, spreads, level, deviation)


def _spread(part: data.Images, label: int, mean: np.ndarray) -> float:
    """Root mean square difference between the pictures of a class, at most as many as say enough, and their mean."""
    places = statistics.samples(part, label, 500, 0)
    if not len(places):
        return 0.0
    return float(np.sqrt(np.mean((part.pictures[places] / np.float32(255) - mean) ** 2)))


def sentence(dataset: data.Dataset) -> str:
    """What there is, in numbers."""
    channels, rows, columns = dataset.size
    train, validation, test = dataset.counts
    colour = "colour" if channels == 3 else "grey"
    return (
        f"**{train:,}** pictures to train on, {validation:,} to look at while training, {test:,} to test once at the "
        f"end. No picture is in two of them. Each is {rows} × {columns} pixels in {colour}, one of "
        f"{len(dataset.classes)} classes."
    )


def sheets(dataset: data.Dataset, leaf: int = 0) -> tiles.Section:
    """A sheet of every class; `leaf` turns to the next pictures, and begins again behind the last."""
    drawn = []
    cells = min(SHEET, int(np.bincount(dataset.train.labels).max()))
    for label, name in enumerate(dataset.classes):
        places = np.flatnonzero(dataset.train.labels == label)
        start = leaf * SHEET % max(1, -(-len(places) // SHEET) * SHEET)
        shown = places[start : start + SHEET]
        facts = (f"{start + 1:,}–{start + len(shown):,} of {len(places):,}",)
        drawn.append(tiles.Picture(name, sheet(dataset.train.pictures[shown], cells), facts=facts))
    return tiles.Section("Every class", "As the network gets them, pixel by pixel. Click to enlarge.", tuple(drawn))


def sheet(pictures: np.ndarray, cells: int = SHEET) -> np.ndarray:
    """Pictures beside and under each other, with room for `cells`: uint8 (n c h w) -> uint8 (h' w' 3)."""
    rows, columns = pictures.shape[2:]
    across = min(ACROSS, cells)
    down = -(-cells // across)
    drawn = np.full((down * (rows + 1) - 1, across * (columns + 1) - 1, 3), GAP, np.uint8)
    for place, one in enumerate(pictures):
        top, left = place // across * (rows + 1), place % across * (columns + 1)
        drawn[top : top + rows, left : left + columns] = coloured(one)
    return drawn


def coloured(one: np.ndarray) -> np.ndarray:
    """A picture as it is shown: uint8 (c h w) -> uint8 (h w 3)."""
    return np.moveaxis(np.broadcast_to(one, (3, *one.shape[1:])), 0, 2)


def balance(classes: tuple[str, ...], what: Told) -> go.Figure:
    """A bar for each class, its parts one after the other."""
    figure = go.Figure()
    names = [html.escape(name, quote=False) for name in classes]  # Plotly reads tags
    for name, counts, colour, shape in zip(
        ("training", "validation", "test"),
        what.counts,
        (edges.BLUE, edges.ORANGE, edges.GREY),
        ("", "/", "."),
        strict=True,
    ):
        marker = {"color": colour, "pattern": {"shape": shape}}
        figure.add_bar(y=names, x=counts, name=name, orientation="h", marker=marker)
    figure.update_layout(
        height=110 + 26 * len(classes),
        margin={"l": 10, "r": 10, "t": 10, "b": 40},
        barmode="stack",
        xaxis_title="pictures",
        yaxis={"autorange": "reversed", "automargin": True, "type": "category"},
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "traceorder": "normal"},
    )
    return figure


def balance_sentence(classes: tuple[str, ...], what: Told) -> str:
    """Whether the classes are as frequent as each other, and why that matters."""
    train = what.counts[0]
    most, least = int(train.argmax()), int(train.argmin())
    guess = f"Always saying “{classes[most]}” would be right for {train[most] / max(1, train.sum()):.1%} of them"
    if train[most] <= 1.1 * max(1, train[least]):
        return f"The classes are about equally frequent. {guess}: that is chance, and what training has to beat."
    return (
        f"Pictures of {numbers.listed(classes, train == train[most])} are {train[most] / max(1, train[least]):.3g} "
        f"times as frequent as those of {numbers.listed(classes, train == train[least])}. "
        f"{guess} without having learned anything: look at each class's own accuracy."
    )


def means(classes: tuple[str, ...], what: Told) -> tuple[tiles.Section, ...]:
    """The mean picture of all, and of each class."""
    # Compared as they are written: classes that differ further down are named together.
    spreads = np.round(what.spreads, 2)
    alike, unlike = (numbers.listed(classes, spreads == end) for end in (spreads.min(), spreads.max()))
    said = (
        f"All training pictures of a class laid over each other. What they share stays sharp, the rest blurs. Most "
        f"alike are those of {alike}: a pixel lies {spreads.min():.2f} from its mean. Least alike "
        f"are those of {unlike}: {spreads.max():.2f} (black is 0, white 1)."
    )
    drawn = [tiles.Picture("All classes", _shown(what.mean), facts=(f"{what.counts[0].sum():,} pictures",))]
    for name, mean, count, spread in zip(classes, what.means, what.counts[0], what.spreads, strict=True):
        drawn.append(
            tiles.Picture(name, _shown(mean), facts=(numbers.count(int(count), "picture"), f"differ by {spread:.2f}"))
        )
    return (tiles.Section("Mean pictures", said, tuple(drawn)),)


def _shown(mean: np.ndarray) -> np.ndarray:
    return coloured(np.round(mean * 255).astype(np.uint8))


def level_sentence(what: Told) -> str:
    """Mean and deviation of the pixels, and what training does with them."""
    level, deviation = numbers.text(what.level), numbers.text(what.deviation)
    return (
        f"Pixels lie between 0 and 1. Their mean is **{level}**, their deviation **{deviation}**. Before training, "
        f"{level} is taken from every pixel, and the rest divided by {deviation}: numbers around 0 are easier to learn "
        "from."
    )


def versions(picture: np.ndarray, how: augment.How, seed: int) -> tiles.Section:
    """A picture (c h w), and what augmentation makes of it, another throw of the dice each time."""
    rng = np.random.default_rng(seed)
    made = augment.augmented(np.repeat(picture[None], VERSIONS, 0), how, rng)
    drawn = [tiles.Picture("As it is", coloured(picture))]
    drawn += [tiles.Picture(str(number), coloured(one)) for number, one in enumerate(made, start=1)]
    said = (
        "Each time the network meets this picture it is changed anew, which makes it harder to learn by heart. The "
        "label stays, whatever becomes of the picture: choose only changes after which you would still give it. A 6 "
        "turned by 180° is a 9 that is labelled 6."
    )
    if (made == picture).all():
        said = "Nothing is changed yet: choose what may be changed, and see how far it may go before you would object."
    return tiles.Section("", said, tuple(drawn), small=True)
