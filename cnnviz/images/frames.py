"""The frames of a film or the pages of a stack, each as a small square of grey: slices of a volume."""

import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from cnnviz import errors, limits
from cnnviz.images import decode, picture, room
from cnnviz.images.containers import container

# Formats whose files may hold several pictures.
SEVERAL = ("GIF", "TIFF", "WEBP")
# Pixels of a slice's side: 8, 12, 16 and 24 divide it, so that smaller slices are exact means.
SIDE = 48
# Kinds of Pillow's images whose numbers have no end that is white: a stack's own extremes are black and white.
_WIDE = ("I", "F", "I;16", "I;16B", "I;16L", "I;16N")

Slices = NDArray[np.float32]


def slices(data: bytes, name: str, most: int) -> Slices:
    """The pictures in a file, evenly chosen where they are more than `most`: float32 (n SIDE SIDE), 0 to 1. Raises
    InputError."""
    first = decode.decoded(data, name)
    try:
        film = Image.open(io.BytesIO(data), formats=SEVERAL)
        count = int(getattr(film, "n_frames", 1))
    except Exception:
        # What decode reads and Pillow does not: one picture.
        count = 1
    if count < 2:
        return picture.square(picture.CHANNELS["grey"].take(first.pixels), SIDE)[None]
    try:
        return _several(film, count, most)
    except container.UnusableError as reason:
        raise errors.InputError(f"{first.name} {reason}") from None
    except Exception as error:
        # Pillow promises no list of what a damaged file may raise; whatever it is, the file is the cause.
        raise errors.InputError(f"{first.name} is damaged: one of its frames cannot be decoded.") from error


def _several(film: Image.Image, count: int, most: int) -> Slices:
    """Frames have to be decoded one after the other: of a long film its beginning is looked at."""
    reached = min(count, max(2, limits.PIXELS // (film.width * film.height)))
    wanted = np.unique(np.linspace(0, reached - 1, min(reached, most)).round().astype(int))
    made, wide = [], False
    for place in wanted:
        film.seek(int(place))
        if film.width * film.height > limits.PIXELS:
            raise container.UnusableError(f"holds a frame of more than {limits.PIXELS:,} pixels: make it smaller.")
        with room.taken(film.width * film.height):
            made.append(_grey(film))
        wide = wide or film.mode in _WIDE
    low, high = min(one.min() for one in made), max(one.max() for one in made)
    if not wide:
        low, high = 0, 255
    spread = (high - low) or 1
    return np.stack([(_square(one) - low) / spread for one in made]).astype(np.float32)


def _grey(film: Image.Image) -> np.ndarray:
    """A frame's numbers, float32 (h w): 0 to 255, or as they are where they have no end that is white."""
    if film.mode in _WIDE:
        return np.nan_to_num(np.asarray(film, np.float32))
    clear = Image.new("RGBA", film.size, "white")
    clear.alpha_composite(film.convert("RGBA"))
    return np.asarray(clear.convert("L"), np.float32)


def _square(values: np.ndarray) -> np.ndarray:
    """The middle of a picture (h w), its shorter side long, as SIDE × SIDE means."""
    height, width = values.shape
    short = min(height, width)
    top, left = (height - short) // 2, (width - short) // 2
    cut = Image.fromarray(np.ascontiguousarray(values[top : top + short, left : left + short]))
    return np.asarray(cut.resize((SIDE, SIDE), Image.Resampling.BOX))


def shrunk(slices: Slices, side: int) -> Slices:
    """Slices (n SIDE SIDE) as means of `side` × `side`, which divides SIDE: float32 (n side side)."""
    step = SIDE // side
    return slices.reshape(len(slices), side, step, side, step).mean(axis=(2, 4), dtype=np.float32)
