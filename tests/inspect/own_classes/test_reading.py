"""Files that a learner drops: what is no picture is said, and the rest is taken."""

import io
import zipfile

import numpy as np
import pytest
from PIL import Image

from cnnviz import limits
from cnnviz.errors import InputError
from cnnviz.inspect.own_classes import album, reading


def png(seed: int) -> bytes:
    stream = io.BytesIO()
    Image.fromarray(np.random.default_rng(seed).integers(0, 256, (20, 30, 3), np.uint8)).save(stream, "PNG")
    return stream.getvalue()


def zipped(files: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        for name, data in files.items():
            file.writestr(name, data)
    return stream.getvalue()


FOLDERS = {"own/cat/a.png": png(1), "own/cat/b.png": png(2), "own/dog/c.png": png(3), "own/dog/d.txt": b"no picture"}


def told(found: reading.Read) -> dict[str, list[str]]:
    return {kind: [one.name for one in photos] for kind, photos in found.by_class.items()}


def test_several_pictures_come_at_once_and_what_is_none_is_named() -> None:
    found = reading.read([("a.png", png(1)), ("b.png", b"nothing"), ("c.png", png(2)[:200]), ("d.png", png(3))])
    assert told(found) == {"": ["a.png", "d.png"]}
    assert len(found.left_out) == 2
    assert found.left_out[0].startswith("b.png ")
    assert found.left_out[1].startswith("c.png ")
    assert found.by_class[""][0].pixels.shape == (album.SIDE, album.SIDE, 3)


@pytest.mark.parametrize("as_zip", [True, False])
def test_a_zip_and_a_folder_of_class_folders_make_the_classes(as_zip: bool) -> None:
    files = [("own.zip", zipped(FOLDERS))] if as_zip else list(FOLDERS.items())
    found = reading.read(files)
    assert told(found) == {"cat": ["a.png", "b.png"], "dog": ["c.png"]}
    assert len(found.left_out) == 1
    assert "d.txt" in found.left_out[0]


def test_nothing_that_can_be_read_gives_nothing() -> None:
    assert not reading.read([("b.png", b"nothing")]).by_class


def test_a_zip_without_class_folders_is_refused() -> None:
    with pytest.raises(InputError):
        reading.read([("own.zip", zipped({"readme.txt": b"hello"}))])
    with pytest.raises(InputError, match="damaged"):
        reading.read([("own.zip", zipped(FOLDERS)[:100])])


def test_more_than_can_be_decoded_is_left_for_another_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "OWN_PIXELS", 700)
    found = reading.read([("a.png", png(1)), ("b.png", png(2))])
    assert told(found) == {"": ["a.png"]}
    assert found.left_out == ("b.png is too much at once. Bring it by itself.",)
