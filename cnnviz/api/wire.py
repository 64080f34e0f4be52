"""What comes in over a socket before a message is whole: uvicorn keeps it, of every socket, as long as it takes."""

import asyncio

from starlette.types import Receive

from cnnviz import limits
from cnnviz.api.requests import HELD, SMALL
from cnnviz.api.unread import transport


class Meter(asyncio.Protocol):
    """Stands between a socket's connection and uvicorn, and counts. Ends a connection that sends too long a message,
    too slowly, or more than its address may have lying here."""

    def __init__(self, receive: Receive, address: str) -> None:
        self._address, self._below = address, transport(receive)
        # Bytes that have come of a message, those of them that are held, and what is held of the last whole one.
        self._come = self._held = self._whole = 0
        self._late: asyncio.TimerHandle | None = None
        if self._below:
            inner = self._below.get_protocol()
            assert isinstance(inner, asyncio.Protocol)
            self._inner = inner
            self._below.set_protocol(self)

    def whole(self) -> None:
        """What has come is a message, and is used now."""
        self._whole, self._held, self._come = self._whole + self._held, 0, 0
        self._in_time()

    def used(self) -> None:
        """The last message is not needed any more."""
        if self._whole:
            HELD.give(self._address, self._whole)
            self._whole = 0

    def data_received(self, data: bytes) -> None:
        assert self._below
        self._come += len(data)
        if self._come > SMALL:
            if self._come > limits.MESSAGE_BYTES or not HELD.take(self._address, self._come - self._held):
                self._below.abort()
                return
            self._held = self._come
            self._late = self._late or asyncio.get_running_loop().call_later(self._seconds(), self._below.abort)
        self._inner.data_received(data)

    def connection_lost(self, exc: Exception | None) -> None:
        self.whole()
        self.used()
        self._inner.connection_lost(exc)

    def eof_received(self) -> bool | None:
        return self._inner.eof_received()

    def pause_writing(self) -> None:
        self._inner.pause_writing()

    def resume_writing(self) -> None:
        self._inner.resume_writing()

    def _seconds(self) -> float:
        """The longest that a message may take."""
        return limits.BODY_SECONDS + limits.MESSAGE_BYTES / limits.LINE_RATE

    def _in_time(self) -> None:
        if self._late:
            self._late.cancel()
            self._late = None
