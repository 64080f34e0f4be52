"""What the page of one neuron is set to: its component changes it, and the link holds it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from cnnviz.datasets import shapes
from cnnviz.figures.why import templates
from cnnviz.ops import activations
from cnnviz.ops.templates import grey_text
from cnnviz.ops.templates.neuron import Setting
from cnnviz.ui import links, widgets

USUAL = Setting()
SIDES = (8, 16, 28)
# Name in the link -> lowest, highest and usual value.
NUMBERS = {
    "weight_length": (1.0, 40.0, USUAL.length),
    "brightness": (0.1, 3.0, USUAL.brightness),
    "contrast": (0.0, 2.0, USUAL.contrast),
    "neuron_bias": (-40.0, 40.0, USUAL.bias),
}
# Name in the link -> choices and the usual one.
CHOICES: dict[str, tuple[tuple[Any, ...], Any]] = {
    "template": (tuple(templates.TITLES), "t"),
    "against": (tuple(templates.TITLES), "cross"),
    "normalise": ((True, False), USUAL.normalise),
    "sigma": (tuple(activations.ACTIVATIONS), USUAL.activation),
}
# Name in the link -> what a text can be that is not empty, and the usual one.
TEXTS = {
    "theta": (re.compile(r"-?\d{1,3}(\.\d)?"), ""),
    "template_cut": (re.compile(r"\d{1,2},\d{1,2}"), "0,0"),
    "against_cut": (re.compile(r"\d{1,2},\d{1,2}"), "24,24"),
    "template_drawn": (re.compile(f"[0-9a-f]{{1,{max(SIDES) ** 2}}}"), ""),
    "against_drawn": (re.compile(f"[0-9a-f]{{1,{max(SIDES) ** 2}}}"), ""),
}
FURTHEST = 180.0


@dataclass(frozen=True, eq=False)
class Images:
    """The two images as they are before anything is done to them, float64 (side side)."""

    template: np.ndarray
    against: np.ndarray


def current() -> dict[str, Any]:
    """Name -> value of everything that the component sets."""
    values: dict[str, Any] = {name: widgets.hidden_number(name, *range_) for name, range_ in NUMBERS.items()}
    values |= {name: widgets.hidden_choice(name, known, usual) for name, (known, usual) in CHOICES.items()}
    for name, (pattern, usual) in TEXTS.items():
        text = widgets.hidden_text(name, usual)
        values[name] = text if pattern.fullmatch(text) else usual
    if values["theta"] and abs(float(values["theta"])) > FURTHEST:
        values["theta"] = ""
    return values


def take(said: Mapping[str, Any]) -> None:
    """Take over what the component says, as far as it can be; for callbacks."""
    for name, (low, high, _) in NUMBERS.items():
        if type(value := said.get(name)) in (int, float) and low <= float(value or 0) <= high:
            links.put(name, float(value or 0))
    for name, (known, _) in CHOICES.items():
        if (value := said.get(name)) in known:
            links.put(name, value)
    for name, (pattern, _) in TEXTS.items():
        if isinstance(value := said.get(name), str) and (not value or pattern.fullmatch(value)):
            links.put(name, value)


def images(values: Mapping[str, Any], picture: np.ndarray, side: int) -> Images:
    """The template and the image that it is held against; `picture` (h w) is what they are cut from."""
    return Images(*(_image(name, values, picture, side) for name in ("template", "against")))


def _image(name: str, values: Mapping[str, Any], picture: np.ndarray, side: int) -> np.ndarray:
    source = values[name]
    if source == templates.CUT:
        top, left = (
            max(0, min(size - side, int(place)))
            for place, size in zip(values[f"{name}_cut"].split(","), picture.shape, strict=True)
        )
        return picture[top : top + side, left : left + side].astype(np.float64)
    if source == templates.DRAWN:
        drawn = grey_text.image(values[f"{name}_drawn"])
        return drawn if drawn is not None and len(drawn) == side else np.zeros((side, side))
    return shapes.upright(source, side).astype(np.float64)
