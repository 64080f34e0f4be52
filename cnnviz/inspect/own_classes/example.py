"""Classes to begin with: parts of four photographs that come with the app."""

import functools

import numpy as np

from cnnviz.images.samples import photographs
from cnnviz.inspect.own_classes import album

# Parts of a photograph, in hundredths of its side: top, left, side, and whether it is mirrored.
PARTS = ((0, 0, 70, False), (20, 30, 70, True), (30, 5, 65, False), (5, 25, 75, True), (15, 15, 60, False))
# By class the photographs' ids and the places of their parts. One picture is all there is of another person, and one
# lies in the wrong class: what a classifier says that was trained without it shows which.
KINDS = {
    "Cat": (("cat", 0), ("cat", 1), ("cat", 2), ("cat", 3)),
    "Cup": (("coffee", 0), ("coffee", 1), ("coffee", 2), ("coffee", 3), ("coffee", 4), ("cat", 4)),
    "Person": (("astronaut", 0), ("astronaut", 1), ("astronaut", 2), ("astronaut", 3), ("photographer", 0)),
}


@functools.cache
def classes() -> album.Album:
    """The classes, some parts of a photograph each."""
    return album.Album(
        tuple(album.Group(name, tuple(_part(kind, at) for kind, at in parts)) for name, parts in KINDS.items())
    )


def holds(shown: album.Album) -> bool:
    """Whether all photos of an album are of these, in whichever classes they lie."""
    return {one.digest for one in shown.photos} <= _digests()


@functools.cache
def _digests() -> frozenset[str]:
    return frozenset(one.digest for one in classes().photos)


def _part(kind: str, at: int) -> album.Photo:
    title, whole = photographs.PHOTOGRAPHS[kind].title, photographs.native(kind)
    *cut, mirrored = PARTS[at]
    top, left, side = (len(whole) * part // 100 for part in cut)
    pixels = whole[top : top + side, left : left + side]
    return album.photo(np.fliplr(pixels) if mirrored else pixels, f"{title}, part {at + 1}")
