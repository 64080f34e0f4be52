"""Streamlit's metrics and its own uploads are not for anybody."""

import anyio
import httpx
import pytest

import app as launcher


@pytest.mark.parametrize("folder", ["", "/a/base/path"])
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/_stcore/metrics"),
        ("HEAD", "/_stcore/metrics"),
        ("GET", "/_stcore/metrics/"),
        ("PUT", "/_stcore/upload_file/a/1"),
        ("DELETE", "/_stcore/upload_file/a/1"),
        ("OPTIONS", "/_stcore/upload_file"),
    ],
)
def test_what_nobody_here_asks_for_is_closed_behind_every_folder(folder: str, method: str, path: str) -> None:
    async def asked() -> httpx.Response:
        transport = httpx.ASGITransport(launcher.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return await client.request(method, folder + path, content=b"x" * 1000 if method == "PUT" else b"")

    assert anyio.run(asked).status_code == 404


def test_what_only_looks_like_it_is_not() -> None:
    async def asked() -> httpx.Response:
        transport = httpx.ASGITransport(launcher.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return await client.get("/live/_stcore/metricsx")

    assert "no such page" not in anyio.run(asked).text
