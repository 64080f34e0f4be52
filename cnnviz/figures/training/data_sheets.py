"""A data set to look at: sheets of every class, how many there are of each, their mean pictures, augmentation (C30)."""

import html

import numpy as np

from cnnviz import numbers
from cnnviz.datasets import data, statistics
from cnnviz.figures.draw import plots, theme, tiles

# Pictures of a class on one sheet, and how many stand beside each other.
SHEET, ACROSS = 20, 5
# Sheets of one class on a page, and pictures of it.
SHEETS = 10
LEAF = SHEET * SHEETS
AS_THEY_ARE = "As the network gets them, pixel by pixel. Click to enlarge."
# Fewer pictures of a class than this say little of how well it is told apart.
FEW = 5


def sentence(dataset: data.Dataset) -> str:
    """What there is, in numbers."""
    channels, rows, columns = dataset.size
    train, validation, test = dataset.counts
    colour = "colour" if channels == 3 else "grey"
    tested = f"{test:,} to test once at the end" if test else "none to test at the end: there are too few"
    return (
        f"**{train:,}** {'picture' if train == 1 else 'pictures'} to train on, {validation:,} to look at while "
        f"training, {tested}. No picture is in two of them. Each is {rows} × {columns} pixels in {colour}, one of "
        f"{len(dataset.classes)} classes."
    )


