"""Photographs that come with the app, all in the public domain: squares of 384 pixels at most, one file each.

CREDITS.md beside them says whose they are and where they come from.
"""

import functools
import io
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, WebPImagePlugin

from cnnviz.images import eight_bit

Pixels = NDArray[np.uint8]

FOLDER = Path(__file__).parent
# The side in pixels of what is clicked, on screens with two pixels for each of a style sheet's 44; and how much of it
# is kept when it is packed, of 100.
THUMBNAIL, QUALITY = 88, 70
CC0 = "CC0"
PUBLIC = "public domain"


@dataclass(frozen=True)
class Photograph:
    """A photograph: what can be seen in it, who took it, where it was published, and under which terms."""

    title: str
    sentence: str
    author: str
    source: str
    licence: str

    @property
    def credit(self) -> str:
        """Whose it is, as it stands behind its sentence."""
        return f"Photograph: {self.author}, {self.licence}."


PHOTOGRAPHS: dict[str, Photograph] = {
    "cat": Photograph(
        "Cat",
        "Fur and whiskers: fine lines that run in every direction.",
        "Stefan van der Walt",
        "https://scikit-image.org/docs/stable/api/skimage.data.html#skimage.data.chelsea",
        CC0,
    ),
    "coffee": Photograph(
        "Coffee",
        "Ellipses, highlights and wood grain: smooth against rough.",
        "Rachel Michetti, Pikolo Espresso Bar",
        "https://scikit-image.org/docs/stable/api/skimage.data.html#skimage.data.coffee",
        CC0,
    ),
    "astronaut": Photograph(
        "Astronaut",
        "A person among many things: which of them does a filter answer?",
        "NASA",
        "https://flic.kr/p/r9qvLn",
        PUBLIC,
    ),
    "photographer": Photograph(
        "Photographer",
        "A dark coat, thin legs of a tripod, a lawn: edges of every width.",
        "Lav Varshney",
        "https://github.com/scikit-image/scikit-image/issues/3927",
        CC0,
    ),
    "rocket": Photograph(
        "Rocket",
        "Upright lines before a slow ramp of sky, and lamps that are a blob each.",
        "SpaceX",
        "https://www.flickr.com/photos/spacexphotos/16511594820",
        PUBLIC,
    ),
    "retina": Photograph(
        "Retina",
        "Vessels that branch: dark lines, thick ones and thin ones, for a line detector.",
        "Mikael Häggström",
        "https://commons.wikimedia.org/wiki/File:Fundus_photograph_of_normal_left_eye.jpg",
        CC0,
    ),
}


@functools.cache
def native(key: str) -> Pixels:
    """The photograph as it lies in its file: uint8 (s s 3), read-only."""
    # Pillow looks for other formats' readers first, unless it has this one.
    with WebPImagePlugin.WebPImageFile(FOLDER / f"{key}.webp") as image:
        pixels = np.asarray(image.convert("RGB"))
    pixels.setflags(write=False)
    return pixels


def scaled(key: str, side: int) -> Pixels:
    """The photograph at `side` pixels, uint8 (side side 3): shrunk, or enlarged by repeating pixels."""
    image = Image.fromarray(native(key))
    if side > image.width:
        return np.asarray(image.resize((side, side), Image.Resampling.NEAREST))
    return np.asarray(eight_bit.shrunk(image, side))


@functools.cache
def thumbnail(key: str) -> bytes:
    """The photograph to be clicked, as a WebP file."""
    stream = io.BytesIO()
    Image.fromarray(scaled(key, THUMBNAIL)).save(stream, "WEBP", quality=QUALITY, method=6)
    return stream.getvalue()


def origin(key: str, side: int) -> str:
    """What was done to it at `side` pixels, as a sentence."""
    own = len(native(key))
    how = "scaled to" if side < own else "enlarged by repeating pixels to" if side > own else "used at"
    return f"Cut to a square of {own} × {own} px, {how} {side} × {side} px. {PHOTOGRAPHS[key].credit}"
