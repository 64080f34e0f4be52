"""Fashion-MNIST and MNIST, wherever on this computer their files lie."""

import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from cnnviz import folders
from cnnviz.datasets import choice, data, splits
from cnnviz.datasets.public import download, idx, located
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
    # What other programs call its folder.
    others: tuple[str, ...] = ()

    @property
    def described(self) -> data.Described:
        """What is said of the whole set, loaded or not."""
        kept = self.train - self.held_back
        return data.Described(self.title, (1, SIDE, SIDE), self.classes, kept, self.held_back, self.test)


def why_not(files: Files) -> str:
    """Empty when the files are here, else the sentences that say how to get them."""
    if located.find_files(bases(), files.folder, files.others):
        return ""
    offer = download.SOURCES[files.folder].sentence
    ways = [f"install Debian's package {files.package}"] if files.package else []
    ways.append(f"put them into a folder “{files.folder}” inside the folder that CNNVIZ_DATA names")
    ways.append(f"{offer[0].lower()}{offer[1:]}")
    either = ", or ".join(ways)
    return (
        f"The files of {files.title} are not on this computer. {either[0].upper()}{either[1:]} "
        f"Looked for {located.NAMED} in: {', '.join(map(str, located.folders(bases(), files.folder, files.others)))}."
    )


def load(files: Files) -> data.Dataset:
    """The whole set, read-only; validation is the same pictures always. Raises InputError: missing, damaged."""
    if not (here := located.find_files(bases(), files.folder, files.others)):
        raise InputError(why_not(files))
    if located.PACKED in here:
        train, test = _from_keras(files, here[located.PACKED])
    else:
        train = _images(files, here, download.NAMES[:2], files.train)
        test = _images(files, here, download.NAMES[2:], files.test)
    held_back = splits.stratified(train.labels, files.held_back, np.random.default_rng(0))
    rest = splits.without(len(train), held_back)
    parts = train.taken(rest), train.taken(held_back), test
    return data.frozen(data.Dataset(files.title, files.classes, *parts))


def fetch(files: Files, progress: download.Progress | None = None) -> None:
    """The files, downloaded into the cache. Raises InputError."""
    download.fetch(download.SOURCES[files.folder], folders.downloads() / files.folder, progress)


def bases() -> list[Path]:
    """The folders in which data sets are looked for, the configured one first."""
    configured = os.environ.get("CNNVIZ_DATA")
    return [*([Path(configured)] if configured else []), _SYSTEM, *folders.downloaded()]


def _from_keras(files: Files, path: Path) -> tuple[data.Images, data.Images]:
    """Training and test part of the one file that Keras keeps. Raises InputError."""
    parts = []
    for name, count in (("train", files.train), ("test", files.test)):
        pictures, labels = (located.array(path, f"{axis}_{name}", count * SIDE**2) for axis in "xy")
        parts.append(_checked(files, path.name, pictures, path.name, labels, count))
    return parts[0], parts[1]


def _images(files: Files, found: dict[str, Path], names: tuple[str, ...], count: int) -> data.Images:
    """Pictures and labels of one part, checked to be what they should."""
    pictures, labels = idx.read(found[names[0]], count * SIDE**2), idx.read(found[names[1]], count)
    return _checked(files, found[names[0]].name, pictures, found[names[1]].name, labels, count)


def _checked(
    files: Files, pictures_name: str, pictures: np.ndarray, labels_name: str, labels: np.ndarray, count: int
) -> data.Images:
    """The part, whose arrays are of the size and range that the data set has. Raises InputError."""
    for name, array, shape in ((pictures_name, pictures, (count, SIDE, SIDE)), (labels_name, labels, (count,))):
        if array.shape != shape:
            raise InputError(
                f"{name} holds {' × '.join(map(str, array.shape))} numbers, "
                f"{files.title} has {' × '.join(map(str, shape))}. Use the original file."
            )
    if labels.max() >= len(files.classes):
        raise InputError(
            f"{labels_name} has a label {labels.max()}, and {files.title} has {len(files.classes)} classes. "
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
    others=("FashionMNIST", "fashion_mnist", "fashion", "Fashion-MNIST"),
)
MNIST = Files("MNIST", choice.MNIST, tuple("0123456789"), others=("MNIST", "MNIST_data"))
