"""How alike within itself a set of patches is: the mean correlation of every two, pixel by pixel."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from cnnviz.images import picture
from cnnviz.inspect.looks import patches, sets
from cnnviz.inspect.models import Model


@dataclass(frozen=True)
class Likeness:
    """The mean of Pearson's correlation over so many `pairs`; NaN where there is none. Of pairs without contrast, none
    is taken."""

    mean: float
    pairs: int


def likeness(units: Sequence[patches.Found], pictures: sets.PictureSet, model: Model) -> Likeness:
    """Of what these units see, laid over one another so that each unit's window lies on the others': pixels of both
    that lie on their pictures are compared, all channels together."""
    windows = list(pictures.pixels([unit.window for unit in units], model.preparation)) if units else []
    found = [
        value
        for (one, first), (other, second) in combinations(zip(units, windows, strict=True), 2)
        if (value := correlation(one, first, other, second)) is not None
    ]
    return Likeness(float(np.mean(found)) if found else float("nan"), len(found))


def correlation(
    one: patches.Found, first: picture.Pixels, other: patches.Found, second: picture.Pixels
) -> float | None:
    """Of two windows (c h w), where both units see pixels; None where one of them has no contrast there."""
    rows = _common(one.rows, other.rows, first.shape[1], second.shape[1])
    columns = _common(one.columns, other.columns, first.shape[2], second.shape[2])
    a = first[:, rows[0][0] : rows[0][1], columns[0][0] : columns[0][1]].astype(np.float64).ravel()
    b = second[:, rows[1][0] : rows[1][1], columns[1][0] : columns[1][1]].astype(np.float64).ravel()
    if not a.size:
        return None
    a, b = a - a.mean(), b - b.mean()
    lengths = float(np.linalg.norm(a) * np.linalg.norm(b))
    return float(a @ b) / lengths if lengths > 0 else None


def _common(
    one: tuple[int, int], other: tuple[int, int], size: int, other_size: int
) -> tuple[tuple[int, int], tuple[int, int]]:
    """The pixels of both spans that lie on both pictures: where they begin and end on each."""
    begin = max(0, -one[0], -other[0])
    end = min(one[1] - one[0] + 1, size - one[0], other_size - other[0])
    end = max(begin, end)
    return (one[0] + begin, one[0] + end), (other[0] + begin, other[0] + end)
