"""cnnviz.datasets.brought.archive: the files of a zip, and every zip that is refused."""

import struct
import time
import tracemalloc
import unicodedata
import zipfile

import pytest

from cnnviz import limits
from cnnviz.datasets.brought import archive, gathering
from cnnviz.errors import InputError
from tests.datasets.zips import classes, flat, link, zipped

PICTURE = flat(1)


def found(files: dict[str, bytes]) -> list[str]:
    with archive.files(zipped(files)) as inside:
        return ["/".join(file.path) for file in inside]


def refused(raw: bytes) -> str:
    with pytest.raises(InputError) as trouble, archive.files(raw) as files:
        gathering.pictures(files, 28)
    return str(trouble.value)


@pytest.mark.parametrize("packing", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_each_file_comes_with_its_path_its_size_and_its_bytes(packing: int) -> None:
    with archive.files(zipped({"cat/1.png": b"one", "dog/2.png": b"three"}, packing)) as files:
        assert [(file.path, file.size, file.read()) for file in files] == [
            (("cat", "1.png"), 3, b"one"),
            (("dog", "2.png"), 5, b"three"),
        ]


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
        "dog/~$notes.docx",
        "@eaDir/1.png",
        ".git/objects/a/b/c",
        "empty/",
    ],
)
def test_what_systems_leave_behind_is_ignored(junk: str) -> None:
    assert found({"cat/1.png": b"", "dog/1.png": b"", junk: b"junk"}) == ["cat/1.png", "dog/1.png"]


def test_other_slashes_and_a_dot_in_front_are_understood() -> None:
    assert found({"./cat/1.png": b"", "dog\\1.png": b""}) == ["cat/1.png", "dog/1.png"]


def test_names_are_made_fit_to_be_shown() -> None:
    with archive.files(zipped({"ca\u202et/\x1b[1m.png": b""})) as files:
        assert [file.shown for file in files] == ["ca t/[1m.png"]


@pytest.mark.parametrize("name", ["Äpfel", "日本", "ca\u0308t"])
def test_names_in_utf_8_are_read_whether_they_say_so_or_not(name: str) -> None:
    raw = zipped({f"{name}/1.png": b""})
    assert raw[6:8] == b"\0\x08"
    unmarked = raw.replace(b"\x14\0\0\x08", b"\x14\0\0\0")
    for one in (raw, unmarked):
        with archive.files(one) as files:
            assert files[0].path[0] == unicodedata.normalize("NFC", name)


def test_names_in_an_old_code_page_are_read_as_such() -> None:
    raw = zipped({"xpfel/1.png": b""}).replace(b"xpfel", "Äpfel".encode("cp437"))
    with archive.files(raw) as files:
        assert files[0].path == ("Äpfel", "1.png")


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


@pytest.mark.parametrize("files", [{}, {"1.png": PICTURE, "2.png": PICTURE}, {"cat/": b""}, {"__MACOSX/c/1.png": b""}])
def test_a_zip_without_class_folders_is_refused(files: dict[str, bytes]) -> None:
    assert refused(zipped(files)).startswith("There are no class folders with pictures in them. Put the pictures of")


@pytest.mark.parametrize("raw", [b"", b"PK", PICTURE, zipped(classes())[:-30], b"PK\5\6" * 99])
def test_what_is_no_whole_zip_is_refused(raw: bytes) -> None:
    assert refused(raw) == "The zip is damaged, or no zip at all. Zip the class folders again."


def test_a_file_whose_checksum_is_wrong_says_so_when_it_is_read() -> None:
    raw = zipped({"cat/1.png": b"A" * 50}, zipfile.ZIP_STORED).replace(b"A" * 50, b"A" * 49 + b"B")
    with archive.files(raw) as files, pytest.raises(InputError, match="is damaged inside the zip"):
        files[0].read()


def test_a_zip_that_is_too_large_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "UPLOAD_BYTES", 2**20)
    assert refused(bytes(2**20 + 1)) == "The zip is larger than 1 MB. Make its pictures smaller."


def test_too_many_files_classes_or_pictures_are_refused_with_the_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = zipped(classes(5, 4))
    monkeypatch.setattr(limits, "OWN_CLASSES", 4)
    assert refused(raw) == "There are 5 class folders. At most 4 can be learned here."
    monkeypatch.setattr(limits, "OWN_CLASSES", 5)
    monkeypatch.setattr(limits, "OWN_IMAGES", 19)
    assert refused(raw) == "There are 20 pictures. At most 19 fit: leave some out."
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
    assert refused(one).endswith("“cat/1.png” unpacks to 128 MB. At most 8 MB a picture: make it smaller.")
    assert refused(many).startswith("The files have 240 MB together. At most 200 MB are read")
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


def test_one_encrypted_file_among_others_is_left_out_alone() -> None:
    raw = bytearray(zipped({"cat/1.png": PICTURE, "cat/2.png": PICTURE}))
    raw[raw.find(b"PK\x01\x02") + 8] |= 1
    with archive.files(bytes(raw)) as files:
        with pytest.raises(InputError, match="is encrypted"):
            files[0].read()
        assert files[1].read() == PICTURE
