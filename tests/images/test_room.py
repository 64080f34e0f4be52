"""Large pictures are decoded one at a time, and only where there is memory for them."""

import io
import threading

import pytest
from PIL import Image

from cnnviz import machine
from cnnviz.errors import InputError
from cnnviz.images import decode, room


def png(width: int, height: int) -> bytes:
    file = io.BytesIO()
    Image.new("1", (width, height)).save(file, "PNG")
    return file.getvalue()


def test_a_large_picture_waits_for_another_and_a_small_one_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "LARGE", 10_000)
    inside, go, order = threading.Event(), threading.Event(), list[str]()

    def first() -> None:
        with room.taken(10_000):
            inside.set()
            go.wait(10)
            order.append("first")

    def second() -> None:
        decode.decoded(png(100, 100), "second.png")
        order.append("second")

    threads = [threading.Thread(target=first), threading.Thread(target=second)]
    threads[0].start()
    assert inside.wait(10)
    threads[1].start()
    assert decode.decoded(png(99, 100), "small.png").width == 99
    order.append("small")
    go.set()
    for thread in threads:
        thread.join()
    assert order == ["small", "first", "second"]


def test_who_waits_too_long_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "LARGE", 10_000)
    monkeypatch.setattr(room, "PATIENCE", 0.01)
    with room.taken(10_000), pytest.raises(InputError, match=r"photo\.png has to wait"):
        decode.decoded(png(100, 100), "photo.png")
    assert decode.decoded(png(100, 100), "photo.png").width == 100


def test_a_picture_that_does_not_fit_into_what_is_left_is_refused_and_the_next_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    left = 4_000_000 * room.BYTES_A_PIXEL + room.SPARE
    monkeypatch.setattr(machine, "free_memory", lambda: left)
    assert decode.decoded(png(2000, 2000), "photo.png").width == 2000
    with pytest.raises(InputError, match="4,002,000 pixels, and there is no memory left"):
        decode.decoded(png(2001, 2000), "photo.png")
    assert decode.decoded(png(2000, 2000), "photo.png").width == 2000
