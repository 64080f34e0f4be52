"""Sentences instead of answers, for whoever asks too much."""

import asyncio
import json
from contextlib import suppress

from starlette.types import Receive, Scope, Send

# Seconds for which the rest of a refused request is read and dropped.
LISTENING = 2.0


async def refuse(scope: Scope, receive: Receive, send: Send, status: int, sentence: str) -> None:
    """Answer a request, or a socket that asks to be opened, with a status and a sentence, and let the connection go."""
    body = json.dumps({"trouble": sentence}, ensure_ascii=False).encode()
    headers = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
        (b"x-content-type-options", b"nosniff"),
        (b"connection", b"close"),
        *([(b"retry-after", b"5")] if status in (429, 503) else []),
    ]
    kind = "http"
    if scope["type"] == "websocket":
        if "websocket.http.response" not in scope.get("extensions", {}):
            await send({"type": "websocket.close", "code": 1013})
            return
        kind = "websocket.http"
    await send({"type": f"{kind}.response.start", "status": status, "headers": headers})
    if kind == "http":
        # A connection that is closed over what has not been read takes the sentence with it.
        await send({"type": "http.response.body", "body": body, "more_body": True})
        await _hear_out(receive)
        body = b""
    await send({"type": f"{kind}.response.body", "body": body})


async def _hear_out(receive: Receive) -> None:
    """Read what is still coming of a request, and keep none of it."""
    with suppress(TimeoutError):
        async with asyncio.timeout(LISTENING):
            while (await receive()).get("more_body", False):
                pass
