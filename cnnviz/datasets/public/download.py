"""Fetching the files of a data set, each checked against the checksum its makers published. Only ever on request."""

import contextlib
import errno
import hashlib
import http.client
import os
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from urllib import parse

from cnnviz import limits
from cnnviz.errors import InputError

Progress = Callable[[int, int], None]  # bytes done, bytes in all

_CHUNK = 2**16
_SILENCE = 20.0  # seconds without a byte


@dataclass(frozen=True)
class File:
    """A file to fetch: its size in bytes and its MD5 in hexadecimal, as published."""

    name: str
    size: int
    md5: str


@dataclass(frozen=True)
class Source:
    """Where a data set is fetched from: `address` ends with a slash, the files' names follow it. `mirrors` are asked in
    turn for a file that is not to be had there; whatever they send is held to the same checksums."""

    address: str
    files: tuple[File, ...]
    mirrors: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(file.size for file in self.files)

    @property
    def sentence(self) -> str:
        """What is fetched, how much and from where."""
        host = parse.urlsplit(self.address).netloc
        return f"Download {len(self.files)} files, {self.size / 1e6:.1f} MB together, from {host}."


def fetch(source: Source, folder: Path, progress: Progress | None = None) -> None:
    """All files of the source, into the folder; those that are there and right are kept.

    A file appears under its name only when it is whole and its checksum right. Raises InputError otherwise.
    """
    tell = progress or (lambda _done, _total: None)
    done = 0
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file in source.files:
            if not _is_right(folder / file.name, file):
                _fetch_anywhere(source, file, folder, done, tell)
            done += file.size
            tell(done, source.size)
    except OSError as error:
        raise InputError(_unwritten(error, folder)) from None


def _fetch_anywhere(source: Source, file: File, folder: Path, before: int, tell: Progress) -> None:
    """The file from the first server that has it whole and right. Raises InputError: what the first one did wrong."""
    first: InputError | None = None
    for address in (source.address, *source.mirrors):
        try:
            return _fetch(address, source, file, folder, before, tell)
        except InputError as error:
            first = first or error
    assert first is not None
    raise first


def _fetch(address: str, source: Source, file: File, folder: Path, before: int, tell: Progress) -> None:
    with _new(folder / file.name) as (target, finish):
        digest = hashlib.md5(usedforsecurity=False)
        size = 0
        for chunk in _received(address, file):
            target.write(chunk)
            digest.update(chunk)
            size += len(chunk)
            tell(before + size, source.size)
        if size < file.size:
            raise InputError(f"{file.name} broke off after {size:,} of {file.size:,} bytes. Try again.")
        if digest.hexdigest() != file.md5:
            raise InputError(
                f"{file.name} is not the file its makers published: its checksum differs. Try again later."
            )
        finish()


def _received(address: str, file: File) -> Iterator[bytes]:
    """The file's bytes, chunk by chunk, never more than it has. Raises InputError for all that goes wrong."""
    host = parse.urlsplit(address).netloc
    # Nothing but the web is read, wherever a redirect points: no local file, no FTP.
    opener = urllib.request.OpenerDirector()
    for handler in _HANDLERS:
        opener.add_handler(handler())
    size, until = 0, time.monotonic() + limits.DATA_DOWNLOAD_SECONDS
    try:
        with opener.open(address + file.name, timeout=_SILENCE) as answer:
            while chunk := answer.read1(_CHUNK):
                size += len(chunk)
                if size > file.size:
                    raise InputError(f"{host} sends more than the {file.size:,} bytes of {file.name}. Try again later.")
                if time.monotonic() > until:
                    raise InputError(f"{host} sends {file.name} too slowly. Try again later.")
                yield chunk
    except (OSError, http.client.HTTPException) as error:
        if isinstance(error, urllib.error.HTTPError):
            error.close()
        why = getattr(error, "reason", None) or error
        if isinstance(why, TimeoutError):
            raise InputError(f"{host} does not answer. Try again later.") from None
        raise InputError(
            f"{file.name} cannot be fetched from {host}: {why}. Check the connection, try again."
        ) from None


_HANDLERS: tuple[type[urllib.request.BaseHandler], ...] = (
    urllib.request.ProxyHandler,
    urllib.request.HTTPHandler,
    urllib.request.HTTPSHandler,
    urllib.request.HTTPRedirectHandler,
    urllib.request.HTTPErrorProcessor,
    urllib.request.HTTPDefaultErrorHandler,
    urllib.request.UnknownHandler,
)


@contextlib.contextmanager
def _new(path: Path) -> Iterator[tuple[IO[bytes], Callable[[], None]]]:
    """A nameless file beside `path`; `finish` puts it there in one move. Without it, nothing is left."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with open(handle, "wb") as target:

            def finish() -> None:
                target.flush()
                os.fsync(target.fileno())
                target.close()
                os.replace(name, path)

            yield target, finish
    finally:
        Path(name).unlink(missing_ok=True)


def _is_right(path: Path, file: File) -> bool:
    if not path.is_file() or path.stat().st_size != file.size:
        return False
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, lambda: hashlib.md5(usedforsecurity=False)).hexdigest() == file.md5


def _unwritten(error: OSError, folder: Path) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"The disk of {folder} is full. Make room and try again."
    return f"Nothing can be written to {folder}: {error.strerror}. Set CNNVIZ_HOME to another folder."


def _files(*sizes_and_sums: tuple[int, str]) -> tuple[File, ...]:
    return tuple(File(f"{name}.gz", *one) for name, one in zip(NAMES, sizes_and_sums, strict=True))


NAMES = ("train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte")
SOURCES: dict[str, Source] = {
    "fashion-mnist": Source(
        "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
        _files(
            (26_421_880, "8d4fb7e6c68d591d4c3dfef9ec88bf0d"),
            (29_515, "25c81989df183df01b3e8a0aad5dffbe"),
            (4_422_102, "bef4ecab320f06d8554ea6380940ec79"),
            (5_148, "bb300cfdad3c16e7a12a480ee83cd310"),
        ),
        ("https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/",),
    ),
    "mnist": Source(
        "https://ossci-datasets.s3.amazonaws.com/mnist/",
        _files(
            (9_912_422, "f68b3c2dcbeaaa9fbdd348bbdeb94873"),
            (28_881, "d53e105ee54ea40749a09fcbcd1e9432"),
            (1_648_877, "9fb629c4189551a2d022fa330f9573f3"),
            (4_542, "ec29112dd5afa0611ce80d1b7f02629c"),
        ),
        ("https://storage.googleapis.com/cvdf-datasets/mnist/",),
    ),
}
