"""What the detector of the page “A square by hand” is set to: the link holds it, the component changes most of it."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from streamlit.delta_generator import DeltaGenerator

from cnnviz.figures.why import detectors
from cnnviz.images import picture
from cnnviz.ops.detectors import chain, recipes, scenes
from cnnviz.ui import links, widgets
from cnnviz.ui.picture import image_input

OWN = "own"
SIDE = 64
# The learner's shape: what each number can be.
SHAPE = {"row": (0, scenes.ROWS), "column": (0, scenes.COLUMNS), "side": detectors.SIDES, "turn": detectors.TURNS}


def menus(top: DeltaGenerator) -> tuple[str, str, str]:
    """The detector, the scene (a key of SCENES, or OWN) and the way to meet other sizes, chosen in `top`."""
    with top:
        kinds = {id: detector.label for id, detector in recipes.DETECTORS.items()}
        kind = widgets.segments("shape", "Look for a", kinds)
        labels = {**{id: scene.label for id, scene in scenes.SCENES.items()}, OWN: "Your picture"}
        scene = widgets.segments("scene", "In", labels)
        ways = {id: way.label for id, way in chain.WAYS.items()}
        why = "What brings shapes of other sizes back: the table below the detector compares them all."
        way = widgets.choice("way", "For other sizes", ways, width=170, help=why)
    return kind, scene, way


def seen(top: DeltaGenerator, kind: str, scene: str) -> tuple[scenes.Thing, ...] | np.ndarray:
    """What the detector looks at: the things of a scene, or a picture (h w), chosen and drawn in a menu in `top`."""
    if scene != OWN:
        return scenes.SCENES[scene].of(kind)
    menu = top.popover("Photo, draw", key="picture_menu")
    chosen = image_input.controls(top, menu, colour=False, most=SIDE)
    return picture.floats(chosen.working.pixels)[0]


def values(kind: str, scene: str) -> dict[str, int]:
    """The component's sliders and the learner's shape, by name."""
    own = scenes.SCENES[scene].things[0] if scene in scenes.SCENES else scenes.SCENES["one"].things[0]
    shape = {name: _held(f"{scene}_{name}", *SHAPE[name], getattr(own, name)) for name in SHAPE}
    return {
        **shape,
        "corner": _held("corner", 0, chain.CORNER_MOST, chain.CORNER),
        "found": _held(f"found_{kind}", 0, chain.FOUND_MOST, int(recipes.DETECTORS[kind].found)),
        "pitch": _held("pitch", *chain.PITCHES, chain.PITCH),
    }


def chosen(kind: str, way: str, values: Mapping[str, int]) -> chain.Settings:
    """The detector as its menus and sliders say."""
    return chain.Settings(kind, values["pitch"], float(values["corner"]), float(values["found"]), way)


def taken(kind: str, scene: str) -> Callable[[Mapping[str, Any]], None]:
    """A callback that takes over what the component says, as far as it can be."""

    def take(said: Mapping[str, Any]) -> None:
        limits = {
            **{name: (f"{scene}_{name}", SHAPE[name]) for name in SHAPE},
            "corner": ("corner", (0, chain.CORNER_MOST)),
            "found": (f"found_{kind}", (0, chain.FOUND_MOST)),
            "pitch": ("pitch", chain.PITCHES),
        }
        for name, (key, (low, high)) in limits.items():
            if type(value := said.get(name)) is int and low <= value <= high:
                links.put(key, value)

    return take


def _held(name: str, low: int, high: int, default: int) -> int:
    return widgets.hidden_number(name, low, high, default)
