"""Middleware that listens to Streamlit's sockets no faster than their answers are made and read.

Streamlit runs its scripts for every message at once and has no limit. Here a socket is heard so many times a second,
and not while what was sent to it is still unread; of one address only so many scripts run at once, and its sockets take
turns. What is not heard yet waits with the sender: nothing of it is read from the network.
"""

import asyncio
import time
from collections.abc import Iterator

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from cnnviz import limits
from cnnviz.api import addresses
from cnnviz.api.guards.refusals import refuse
from cnnviz.api.guards.unread import watch
from cnnviz.api.guards.wire import Meter
from cnnviz.api.shares import Shares

MANY = "Too many pages are open on your network. Close some, then reload this one."

# Streamlit's messages, as their first numbers in its protocol's files: BackMsg.rerun_script asks for a run of the
# script, ForwardMsg.script_finished says that one has ended, unless only to begin anew.
RERUN, FINISHED, EARLY = 11, 6, 2
# Bytes of a field's content, by its kind, where all of that kind have as many; fields of a message, at most.
FIXED = {1: 8, 5: 4}
FIELDS = 32

OPEN = Shares(limits.SOCKETS_ADDRESS)
TURNS = Shares(limits.TURNS_ADDRESS)


class Sockets:
    """The middleware; Streamlit keeps the session of a closed socket for so many seconds."""

    def __init__(self, app: ASGIApp, lingering: float = 0.0) -> None:
        self._app, self._lingering = app, lingering

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "websocket":
            return await self._app(scope, receive, send)
        address = addresses.of(scope)
        if not OPEN.take(address):
            return await refuse(scope, receive, send, 429, MANY)
        socket = Socket(address, receive, send)
        try:
            await self._app(scope, socket.receive, socket.send)
        finally:
            socket.rest()
            asyncio.get_running_loop().call_later(self._lingering, OPEN.give, address)


class Socket:
    """One of Streamlit's sockets, heard in turn."""

    def __init__(self, address: str, receive: Receive, send: Send) -> None:
        self._address, self._receive, self._send = address, receive, send
        self._meter = Meter(receive, address)
        self._watch, self._read = watch(receive), asyncio.Event()
        self._read.set()
        self._left, self._at = float(limits.MESSAGES_BURST), time.monotonic()
        self._turn: asyncio.TimerHandle | None = None

    async def receive(self) -> Message:
        """The next message, when it is this socket's turn."""
        self._meter.used()
        message = await self._receive()
        self._meter.whole()
        if message["type"] == "websocket.receive":
            await self._paced()
            await self._read.wait()
            if not self._turn and any(number == RERUN for number, _ in fields(message.get("bytes") or b"")):
                await self._take_turn()
            if self._watch.closing():
                return {"type": "websocket.disconnect", "code": 1006}
        return message

    async def send(self, message: Message) -> None:
        """Send on. While that waits for the reader, nothing is heard of it."""
        body = message.get("bytes") or b""
        self._read.clear()
        try:
            await self._send(message)
            self._watch.wrote(len(body))
        finally:
            self._read.set()
        if any(number == FINISHED and value != EARLY for number, value in fields(body)):
            self.rest()

    async def _paced(self) -> None:
        """Wait where this socket has been heard often enough."""
        now = time.monotonic()
        self._left = min(limits.MESSAGES_BURST, self._left + (now - self._at) * limits.MESSAGES_SECOND) - 1
        self._at = now
        if self._left < 0:
            await asyncio.sleep(-self._left / limits.MESSAGES_SECOND)

    async def _take_turn(self) -> None:
        """Wait until fewer scripts run for this address. One that takes long gives its turn away meanwhile."""
        if await TURNS.wait(self._address, 1, limits.PATIENCE):
            self._turn = asyncio.get_running_loop().call_later(limits.TURN_SECONDS, self.rest)

    def rest(self) -> None:
        """Somebody else's turn."""
        if self._turn:
            self._turn.cancel()
            self._turn = None
            TURNS.give(self._address)


def fields(message: bytes) -> Iterator[tuple[int, int]]:
    """What a message of protocol buffers holds, without looking into it: numbers of its fields, and their values where
    those are numbers themselves (else −1). What cannot be read, or is no message of Streamlit's, asks for a run as far
    as anybody knows."""
    at = 0
    for _ in range(FIELDS):
        if at >= len(message):
            break
        key, at = _varint(message, at)
        number, kind = key >> 3, key & 7
        value = -1
        if kind == 0:
            value, at = _varint(message, at)
        elif kind == 2:
            length, at = _varint(message, at)
            at += length
        else:
            at += FIXED.get(kind, len(message) + 1)
        yield number, value
    if at != len(message):
        yield RERUN, -1


def _varint(message: bytes, at: int) -> tuple[int, int]:
    """A number of seven bits a byte, the lowest first, and where it ends."""
    value = shift = 0
    while at < len(message) and shift < 63:
        value |= (message[at] & 0x7F) << shift
        at += 1
        if message[at - 1] < 0x80:
            break
        shift += 7
    return value, at
