"""The learner's own pictures as a data set: all of one small size, in three parts, and as bytes for the store."""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from PIL import Image

from cnnviz import limits, packing
from cnnviz.datasets import data
from cnnviz.datasets.brought import archive, folders, gathering, split
from cnnviz.errors import InputError
from cnnviz.images import decode, picture

GREY: data.Size = (1, 28, 28)
COLOUR: data.Size = (3, 32, 32)

_PARTS = ("train", "validation", "test")


@dataclass(frozen=True, eq=False)
class Gathered:
    """A data set made of files; how they were split, in a sentence; and the files that were left out."""

    dataset: data.Dataset
    split: str
    left_out: tuple[gathering.LeftOut, ...]


def gathered_zip(zipped: bytes, title: str, colour: bool = False, seed: int = 0) -> Gathered:
    """The pictures of a zip of class folders, cropped to their middle square and scaled.

    Raises InputError only where too little is left to learn from.
    """
    with archive.files(zipped) as files:
        return _gathered(files, title, colour, seed)


def gathered_files(files: Iterable[tuple[str, bytes]], title: str, colour: bool = False, seed: int = 0) -> Gathered:
    """What the zip of a folder would give, from that folder's files: each one's path and bytes. Raises InputError."""
    paths = [(folders.path(name), raw) for name, raw in files]
    if len(paths) > limits.OWN_FILES:
        raise InputError(f"The folder holds more than {limits.OWN_FILES:,} files. Leave some out.")
    wanted = [archive.File(path, len(raw), partial(bytes, raw)) for path, raw in paths if not folders.is_junk(path)]
    return _gathered(wanted, title, colour, seed)


def _gathered(files: Sequence[archive.File], title: str, colour: bool, seed: int) -> Gathered:
    found, left_out = gathering.pictures([file for file in files if file.path], _side(colour))
    small: dict[folders.Place, list[np.ndarray]] = {}
    for one in found:
        name = one.file.path[-1]
        try:
            small.setdefault(one.place, []).append(_fitted(decode.decoded(one.file.read(), name).pixels, colour))
        except InputError as error:
            left_out.append(gathering.LeftOut(one.file.shown, str(error).removeprefix(f"{decode.shown_name(name)} ")))
    by_part, too_few = split.parts(small, left_out)
    return Gathered(split.dataset(by_part, title, seed), split.sentence(by_part), (*left_out, *too_few))


def from_pictures(
    by_class: Mapping[str, Sequence[np.ndarray | bytes]], title: str, colour: bool = False, seed: int = 0
) -> data.Dataset:
    """A few classes of pictures, each the bytes of a file, or drawn: floats 0 to 1 (c h w), c 1 or 3.

    Raises InputError.
    """
    if (count := sum(len(pictures) for pictures in by_class.values())) > limits.OWN_IMAGES:
        raise InputError(f"{count:,} pictures are too many. At most {limits.OWN_IMAGES:,} fit: leave some out.")
    named = [
        (kind, f"Picture {number} of {kind}", one)
        for kind, pictures in by_class.items()
        for number, one in enumerate(pictures, 1)
    ]
    costs = [decode.cost(one, name) for _, name, one in named if isinstance(one, bytes)]
    if sum(cost.pixels for cost in costs) > limits.OWN_PIXELS or sum(cost.work for cost in costs) > limits.OWN_WORK:
        raise InputError(
            f"These pictures have more than {limits.OWN_PIXELS / 1e6:,.0f} million pixels. Make them smaller."
        )
    small: dict[folders.Place, list[np.ndarray]] = {folders.Place(decode.shown_name(kind)): [] for kind in by_class}
    for kind, name, one in named:
        pixels = decode.decoded(one, name).pixels if isinstance(one, bytes) else _rgb(one)
        small[folders.Place(decode.shown_name(kind))].append(_fitted(pixels, colour))
    by_part, _ = split.parts(small, ())
    return split.dataset(by_part, title, seed)


def packed(dataset: data.Dataset) -> bytes:
    """The data set as bytes, compressed; the same pictures always give the same bytes."""
    arrays: dict[str, np.ndarray] = {}
    for name in _PARTS:
        part = getattr(dataset, name)
        arrays |= {name: part.pictures, f"{name}.labels": part.labels}
    return zlib.compress(packing.packed({"title": dataset.title, "classes": dataset.classes}, arrays), 6)


def unpacked(message: bytes) -> data.Dataset:
    """The data set that was packed, read-only. Raises InputError for other, damaged or oversized bytes."""
    # The largest own data set, and its header.
    most = limits.OWN_IMAGES * (3 * limits.OWN_SIDE**2 + 1) + 2**16
    stream = zlib.decompressobj()
    try:
        raw = stream.decompress(message, most)
    except zlib.error:
        raise InputError("These bytes are no data set, or damaged. Upload the pictures again.") from None
    if not stream.eof:
        raise InputError(
            "This data set is larger than the app keeps, or its end is missing. Upload the pictures again."
        )
    header, arrays = packing.unpacked(raw)
    title, classes = header.get("title"), _names(header.get("classes"))
    if not isinstance(title, str) or not classes:
        raise InputError("These bytes are no data set: title or classes are missing. Upload the pictures again.")
    parts = [_part(arrays, name, len(classes)) for name in _PARTS]
    if len({part.pictures.shape[1:] for part in parts}) > 1 or not len(parts[0]):
        raise InputError("The parts of this data set do not fit together. Upload the pictures again.")
    return data.frozen(data.Dataset(title, classes, *parts))


def _names(classes: object) -> tuple[str, ...]:
    """The classes' names; none when these are not names, or too few or many."""
    if not isinstance(classes, list) or not 2 <= len(classes) <= limits.OWN_CLASSES:
        return ()
    return tuple(classes) if all(isinstance(one, str) for one in classes) else ()


def _part(arrays: Mapping[str, np.ndarray], name: str, classes: int) -> data.Images:
    pictures, labels = arrays.get(name), arrays.get(f"{name}.labels")
    if pictures is None or labels is None or pictures.dtype != np.uint8 or labels.dtype != np.uint8:
        raise InputError(f"These bytes are no data set: “{name}” is missing. Upload the pictures again.")
    shape = pictures.shape
    sized = len(shape) == 4 and shape[1] in (1, 3) and 1 <= min(shape[2:]) <= max(shape[2:]) <= limits.OWN_SIDE
    if not sized or labels.shape != shape[:1] or (len(labels) and labels.max() >= classes):
        raise InputError(f"Pictures and labels of “{name}” do not fit together. Upload the pictures again.")
    return data.Images(pictures, labels)


def _side(colour: bool) -> int:
    return (COLOUR if colour else GREY)[1]


def _rgb(drawn: np.ndarray) -> np.ndarray:
    """Floats 0 to 1 (c h w) as uint8 (h w 3)."""
    level = np.rint(np.clip(np.nan_to_num(drawn), 0, 1) * 255).astype(np.uint8)
    return np.moveaxis(np.broadcast_to(level, (3, *level.shape[1:])), 0, 2)


def _fitted(pixels: np.ndarray, colour: bool) -> np.ndarray:
    """The middle square of uint8 (h w 3), scaled: uint8 (c side side)."""
    rows, cols = pixels.shape[:2]
    inner = min(rows, cols)
    top, left = (rows - inner) // 2, (cols - inner) // 2
    square = Image.fromarray(np.ascontiguousarray(pixels[top : top + inner, left : left + inner]))
    side = _side(colour)
    scaled = np.asarray(square.resize((side, side), Image.Resampling.HAMMING))
    return picture.CHANNELS["rgb" if colour else "grey"].take(scaled)
