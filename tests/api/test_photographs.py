"""The route of the photographs to click, asked over HTTP."""

import asyncio

import httpx
import pytest
from starlette.applications import Starlette

from cnnviz.api import photographs as route
from cnnviz.images.samples import photographs


def asked(path: str) -> httpx.Response:
    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(Starlette(routes=route.ROUTES))
        async with httpx.AsyncClient(transport=transport, base_url="http://cnnviz") as client:
            return await client.get(path)

    return asyncio.run(ask())


@pytest.mark.parametrize("folder", ["", "/class/cnn"])
@pytest.mark.parametrize("key", photographs.PHOTOGRAPHS)
def test_a_photograph_comes_small_behind_any_folder_and_is_kept(key: str, folder: str) -> None:
    answer = asked(f"{folder}/photographs/{key}.webp")
    assert answer.content == photographs.thumbnail(key)
    assert answer.headers["content-type"] == "image/webp"
    assert "max-age" in answer.headers["cache-control"]


@pytest.mark.parametrize("key", ["dog", "..%2Fcoffee", "still-life", "CREDITS.md"])
def test_there_is_nothing_else(key: str) -> None:
    assert asked(f"/photographs/{key}.webp").status_code == 404
