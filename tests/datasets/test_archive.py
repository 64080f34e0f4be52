"""cnnviz.datasets.archive: what counts in a zip, and every zip that is refused."""

import struct
import time
import tracemalloc
import zipfile

import pytest

from cnnviz import limits
from cnnviz.datasets import archive
from cnnviz.errors import InputError
from tests.datasets.zips import classes, flat, link, zipped

PICTURE = flat(1)


def found(files: dict[str, bytes]) -> list[tuple[str, str]]:
    return [(kind, name) for kind, name, _ in archive.pictures(zipped(files))]


def refused(raw: bytes) -> str:
    with pytest.raises(InputError) as trouble:
        list(archive.pictures(raw))
    return str(trouble.value)


def test_each_file_comes_with_its_class_its_name_and_its_bytes() -> None:
    files = {"cat/1.png": b"one", "cat/2.png": b"two", "dog/1.png": b"three"}
    assert list(archive.pictures(zipped(files))) == [
        ("cat", "1.png", b"one"),
        ("cat", "2.png", b"two"),
        ("dog", "1.png", b"three"),
    ]


@pytest.mark.parametrize("packing", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_one_folder_around_the_classes_is_passed_over(packing: int) -> None:
    files = {"all/cat/1.png": b"1", "all/dog/2.png": b"2", "all/readme.txt": b"hello"}
    assert [kind for kind, _, _ in archive.pictures(zipped(files, packing))] == ["cat", "dog"]


@pytest.mark.parametrize(
    "junk",
    [
        "__MACOSX/cat/._1.png",
        "__MACOSX/._cat",
        ".DS_Store",
        "cat/.DS_Store",
        "cat/._1.png",
        "cat/Thumbs.db",
        "dog/desktop.ini",
        ".git/objects/a/b/c",
        "notes.txt",
        "empty/",
    ],
)
def test_what_systems_leave_behind_is_ignored(junk: str) -> None:
    assert found({"cat/1.png": b"", "dog/1.png": b"", junk: b"junk"}) == [("cat", "1.png"), ("dog", "1.png")]


def test_other_slashes_and_a_dot_in_front_are_understood() -> None:
    assert found({"./cat/1.png": b"", "dog\\1.png": b""}) == [("cat", "1.png"), ("dog", "1.png")]


def test_names_are_made_fit_to_be_shown() -> None:
    assert found({"ca\u202et/\x1b[1m.png": b""}) == [("ca t", "[1m.png")]


@pytest.mark.parametrize(
    "name", ["../x.png", "cat/../../x.png", "/etc/x.png", "C:\\x.png", "..\\cat\\x.png", "c:x.png"]
)
def test_a_name_that_points_elsewhere_is_refused(name: str) -> None:
    assert "points outside of the zip. Zip the class folders again." in refused(zipped({name: PICTURE}))


def test_a_name_with_a_zero_byte_is_refused() -> None:
    raw = zipped({"cat/1.pngX.exe": PICTURE}).replace(b"1.pngX", b"1.png\0")
    assert "points outside" in refused(raw)


def test_a_symbolic_link_is_refused() -> None:
    assert refused(link("cat/1.png", b"/etc/passwd")) == (
        "“cat/1.png” in the zip is a link to another file. Zip the pictures themselves."
    )


def flagged(raw: bytes, bit: int) -> bytes:
    """The zip with a flag set in each file's line of the table of contents."""
    out, at = bytearray(raw), 0
    while (at := out.find(b"PK\x01\x02", at)) >= 0:
        out[at + 8] |= bit
        at += 4
    return bytes(out)


def test_an_encrypted_zip_is_refused() -> None:
    said = refused(flagged(zipped(classes()), 1))
    assert said == "“c0/0.png” in the zip is encrypted. Zip the class folders without a password."


@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_an_unusual_packing_is_refused(packing: int) -> None:
    assert "is packed in an unusual way" in refused(zipped(classes(), packing))


def test_folders_in_class_folders_are_refused() -> None:
    said = refused(zipped({"train/cat/1.png": PICTURE, "test/cat/1.png": PICTURE}))
    assert said.startswith("“cat/1.png” lies in a folder within a class folder. Put the pictures of each class")


@pytest.mark.parametrize("files", [{}, {"1.png": PICTURE, "2.png": PICTURE}, {"cat/": b""}, {"__MACOSX/c/1.png": b""}])
def test_a_zip_without_class_folders_is_refused(files: dict[str, bytes]) -> None:
    assert refused(zipped(files)).startswith("The zip holds no class folders. Put the pictures of each class")


@pytest.mark.parametrize("raw", [b"", b"PK", PICTURE, zipped(classes())[:-30], zipped(classes())[40:], b"PK\5\6" * 99])
def test_what_is_no_whole_zip_is_refused(raw: bytes) -> None:
    assert refused(raw) == "The zip is damaged, or no zip at all. Zip the class folders again."


def test_a_picture_whose_checksum_is_wrong_is_refused() -> None:
    raw = zipped({"cat/1.png": b"A" * 50}, zipfile.ZIP_STORED)
    assert "damaged" in refused(raw.replace(b"A" * 50, b"A" * 49 + b"B"))


def test_a_zip_that_is_too_large_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "UPLOAD_BYTES", 2**20)
    assert refused(bytes(2**20 + 1)) == "The zip is larger than 1 MB. Make its pictures smaller."


def test_too_many_files_classes_or_pictures_are_refused_with_the_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = zipped(classes(5, 4))
    monkeypatch.setattr(limits, "OWN_CLASSES", 4)
    assert refused(raw) == "The zip holds 5 class folders. At most 4 can be learned here."
    monkeypatch.setattr(limits, "OWN_CLASSES", 5)
    monkeypatch.setattr(limits, "OWN_IMAGES", 19)
    assert refused(raw) == "The zip holds 20 pictures. At most 19 fit: leave some out."
    monkeypatch.setattr(limits, "OWN_FILES", 19)
    assert refused(raw) == "The zip holds more than 19 files. Leave some out."


def test_half_a_million_names_are_refused_at_once() -> None:
    line = b"PK\x01\x02" + bytes(42)
    start = time.process_time()
    assert "more than 20,000 files" in refused(line * (limits.UPLOAD_BYTES // len(line)))
    assert time.process_time() - start < 0.5


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    one = zipped({"cat/1.png": bytes(2**27)})
    many = zipped({f"c{number % 3}/{number}.png": bytes(2**22) for number in range(60)})
    tracemalloc.start()
    assert refused(one) == "“cat/1.png” unpacks to 128 MB. At most 8 MB a picture: make it smaller."
    assert refused(many).startswith("The zip unpacks to 240 MB. At most 200 MB are read")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2_000_000


def test_a_bomb_that_lies_about_its_size_unpacks_to_no_more_than_it_said() -> None:
    raw = bytearray(zipped({"cat/1.png": bytes(2**25)}))
    for signature, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<I", raw, raw.find(signature) + place, 100)
    tracemalloc.start()
    assert "damaged" in refused(bytes(raw))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2_000_000
