"""cnnviz.datasets.public.download: whole and right or not at all, from a server on this machine."""

import errno
import hashlib
import http.server
import os
import re
import socket
import threading
from pathlib import Path
from typing import IO

import pytest

from cnnviz import limits
from cnnviz.datasets.public import download
from cnnviz.errors import InputError
from tests.datasets.web import sent, server

BODY = bytes(range(256)) * 1000
FILE = download.File("a.gz", len(BODY), hashlib.md5(BODY).hexdigest())
SMALL = download.File("b.gz", 3, hashlib.md5(b"abc").hexdigest())


def fetched(address: str, folder: Path, *files: download.File) -> list[tuple[int, int]]:
    told: list[tuple[int, int]] = []
    download.fetch(download.Source(address, files or (FILE,)), folder, lambda *one: told.append(one))
    return told


def test_files_arrive_whole_and_progress_grows_to_the_sum(tmp_path: Path) -> None:
    asked = []

    def answer(request: http.server.BaseHTTPRequestHandler) -> None:
        asked.append(request.path)
        sent(BODY if request.path.endswith("a.gz") else b"abc")(request)

    with server(answer) as address:
        told = fetched(address, tmp_path / "new" / "folder", FILE, SMALL)
    folder = tmp_path / "new" / "folder"
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {"a.gz": BODY, "b.gz": b"abc"}
    assert asked == ["/data/a.gz", "/data/b.gz"]
    assert told == sorted(told)
    assert len(told) > 4
    assert told[-1] == (len(BODY) + 3, len(BODY) + 3)


def test_a_file_that_is_there_and_right_is_not_fetched_again(tmp_path: Path) -> None:
    (tmp_path / "a.gz").write_bytes(BODY)
    assert fetched("http://127.0.0.1:1/", tmp_path) == [(len(BODY), len(BODY))]


@pytest.mark.parametrize("there", [BODY[:-1], BODY[:-1] + b"x"])
def test_a_file_that_is_there_and_wrong_is_replaced(tmp_path: Path, there: bytes) -> None:
    (tmp_path / "a.gz").write_bytes(there)
    with server(sent(BODY)) as address:
        fetched(address, tmp_path)
    assert (tmp_path / "a.gz").read_bytes() == BODY


def refused(address: str, folder: Path) -> str:
    """The sentence; and nothing is left in the folder."""
    with pytest.raises(InputError) as trouble:
        fetched(address, folder)
    assert not list(folder.iterdir())
    return str(trouble.value)


@pytest.mark.parametrize(
    ("body", "promised", "sentence"),
    [
        (BODY[:-1] + b"x", None, "a.gz is not the file its makers published: its checksum differs. Try again later."),
        (BODY[:-1], None, "a.gz broke off after 255,999 of 256,000 bytes. Try again."),
        (BODY[:-1], len(BODY), "a.gz broke off after 255,999 of 256,000 bytes. Try again."),
        (b"", None, "a.gz broke off after 0 of 256,000 bytes. Try again."),
        (BODY + b"x", None, "HOST sends more than the 256,000 bytes of a.gz. Try again later."),
        (bytes(30_000_000), None, "HOST sends more than the 256,000 bytes of a.gz. Try again later."),
    ],
)
def test_what_is_not_the_file_is_refused_and_gone(
    tmp_path: Path, body: bytes, promised: int | None, sentence: str
) -> None:
    with server(sent(body, promised)) as address:
        assert re.sub(r"127[\d.:]+", "HOST", refused(address, tmp_path)) == sentence


def test_a_page_that_is_not_found_is_told(tmp_path: Path) -> None:
    with server(lambda request: request.send_error(404)) as address:
        assert "a.gz cannot be fetched from 127.0.0.1" in (said := refused(address, tmp_path))
    assert ": Not Found. Check the connection, try again." in said


def test_a_redirect_to_a_file_of_this_machine_is_not_followed(tmp_path: Path) -> None:
    (outside := tmp_path / "outside.gz").write_bytes(BODY)
    (folder := tmp_path / "folder").mkdir()

    def answer(request: http.server.BaseHTTPRequestHandler) -> None:
        request.send_response(302)
        request.send_header("Location", outside.as_uri())
        request.end_headers()

    with server(answer) as address:
        assert "cannot be fetched" in refused(address, folder)


