"""Files that a learner drops as photos: of a folder or a zip the class folders, of others one photo each."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from cnnviz import limits
from cnnviz.datasets.brought import archive, folders, gathering
from cnnviz.errors import InputError
from cnnviz.images import decode
from cnnviz.inspect.own_classes import album

ZIP = b"PK\x03\x04"
Named = tuple[str, bytes]


@dataclass(frozen=True, eq=False)
class Read:
    """Photos by the class that their folder names, "" where there are no folders; a sentence for each file left out."""

    by_class: dict[str, list[album.Photo]]
    left_out: tuple[str, ...]


def read(files: Sequence[Named]) -> Read:
    """Takes what can be read. Raises InputError for too much, and for a zip or folder without class folders."""
    if len(files) == 1 and files[0][1].startswith(ZIP):
        with archive.files(files[0][1]) as found:
            return _in_folders(found)
    paths = [(folders.path(name), raw) for name, raw in files]
    if any(len(path) > 1 for path, _ in paths):
        wanted = [archive.File(path, len(raw), partial(bytes, raw)) for path, raw in paths]
        return _in_folders([file for file in wanted if file.path and not folders.is_junk(file.path)])
    return _loose(files)


def _in_folders(files: Sequence[archive.File]) -> Read:
    found, out = gathering.pictures(files, album.SIDE)
    by_class: dict[str, list[album.Photo]] = {}
    left_out = [f"{one.name} {one.why}" for one in out]
    for one in found:
        name = one.file.path[-1]
        try:
            by_class.setdefault(one.place.kind, []).append(_photo(one.file.read(), name))
        except InputError as error:
            left_out.append(str(error))
    return Read({kind: photos for kind, photos in by_class.items() if photos}, tuple(left_out))


def _loose(files: Sequence[Named]) -> Read:
    photos: list[album.Photo] = []
    left_out: list[str] = []
    pixels = work = 0
    for name, raw in files:
        try:
            cost = decode.cost(raw, name)
            pixels, work = pixels + cost.pixels, work + cost.work
            if pixels > limits.OWN_PIXELS or work > limits.OWN_WORK:
                raise InputError(f"{decode.shown_name(name)} is too much at once. Bring it by itself.")
            photos.append(_photo(raw, name))
        except InputError as error:
            left_out.append(str(error))
    return Read({"": photos} if photos else {}, tuple(left_out))


def _photo(raw: bytes, name: str) -> album.Photo:
    decoded = decode.decoded(raw, name)
    return album.photo(decoded.pixels, decoded.name)
