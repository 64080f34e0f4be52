"""cnnviz.ui.first_paint: what Streamlit's index.html says before its script has run."""

from pathlib import Path

import anyio
import httpx
import pytest
import streamlit
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import FileResponse, PlainTextResponse
from starlette.routing import Route

from cnnviz.ui import catalogue, first_paint

INDEX = Path(streamlit.__file__).parent / "static" / "index.html"
APP = Starlette(
    routes=[
        Route("/file.txt", lambda request: PlainTextResponse("hello", headers={"etag": "1"})),
        Route("/{page:path}", lambda request: FileResponse(INDEX)),
    ],
    middleware=[Middleware(first_paint.FirstPaint)],
)


def asked(path: str, **headers: str) -> httpx.Response:
    async def ask() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(APP), base_url="http://testserver") as client:
            return await client.get(path, headers=headers)

    return anyio.run(ask)


@pytest.mark.parametrize("entry", [catalogue.LAB, catalogue.EDGES, catalogue.TRAIN], ids=lambda entry: entry.path)
def test_a_page_has_its_heading_its_sentence_and_the_look_at_once(entry: catalogue.Entry) -> None:
    page = asked(f"/base/{entry.path}").text
    first = f"<strong>Try first:</strong> {entry.first}"
    assert f"<h1>{entry.title}</h1><p>{entry.sentence} {first}</p>" in page
    assert f"<title>{entry.title} · cnnviz</title>" in page
    assert all(style.read_text(encoding="utf-8") in page for style in first_paint.STYLES)


def test_every_other_address_begins_as_start_does() -> None:
    assert f"<h1>{catalogue.HOME.heading}</h1>" in asked("/").text


def test_nobody_keeps_an_old_one() -> None:
    first = asked("/train")
    assert "etag" not in first.headers
    again = asked("/train", **{"if-none-match": "*", "if-modified-since": "Fri, 01 Jan 2100 00:00:00 GMT"})
    assert (again.status_code, again.text) == (200, first.text)


def test_nothing_else_is_touched() -> None:
    other = asked("/file.txt")
    assert (other.text, other.headers["etag"]) == ("hello", "1")
