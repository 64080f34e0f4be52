"""The training pictures that pushed a filter most, and those that pushed it least, with their numbers."""

from collections.abc import Sequence

import numpy as np

from cnnviz import numbers
from cnnviz.figures.draw import tiles
from cnnviz.images import picture
from cnnviz.inspect import influence

SHOWN, LEAST = 7, 7


def sections(
    found: influence.Influence, filter: int, pictures: np.ndarray, labels: Sequence[str]
) -> tuple[tiles.Section, ...]:
    """Pictures uint8 (n c h w) that were asked about, and what each is called."""
    order = found.most(filter, len(pictures))
    least = order[max(SHOWN, len(order) - LEAST) :]

    def drawn(places: Sequence[int]) -> tuple[tiles.Picture, ...]:
        return tuple(_tile(found, filter, place, pictures[place], labels[place]) for place in places)

    most = tiles.Section(
        "Pushed it most", "The longest gradients, the longest first.", drawn(order[:SHOWN]), small=True
    )
    if not least:
        return (most,)
    return (most, tiles.Section("Pushed it least", "The shortest, the shortest last.", drawn(least), small=True))


def _tile(found: influence.Influence, filter: int, place: int, pixels: np.ndarray, label: str) -> tiles.Picture:
    number = found.asked.places[place] + 1
    # In colours, as it was learned from: no scale belongs to it.
    drawn = picture.colours(pixels)
    length = numbers.text(_short(found.lengths[place, filter]))
    facts = (f"no. {number:,}", f"gradient {length}", direction(float(found.along[place, filter])))
    return tiles.Picture(label, drawn, facts=facts)


def direction(along: float) -> str:
    """How far a picture's pushes went along the way that the filter went."""
    part = round(100 * along)
    if not part:
        return "across its way"
    return f"{part} % along its way" if part > 0 else f"{-part} % against its way"


def told(found: influence.Influence, filter: int) -> str:
    """What was computed, and how much of it the pictures shown make up."""
    asked = found.asked
    lengths = found.lengths[:, filter]
    total = float(lengths.sum())
    share = float(np.sort(lengths)[::-1][:SHOWN].sum()) / total if total else 0.0
    steps = [f"{step:,}" for step in asked.steps]
    count = min(SHOWN, len(lengths))
    at = f"{', '.join(steps[:-1])} and {steps[-1]}"
    moved = numbers.text(_short(float(found.moved[filter])))
    return (
        f"Of {len(asked.places):,} training pictures, evenly spread, each one's own loss was followed back to these "
        f"weights at {len(asked.steps)} snapshots, steps {at}. The number is the mean length of its gradient. "
        f"The {count} longest make up {numbers.text(_short(100 * share))} % of all. They moved by {moved} in all "
        "(L2): 100 % along that way would be a picture that pushed nowhere else."
    )


# How it is computed, and what it is not.
METHOD = (
    "In the spirit of TracIn (Pruthi et al. 2020). Dropout is off, batch normalisation uses its kept statistics, and "
    "steps are not weighted by their learning rate. A long gradient is a strong push at that moment, which others may "
    "have undone: it does not say what the filter would be without the picture."
)


def _short(value: float) -> float:
    return float(f"{value:.3g}")
