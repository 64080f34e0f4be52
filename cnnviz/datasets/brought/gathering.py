"""Files from anywhere, a zip or a folder, as pictures of classes: what can be used, and what was left out and why."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cnnviz import limits
from cnnviz.datasets.brought import archive, folders
from cnnviz.errors import InputError
from cnnviz.images import decode

LOOSE = "lies beside the class folders, so it has no class."


@dataclass(frozen=True)
class LeftOut:
    """A file that was not taken, by its last two names, and why: the end of a sentence that begins with them."""

    name: str
    why: str


@dataclass(frozen=True)
class Picture:
    """A file that is a picture by its first bytes, with its class and, where folders say it, its part."""

    file: archive.File
    place: folders.Place


def pictures(files: Sequence[archive.File], side: int) -> tuple[list[Picture], list[LeftOut]]:
    """The pictures among the files, which cost no more to decode than the caps allow, counted before it is done.

    `side` is what each will be scaled to. Raises InputError for too much or too little.
    """
    _check_sizes(files)
    out: list[LeftOut] = []
    headers: list[tuple[archive.File, decode.Cost]] = []
    for file in files:
        try:
            headers.append((file, _cost(file)))
        except InputError as error:
            out.append(LeftOut(file.shown, str(error).removeprefix(f"{decode.shown_name(file.path[-1])} ")))
    placed = folders.places([file.path for file, _ in headers])
    out += [LeftOut(file.shown, LOOSE) for at, (file, _) in enumerate(headers) if at not in placed]
    found = [(Picture(file, placed[at]), cost) for at, (file, cost) in enumerate(headers) if at in placed]
    _check_counts([one for one, _ in found], out)
    _check_work(found, side)
    return [one for one, _ in found], out


def _cost(file: archive.File) -> decode.Cost:
    """What the file would take to decode. Raises InputError where it is no picture, or too large."""
    if file.size > limits.OWN_FILE_BYTES:
        raise InputError(
            f"unpacks to {file.size / 2**20:,.0f} MB. "
            f"At most {limits.OWN_FILE_BYTES // 2**20} MB a picture: make it smaller."
        )
    return decode.cost(file.read(), file.path[-1])


def _check_sizes(files: Iterable[archive.File]) -> None:
    """Raises InputError for more bytes than are read, as the names' list says: no file unpacks to more."""
    whole = sum(file.size for file in files if file.size <= limits.OWN_FILE_BYTES)
    if whole > limits.OWN_UNPACKED_BYTES:
        raise InputError(
            f"The files have {whole / 2**20:,.0f} MB together. "
            f"At most {limits.OWN_UNPACKED_BYTES // 2**20} MB are read: make the pictures smaller or leave some out."
        )


def _check_counts(found: Sequence[Picture], out: Sequence[LeftOut]) -> None:
    if not found:
        raise InputError(
            "There are no class folders with pictures in them. Put the pictures of each class into a folder named "
            f"after it.{_told(out)}"
        )
    classes = Counter(one.place.kind for one in found)
    if len(classes) > limits.OWN_CLASSES:
        raise InputError(f"There are {len(classes):,} class folders. At most {limits.OWN_CLASSES} can be learned here.")
    if len(found) > limits.OWN_IMAGES:
        raise InputError(f"There are {len(found):,} pictures. At most {limits.OWN_IMAGES:,} fit: leave some out.")


def _check_work(found: Sequence[tuple[Picture, decode.Cost]], side: int) -> None:
    """Raises InputError at the first picture up to which there is more to decode than is decoded."""
    pixels = work = 0
    for one, cost in found:
        pixels, work = pixels + cost.pixels, work + cost.work
        small = f"Make the pictures smaller: {side} pixels a side are enough."
        if pixels > limits.OWN_PIXELS:
            raise InputError(
                f"Up to “{one.file.shown}” the pictures have {pixels / 1e6:,.0f} million pixels, and at most "
                f"{limits.OWN_PIXELS / 1e6:,.0f} million are read. {small}"
            )
        if work > limits.OWN_WORK:
            raise InputError(
                f"Up to “{one.file.shown}” the pictures take as long to decode as {work / 1e6:,.0f} million plain "
                f"pixels, and at most {limits.OWN_WORK / 1e6:,.0f} million are read. {small}"
            )


def _told(out: Sequence[LeftOut]) -> str:
    """What was left out, in a sentence; nothing where nothing was."""
    if not out:
        return ""
    more = f" {len(out) - 1:,} more were left out as well." if len(out) > 1 else ""
    return f" “{out[0].name}” {out[0].why}{more}"
