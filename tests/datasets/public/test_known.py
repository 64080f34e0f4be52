"""cnnviz.datasets.public.known: where the files are looked for, what is refused, and the real ones where they are."""

import gzip
import hashlib
import struct
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from cnnviz.datasets.public import download, known
from cnnviz.errors import InputError
from tests.datasets.web import server

FEW = replace(known.FASHION, train=60, test=20, held_back=10)
RNG = np.random.default_rng(0)
ARRAYS = (
    RNG.integers(0, 256, (60, 28, 28), np.uint8),
    np.arange(60, dtype=np.uint8) % 10,
    RNG.integers(0, 256, (20, 28, 28), np.uint8),
    np.arange(20, dtype=np.uint8) % 10,
)


def written(array: np.ndarray) -> bytes:
    return bytes((0, 0, 8, array.ndim)) + struct.pack(f">{array.ndim}I", *array.shape) + array.tobytes()


def put(folder: Path, arrays: tuple[np.ndarray, ...] = ARRAYS, packed: bool = True) -> None:
    folder.mkdir(parents=True)
    for name, array in zip(download.NAMES, arrays, strict=True):
        raw = written(array)
        (folder / f"{name}.gz" if packed else folder / name).write_bytes(gzip.compress(raw) if packed else raw)


@pytest.fixture(autouse=True)
def _elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nothing of this machine is found."""
    monkeypatch.setenv("CNNVIZ_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("CNNVIZ_DATA", raising=False)
    monkeypatch.setattr(known, "_SYSTEM", tmp_path / "system")


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("place", ["configured", "system", "home/datasets"])
def test_files_are_found_in_every_place(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, place: str, packed: bool
) -> None:
    monkeypatch.setenv("CNNVIZ_DATA", str(tmp_path / "configured"))
    assert known.why_not(FEW)
    put(tmp_path / place / "fashion-mnist", packed=packed)
    assert known.why_not(FEW) == ""
    dataset = known.load(FEW)
    assert dataset.counts == (50, 10, 20)
    assert dataset.classes[0] == "T-shirt/top"
    assert (dataset.test.pictures[:, 0] == ARRAYS[2]).all()
    assert not dataset.train.pictures.flags.writeable


@pytest.mark.parametrize(
    "folder", ["fashion-mnist", "FashionMNIST/raw", "fashion", "FASHION-MNIST/raw", "fashion_mnist", "Fashion Mnist"]
)
@pytest.mark.parametrize(
    "spelled",
    [
        lambda name: name,
        lambda name: name.replace("-idx", ".idx"),
        lambda name: name.replace("-ubyte", ".ubyte"),
        lambda name: name.replace("-", "_"),
        lambda name: f"{name}/{name}",
        lambda name: f"{name}/{name.replace('-idx', '.idx')}",
        lambda name: name.replace("-idx", ".idx").replace("-ubyte", ".ubyte").upper(),
    ],
)
def test_files_are_found_under_their_usual_names_and_folders(
    tmp_path: Path, folder: str, spelled: Callable[[str], str]
) -> None:
    put(tmp_path / "put", packed=False)
    for name in download.NAMES:
        target = tmp_path / "system" / folder / spelled(name)
        target.parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "put" / name).rename(target)
    assert known.load(FEW).counts == (50, 10, 20)


@pytest.mark.parametrize("folder", ["FashionMNIST", "FashionMNIST/raw"])
def test_the_folder_itself_may_be_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, folder: str) -> None:
    monkeypatch.setenv("CNNVIZ_DATA", str(tmp_path / "FashionMNIST"))
    put(tmp_path / folder)
    assert known.load(FEW).counts == (50, 10, 20)
    assert known.why_not(known.MNIST)


@pytest.mark.parametrize("place", ["fashion-mnist.npz", "fashion_mnist.npz", "fashion-mnist/fashion-mnist.npz"])
def test_the_one_file_of_keras_is_read(tmp_path: Path, place: str) -> None:
    path = tmp_path / "system" / place
    path.parent.mkdir(parents=True)
    keys = ("x_train", "y_train", "x_test", "y_test")
    np.savez_compressed(path, **dict(zip(keys, ARRAYS, strict=True)))  # type: ignore[arg-type]
    dataset = known.load(FEW)
    assert dataset.counts == (50, 10, 20)
    assert (dataset.test.pictures[:, 0] == ARRAYS[2]).all()
    path.write_bytes(path.read_bytes()[:500])
    with pytest.raises(InputError, match="is damaged, or not Keras's file"):
        known.load(FEW)


@pytest.mark.parametrize(
    "arrays",
    [(ARRAYS[0][:59], *ARRAYS[1:]), (np.zeros((6000, 28, 28), np.uint8), *ARRAYS[1:]), (ARRAYS[0] * 1.0, *ARRAYS[1:])],
)
def test_another_file_in_place_of_keras_s_is_refused(tmp_path: Path, arrays: tuple[np.ndarray, ...]) -> None:
    (tmp_path / "system").mkdir()
    keys = ("x_train", "y_train", "x_test", "y_test")
    np.savez(tmp_path / "system" / "fashion-mnist.npz", **dict(zip(keys, arrays, strict=True)))  # type: ignore[arg-type]
    with pytest.raises(InputError, match="Use the original file"):
        known.load(FEW)


def test_the_configured_folder_comes_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CNNVIZ_DATA", str(tmp_path / "configured"))
    put(tmp_path / "system" / "fashion-mnist")
    put(tmp_path / "configured" / "fashion-mnist", tuple(255 - one if one.ndim > 1 else one for one in ARRAYS))
    assert (known.load(FEW).test.pictures[:, 0] == 255 - ARRAYS[2]).all()


def test_three_of_four_files_are_none(tmp_path: Path) -> None:
    put(tmp_path / "system" / "fashion-mnist")
    (tmp_path / "system" / "fashion-mnist" / "t10k-labels-idx1-ubyte.gz").unlink()
    assert known.why_not(FEW)


def test_train_and_validation_are_the_training_file_each_picture_once_and_always_alike(tmp_path: Path) -> None:
    put(tmp_path / "system" / "fashion-mnist")
    dataset, again = known.load(FEW), known.load(FEW)
    both = np.concatenate([dataset.train.pictures, dataset.validation.pictures])[:, 0]
    labels = np.concatenate([dataset.train.labels, dataset.validation.labels])
    pairs = {one.tobytes(): label for one, label in zip(both, labels, strict=True)}
    assert pairs == {one.tobytes(): label for one, label in zip(ARRAYS[0], ARRAYS[1], strict=True)}
    assert np.bincount(dataset.validation.labels).tolist() == [1] * 10
    assert (again.validation.pictures == dataset.validation.pictures).all()


@pytest.mark.parametrize(
    ("number", "array", "sentence"),
    [
        (0, ARRAYS[0][:59], "holds 59 × 28 × 28 numbers, Fashion-MNIST has 60 × 28 × 28"),
        (0, np.zeros((61, 28, 28), np.uint8), "promises 47,824 numbers. At most 47,040"),
        (1, ARRAYS[1][:59], "holds 59 numbers, Fashion-MNIST has 60"),
        (1, np.full(60, 10, np.uint8), "has a label 10, and Fashion-MNIST has 10 classes"),
        (2, ARRAYS[2].reshape(20, 784), "holds 20 × 784 numbers"),
    ],
)
def test_files_of_another_data_set_are_refused(tmp_path: Path, number: int, array: np.ndarray, sentence: str) -> None:
    arrays = [array if at == number else one for at, one in enumerate(ARRAYS)]
    put(tmp_path / "system" / "fashion-mnist", tuple(arrays))
    with pytest.raises(InputError, match=sentence):
        known.load(FEW)


def test_offline_it_says_every_way_to_get_them_and_where_it_looked(tmp_path: Path) -> None:
    names = ("fashion-mnist", *known.FASHION.others)
    bases = (tmp_path / "system", tmp_path / "home" / "datasets")
    looked = ", ".join(str(base / name / inner) for base in bases for name in names for inner in ("", "raw"))
    assert known.why_not(known.FASHION) == (
        "The files of Fashion-MNIST are not on this computer. Install Debian's package dataset-fashion-mnist, or put "
        "them into a folder “fashion-mnist” inside the folder that CNNVIZ_DATA names, or download 4 files, 30.9 MB "
        "together, from fashion-mnist.s3-website.eu-central-1.amazonaws.com. Looked for train-images-idx3-ubyte and "
        f"three more, with .gz or without, or one .npz as Keras keeps it in: {looked}."
    )
    assert "Debian" not in known.why_not(known.MNIST)
    with pytest.raises(InputError, match="are not on this computer"):
        known.load(known.MNIST)


def test_a_download_goes_into_the_cache_and_is_found_there(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    put(tmp_path / "web")
    files = {path.name: path.read_bytes() for path in (tmp_path / "web").iterdir()}

    def answer(request) -> None:
        request.send_response(200)
        request.end_headers()
        request.wfile.write(files[request.path.split("/")[-1]])

    listed = tuple(
        download.File(f"{name}.gz", len(files[f"{name}.gz"]), hashed(files[f"{name}.gz"])) for name in download.NAMES
    )
    with server(answer) as address:
        monkeypatch.setitem(download.SOURCES, "fashion-mnist", download.Source(address, listed))
        known.fetch(FEW)
    assert len(list((tmp_path / "home" / "datasets" / "fashion-mnist").iterdir())) == 4
    assert known.load(FEW).counts == (50, 10, 20)


def hashed(raw: bytes) -> str:
    return hashlib.md5(raw).hexdigest()


def test_the_real_fashion_mnist_is_whole_where_its_package_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(known, "_SYSTEM", Path("/usr/share/datasets"))
    if known.why_not(known.FASHION):
        pytest.skip("Debian's package dataset-fashion-mnist is not installed.")
    dataset = known.load(known.FASHION)
    assert dataset.counts == (58_000, 2_000, 10_000)
    assert dataset.classes == (
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
    )
    assert np.bincount(dataset.train.labels).tolist() == [5_800] * 10
    assert np.bincount(dataset.validation.labels).tolist() == [200] * 10
    assert np.bincount(dataset.test.labels).tolist() == [1_000] * 10
    # The first ten test labels, as printed in the data set's own documentation of Keras and PyTorch.
    assert dataset.test.labels[:10].tolist() == [9, 2, 1, 1, 6, 1, 4, 6, 5, 7]
    # Mean and deviation of the 60,000, known to everybody who standardises them: 0.2860 and 0.3530.
    both = np.concatenate([dataset.train.pictures, dataset.validation.pictures]).reshape(60_000, -1)
    assert round(float(both.mean() / 255), 4) == 0.2860
    assert round(float(both.std(dtype=np.float64) / 255), 4) == 0.3530
