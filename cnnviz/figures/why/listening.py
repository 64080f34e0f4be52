"""Effective receptive fields as heat over pictures, for the component heat, and in words (C75, C76)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cnnviz import numbers, packing
from cnnviz.nets.inside import effective

WORDS = (
    "The **theoretical receptive field** of a unit is its window: all pixels that can change it. How much each of them "
    "does change it is the unit’s gradient with respect to that pixel. Where that is not next to 0 is its **effective "
    "receptive field**: Luo, Li, Urtasun and Zemel, *Understanding the Effective Receptive Field in Deep Convolutional "
    "Neural Networks*, NIPS 2016. They found it to be like a bell, and a smaller part of the window the more layers "
    "there are: from the middle more paths lead to the unit."
)


@dataclass(frozen=True, eq=False)
class Heard:
    """What a unit listens to, the picture uint8 (h w) that it is shown on, and how it was measured."""

    title: str
    image: np.ndarray
    measured: effective.Measured
    how: str


def blob(heard: Sequence[Heard], *, asking: bool = False) -> bytes:
    """The message of the component heat; whether a question is `asking` for what is hot."""
    arrays: dict[str, np.ndarray] = {}
    for at, one in enumerate(heard):
        arrays[f"image{at}"], arrays[f"heat{at}"] = one.image, one.measured.field.astype(np.float32)
    return packing.packed({"figures": [_figure(one) for one in heard], "asking": asking}, arrays)


def _figure(one: Heard) -> dict[str, object]:
    field, (top, left, bottom, right) = one.measured.field, one.measured.box
    rows, columns = bottom - top + 1, right - left + 1
    rim = (1 - effective.HALF) / 2
    strongest = np.unravel_index(int(field.argmax()), field.shape)
    return {
        "title": one.title,
        "facts": [sentence(one), one.how],
        "told": f"{sentence(one)} Strongest in row {int(strongest[0]) + 1}, column {int(strongest[1]) + 1}.",
        "window": {"top": top, "left": left, "rows": rows, "columns": columns},
        "centre": {
            "top": top + rim * rows,
            "left": left + rim * columns,
            "rows": effective.HALF * rows,
            "columns": effective.HALF * columns,
        },
    }


def sentence(one: Heard) -> str:
    """The window's size, and how much of the gradient lies in its middle."""
    top, left, bottom, right = one.measured.box
    if not one.measured.field.any():
        return f"Window {bottom - top + 1} × {right - left + 1}; no gradient at all."
    return (
        f"Window {numbers.size((bottom - top + 1, right - left + 1))}; {one.measured.share:.1%} of the gradient in "
        f"its central half. Listening to all alike it would be {one.measured.even:.1%}."
    )
