"""Photos and maps of one's own classes as pictures side by side."""

from collections.abc import Sequence

import numpy as np

from cnnviz import numbers
from cnnviz.figures.draw import tiles
from cnnviz.inspect.own_classes import album, deciding, features

# Pixels a side, at most, of a picture among many: as many as it is shown with, on most screens.
SIDE = 128


def photo(shown: album.Photo, name: str, places: np.ndarray | None) -> tuple[tiles.Section, ...]:
    """A new photo, as it is cut, and where the logit of the class of that name comes from."""
    drawn = [tiles.Picture(shown.name, shown.pixels)]
    if places is not None:
        drawn.append(tiles.signed_map(f"Where “{name}” comes from", places))
    return (tiles.Section("", "", tuple(drawn), "pair"),)


def ground(photo: np.ndarray, cells: tuple[int, ...]) -> np.ndarray:
    """A photo uint8 (h w 3) that maps of so many rows and columns are to light: smaller where each cell has its pixels
    there, too."""
    small = tiles.shrunk(tiles.Picture("", photo), SIDE).pixels
    return small if all(side >= cell for side, cell in zip(small.shape, cells, strict=False)) else photo


def channels(
    found: deciding.Decision,
    source: features.Source,
    maps: np.ndarray,
    lit: Sequence[np.ndarray],
    shape: tuple[int, int] | None = None,
) -> tuple[tiles.Section, ...]:
    """The maps that decide, each over the photo where it has no negative numbers, for the class and against it; `lit`
    are those photos, in the order of the parts, and `shape` (h w) is theirs where fewer pixels stand for them."""
    drawn = [
        _channel(part, source, maps[source.channel(part.feature)], seen, shape)
        for part, seen in zip((*found.speaking, *found.against), lit, strict=True)
    ]
    split = len(found.speaking)
    parts = (("For the class", drawn[:split]), ("Against it", drawn[split:]))
    return tuple(tiles.Section(title, "", tuple(some), small=True) for title, some in parts if some)


def _channel(
    part: deciding.Part, source: features.Source, map: np.ndarray, lit: np.ndarray, shape: tuple[int, int] | None
) -> tiles.Picture:
    channel = source.channel(part.feature)
    product = f"{numbers.text(part.value)} × {numbers.text(part.weight)} = {numbers.text(part.added)}"
    cell = source.cell(part.feature)
    where = () if cell is None else (f"its row {cell[0] + 1}, column {cell[1] + 1}",)
    facts = (product, *where, f"map up to {numbers.text(float(map.max()))}")
    if map.min() < 0:
        return tiles.signed_map(f"Map {channel + 1:,}", map)
    return tiles.Picture(f"Map {channel + 1:,}", lit, facts=facts, shape=shape)


def nearest(shown: album.Album, order: Sequence[int], cosines: np.ndarray, most: int) -> tuple[tiles.Section, ...]:
    """The training pictures nearest to a new one, by cosines (n)."""
    return (
        tiles.Section(
            "", "", tuple(_one(shown, at, (f"cos {numbers.text(cosines[at])}",)) for at in order[:most]), small=True
        ),
    )


def wrong(shown: album.Album, shares: np.ndarray, places: Sequence[int], most: int) -> tuple[tiles.Section, ...]:
    """Pictures that a classifier trained without them calls otherwise, with its shares (n c)."""
    names, labels = shown.names, shown.labels

    def facts(at: int) -> tuple[str, ...]:
        own, other = labels[at], shares[at].argmax()
        return (
            f"would be {names[other]}: {numbers.text(shares[at, other])}",
            f"{names[own]}: {numbers.text(shares[at, own])}",
        )

    return (tiles.Section("", "", tuple(_one(shown, at, facts(at)) for at in places[:most]), small=True),)


def _one(shown: album.Album, at: int, facts: tuple[str, ...]) -> tiles.Picture:
    one = shown.photos[at]
    whole = tiles.Picture(f"{shown.names[shown.labels[at]]}: {one.name}", one.pixels, facts=facts)
    return tiles.shrunk(whole, SIDE)


def confusion(names: Sequence[str], counts: np.ndarray) -> list[dict[str, str]]:
    """Rows of a table: what it is, and how often it would be called what."""
    headings = [f"called {name}" for name in names]
    return [
        {"is": name, **{heading: str(count) for heading, count in zip(headings, row, strict=True)}}
        for name, row in zip(names, counts.tolist(), strict=True)
    ]
