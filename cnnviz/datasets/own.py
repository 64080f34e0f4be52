"""The learner's own pictures as a data set: all of one small size, in three parts, and as bytes for the store."""

import re
import zlib
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from PIL import Image

from cnnviz import limits, packing
from cnnviz.datasets import archive, data
from cnnviz.errors import InputError
from cnnviz.images import decode, picture

GREY: data.Size = (1, 28, 28)
COLOUR: data.Size = (3, 32, 32)

# Shares of each class that are not trained on; below _FEW pictures nothing is spared for the test.
_VALIDATION, _TEST, _FEW = 0.2, 0.15, 10
_TITLE = 80
_PARTS = ("train", "validation", "test")


def from_zip(zipped: bytes, title: str, colour: bool = False, seed: int = 0) -> data.Dataset:
    """The pictures of a zip of class folders, cropped to their middle square and scaled. Raises InputError."""
    by_class: dict[str, list[np.ndarray]] = {}
    decoded = 0
    for kind, name, raw in archive.pictures(zipped):
        pixels, size = _decoded(raw, f"{kind}/{name}", colour)
        decoded += size
        if decoded > limits.OWN_PIXELS:
            raise InputError(
                f"Up to “{kind}/{name}” the pictures have {decoded / 1e6:,.0f} million pixels, and at most "
                f"{limits.OWN_PIXELS / 1e6:,.0f} million are read. Make the pictures smaller: {_side(colour)} pixels "
                "a side are enough."
            )
        by_class.setdefault(kind, []).append(pixels)
    return _dataset(by_class, title, seed)


def from_pictures(
    by_class: Mapping[str, Sequence[np.ndarray | bytes]], title: str, colour: bool = False, seed: int = 0
) -> data.Dataset:
    """A few classes of pictures, each the bytes of a file, or drawn: floats 0 to 1 (c h w), c 1 or 3.

    Raises InputError.
    """
    if (count := sum(len(pictures) for pictures in by_class.values())) > limits.OWN_IMAGES:
        raise InputError(f"{count:,} pictures are too many. At most {limits.OWN_IMAGES:,} fit: leave some out.")
    small: dict[str, list[np.ndarray]] = {}
    pixels = 0
    for kind, pictures in by_class.items():
        for number, one in enumerate(pictures, 1):
            if isinstance(one, bytes):
                fitted, size = _decoded(one, f"Picture {number} of {kind}", colour)
                pixels += size
            else:
                fitted = _fitted(_rgb(one), colour)
            if pixels > limits.OWN_PIXELS:
                raise InputError(
                    f"These pictures have more than {limits.OWN_PIXELS / 1e6:,.0f} million pixels. Make them smaller."
                )
            small.setdefault(decode.shown_name(kind), []).append(fitted)
    return _dataset(small, title, seed)


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


def _decoded(raw: bytes, name: str, colour: bool) -> tuple[np.ndarray, int]:
    """The picture in a file, uint8 (c h w) of the data set's size, and how many pixels it had."""
    try:
        found = decode.decoded(raw, name)
    except InputError as error:
        raise InputError(f"{error} Or leave “{name}” out.") from None
    return _fitted(found.pixels, colour), found.height * found.width


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


def _dataset(by_class: Mapping[str, Sequence[np.ndarray]], title: str, seed: int) -> data.Dataset:
    """The pictures (c h w) of each class in three parts, as many hundredths of every class, in random order."""
    classes = tuple(sorted(by_class, key=_natural))
    _check(by_class, classes)
    rng = np.random.default_rng(seed)
    labels = np.repeat(np.arange(len(classes), dtype=np.uint8), [len(by_class[kind]) for kind in classes])
    every = data.Images(np.stack([one for kind in classes for one in by_class[kind]]), labels)
    places: tuple[list[np.ndarray], ...] = ([], [], [])
    for label in range(len(classes)):
        order = rng.permutation(np.flatnonzero(labels == label))
        validation = max(1, round(_VALIDATION * len(order)))
        test = round(_TEST * len(order)) if len(order) >= _FEW else 0
        for part, some in zip(
            places, np.split(order, (len(order) - validation - test, len(order) - test)), strict=True
        ):
            part.append(some)
    parts = [every.taken(rng.permutation(np.concatenate(part))) for part in places]
    return data.frozen(data.Dataset(" ".join(title.split())[:_TITLE] or "Your own", classes, *parts))


def _check(by_class: Mapping[str, Sequence[np.ndarray]], classes: Iterable[str]) -> None:
    if not 2 <= len(by_class) <= limits.OWN_CLASSES:
        names = f" (“{next(iter(by_class))}”)" if len(by_class) == 1 else ""
        raise InputError(
            f"There {'is 1 class' if len(by_class) == 1 else f'are {len(by_class)} classes'}{names}. "
            f"Give 2 to {limits.OWN_CLASSES}: telling things apart takes at least two kinds."
        )
    for kind in classes:
        if len(by_class[kind]) < 2:
            raise InputError(
                f"“{kind}” has {len(by_class[kind])} picture. Give at least 2: one to learn, one to check."
            )


def _natural(name: str) -> list[tuple[int, int, str]]:
    """So that "10" comes after "9"."""
    parts = re.findall(r"\d{1,9}|\D+|\d", name.casefold())
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts]
