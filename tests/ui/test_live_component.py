"""cnnviz.ui.components.live: what it tells its page, what of it is sent, and its films, read by Pillow."""

import base64
import io
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from PIL import Image

from cnnviz.ui import components
from cnnviz.ui.components import live
from tests import node

FOLDER = Path(components.__file__).parent / "live"
DRIVER = Path(__file__).parent / "gif_driver.mjs"
PALETTE = [[value, (value * 7) % 256, 255 - value] for value in range(256)]


def heard(sent: object, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The ids that a page hears of when the browser says so."""
    calls: list[Mapping[str, Any]] = []
    ids: list[list[str]] = []
    monkeypatch.setattr(live, "_live", lambda **parts: calls.append(parts))
    monkeypatch.setattr(components, "st", SimpleNamespace(session_state={"panel": {"run": sent}}))
    live.live({"runs": []}, "panel", ids.append)
    assert calls[0]["data"] == {"runs": []}
    calls[0]["on_run_change"]()
    return ids


@pytest.mark.parametrize("ids", [["abc123"], ["a-b_C", ""], []])
def test_runs_that_were_started_are_announced(ids: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert heard({"ids": ids}, monkeypatch) == [ids]


@pytest.mark.parametrize(
    "sent", [{}, [], None, "abc", {"ids": "abc"}, {"ids": ["a", "b", "c"]}, {"ids": [7]}, {"ids": ["a/../b"]}]
)
def test_what_is_no_list_of_ids_is_left_unheard(sent: object, monkeypatch: pytest.MonkeyPatch) -> None:
    assert heard(sent, monkeypatch) == []


def test_every_module_of_the_folder_is_sent() -> None:
    script = components.script(FOLDER / "live.mjs")
    for module in FOLDER.rglob("*.mjs"):
        first = next(line for line in module.read_text(encoding="utf-8").splitlines() if line.startswith("// "))
        assert first in script, module.name


def test_every_style_sheet_is_sent_those_of_deeper_rooms_later(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[str] = []
    monkeypatch.setattr("streamlit.components.v2.component", lambda name, **parts: sent.append(parts["css"]))
    components.declared(live.__file__)
    sheets = sorted(FOLDER.rglob("*.css"), key=lambda sheet: len(sheet.parts))
    places = {sheet: sent[0].find(sheet.read_text(encoding="utf-8")) for sheet in sheets}
    assert FOLDER / "live.css" in places
    assert min(places.values()) > sent[0].find(components.LOOK.read_text(encoding="utf-8")) >= 0
    for sheet in sheets:
        deeper = [places[other] for other in sheets if len(other.parts) > len(sheet.parts)]
        assert all(place > places[sheet] for place in deeper)


def frames(width: int, height: int) -> list[np.ndarray]:
    rng = np.random.default_rng(0)
    noise = rng.integers(0, 256, (height, width))
    return [
        np.zeros((height, width), int),
        noise,  # the table of codes is filled and begun anew
        np.tile(np.arange(width) % 256, (height, 1)),
        rng.integers(0, 2, (height, width)) * 255,
        np.where(noise < 250, 3, noise),
    ]


@pytest.mark.parametrize("size", [(1, 1), (2, 1), (17, 13), (300, 200)])
def test_a_film_is_read_back_pixel_by_pixel(size: tuple[int, int]) -> None:
    width, height = size
    drawn = frames(width, height)
    asked = [[frame.ravel().tolist(), 0.12 + at] for at, frame in enumerate(drawn)]
    said = {"width": width, "height": height, "palette": PALETTE, "frames": asked}
    film: Any = Image.open(io.BytesIO(base64.b64decode(node.answers(DRIVER, said))))
    assert (film.format, film.size, film.n_frames, film.info["loop"]) == ("GIF", size, len(drawn), 0)
    for at, frame in enumerate(drawn):
        film.seek(at)
        assert film.info["duration"] == pytest.approx(120 + 1000 * at)
        np.testing.assert_array_equal(np.asarray(film.convert("RGB")), np.array(PALETTE, np.uint8)[frame])


@pytest.mark.parametrize("count", range(250, 262))
def test_a_film_ends_well_wherever_codes_grow(count: int) -> None:
    """Codes grow from 9 to 10 bits after about 254 of them: the last code may stand on either side."""
    pixels = np.random.default_rng(count).permutation(np.arange(count) % 256)
    said = {"width": count, "height": 1, "palette": PALETTE, "frames": [[pixels.tolist(), 0.1]]}
    film = Image.open(io.BytesIO(base64.b64decode(node.answers(DRIVER, said))))
    np.testing.assert_array_equal(np.asarray(film.convert("RGB"))[0], np.array(PALETTE, np.uint8)[pixels])
