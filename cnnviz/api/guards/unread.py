"""Ends connections whose other end does not read what it asked for: what is written waits in this server's memory."""

import asyncio
import weakref

from starlette.types import Message, Receive, Send

from cnnviz import limits

# Pieces that an answer is written in: more than this is never written ahead of the reader.
PIECE = 2**16


def transport(receive: Receive) -> asyncio.Transport | None:
    """The connection below, which ASGI hides, as uvicorn has it; None below another server."""
    found = getattr(getattr(receive, "__self__", None), "transport", None)
    return found if isinstance(found, asyncio.Transport) else None


class Watch:
    """Looks after what has been written to a connection, for as long as some of it has not gone out."""

    def __init__(self, below: asyncio.Transport | None) -> None:
        # Not the transport itself: a watch is kept for as long as that lives.
        self._below = weakref.ref(below) if below else None
        self._written = self._gone = 0
        self._looking = False

    def wrote(self, count: int) -> None:
        """So many bytes more were given to the connection."""
        self._written += count
        if not self._looking and (left := self._left()):
            self._gone = self._written - left
            self._look_later()

    def closing(self) -> bool:
        """Whether the connection is over."""
        found = self._below() if self._below else None
        return bool(found and found.is_closing())

    def _left(self) -> int:
        found = self._below() if self._below else None
        return found.get_write_buffer_size() if found else 0

    def _look_later(self) -> None:
        self._looking = True
        asyncio.get_running_loop().call_later(limits.UNREAD_SECONDS, self._look)

    def _look(self) -> None:
        self._looking = False
        left = self._left()
        gone = self._written - left
        if left and gone - self._gone >= limits.UNREAD_SECONDS * limits.LINE_RATE:
            self._gone = gone
            self._look_later()
        elif left and self._below and (found := self._below()):
            # What it has not sent is lost. Closing it would wait for the reader.
            found.abort()


_watches: weakref.WeakKeyDictionary[asyncio.Transport, Watch] = weakref.WeakKeyDictionary()


def watch(receive: Receive) -> Watch:
    """The watch over the connection that a request or a socket came by: one for all its requests."""
    below = transport(receive)
    if below is None:
        return Watch(None)
    return _watches.setdefault(below, Watch(below))


def watched(receive: Receive, send: Send) -> Send:
    """`send` for a request's answer, in pieces, that ends the connection where nobody reads."""
    eye = watch(receive)

    async def piecewise(message: Message) -> None:
        body = message.get("body", b"")
        if message["type"] != "http.response.body" or len(body) <= PIECE:
            await send(message)
            eye.wrote(len(body))
            return
        for start in range(0, len(body), PIECE):
            piece = body[start : start + PIECE]
            more = start + PIECE < len(body) or message.get("more_body", False)
            await send({"type": "http.response.body", "body": piece, "more_body": more})
            eye.wrote(len(piece))

    return piecewise
