"""A hand-made detector and the picture that it looks at, for the component detector."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from cnnviz import numbers, packing
from cnnviz.figures.draw import palettes
from cnnviz.ops import kernels
from cnnviz.ops.detectors import chain, every_size, recipes, scenes

SIDES, TURNS = (5, 30), (0, 90)


def blob(
    detector: str,
    way: str,
    values: Mapping[str, int],
    seen: tuple[scenes.Thing, ...] | np.ndarray,
    palette: str = "blue-orange",
    *,
    asking: bool = False,
) -> bytes:
    """The message of the component detector: keys of recipes.DETECTORS and chain.WAYS, the `values` of its sliders and
    of the learner's shape, and what is `seen`: things, or a picture (h w) in 0–1; the filters as float32; whether a
    question is `asking` for what is found."""
    recipe = recipes.DETECTORS[detector]
    drawn = isinstance(seen, np.ndarray)
    header = {
        "kind": {
            "kind": detector,
            "label": recipe.label,
            "dots": [vars(dot) for dot in recipe.dots],
            "corners": [recipes.CORNERS[name].caption for name in recipe.corners],
        },
        "directions": kernels.COMPASS,
        "ranges": {"shares": chain.SHARES, "pitches": chain.PITCHES},
        "values": dict(values),
        "knobs": _knobs(),
        "way": way,
        "ways": {id: {"label": one.label, "sentence": one.sentence} for id, one in chain.WAYS.items()},
        "things": [] if drawn else [vars(thing) for thing in seen],
        "size": (scenes.ROWS, scenes.COLUMNS),
        "outlines": scenes.OUTLINES,
        "asking": asking,
    }
    arrays = {
        "edges": recipe.edge_weights().astype(np.float32),
        "corners": recipe.corner_weights().astype(np.float32),
        "pattern": recipe.weights().astype(np.float32),
        "palette": palettes.SIGNED[palette].colours,
    }
    return packing.packed(
        header, arrays | ({"picture": seen.astype(np.float32)} if isinstance(seen, np.ndarray) else {})
    )


def _knobs() -> list[dict[str, Any]]:
    """The sliders: their names among the values, what they are called, why one would touch them, and their ranges."""
    low, high = chain.PITCHES
    return [
        _knob("side", "Size of yours, px", "A kernel has one size, and knows nothing of others.", *SIDES),
        _knob("turn", "Turned by, °", "An edge that is turned belongs to another direction.", *TURNS),
        _knob("corner", "Corner threshold", "One edge alone gives 15 here, two give 30.", 0, chain.CORNER_MOST),
        _knob("pitch", "Third of the dots' distance, px", "The dilation of the last filter.", low, high),
        _knob("found", "Found above", "Low: more is found, and more that is none.", 0, chain.FOUND_MOST),
    ]


def _knob(name: str, label: str, why: str, low: int, high: int) -> dict[str, Any]:
    return {"name": name, "label": label, "why": why, "low": low, "high": high}


def sizes_table(found: Mapping[tuple[int, int], every_size.Count]) -> list[dict[str, str]]:
    """What a detector makes of its shape: a row for each size, a column for each turn."""
    return [
        {"side": f"{side} px", **{_turned(turn): _counted(found[side, turn]) for turn in every_size.TURNS}}
        for side in every_size.SIDES
    ]


def sizes_sentence(found: Mapping[tuple[int, int], every_size.Count]) -> str:
    """The table in a sentence."""
    hits, missed, alarms = (sum(getattr(one, name) for one in found.values()) for name in ("found", "missed", "alarms"))
    each = len(every_size.PLACES)
    return (
        f"Every size and turn stands in a picture of its own, at {each} places a pixel apart. Of "
        f"{numbers.count(hits + missed, 'shape')} {hits} are found and {missed} missed, with "
        f"{numbers.count(alarms, 'false alarm')}."
    )


def _turned(degrees: int) -> str:
    return f"turned by {degrees}°" if degrees else "upright"


def _counted(one: every_size.Count) -> str:
    """Found, and of how many, in bold where any is; false alarms where there are any."""
    hits = f"{one.found} of {one.found + one.missed}"
    alarms = f" + {numbers.count(one.alarms, 'false alarm')}" if one.alarms else ""
    return f"**{hits}**{alarms}" if one.found else f"{hits}{alarms}"
