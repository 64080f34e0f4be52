"""Fashion-MNIST and MNIST, wherever on this computer their four files lie."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from cnnviz.datasets import choice, data, download, idx, splits
from cnnviz.errors import InputError

SIDE = 28


@dataclass(frozen=True)
class Files:
    """A data set in four IDX files: train and test, pictures and labels.

    `folder` is its name below the places that are searched, `held_back` how many training pictures, as many of each
    class, are put aside for validation, `package` Debian's name for it, if it has one.
    """

    title: str
    folder: str
    classes: tuple[str, ...]
    train: int = 60_000
    test: int = 10_000
    held_back: int = 2_000
    package: str = ""

    @property
    def described(self) -> data.Described:
        """What is said of the whole set, loaded or not."""
        kept = self.train - self.held_back
        return data.Described(self.title, (1, SIDE, SIDE), self.classes, kept, self.held_back, self.test)


def why_not(files: Files) -> str:
    """Empty when the files are here, else the sentences that say how to get them."""
    if _found(files):
        return ""
    offer = download.SOURCES[files.folder].sentence
    ways = [f"install Debian's package {files.package}"] if files.package else []
    ways.append(f"put them into a folder “{files.folder}” inside the folder that CNNVIZ_DATA names")
    ways.append(f"{offer[0].lower()}{offer[1:]}")
    either = ", or ".join(ways)
    return f"The files of {files.title} are not on this computer. {either[0].upper()}{either[1:]}"


def load(files: Files) -> data.Dataset:
    """The whole set, read-only; validation is the same pictures always. Raises InputError: missing, damaged."""
    if not (folder := _found(files)):
        raise InputError(why_not(files))
    train = _images(files, folder, download.NAMES[:2], files.train)
    test = _images(files, folder, download.NAMES[2:], files.test)
    held_back = splits.stratified(train.labels, files.held_back, np.random.default_rng(0))
    rest = splits.without(len(train), held_back)
    parts = train.taken(rest), train.taken(held_back), test
    return data.frozen(data.Dataset(files.title, files.classes, *parts))


def fetch(files: Files, progress: download.Progress | None = None) -> None:
    """The files, downloaded into the cache. Raises InputError."""
    download.fetch(download.SOURCES[files.folder], cache() / files.folder, progress)


def cache() -> Path:
    """Where downloads are kept: CNNVIZ_HOME, or the user's own cache."""
    if home := os.environ.get("CNNVIZ_HOME"):
        return Path(home) / "datasets"
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "cnnviz" / "datasets"


def _found(files: Files) -> dict[str, Path]:
    """Where each of the four lies, by its name without “.gz”; empty unless all are in one folder."""
    configured = os.environ.get("CNNVIZ_DATA")
    bases = [*([Path(configured)] if configured else []), _SYSTEM, cache()]
    for base in bases:
        here = {name: path for name in download.NAMES if (path := _file(base / files.folder, name))}
        if len(here) == len(download.NAMES):
            return here
    return {}


def _file(folder: Path, name: str) -> Path | None:
    return next((path for path in (folder / f"{name}.gz", folder / name) if path.is_file()), None)


def _images(files: Files, found: dict[str, Path], names: tuple[str, ...], count: int) -> data.Images:
    """Pictures and labels of one part, checked to be what they should."""
    arrays = []
    for name, shape in zip(names, ((count, SIDE, SIDE), (count,)), strict=True):
        array = idx.read(found[name], int(np.prod(shape)))
        if array.shape != shape:
            raise InputError(
                f"{found[name].name} holds {' × '.join(map(str, array.shape))} numbers, "
                f"{files.title} has {' × '.join(map(str, shape))}. Use the original file."
            )
        arrays.append(array)
    pictures, labels = arrays
    if labels.max() >= len(files.classes):
        raise InputError(
            f"{found[names[1]].name} has a label {labels.max()}, and {files.title} has {len(files.classes)} classes. "
            "Use the original file."
        )
    return data.Images(pictures.reshape(-1, 1, SIDE, SIDE), labels)


# Where Debian's packages put data sets.
_SYSTEM = Path("/usr/share/datasets")

FASHION = Files(
    "Fashion-MNIST",
    choice.FASHION,
    (
        "T-shirt/top",
        "Trouser",
        "Pullover",
        "Dress",
        "Coat",
        "Sandal",
        "Shirt",
        "Sneaker",
        "Bag",
        "Ankle boot",
    ),
    package="dataset-fashion-mnist",
)
MNIST = Files("MNIST", choice.MNIST, tuple("0123456789"))
