"""Pictures in classes, put together by a learner: values, from which each change makes a new one."""

import dataclasses
import functools
import hashlib
import threading
import weakref
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image

from cnnviz import limits
from cnnviz.errors import InputError
from cnnviz.images import decode, eight_bit, picture

# Pixels of a photo's side here: a network that reads the middle 224 of them scales nothing.
SIDE = 256
# And of one among many.
SMALL = 48
LONGEST = 40
# Changes that can be undone.
REMEMBERED = 20


@dataclass(frozen=True, eq=False)
class Photo:
    """The middle square of a photo, uint8 (SIDE SIDE 3), and the same `small` (SMALL SMALL 3), read-only; its file's
    name, and what tells its pixels from all others'."""

    name: str
    pixels: picture.Pixels
    small: picture.Pixels
    digest: str


@dataclass(frozen=True, eq=False)
class Group:
    """A class: its name, and its photos in the order in which they came."""

    name: str
    photos: tuple[Photo, ...] = ()


@dataclass(frozen=True, eq=False)
class Album:
    """Classes in order; their names differ."""

    groups: tuple[Group, ...]

    @property
    def photos(self) -> tuple[Photo, ...]:
        """All photos, class by class."""
        return tuple(photo for group in self.groups for photo in group.photos)

    @property
    def labels(self) -> np.ndarray:
        """The class of each of them, from 0."""
        return np.repeat(np.arange(len(self.groups)), [len(group.photos) for group in self.groups])

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(group.name for group in self.groups)

    @functools.cached_property
    def digest(self) -> str:
        """What tells it from all others: its classes' names, and names and pixels of their photos."""
        each = [(group.name, [(one.name, one.digest) for one in group.photos]) for group in self.groups]
        return hashlib.blake2b(repr(each).encode(), digest_size=16).hexdigest()

    def place(self, digest: str) -> int:
        """The class that the photo with this digest is in first, −1 for none."""
        found = (at for at, group in enumerate(self.groups) if any(one.digest == digest for one in group.photos))
        return next(found, -1)


# All photos that some session holds.
_HELD: weakref.WeakSet[Photo] = weakref.WeakSet()
_LOCK = threading.Lock()


def photo(pixels: picture.Pixels, name: str) -> Photo:
    """Of a picture uint8 (h w 3) its middle square."""
    height, width = pixels.shape[:2]
    side = min(height, width)
    top, left = (height - side) // 2, (width - side) // 2
    cut = Image.fromarray(np.ascontiguousarray(pixels[top : top + side, left : left + side]))
    whole = cut.resize((SIDE, SIDE), Image.Resampling.BICUBIC)
    square, small = (picture.frozen(np.asarray(one)) for one in (whole, eight_bit.shrunk(whole, SMALL)))
    return Photo(name, square, small, hashlib.blake2b(square.tobytes(), digest_size=16).hexdigest())


def empty(count: int) -> Album:
    """So many classes that wait for their photos."""
    made = Album(())
    for _ in range(count):
        made = with_group(made)
    return made


def with_group(album: Album) -> Album:
    """One more class. Raises InputError where there are as many as there may be."""
    if len(album.groups) >= limits.OWN_CLASSES:
        raise InputError(f"There are {len(album.groups)} classes. At most {limits.OWN_CLASSES} can be learned here.")
    number = len(album.groups) + 1
    while f"Class {number}" in album.names:
        number += 1
    return Album((*album.groups, Group(f"Class {number}")))


def without_group(album: Album, at: int) -> Album:
    """Without a class and all its photos."""
    return Album(album.groups[:at] + album.groups[at + 1 :])


def renamed(album: Album, at: int, name: str) -> Album:
    """With a class called otherwise. Raises InputError for no name, and for one that another class has."""
    if not name.strip():
        raise InputError("A class needs a name. Type one, such as “cat”.")
    name = fit(name)
    if any(group.name == name for place, group in enumerate(album.groups) if place != at):
        raise InputError(f"There is a class called “{name}” already. Give this one another name.")
    return _changed(album, at, dataclasses.replace(album.groups[at], name=name))


