"""Streamlit's own scripts and styles, compressed once each, when first asked for.

Streamlit serves them as they are, up to eight megabytes for a first visit: it would compress them for every request.
"""

import asyncio
import gzip
import hashlib
import mimetypes
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import brotli
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Best first. Brotli's 6 takes as long as gzip and leaves a seventh less; its 11, eight seconds for the chart library.
# Browsers take it over HTTPS and from their own machine only.
PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda raw: brotli.compress(raw, quality=6),
    "gzip": lambda raw: gzip.compress(raw, 9, mtime=0),
}
# Fonts and pictures are compressed already.
TEXTS = (".js", ".css", ".svg", ".json", ".txt", ".map")
# A smaller file travels in one packet either way.
WORTH_IT = 1000
# Sent in parts: what is being sent piece by piece is not counted as held for whoever asked.
PART = 2**16
FOREVER = "public, immutable, max-age=31536000"


@dataclass(frozen=True)
class Packed:
    """A file as it is sent, and the tag that it is known again by."""

    body: bytes
    tag: str


class Packing:
    """Middleware: answers for the files below `folder`, whose names change with their content, served at `base`."""

    def __init__(self, app: ASGIApp, folder: Path, base: str) -> None:
        self._app = app
        files = (one for one in folder.rglob("*") if one.suffix in TEXTS and one.stat().st_size >= WORTH_IT)
        self._files = {f"{base}/{one.relative_to(folder).as_posix()}": one for one in files}
        # As many as Streamlit brings: seven megabytes if all of them were ever asked for.
        self._packed: dict[tuple[str, str], asyncio.Task[Packed]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if scope["type"] != "http" or path not in self._files or scope["method"] not in ("GET", "HEAD"):
            return await self._app(scope, receive, send)
        headers = Headers(scope=scope)
        # A range is one of the file's own bytes.
        encoding = "" if "range" in headers else chosen(", ".join(headers.getlist("accept-encoding")))
        if not encoding:
            return await self._app(scope, receive, varying(send))
        try:
            found = await self._once(path, encoding)
        except OSError:
            # Another Streamlit was installed under this server.
            return await self._app(scope, receive, varying(send))
        told = {"Cache-Control": FOREVER, "ETag": found.tag, "Vary": "Accept-Encoding"}
        if is_known(headers.get("if-none-match", ""), found.tag):
            return await answer(send, 304, told)
        told |= {"Content-Encoding": encoding, "Content-Type": content_type(path)}
        told["Content-Length"] = str(len(found.body))
        await answer(send, 200, told, b"" if scope["method"] == "HEAD" else found.body)

    async def _once(self, path: str, encoding: str) -> Packed:
        """The file compressed, by whoever asks first; everybody else waits for that."""
        task = self._packed.get((path, encoding))
        if task is None:
            task = asyncio.create_task(asyncio.to_thread(packed, self._files[path], encoding))
            self._packed[path, encoding] = task
        # Whoever asked may leave: others still wait for it.
        return await asyncio.shield(task)


def packed(file: Path, encoding: str) -> Packed:
    """The file, compressed."""
    body = PACKERS[encoding](file.read_bytes())
    return Packed(body, f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"')


def chosen(accepted: str) -> str:
    """The best encoding that an Accept-Encoding header allows; "" for none: the file as it is."""
    weights = dict(weighed(one) for one in accepted.lower().split(",") if one.strip())
    wanted = {encoding: weights.get(encoding, weights.get("*", 0.0)) for encoding in PACKERS}
    best = max(wanted, key=lambda encoding: wanted[encoding])
    # The file as it is may always be sent, and is preferred only by whoever says so.
    return best if wanted[best] > 0 and wanted[best] >= weights.get("identity", 0.0) else ""


def weighed(one: str) -> tuple[str, float]:
    """An encoding and how much it is wanted, 0 to 1: "gzip;q=0.5" is ("gzip", 0.5)."""
    name, _, parameters = one.partition(";")
    key, _, value = parameters.partition("=")
    try:
        return name.strip(), float(value) if key.strip() == "q" else 1.0
    except ValueError:
        return name.strip(), 0.0


def is_known(tags: str, tag: str) -> bool:
    """Whether a browser that names these tags (If-None-Match) has the file already."""
    return tags.strip() == "*" or tag in (one.strip().removeprefix("W/") for one in tags.split(","))


def content_type(path: str) -> str:
    """As Starlette says it of a file."""
    kind = mimetypes.guess_type(path)[0] or "text/plain"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind


def varying(send: Send) -> Send:
    """Tells caches on the way that other browsers get this file in other bytes."""

    async def send_varying(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).add_vary_header("Accept-Encoding")
        await send(message)

    return send_varying


async def answer(send: Send, status: int, headers: dict[str, str], body: bytes = b"") -> None:
    """Send an answer, its body part by part."""
    raw = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": status, "headers": raw})
    for start in range(0, len(body), PART):
        await send({"type": "http.response.body", "body": body[start : start + PART], "more_body": True})
    await send({"type": "http.response.body", "body": b""})
