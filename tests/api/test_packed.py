"""Streamlit's files as a real server sends them, beside the files themselves; what a browser's wishes come to."""

import asyncio
import gzip
from collections.abc import Iterator
from pathlib import Path

import brotli
import httpx
import pytest
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import file_util

from cnnviz.api import icons, packed
from tests.servers import served

STATIC = Path(file_util.get_static_dir()) / "static"
FILES = sorted(
    one.relative_to(STATIC).as_posix()
    for one in STATIC.rglob("*")
    # Instead of that one another is served.
    if one.is_file() and one.name != icons.FILE.name
)
PLOTLY = next(name for name in FILES if "PlotlyChart" in name)
FONT = next(name for name in FILES if name.endswith(".woff2"))
DECODERS = {"br": brotli.decompress, "gzip": gzip.decompress}
BROWSER = "gzip, deflate, br, zstd"


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    """Asks a server that answers below a folder."""
    with served.app({}, base="/class/cnn") as found, httpx.Client(base_url=f"{found.url}/class/cnn/static") as asks:
        yield asks


def sent(client: httpx.Client, name: str, accepted: str, **headers: str) -> tuple[httpx.Response, bytes]:
    """An answer, and its body as it came over the wire."""
    asked = {"Accept-Encoding": accepted, **{key.replace("_", "-"): value for key, value in headers.items()}}
    with client.stream("GET", name, headers=asked) as answer:
        return answer, b"".join(answer.iter_raw())


@pytest.mark.parametrize("encoding", packed.PACKERS)
def test_every_file_is_decoded_to_what_streamlit_brings(client: httpx.Client, encoding: str) -> None:
    whole = came = 0
    for name in FILES:
        content = (STATIC / name).read_bytes()
        answer, body = sent(client, name, encoding)
        packs = "content-encoding" in answer.headers
        assert answer.status_code == 200
        assert (DECODERS[encoding](body) if packs else body) == content, name
        assert int(answer.headers["content-length"]) == len(body)
        assert packs == (name.endswith(packed.TEXTS) and len(content) >= packed.WORTH_IT), name
        if packs:
            whole, came = whole + len(content), came + len(body)
            assert answer.headers["content-encoding"] == encoding
            assert len(body) < len(content)
    assert came < 0.36 * whole


@pytest.mark.parametrize("name", [PLOTLY, FONT])
def test_headers_are_streamlits_but_for_those_of_the_encoding(client: httpx.Client, name: str) -> None:
    ours, _ = sent(client, name, BROWSER)
    plain, _ = sent(client, name, "identity")
    for header in ("content-type", "cache-control"):
        assert ours.headers[header] == plain.headers[header]
    assert "immutable" in ours.headers["cache-control"]
    if name == PLOTLY:
        assert ours.headers["vary"] == plain.headers["vary"] == "Accept-Encoding"
        assert ours.headers["etag"] != plain.headers["etag"]
        assert ours.headers["content-encoding"] == "br"


def test_a_browser_that_has_the_file_is_told_so_in_whichever_encoding_it_has_it(client: httpx.Client) -> None:
    tags = {encoding: sent(client, PLOTLY, encoding)[0].headers["etag"] for encoding in ("br", "gzip", "identity")}
    assert len(set(tags.values())) == 3
    for encoding, tag in tags.items():
        for named in (tag, f'"another", {tag}', f"W/{tag}"):
            if (encoding, named) == ("identity", f"W/{tag}"):
                continue
            answer, body = sent(client, PLOTLY, encoding, If_None_Match=named)
            assert (answer.status_code, body, answer.headers["etag"]) == (304, b"", tag)
            assert answer.headers["vary"] == "Accept-Encoding"
        others = ", ".join(set(tags.values()) - {tag})
        assert sent(client, PLOTLY, encoding, If_None_Match=others)[0].status_code == 200


def test_head_tells_what_get_would_and_sends_nothing(client: httpx.Client) -> None:
    got, body = sent(client, PLOTLY, BROWSER)
    told = client.head(PLOTLY, headers={"Accept-Encoding": BROWSER})
    assert (told.status_code, told.content) == (200, b"")
    assert int(told.headers["content-length"]) == len(body)
    ours = ("content-type", "content-encoding", "etag", "vary", "cache-control")
    assert {name: told.headers[name] for name in ours} == {name: got.headers[name] for name in ours}


def test_a_range_is_one_of_the_files_own_bytes(client: httpx.Client) -> None:
    answer, body = sent(client, PLOTLY, BROWSER, Range="bytes=1000-1999")
    assert (answer.status_code, answer.headers.get("content-encoding")) == (206, None)
    assert body == (STATIC / PLOTLY).read_bytes()[1000:2000]
    assert answer.headers["vary"] == "Accept-Encoding"


def test_what_is_no_file_of_streamlits_is_left_to_streamlit(client: httpx.Client) -> None:
    assert client.post(PLOTLY).status_code == 405
    for elsewhere in ("../../app.py", "js/%2e%2e/%2e%2e/index.html", "js/none.js"):
        answer = client.get(elsewhere, headers={"Accept-Encoding": BROWSER})
        assert answer.headers.get("cache-control") != packed.FOREVER


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("", ""),
        ("identity", ""),
        ("deflate, zstd", ""),
        (BROWSER, "br"),
        ("gzip, deflate", "gzip"),
        ("GZIP", "gzip"),
        ("*", "br"),
        ("br;q=0.5, gzip;q=0.8", "gzip"),
        ("br ; q=0, gzip", "gzip"),
        ("br;q=0, gzip;q=0.000", ""),
        ("br;q=0, *", "gzip"),
        ("*;q=0", ""),
        ("identity, gzip;q=0.5", ""),
        ("identity;q=0.5, gzip;q=0.5", "gzip"),
        ("gzip;q=much, br;q=", ""),
    ],
)
def test_the_encoding_is_the_best_that_the_browser_takes(accepted: str, encoding: str) -> None:
    assert packed.chosen(accepted) == encoding


def test_a_file_asked_for_by_many_at_once_is_compressed_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text("let here = 1;" * 200)
    counted = []

    def counting(raw: bytes) -> bytes:
        counted.append(1)
        return gzip.compress(raw)

    monkeypatch.setitem(packed.PACKERS, "gzip", counting)
    app = packed.Packing(nothing, tmp_path, "/static")
    assert asyncio.run(together(app, 20)) == ["let here = 1;" * 200] * 20
    assert len(counted) == 1


async def nothing(scope: Scope, receive: Receive, send: Send) -> None:
    await Response(status_code=404)(scope, receive, send)


async def together(app: ASGIApp, count: int) -> list[str]:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://x") as client:
        headers = {"Accept-Encoding": "gzip"}
        answers = await asyncio.gather(*(client.get("/static/a.js", headers=headers) for _ in range(count)))
    return [one.text for one in answers]


def test_a_file_that_has_gone_is_left_to_streamlit(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text("x" * 2000)
    app = packed.Packing(nothing, tmp_path, "/static")
    (tmp_path / "a.js").unlink()
    assert asyncio.run(together(app, 1)) == [""]