def fit(name: str) -> str:
    """A class's name as it can be shown: one line, and not too long."""
    return decode.shown_name(name.strip().replace("/", "∕").replace("\\", "∖"))[:LONGEST].rstrip()


def added(album: Album, at: int, photos: Sequence[Photo]) -> tuple[Album, tuple[str, ...]]:
    """With photos put into a class, and a sentence for each that was not: it is there already, or there is no room."""
    left_out, kept = [], list(album.groups[at].photos)
    held = {one.digest: one for one in album.photos}
    for one in photos:
        if any(one.digest == there.digest for there in kept):
            left_out.append(f"{one.name} is in this class already.")
        elif why := _no_room(len(kept), len(held), one):
            left_out.append(why)
        else:
            kept.append(one)
            held[one.digest] = one
            with _LOCK:
                _HELD.add(one)
    return _changed(album, at, dataclasses.replace(album.groups[at], photos=tuple(kept))), tuple(left_out)


def _no_room(in_class: int, in_all: int, one: Photo) -> str:
    """Why a photo cannot be held beside so many in its class and in all; "" where it can."""
    if in_class >= limits.OWN_CLASS_PICTURES:
        return f"{one.name} was left out: a class has room for {limits.OWN_CLASS_PICTURES} pictures."
    if (in_all + 1) * one.pixels.nbytes > limits.OWN_CLASSES_BYTES:
        most = limits.OWN_CLASSES_BYTES // one.pixels.nbytes
        return f"{one.name} was left out: there is room for {most} pictures in all classes together."
    with _LOCK:
        everybody = sum(other.pixels.nbytes for other in _HELD)
    if everybody + one.pixels.nbytes > limits.OWN_CLASSES_ALL_BYTES:
        return f"{one.name} was left out: this server holds as many pictures as it can. Try again in some minutes."
    return ""


def removed(album: Album, at: int, place: int) -> Album:
    """Without the photo at a place of a class."""
    photos = album.groups[at].photos
    return _changed(album, at, dataclasses.replace(album.groups[at], photos=photos[:place] + photos[place + 1 :]))


def moved(album: Album, at: int, place: int, to: int) -> Album:
    """With that photo in another class. Raises InputError where it is there already, or there is no room."""
    one = album.groups[at].photos[place]
    made, left_out = added(removed(album, at, place), to, [one])
    if left_out:
        raise InputError(left_out[0])
    return made


def gathered(album: Album, by_class: Mapping[str, Sequence[Photo]]) -> tuple[Album, tuple[str, ...]]:
    """With photos put into the classes of these names, which are made where there are none; classes that still wait
    for photos and a name make room. And a sentence for each photo that was not taken.

    Raises InputError for more classes than there may be.
    """
    made = Album(tuple(group for group in album.groups if group.photos or not _unnamed(group)))
    left_out: tuple[str, ...] = ()
    for kind, photos in by_class.items():
        if (name := fit(kind)) not in made.names:
            made = renamed(with_group(made), len(made.groups), name)
        made, more = added(made, made.names.index(name), photos)
        left_out += more
    return made, left_out


def _unnamed(group: Group) -> bool:
    return group.name.startswith("Class ") and group.name[6:].isdecimal()


def recent(albums: Sequence[Album]) -> tuple[Album, ...]:
    """The last of these albums, whose photos have no more than twice the bytes that one album may have."""
    kept: list[Album] = []
    bytes_of: dict[int, int] = {}
    for one in reversed(albums):
        bytes_of |= {id(photo): photo.pixels.nbytes for photo in one.photos}
        if len(kept) == REMEMBERED or (kept and sum(bytes_of.values()) > 2 * limits.OWN_CLASSES_BYTES):
            break
        kept.append(one)
    return tuple(reversed(kept))


def _changed(album: Album, at: int, group: Group) -> Album:
    return Album((*album.groups[:at], group, *album.groups[at + 1 :]))
