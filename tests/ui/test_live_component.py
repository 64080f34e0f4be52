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

from cnnviz import packing
from cnnviz.ui import components
from cnnviz.ui.components import live
from tests import node

FOLDER = Path(components.__file__).parent / "live"
DRIVER = Path(__file__).parent / "gif_driver.mjs"
PALETTE = [[value, (value * 7) % 256, 255 - value] for value in range(256)]


def heard(said: object, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The ids that a page hears of when the browser says so."""
    calls: list[Mapping[str, Any]] = []
    ids: list[list[str]] = []
    monkeypatch.setattr(live, "_live", lambda **told: calls.append(told))
    monkeypatch.setattr(live, "st", SimpleNamespace(session_state={"panel": {"run": said}}))
    live.live({"runs": []}, "panel", ids.append)
    assert calls[0]["data"] == {"runs": []}
    calls[0]["on_run_change"]()
    return ids


@pytest.mark.parametrize("ids", [["abc123"], ["a-b_C", ""], []])
def test_runs_that_were_started_are_told(ids: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert heard({"ids": ids}, monkeypatch) == [ids]


@pytest.mark.parametrize(
    "said", [{}, [], None, "abc", {"ids": "abc"}, {"ids": ["a", "b", "c"]}, {"ids": [7]}, {"ids": ["a/../b"]}]
)
def test_what_is_no_list_of_ids_is_left_unheard(said: object, monkeypatch: pytest.MonkeyPatch) -> None:
    assert heard(said, monkeypatch) == []


def test_every_module_and_style_sheet_of_the_folder_is_sent() -> None:
    script = components.script(FOLDER / "live.mjs")
    for module in FOLDER.glob("*.mjs"):
        first = next(line for line in module.read_text(encoding="utf-8").splitlines() if line.startswith("// "))
        assert first in script, module.name
    assert {path.name for path in FOLDER.glob("*.css")} >= {"live.css"}


def test_a_message_of_the_server_is_read_and_answered_by_the_browser(tmp_path: Path) -> None:
    """packing.py and packets.mjs are two sides of one format."""
    arrays: dict[str, np.ndarray] = {
        "bytes": np.arange(3, dtype=np.uint8).reshape(3, 1),
        "halves": np.array([0.5, -1.75, 6e-8, 65504], np.float16),
        "floats": np.array([[1.5, np.nan]], np.float32),
        "doubles": np.array([0.1]),
        "whole": np.array([-7], np.int32),
    }
    driver = tmp_path / "driver.mjs"
    driver.write_text(
        f'import {{ opened, closed }} from "{(FOLDER / "packets.mjs").as_uri()}"\n'
        "const chunks = []\nfor await (const chunk of process.stdin) chunks.push(chunk)\n"
        'const bytes = Buffer.from(JSON.parse(Buffer.concat(chunks).toString()), "base64")\n'
        "const { header, arrays } = opened(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length))\n"
        "const back = closed({ words: header.words }, Object.fromEntries(arrays))\n"
        'process.stdout.write(JSON.stringify(Buffer.from(back).toString("base64")))\n'
    )
    asked = base64.b64encode(packing.packed({"words": "ä − 3"}, arrays)).decode()
    header, back = packing.unpacked(base64.b64decode(node.answers(driver, asked)))
    assert header == {"words": "ä − 3"}
    wanted = {**arrays, "halves": arrays["halves"].astype(np.float32)}
    assert list(back) == list(wanted)
    for name, array in wanted.items():
        np.testing.assert_array_equal(back[name], array)
        assert back[name].dtype == array.dtype


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
