"""cnnviz.datasets.public.idx: files of bytes, whole and honest, or refused."""

import gzip
import struct
import tracemalloc
from pathlib import Path

import numpy as np
import pytest

from cnnviz.datasets.public import idx
from cnnviz.errors import InputError

NUMBERS = np.arange(2 * 3 * 4, dtype=np.uint8).reshape(2, 3, 4)


def written(array: np.ndarray) -> bytes:
    return bytes((0, 0, 8, array.ndim)) + struct.pack(f">{array.ndim}I", *array.shape) + array.tobytes()


def read(folder: Path, raw: bytes, most: int = 100) -> np.ndarray:
    path = folder / "some-idx"
    path.write_bytes(raw)
    return idx.read(path, most)


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
@pytest.mark.parametrize("shape", [(24,), (4, 6), (2, 3, 4), (2, 3, 2, 2)])
def test_what_was_written_is_read(tmp_path: Path, pack: type, shape: tuple[int, ...]) -> None:
    array = read(tmp_path, pack(written(NUMBERS.reshape(shape))), most=24)
    assert array.dtype == np.uint8
    assert (array == NUMBERS.reshape(shape)).all()


GOOD = written(NUMBERS)


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"", "not an IDX file"),
        (b"\0\0\x08", "not an IDX file"),
        (b"\0\0\x0d\x01" + bytes(20), "not an IDX file"),
        (b"\x01\0\x08\x01" + bytes(20), "not an IDX file"),
        (b"\0\0\x08\0" + bytes(20), "not an IDX file"),
        (b"\0\0\x08\x09" + bytes(99), "not an IDX file"),
        (b"\0\0\x08\x03\0\0\0\x02", "not an IDX file"),
        (b"<html>moved</html>" * 4, "not an IDX file"),
        (GOOD[:-1], "ends before"),
        (GOOD + b"\0", "more than the 24 numbers"),
        (b"\0\0\x08\x02" + b"\xff" * 8 + bytes(50), "promises 18,446,744,065,119,617,025"),
        (gzip.compress(GOOD, mtime=0)[:-1], "ends before"),
        (gzip.compress(GOOD, mtime=0)[:30], "ends before"),
        (gzip.compress(GOOD + b"\0", mtime=0), "more than the 24 numbers"),
        (gzip.compress(GOOD, mtime=0)[:-8] + bytes(8), "damaged gzip"),
        (b"\x1f\x8b" + b"nonsense" * 9, "damaged gzip"),
    ],
)
def test_another_file_is_refused_in_a_sentence(tmp_path: Path, raw: bytes, sentence: str) -> None:
    with pytest.raises(InputError, match=sentence) as refused:
        read(tmp_path, raw)
    assert str(refused.value).startswith("some-idx ")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="gone cannot be read: No such file"):
        idx.read(tmp_path / "gone", 10)


def test_a_gzip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    bomb = gzip.compress(GOOD + bytes(100_000_000), mtime=0)
    tracemalloc.start()
    with pytest.raises(InputError, match="more than the 24 numbers"):
        read(tmp_path, bomb)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2_000_000
