"""The font of icons that is served instead of Streamlit's."""

import asyncio

import httpx
import pytest
from fontTools import ttLib
from starlette.applications import Starlette

from cnnviz.api import icons, packed
from tests.api import icon_font


def test_the_font_is_cut_from_the_one_that_this_streamlit_brings() -> None:
    """If not: `python -m tests.api.icon_font`."""
    assert icons.FILE.name == icon_font.source().name
    assert icons.FILE.stat().st_size < icon_font.source().stat().st_size / 20


def test_every_icon_that_streamlit_names_is_in_it_and_drawn_as_before() -> None:
    ours, whole = ttLib.TTFont(icons.FILE), ttLib.TTFont(icon_font.source())
    here, there = icon_font.drawings(ours), icon_font.drawings(whole)
    assert {"expand_more", "keyboard_arrow_down", "content_copy"} <= icon_font.wanted() & set(there) <= set(here)
    for name, glyph in here.items():
        theirs = whole["glyf"][there[name]].getCoordinates(whole["glyf"])[0]
        assert ours["glyf"][glyph].getCoordinates(ours["glyf"])[0] == theirs, name


@pytest.mark.parametrize("folder", ["", "/class/cnn"])
def test_it_is_served_in_place_of_streamlits_behind_any_folder(folder: str) -> None:
    async def ask() -> httpx.Response:
        app = httpx.ASGITransport(icons.Icons(Starlette()))
        async with httpx.AsyncClient(transport=app, base_url="http://cnnviz") as client:
            return await client.get(f"{folder}/static/media/{icons.FILE.name}")

    answer = asyncio.run(ask())
    assert answer.content == icons.FILE.read_bytes()
    assert answer.headers["content-type"] == "font/woff2"
    assert answer.headers["cache-control"] == packed.FOREVER
