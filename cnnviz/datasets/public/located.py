"""The files of MNIST and its like under all their usual names: as published, unpacked, and as other programs keep them.

torchvision keeps them in MNIST/raw, some write a dot for the last dash or capitals; Keras keeps all in one mnist.npz.
"""

import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from cnnviz.datasets.public import download
from cnnviz.errors import DAMAGED_ZIP, InputError

# The name under which Keras's one file is found.
PACKED = "npz"
NAMED = "train-images-idx3-ubyte and three more, with .gz or without, or one .npz as Keras keeps it"


def folders(bases: Sequence[Path], folder: str, others: Sequence[str]) -> list[Path]:
    """Every folder that is looked into, the first that has the files being the one used."""
    return [base / name / inner for base in bases for name in (folder, *others) for inner in ("", "raw")]


def find_files(bases: Sequence[Path], folder: str, others: Sequence[str]) -> dict[str, Path]:
    """Where each of the four files lies, by its published name without “.gz”, or Keras's one; empty unless all are in
    one folder."""
    for place in [*folders(bases, folder, others), *_spelled_otherwise(bases, (folder, *others))]:
        here = {name: path for name in download.NAMES if (path := _file(place, name))}
        if len(here) == len(download.NAMES):
            return here
    packed = (path for base in bases for path in _packed(base, (folder, *others)) if path.is_file())
    return {PACKED: path} if (path := next(packed, None)) else {}


def array(path: Path, name: str, most: int) -> np.ndarray:
    """One array of bytes in an NPZ file, of at most so many numbers. Raises InputError; nothing is unpickled."""
    try:
        with zipfile.ZipFile(path) as archive, archive.open(f"{name}.npy") as file:
            version = np.lib.format.read_magic(file)
            read = np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
            shape, fortran, dtype = read(file, max_header_size=1000)
            count = int(np.prod(shape, dtype=np.float64))
            if dtype != np.uint8 or fortran or count > most:
                raise InputError(f"{path.name} holds other numbers than bytes, or too many. Use the original file.")
            numbers = np.frombuffer(file.read(count), np.uint8)
            return numbers.reshape(shape)
    except InputError:
        raise
    except (KeyError, *DAMAGED_ZIP):
        raise InputError(f"{path.name} is damaged, or not Keras's file. Get the file again.") from None


def _spelled_otherwise(bases: Sequence[Path], names: Sequence[str]) -> Iterator[Path]:
    """Folders whose names are one of these in other capitals or dashes, and a searched one that itself has the name."""
    known = set(map(_plain, names))
    for base in bases:
        for place in (base, *_listed(base)):
            if _plain(place.name) in known:
                yield from (place, place / "raw")


def _file(folder: Path, name: str) -> Path | None:
    """The file of that name, in whatever capitals, dashes and dots, packed or not; packed ones first."""
    wanted = _plain(name)
    here = [path for path in _listed(folder) if _plain(path.name.lower().removesuffix(".gz")) == wanted]
    # Some programs unpack a file into a folder of its name.
    inner = [path for one in here if one.is_dir() for path in _listed(one) if _plain(path.name) == wanted]
    files = [path for path in (*here, *inner) if path.is_file()]
    return min(files, key=lambda path: path.suffix.lower() != ".gz", default=None)


def _listed(folder: Path) -> list[Path]:
    """What lies in a folder, in order; nothing where it cannot be looked into."""
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def _plain(name: str) -> str:
    return re.sub(r"[\W_]", "", name.casefold())


def _packed(base: Path, names: Sequence[str]) -> Iterator[Path]:
    for name in names:
        for file in dict.fromkeys((name, name.lower(), name.replace("-", "_").lower())):
            yield base / f"{file}.npz"
            yield base / name / f"{file}.npz"
