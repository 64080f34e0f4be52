"""Who may frame the app."""

import re

import anyio
import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from cnnviz.api.guards import embedding


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("", "*"),
        ("none", "'none'"),
        ("'self'", "'self'"),
        ("self https://moodle.example.org", "'self' https://moodle.example.org"),
        ("https://*.example.org,http://localhost:8080", "https://*.example.org http://localhost:8080"),
        ("https:", "https:"),
    ],
)
def test_sites_are_said_as_browsers_read_them(said: str, read: str) -> None:
    assert embedding.ancestors(said) == read


@pytest.mark.parametrize(
    "said",
    ["moodle example;org", "https://a.org/path", "self; script-src *", "javascript:x", "none self", "a\r\nb: c;"],
)
def test_what_is_no_site_ends_the_start_with_a_sentence(said: str) -> None:
    with pytest.raises(SystemExit, match=re.escape(embedding.SETTING)):
        embedding.ancestors(said)


def test_every_answer_says_it() -> None:
    routes = [Route("/", lambda request: PlainTextResponse("hello"))]
    app = Starlette(routes=routes, middleware=[Middleware(embedding.Embedding, sites="'self' https://a.org")])

    async def asked(path: str) -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://testserver") as client:
            return await client.get(path)

    for path in ("/", "/nothing"):
        reply = anyio.run(asked, path)
        assert reply.headers["content-security-policy"] == "frame-ancestors 'self' https://a.org"
