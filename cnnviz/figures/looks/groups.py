"""Patches in groups, for the component patches: each with its number, its picture and where it lies there."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cnnviz import numbers
from cnnviz.figures.looks import pictures
from cnnviz.inspect.looks import likeness, patches

# Said of what links lead to.
ON_ITS_WAY, ON_THE_PHOTO = "Way of this unit", "Way of this channel on the whole picture"


@dataclass(frozen=True, eq=False)
class Group:
    """Patches under one title, with what is said of all of them, and whether links lead from them to a page."""

    title: str
    sentence: str
    patches: Sequence[patches.Patch]
    leads: bool = True


def described(groups: Sequence[Group]) -> list[dict[str, Any]]:
    """The groups as the component draws them."""
    return [
        {
            "title": group.title,
            "sentence": group.sentence,
            "patches": [_patch(patch, group.leads) for patch in group.patches],
        }
        for group in groups
    ]


def _patch(patch: patches.Patch, leads: bool) -> dict[str, Any]:
    found, shown = patch.found, patch.shown
    height, width = shown.picture.shape[:2]
    top, left, rows, columns = patch.place
    return {
        "patch": pictures.address(patch.pixels, pictures.PATCH),
        "ratio": patch.pixels.shape[1] / patch.pixels.shape[0],
        "crisp": max(patch.pixels.shape) < pictures.EXACT,
        "whole": pictures.whole(shown.picture),
        "sides": [height, width],
        "frame": [top / height, left / width, rows / height, columns / width],
        "number": numbers.text(found.number),
        "facts": _facts(patch),
        "told": told(patch),
        "go": _go(patch) if leads else None,
        "goes": (ON_ITS_WAY if shown.whole else ON_THE_PHOTO) if shown.sample and leads else "",
    }


def _facts(patch: patches.Patch) -> list[str]:
    found, shown = patch.found, patch.shown
    facts = [shown.label or shown.title]
    if found.number != found.sum:
        facts.append(f"from a sum of {numbers.text(found.sum)}")
    if patch.cut:
        facts.append("cut at the border")
    return facts


def told(patch: patches.Patch) -> str:
    """One patch in words."""
    height, width = patch.pixels.shape[:2]
    shown = patch.shown
    name = f"{shown.label}, {shown.title}" if shown.label else shown.title
    top, left = (round(place) + 1 for place in patch.place[:2])
    cut = ", cut at the border" if patch.cut else ""
    return f"{numbers.text(patch.found.number)}: {height} × {width} pixels from row {top}, column {left} of {name}{cut}"


def _go(patch: patches.Patch) -> dict[str, Any] | None:
    """The sample and unit that a link leads to; the unit only where all of the picture was looked at."""
    if not patch.shown.sample:
        return None
    unit = [patch.found.row + 1, patch.found.column + 1] if patch.shown.whole else [0, 0]
    return {"image": patch.shown.sample, "unit": unit}


def alike(found: likeness.Likeness) -> str:
    """How alike a set of patches is."""
    if not found.pairs:
        return "No two of these patches can be compared."
    return f"Laid over one another, any two of these patches have a mean correlation of {_rounded(found)}."


def ordered(found: Sequence[patches.Found], activation: str) -> str:
    """What the order of patches is, where their numbers do not say so."""
    if all(unit.number == unit.sum for unit in found):
        return ""
    return f" They stand in the order of their sums, of which {activation} makes their numbers."


def beside(found: likeness.Likeness, learned: likeness.Likeness) -> str:
    """The same of patches of random weights, beside those of learned ones."""
    said = alike(found)
    if not (found.pairs and learned.pairs):
        return said
    if found.mean >= learned.mean:
        return f"{said} That is no less than the {_rounded(learned)} above: being alike is not owed to learning."
    return f"{said} Above it is {_rounded(learned)}."


def _rounded(found: likeness.Likeness) -> str:
    return numbers.text(round(found.mean, 3))
