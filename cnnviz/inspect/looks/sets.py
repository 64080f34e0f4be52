"""Sets of pictures that a network is shown: photographs in several sizes, or a data set."""

import dataclasses
import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from cnnviz.datasets import data
from cnnviz.images import picture, samples
from cnnviz.images.samples import photographs
from cnnviz.inspect import preparation
from cnnviz.inspect import preparation as reading

# The side that samples are used at: that of the page with the whole way, so that numbers are the same on both.
SIDE = 384
# Samples that are cut into parts as well, and these: shares of the shorter side, and how many a side.
DETAILED = ("still-life", *photographs.PHOTOGRAPHS)
SHARES, ACROSS = (1 / 2, 1 / 3), 3
# Pictures of a data set: the first so many.
MOST = 2000
Square = tuple[int, int, int, int]  # first row, first column, rows, columns


@dataclass(frozen=True)
class Place:
    """Where a window lies: on which picture of its set, and which part of that."""

    source: int
    square: Square


@dataclass(frozen=True, eq=False)
class Shown:
    """What a window was cut from: its place, and the picture that it lies on, uint8 (h w 3); what that is called, its
    class where it is known; and which sample it is, of which the page of the whole way shows the same window (`whole`)
    or another."""

    place: Place
    picture: picture.Pixels
    title: str
    label: str = ""
    sample: str = ""
    whole: bool = False


class PictureSet(Protocol):
    """Windows that a network reads one by one: parts of pictures, or whole ones. Its `id` tells it from all others."""

    @property
    def id(self) -> str: ...

    @property
    def counted(self) -> str:
        """How many windows, of how many pictures, in words."""

    @property
    def word(self) -> str:
        """What one of them is called."""

    def __len__(self) -> int: ...

    def pixels(self, windows: Sequence[int], preparation: preparation.Preparation) -> picture.Pixels:
        """What a network with that preparation reads of these windows, before it is normalised: uint8 (n c h w)."""

    def place(self, window: int, preparation: preparation.Preparation) -> Place:
        """Where one window lies."""

    def shown(self, window: int, preparation: preparation.Preparation) -> Shown:
        """What one window was cut from."""


@dataclass(frozen=True)
class Source:
    """A picture of a set of photos: `draw` gives it, uint8 (h w 3), `size` are its rows and columns."""

    title: str
    size: tuple[int, int]
    draw: Callable[[], picture.Pixels]
    sample: str = ""
    detailed: bool = True


@dataclass(frozen=True)
class Part:
    """A square part of a source; of the `whole`, what a network's preparation takes."""

    source: int
    top: int
    left: int
    side: int
    whole: bool = False


@dataclass(frozen=True, eq=False)
class Photos:
    """Photos, whole and in parts: all whole ones first, then smaller and smaller parts."""

    id: str
    sources: tuple[Source, ...]
    parts: tuple[Part, ...]
    word: str = "window"

    @property
    def counted(self) -> str:
        whole = len(self.sources)
        if whole == len(self.parts):
            return f"{whole} pictures"
        return (
            f"{len(self.parts)} windows of {whole} pictures: all of each, and parts of a half and a third of its side"
        )

    def __len__(self) -> int:
        return len(self.parts)

    def pixels(self, windows: Sequence[int], preparation: preparation.Preparation) -> picture.Pixels:
        return np.stack([self._read(self.parts[at], preparation) for at in windows])

    def place(self, window: int, preparation: preparation.Preparation) -> Place:
        part = self.parts[window]
        if not part.whole:
            return Place(part.source, (part.top, part.left, part.side, part.side))
        top, left, side = reading.square(self.sources[part.source].size, preparation.crop)
        return Place(part.source, (top, left, side, side))

    def shown(self, window: int, preparation: preparation.Preparation) -> Shown:
        part = self.parts[window]
        source = self.sources[part.source]
        place = self.place(window, preparation)
        return Shown(place, source.draw(), source.title, sample=source.sample, whole=part.whole)

    def _read(self, part: Part, preparation: preparation.Preparation) -> picture.Pixels:
        pixels = self.sources[part.source].draw()
        if part.whole:
            return reading.read(pixels, preparation)
        cut = pixels[part.top : part.top + part.side, part.left : part.left + part.side]
        return reading.read(cut, dataclasses.replace(preparation, crop=1.0))


@dataclass(frozen=True, eq=False)
class Pictures:
    """The first pictures of a data set, and the names of its classes."""

    id: str
    images: data.Images
    classes: tuple[str, ...]
    title: str
    word: str = "picture"

    @property
    def counted(self) -> str:
        return f"{len(self):,} pictures of “{self.title}”"

    def __len__(self) -> int:
        return len(self.images)

    def pixels(self, windows: Sequence[int], preparation: preparation.Preparation) -> picture.Pixels:
        return self.images.pictures[list(windows)]

    def place(self, window: int, preparation: preparation.Preparation) -> Place:
        rows, columns = self.images.pictures.shape[2:]
        return Place(window, (0, 0, rows, columns))

    def shown(self, window: int, preparation: preparation.Preparation) -> Shown:
        pixels = np.moveaxis(self.images.pictures[window], 0, 2)
        colours = np.repeat(pixels, 3, axis=2) if pixels.shape[2] == 1 else pixels[:, :, :3]
        label = self.classes[int(self.images.labels[window])]
        return Shown(self.place(window, preparation), colours, f"picture {window + 1:,}", label)


def photos(id: str, sources: Sequence[Source]) -> Photos:
    """Photos, whole and in parts, each where it is detailed."""
    whole = [Part(at, 0, 0, min(one.size), whole=True) for at, one in enumerate(sources)]
    inside = [
        part
        for share in SHARES
        for at, one in enumerate(sources)
        if one.detailed
        for part in _parts(at, one.size, max(1, round(share * min(one.size))))
    ]
    return Photos(id, tuple(sources), (*whole, *inside))


def _parts(source: int, size: tuple[int, int], side: int) -> list[Part]:
    """Squares of that side, as many down as across, from edge to edge."""
    rows, columns = (np.linspace(0, length - side, ACROSS).round().astype(int) for length in size)
    return [Part(source, int(top), int(left), side) for top in rows for left in columns]


@functools.cache
def bundled() -> Photos:
    """The app's own samples."""
    return photos("samples", [_sample(key) for key in sorted(samples.SAMPLES, key=lambda key: key not in DETAILED)])


def _sample(key: str) -> Source:
    sample = samples.SAMPLES[key]
    return Source(sample.title, (SIDE, SIDE), functools.partial(_drawn, key), key, key in DETAILED)


# Some take longer to draw than a network to look at them.
@functools.lru_cache(maxsize=20)
def _drawn(key: str) -> picture.Pixels:
    return picture.frozen(samples.SAMPLES[key].draw(SIDE))


def first(id: str, dataset: data.Dataset, most: int = 0) -> Pictures:
    """The first training pictures of a data set, MOST unless told otherwise."""
    most = most or MOST
    images = data.Images(dataset.train.pictures[:most], dataset.train.labels[:most])
    return Pictures(f"{id}-{len(images)}", images, dataset.classes, dataset.title)
