"""Filters as small pictures with what was measured of each, for the component filter_choice."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from cnnviz import numbers, packing
from cnnviz.figures.draw import palettes, tiles

COLOURS = 3
# Of filters that read no colours.
PALETTE = "blue-orange"


@dataclass(frozen=True, eq=False)
class Measured:
    """A number for each filter (n), NaN where there is none, how it is called, what is said of the bars, whether it is
    a share, which is written in percent, and what is said of choosing one."""

    values: np.ndarray
    name: str
    legend: str
    share: bool = False
    leads: str = ""


def kernel(weights: np.ndarray, end: float, pixels: bool = True) -> np.ndarray:
    """A filter (c i j) as colours uint8 (i j 3), 0 in the middle of −end … end: one that reads the `pixels` of a
    colour picture in its own, of any other its largest slice in those of signed maps."""
    if pixels and len(weights) == COLOURS:
        return np.moveaxis(tiles.grey((weights / end + 1) / 2), 0, 2)
    return np.asarray(palettes.SIGNED[PALETTE].colours[tiles.signed(weights[largest(weights)[0]], end)])


def largest(weights: np.ndarray) -> tuple[int, ...]:
    """The slices of a filter (c i j), those with the largest weights first."""
    lengths = np.linalg.norm(weights.reshape(len(weights), -1).astype(np.float64), axis=1)
    return tuple(int(one) for one in np.argsort(-lengths, kind="stable"))


def choice(
    weights: np.ndarray,
    dead: Collection[int],
    edited: Collection[int],
    chosen: int,
    measured: Measured | None = None,
) -> bytes:
    """The message of filters (n c i j), each on a scale of its own: those that are `dead` crossed out, those `edited`
    framed; with a bar over each where something was measured."""
    pictures = [kernel(one, _end(one, at in dead)) for at, one in enumerate(weights)]
    marked = [_tile(at, dead, edited, measured) for at in range(len(weights))]
    header = {
        "label": "Filters of the first layer" + (f": {measured.name}" if measured else ""),
        "chosen": chosen,
        "tiles": marked,
        "ends": _ends(measured) if measured else None,
        "legend": measured.legend if measured else "",
        "leads": measured.leads if measured else "",
    }
    return packing.packed(header, {"pixels": np.stack(pictures)})


def _end(weights: np.ndarray, dead: bool) -> float:
    """The weights of a dead filter are noise: they are shown as what they do, which is nothing."""
    return 1.0 if dead else tiles.limit(weights)


def _ends(measured: Measured) -> tuple[float, float]:
    known = measured.values[np.isfinite(measured.values)]
    low, high = (float(known.min()), float(known.max())) if len(known) else (0.0, 1.0)
    return min(0.0, low), max(high, 1e-9)


def _tile(at: int, dead: Collection[int], edited: Collection[int], measured: Measured | None) -> dict[str, object]:
    mark = "edited" if at in edited else "dead" if at in dead else ""
    words = [f"Filter {at + 1}", *([mark] if mark else [])]
    value, text = None, ""
    if measured is not None:
        number = float(measured.values[at])
        value = number if np.isfinite(number) else None
        text = "–" if value is None else written(value, measured.share)
        words.append(f"{measured.name} {'none' if value is None else text}")
    return {"channel": at, "told": ", ".join(words), "mark": mark, "value": value, "text": text}


def written(value: float, share: bool) -> str:
    """A number in as few letters as say something: shares as whole percents."""
    said = f"{round(100 * value)} %" if share else f"{value:.2f}"
    return numbers.text(0) if said in ("-0.00", "0.00") else said.replace("-0 %", "0 %").replace("-", "−")