def sheets(images: data.Images, classes: tuple[str, ...], leaf: int = 0) -> tiles.Section:
    """A sheet of every class; `leaf` turns to the next pictures, and begins again behind the last."""
    drawn = []
    cells = min(SHEET, int(np.bincount(images.labels).max()))
    for label, name in enumerate(classes):
        places = np.flatnonzero(images.labels == label)
        start = leaf * SHEET % max(1, -(-len(places) // SHEET) * SHEET)
        shown = places[start : start + SHEET]
        facts = (_part(start, len(shown), len(places)),)
        drawn.append(tiles.Picture(name, sheet(images.pictures[shown], cells), facts=facts))
    return tiles.Section("Every class", AS_THEY_ARE, tuple(drawn))


def of_class(images: data.Images, label: int, name: str, leaf: int = 0) -> tiles.Section:
    """SHEETS sheets of one class, in the order of the data; `leaf` turns to the next, the last may be shorter."""
    places = np.flatnonzero(images.labels == label)
    starts = range(leaf * LEAF, min(len(places), (leaf + 1) * LEAF), SHEET)
    drawn = []
    for start in starts:
        shown = places[start : start + SHEET]
        title = f"{start + 1:,}–{start + len(shown):,}" if len(shown) > 1 else f"{start + 1:,}"
        facts = (f"of {len(places):,} of this class",)
        drawn.append(tiles.Picture(title, sheet(images.pictures[shown], min(SHEET, len(places))), facts=facts))
    return tiles.Section(name, AS_THEY_ARE if drawn else "There is no picture of this class here.", tuple(drawn))


def leaves(images: data.Images, label: int | None = None) -> int:
    """How many times one can turn the pages, from first to last: of all classes, or of one."""
    counts = np.bincount(images.labels)
    if label is None:
        return max(1, -(-int(counts.max(initial=0)) // SHEET))
    return max(1, -(-int(counts[label] if label < len(counts) else 0) // LEAF))


def _part(start: int, shown: int, of: int) -> str:
    """Which of a class's pictures are shown."""
    if not of:
        return "no picture"
    if of == 1:
        return "its only picture"
    return f"{start + 1:,} of {of:,}" if shown == 1 else f"{start + 1:,}–{start + shown:,} of {of:,}"


def sheet(pictures: np.ndarray, cells: int = SHEET) -> np.ndarray:
    """Pictures beside and under each other, with room for `cells`: uint8 (n c h w) -> uint8 (h' w' 3)."""
    rows, columns = pictures.shape[2:]
    across = min(ACROSS, cells)
    down = -(-cells // across)
    drawn = np.full((down * (rows + 1) - 1, across * (columns + 1) - 1, 3), theme.BETWEEN, np.uint8)
    for place, one in enumerate(pictures):
        top, left = place // across * (rows + 1), place % across * (columns + 1)
        drawn[top : top + rows, left : left + columns] = coloured(one)
    return drawn


def coloured(one: np.ndarray) -> np.ndarray:
    """A picture as it is shown: uint8 (c h w) -> uint8 (h w 3)."""
    return np.moveaxis(np.broadcast_to(one, (3, *one.shape[1:])), 0, 2)


def balance(classes: tuple[str, ...], what: statistics.Summary) -> plots.Figure:
    """A bar for each class, its parts one after the other."""
    figure = plots.Figure()
    names = [html.escape(name, quote=False) for name in classes]  # Plotly reads tags
    for name, counts, colour, shape in zip(
        ("training", "validation", "test"),
        what.counts,
        (theme.BLUE, theme.VERMILION, theme.GREY),
        ("", "/", "."),
        strict=True,
    ):
        marker = {"color": colour, "pattern": {"shape": shape}}
        figure.add_bar(y=names, x=counts, name=name, orientation="h", marker=marker)
    figure.update_layout(**theme.frame(110 + 26 * len(classes), left=10), barmode="stack")
    figure.update_layout(legend={"traceorder": "normal"})
    figure.update_xaxes("pictures")
    figure.update_yaxes(autorange="reversed", automargin=True, type="category")
    return figure


def balance_sentence(classes: tuple[str, ...], what: statistics.Summary) -> str:
    """Whether the classes are as frequent as each other, and why that matters; what very few pictures can tell."""
    train, validation = what.counts[:2]
    most, least = int(train.argmax()), int(train.argmin())
    guess = f"Always saying “{classes[most]}” would be right for {train[most] / max(1, train.sum()):.1%} of them"
    if not train[least]:
        said = (
            f"Of {numbers.listed(classes, train == 0)} there is nothing to train on: that cannot be learned. {guess}."
        )
    elif train[most] <= 1.1 * train[least]:
        said = f"The classes are about equally frequent. {guess}: that is chance, and what training has to beat."
    else:
        said = (
            f"Pictures of {numbers.listed(classes, train == train[most])} are {train[most] / train[least]:.3g} "
            f"times as frequent as those of {numbers.listed(classes, train == train[least])}. "
            f"{guess} without having learned anything: look at each class's own accuracy."
        )
    return f"{said}{_coarse(classes, validation)}"


def _coarse(classes: tuple[str, ...], validation: np.ndarray) -> str:
    """That the accuracy of a class with very few pictures to look at moves in large steps; nothing where all have
    enough, or one has none."""
    fewest = int(validation.min())
    if not 0 < fewest < FEW:
        return ""
    named = numbers.listed(classes, validation == fewest)
    return (
        f" Of {named} only {numbers.count(fewest, 'picture')} can be looked at while training: an accuracy there moves "
        f"in steps of {1 / fewest:.0%}, and says little."
    )


def means(classes: tuple[str, ...], what: statistics.Summary) -> tuple[tiles.Section, ...]:
    """The mean picture of all, and of each class."""
    several = what.counts[0] > 1
    drawn = [
        tiles.Picture("All classes", _shown(what.mean), facts=(numbers.count(int(what.counts[0].sum()), "picture"),))
    ]
    for name, mean, count, spread in zip(classes, what.means, what.counts[0], what.spreads, strict=True):
        facts = (numbers.count(int(count), "picture"), *([f"differ by {spread:.2f}"] if count > 1 else []))
        drawn.append(tiles.Picture(name, _shown(mean), facts=facts))
    sentence = (
        "All training pictures of a class laid over each other. What they share stays sharp, the rest blurs. "
        + (_alike(classes, what, several) if several.any() else "No class has two: each is its own mean.")
    )
    return (tiles.Section("Mean pictures", sentence, tuple(drawn), small=True),)


def _alike(classes: tuple[str, ...], what: statistics.Summary, several: np.ndarray) -> str:
    """Which classes' pictures are most and least alike, of those that have several."""
    # Compared as they are written: classes that differ further down are named together.
    spreads = np.round(what.spreads, 2)
    low, high = spreads[several].min(), spreads[several].max()
    alike, unlike = (numbers.listed(classes, several & (spreads == end)) for end in (low, high))
    if low == high:
        return f"Those of {alike} lie {low:.2f} from their mean, pixel by pixel (black is 0, white 1)."
    return (
        f"Most alike are those of {alike}: a pixel lies {low:.2f} from its mean. Least alike "
        f"are those of {unlike}: {high:.2f} (black is 0, white 1)."
    )


def _shown(mean: np.ndarray) -> np.ndarray:
    return coloured(np.round(mean * 255).astype(np.uint8))


def level_sentence(what: statistics.Summary) -> str:
    """Mean and deviation of the pixels, and what training does with them."""
    level, deviation = numbers.text(what.level), numbers.text(what.deviation)
    return (
        f"Pixels lie between 0 and 1. Their mean is **{level}**, their deviation **{deviation}**. Before training, "
        f"{level} is taken from every pixel, and the rest divided by {deviation}: numbers around 0 are easier to learn "
        "from."
    )


def versions(picture: np.ndarray, made: np.ndarray) -> tiles.Section:
    """A picture (c h w), and what augmentation made of it (n c h w), another throw of the dice each time."""
    drawn = [tiles.Picture("As it is", coloured(picture), told="The picture itself.")]
    for number, version in enumerate(made, start=1):
        apart = np.abs(version / 255 - picture / 255).mean()
        told = f"Its pixels lie {apart:.2f} from the picture's on average; black is 0, white 1."
        drawn.append(tiles.Picture(f"Version {number}", coloured(version), told=told))
    sentence = (
        "Each time the network meets this picture it is changed anew, which makes it harder to learn by heart. The "
        "label stays, whatever becomes of the picture: choose only changes after which you would still give it. A 6 "
        "turned by 180° is a 9 that is labelled 6."
    )
    if (made == picture).all():
        sentence = (
            "Nothing is changed yet: choose what may be changed, and see how far it may go before you would object."
        )
    return tiles.Section("", sentence, tuple(drawn), small=True)