def test_a_redirect_within_the_web_is_followed(tmp_path: Path) -> None:
    def answer(request: http.server.BaseHTTPRequestHandler) -> None:
        if request.path == "/moved":
            return sent(BODY)(request)
        request.send_response(302)
        request.send_header("Location", "/moved")
        request.end_headers()

    with server(answer) as address:
        fetched(address, tmp_path)
    assert (tmp_path / "a.gz").read_bytes() == BODY


@pytest.mark.parametrize("wrong", [b"", BODY[:-1] + b"x", BODY + b"x", None])
def test_a_file_that_the_first_server_has_not_comes_from_the_second(tmp_path: Path, wrong: bytes | None) -> None:
    first = (lambda request: request.send_error(404)) if wrong is None else sent(wrong)
    with server(first) as address, server(sent(BODY)) as mirror:
        download.fetch(download.Source(address, (FILE,), (mirror,)), tmp_path)
    assert (tmp_path / "a.gz").read_bytes() == BODY


def test_what_no_server_has_is_told_of_the_first(tmp_path: Path) -> None:
    missing = server(lambda request: request.send_error(404))
    with (
        server(sent(BODY[:-1])) as address,
        missing as mirror,
        pytest.raises(InputError, match="broke off after 255,999"),
    ):
        download.fetch(download.Source(address, (FILE,), (mirror,)), tmp_path)
    assert not list(tmp_path.iterdir())


def test_every_known_source_has_a_mirror_elsewhere() -> None:
    for source in download.SOURCES.values():
        assert source.mirrors
        assert all(one.endswith("/") and one.split("/")[2] != source.address.split("/")[2] for one in source.mirrors)


def test_nobody_listening_is_told(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        assert "Connection refused" in refused(f"http://127.0.0.1:{free.getsockname()[1]}/", tmp_path)


def test_a_server_that_says_nothing_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(download, "_SILENCE", 0.05)
    over = threading.Event()
    with server(lambda _: (over.wait(10), None)[1]) as address:
        assert "does not answer. Try again later." in refused(address, tmp_path)
        over.set()


def test_a_server_that_trickles_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "DATA_DOWNLOAD_SECONDS", 0.2)
    over = threading.Event()

    def answer(request: http.server.BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.end_headers()
        while not over.wait(0.02):
            request.wfile.write(b"x")

    with server(answer) as address:
        assert "sends a.gz too slowly. Try again later." in refused(address, tmp_path)
        over.set()


class Full:
    """A file on a disk that is full after some bytes."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.room = file, 100_000

    def __enter__(self) -> "Full":
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()

    def write(self, chunk: bytes) -> None:
        self.room -= len(chunk)
        if self.room < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        self.file.write(chunk)


def test_a_full_disk_is_told_and_nothing_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(download, "open", lambda handle, _: Full(open(handle, "wb")), raising=False)  # noqa: SIM115
    with server(sent(BODY)) as address:
        assert refused(address, tmp_path) == f"The disk of {tmp_path} is full. Make room and try again."


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(InputError, match=r"Nothing can be written to .*file/folder: Not a directory. Set CNNVIZ_HOME"):
        fetched("http://127.0.0.1:1/", tmp_path / "file" / "folder")


def test_what_fails_halfway_keeps_the_files_that_arrived(tmp_path: Path) -> None:
    def answer(request: http.server.BaseHTTPRequestHandler) -> None:
        sent(BODY if request.path.endswith("a.gz") else b"abd")(request)

    with server(answer) as address, pytest.raises(InputError, match="checksum"):
        fetched(address, tmp_path, FILE, SMALL)
    assert [path.name for path in tmp_path.iterdir()] == ["a.gz"]


def test_the_sources_say_what_would_be_fetched() -> None:
    fashion, mnist = download.SOURCES["fashion-mnist"], download.SOURCES["mnist"]
    assert fashion.sentence.startswith("Download 4 files, 30.9 MB together, from fashion-mnist.")
    assert mnist.sentence.startswith("Download 4 files, 11.6 MB together, from ")
    for source in (fashion, mnist):
        assert source.address.endswith("/")
        assert [file.name for file in source.files] == [f"{name}.gz" for name in download.NAMES]
        assert all(re.fullmatch("[0-9a-f]{32}", file.md5) for file in source.files)
