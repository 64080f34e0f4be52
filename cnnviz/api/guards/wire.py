"""What comes in over a socket before a message is whole: uvicorn keeps it, of every socket, as long as it takes."""

import asyncio

from starlette.types import Receive

from cnnviz import limits
from cnnviz.api.guards.requests import HELD, SMALL
from cnnviz.api.guards.unread import transport


class Meter(asyncio.Protocol):
    """Stands between a socket's connection and uvicorn, and counts. Ends a connection that sends too long a message,
    too slowly, or more than its address may have lying here."""

    def __init__(self, receive: Receive, address: str) -> None:
        self._address, self._below = address, transport(receive)
        # Bytes that have come of a message, those of them that are held, and what is held of the last whole one.
        self._come = self._held = self._whole = 0
        # How much had come when it was last looked at; whether anybody listens, so that more can come.
        self._seen, self._listening = 0, True
        self._looking: asyncio.TimerHandle | None = None
        if self._below:
            inner = self._below.get_protocol()
            assert isinstance(inner, asyncio.Protocol)
            self._inner = inner
            self._below.set_protocol(self)

    def whole(self) -> None:
        """What has come is a message, and is used now."""
        self._whole, self._held, self._come = self._whole + self._held, 0, 0
        self._listening = False
        if self._looking:
            self._looking.cancel()
            self._looking = None

    def used(self) -> None:
        """The last message is not needed any more, and the next may come."""
        self._listening = True
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
            if not self._looking:
                self._look_later()
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

    def _look_later(self) -> None:
        self._seen = self._come
        self._looking = asyncio.get_running_loop().call_later(limits.BODY_SECONDS, self._look)

    def _look(self) -> None:
        if self._listening and self._come - self._seen < limits.BODY_SECONDS * limits.LINE_RATE:
            assert self._below
            self._below.abort()
        else:
            self._look_later()
