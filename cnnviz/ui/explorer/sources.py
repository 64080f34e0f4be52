"""What is convolved: numbers, a picture, a stack of slices, or the maps of an earlier stage."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

import numpy as np
from streamlit.delta_generator import DeltaGenerator

from cnnviz.images import picture
from cnnviz.images.samples import volume
from cnnviz.ui import widgets
from cnnviz.ui.explorer import painting, texts
from cnnviz.ui.picture import image_input

INPUTS = {"small-numbers": "Small numbers", "picture": "Picture", "stack": "Two slices"}
# Besides, where a kernel slides along the depth by itself.
VOLUME = "volume"
# A T, small enough to read.
EXAMPLE = ";".join(("0,0,0,0,0,0,0,0", *("0,1,1,1,1,1,1,0",) * 2, *("0,0,0,1,1,0,0,0",) * 4, "0,0,0,0,0,0,0,0"))
# The largest working image here: every pixel of it travels with each answer.
MOST_SIDE = 256


@dataclass(frozen=True, eq=False)
class Numbers:
    """Numbers, float32 (1 h w), that can be typed over; the link keeps them as text under `name`."""

    image: np.ndarray
    name: str
    channels: tuple[str, ...] = ("numbers",)


@dataclass(frozen=True, eq=False)
class Picture:
    """A picture's pixels, uint8 (c h w), and its channels' names. It can be painted over where `base` says which
    picture it was before."""

    pixels: np.ndarray
    channels: tuple[str, ...]
    base: str = ""

    @cached_property
    def image(self) -> np.ndarray:
        """Float32 (c h w), 0 to 1."""
        return picture.floats(self.pixels)


@dataclass(frozen=True, eq=False)
class Stack:
    """Neighbouring slices, float32 (c h w): a kernel as deep as they are adds them up."""

    image: np.ndarray
    channels: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Maps:
    """What an earlier stage made, float32 (c h w): only that stage's settings change it."""

    image: np.ndarray
    channels: tuple[str, ...]


Source = Numbers | Picture | Stack | Maps


def kind(top: DeltaGenerator, more: Mapping[str, str] = MappingProxyType({})) -> str:
    """Which input is chosen in `top`: of INPUTS, and of `more`."""
    with top:
        return widgets.segments("input", "Input", INPUTS | dict(more))


def menu(top: DeltaGenerator, example: str = EXAMPLE) -> Callable[[], Source]:
    """The menus of what is convolved, in `top`; `example` is the small matrix to begin with.

    Returns what reads it, for every run of the fragment: painting and typing change it without a run of the page.
    """
    return reader(top, kind(top), example)


def reader(top: DeltaGenerator, kind: str, example: str = EXAMPLE) -> Callable[[], Source]:
    """What reads an input of that kind, with the rest of its menus in `top`."""
    if kind == "small-numbers":
        return lambda: from_numbers("numbers", example)
    if kind == "picture":
        menu = top.popover("Photo, size, colour", key="picture_menu")
        chosen = image_input.controls(top, menu, most=MOST_SIDE)
        return lambda: from_picture(chosen)
    stack = _stack(top)
    return lambda: stack


def _stack(top: DeltaGenerator) -> Stack:
    """Two neighbouring slices of a small volume: what a kernel two slices deep sees at one depth."""
    slices = volume.moving_square()
    last = len(slices) - volume.DEPTH
    with top:
        why = "The kernel covers this slice and the next, as channels. In a 3-D stack it slides along the depth."
        depth = widgets.place("depth", "First slice under the kernel", last + 1, 1, help=why, width=220)
    seen = slices[depth : depth + volume.DEPTH]
    return Stack(seen, tuple(f"slice {depth + k + 1}" for k in range(len(seen))))


def from_picture(chosen: image_input.Chosen) -> Picture:
    """A picture, with what somebody painted over it."""
    original = chosen.working.pixels
    return Picture(painting.painted(original), chosen.channels, painting.base(original))


def from_numbers(name: str, usual: str, flat: bool = False) -> Numbers:
    """Numbers that the link holds as text under `name`, one row of them if `flat`."""
    rows = texts.read(name, usual, "data", flat)
    return Numbers(rows[None].astype(np.float32), name)
