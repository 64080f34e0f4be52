"""The walk of a window over a map as pictures for slides: one moment as a PNG, all of it as a GIF that moves."""

import io
import itertools
from collections.abc import Iterable, Iterator

import numpy as np
from PIL import Image

from cnnviz import limits
from cnnviz.errors import InputError
from cnnviz.figures.walk import sheet, walks

# The last frame stays this many times as long.
HELD = 5
SECONDS = (0.02, 10.0)
# A GIF's 256 colours, less one that says “as before”.
COLOURS = 255
EXACT = 60


def places(shape: tuple[int, int], most: int) -> tuple[tuple[int, int], ...]:
    """Output cells (row, column) in reading order: all of them, or `most`, evenly spread from the first to the last.

    Raises InputError where `most` is not positive.
    """
    if most < 1:
        raise InputError(f"A walk of {most} steps shows nothing. Choose 1 or more.")
    count = shape[0] * shape[1]
    chosen = np.arange(count) if count <= most else np.linspace(0, count - 1, most).round().astype(int)
    return tuple((int(at) // shape[1], int(at) % shape[1]) for at in chosen)


def picture(walk: walks.Walk, row: int, column: int, filled: np.ndarray | None = None) -> Image.Image:
    """One moment: input, arithmetic, output. `filled` (h w) says which outputs are shown, by default all up to this
    one in reading order. Raises InputError outside the map."""
    return sheet.Sheet(walk).picture(row, column, filled)


def frames(walk: walks.Walk, cells: Iterable[tuple[int, int]]) -> Iterator[Image.Image]:
    """A picture for each output cell (row, column); what was once computed stays. Raises InputError outside the map."""
    drawn = sheet.Sheet(walk)
    filled = np.zeros(walk.shape, bool)
    for row, column in cells:
        walk.check(row, column)
        filled.flat[: row * walk.shape[1] + column + 1] = True
        yield drawn.picture(row, column, filled)


def png(walk: walks.Walk, row: int, column: int) -> bytes:
    """One moment as a PNG. Raises InputError outside the map."""
    stream = io.BytesIO()
    picture(walk, row, column).save(stream, "PNG", optimize=True)
    return stream.getvalue()


def gif(images: Iterable[Image.Image], seconds_per_frame: float) -> bytes:
    """Pictures of one size as a GIF that goes on for ever, its last frame held longer.

    All share the colours of the first, which holds every scale. Raises InputError on no picture, more than
    limits.GIF_FRAMES, or a time outside SECONDS.
    """
    if not SECONDS[0] <= seconds_per_frame <= SECONDS[1]:
        low, high = SECONDS
        raise InputError(f"{seconds_per_frame} seconds a frame cannot be. Choose {low} to {high:g}.")
    capped = _capped(images)
    first = next(capped, None)
    if first is None:
        raise InputError("There is no frame to animate. Give at least one output cell.")
    palette = _Palette(first)
    stream = io.BytesIO()
    palette.reduced(first).save(
        stream,
        "GIF",
        save_all=True,
        append_images=_held(palette.reduced(one) for one in capped),
        duration=round(seconds_per_frame * 1000),
        loop=0,
        optimize=True,
        transparency=COLOURS,
    )
    return stream.getvalue()


def _capped(images: Iterable[Image.Image]) -> Iterator[Image.Image]:
    for count, image in enumerate(images, start=1):
        if count > limits.GIF_FRAMES:
            raise InputError(f"That is more than {limits.GIF_FRAMES} frames. Show fewer output cells.")
        yield image


def _held(images: Iterable[Image.Image]) -> Iterator[Image.Image]:
    """The last once more and more: Pillow lets a frame like the one before it only last longer."""
    image = None
    for image in images:
        yield image
    if image is not None:
        yield from itertools.repeat(image, HELD - 1)


class _Palette:
    """At most COLOURS colours for all frames: the most frequent of the first one as they are, the rest between them."""

    def __init__(self, image: Image.Image) -> None:
        met, counts = np.unique(_codes(image), return_counts=True)
        exact = _colours(met[np.argsort(-counts, kind="stable")[:EXACT]])
        between = Image.fromarray(_colours(met)[None]).quantize(
            COLOURS - len(exact), Image.Quantize.MEDIANCUT, kmeans=2
        )
        others = np.array(between.getpalette(), np.uint8).reshape(-1, 3)
        self.colours = np.unique(np.concatenate([exact, others]), axis=0)
        self.nearest = np.full(2**24, COLOURS, np.uint8)  # COLOURS: not looked up yet

    def reduced(self, image: Image.Image) -> Image.Image:
        """A picture in these colours alone."""
        codes = _codes(image)
        places = self.nearest[codes]
        new = np.unique(codes[places == COLOURS])
        if len(new):
            self._look_up(new)
            places = self.nearest[codes]
        picture = Image.fromarray(places)
        picture.putpalette(self.colours.tobytes())
        return picture

    def _look_up(self, codes: np.ndarray) -> None:
        far = _colours(codes).astype(np.int32)[:, None] - self.colours  # (codes colours 3)
        self.nearest[codes] = np.square(far).sum(axis=2).argmin(axis=1)


def _codes(image: Image.Image) -> np.ndarray:
    """A number for every pixel's colour: (h w)."""
    pixels = np.asarray(image.convert("RGB"), np.uint32)
    return pixels[:, :, 0] << 16 | pixels[:, :, 1] << 8 | pixels[:, :, 2]


def _colours(codes: np.ndarray) -> np.ndarray:
    """The colours of such numbers: (n) -> uint8 (n 3)."""
    return np.stack([codes >> 16, codes >> 8 & 255, codes & 255], axis=-1).astype(np.uint8)
