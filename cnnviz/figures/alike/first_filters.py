"""The filters that read the pixels as small pictures in their own colours, in three groups."""

from collections.abc import Sequence

import numpy as np

from cnnviz import numbers
from cnnviz.figures.draw import alternatives, palettes, tiles
from cnnviz.inspect.alike import first_filters

# Of filters that read one channel.
PALETTE = "blue-orange"


def special(filters: Sequence[first_filters.FirstFilter], threshold: float) -> tuple[tiles.Section, ...]:
    """Those that oppose colours and the dead ones; from this |cos| on it is said which of the Lab's they look like."""
    opponent = [one for one in filters if one.opponent]
    dead = [one for one in filters if not one.alive]
    return (
        *_section(f"Colour against colour: {len(opponent)}", opponent_sentence(), opponent, threshold),
        *_section(f"Dead: {len(dead)}", dead_sentence(dead), dead, threshold),
    )


def others(filters: Sequence[first_filters.FirstFilter], threshold: float) -> tuple[tiles.Section, ...]:
    """The same of those that are neither; filters that read one channel have no colours."""
    found = [one for one in filters if one.alive and not one.opponent]
    return _section("", _rest(found), found, threshold)


def _section(
    title: str, sentence: str, group: Sequence[first_filters.FirstFilter], threshold: float
) -> tuple[tiles.Section, ...]:
    if not group:
        return ()
    return (tiles.Section(title, sentence, tuple(_tile(one, threshold) for one in group), small=True),)


def opponent_sentence() -> str:
    """How it is decided which filters oppose colours."""
    return (
        "A grey picture has the same number in all three channels: of a filter it meets only the mean of the three "
        f"slices. These filters keep more than {first_filters.OPPONENT:.0%} of their energy, the sum of their squared "
        "weights, without that mean: grey pictures get next to no answer. Grey is 0; a colour says how red, green and "
        "blue weigh."
    )


def dead_sentence(dead: Sequence[first_filters.FirstFilter]) -> str:
    """What it means that filters are dead."""
    largest = max((float(np.abs(one.weights).max()) for one in dead), default=0.0)
    weights = "All weights are 0" if largest < 1e-6 else f"No weight is larger than {largest:.0e}".replace("-", "−")
    return (
        f"{weights}. Whatever the picture, the sum of products is 0, and the map has the same number everywhere. "
        "Training left them; their channel costs work and tells nothing."
    )


def _rest(found: Sequence[first_filters.FirstFilter]) -> str:
    """What is to be said of the filters that are neither."""
    if not all(one.reads_colours for one in found):
        return "They read one channel: blue is negative, white 0, orange positive."
    return (
        "They meet light and dark; the percentage is the share of their energy that no grey picture meets. Grey is 0."
    )


def _tile(one: first_filters.FirstFilter, threshold: float) -> tiles.Picture:
    end = tiles.limit(one.weights) if one.alive else 1.0
    facts = (*_facts(one, threshold), *((f"ends ±{numbers.text(end)}",) if one.alive else ()))
    told = alternatives.text(one.weights.mean(axis=0))
    return tiles.Picture(f"Filter {one.number}", _pixels(one, end), facts=facts, told=told)


def _pixels(one: first_filters.FirstFilter, end: float) -> np.ndarray:
    """A filter in its own colours, 0 in the middle; one that reads one channel in those of signed maps."""
    if not one.reads_colours:
        return np.asarray(palettes.SIGNED[PALETTE].colours[tiles.signed(one.weights[0], end)])
    return np.moveaxis(tiles.grey((one.weights / end + 1) / 2), 0, 2)


def _facts(one: first_filters.FirstFilter, threshold: float) -> tuple[str, ...]:
    """Which of the Lab's kernels its pattern looks like, and how much of it is colour."""
    if not one.alive:
        return ("dead",)
    looks = (f"like {one.looks}, {one.alike:.2f}",) if one.alike > threshold else ()
    against = (" against ".join(" and ".join(side) for side in one.sides),) if one.opponent else ()
    return (*against, *looks, *((f"{one.colour:.0%} colour",) if one.reads_colours else ()))
