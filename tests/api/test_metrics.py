"""Streamlit's metrics are not for everybody."""

import anyio
import httpx
import pytest

import app as launcher


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/a/base/path/_stcore/metrics", "/_stcore/metrics/"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_metrics_are_off_behind_every_folder(path: str, method: str) -> None:
    async def asked() -> httpx.Response:
        transport = httpx.ASGITransport(launcher.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return await client.request(method, path)

    assert anyio.run(asked).status_code == 404
