"""Middleware that keeps one address from taking all there is: requests under way, bytes that they bring, time."""

import asyncio
import time

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from cnnviz import limits
from cnnviz.api import addresses
from cnnviz.api.guards.refusals import refuse
from cnnviz.api.guards.unread import watched
from cnnviz.api.shares import Shares

# Bodies up to here are read by the server anyway, before anybody asks for them.
SMALL = 2**16

BUSY = "Too much is asked for from your network at once. Wait a moment, then try again."
TOO_LARGE = f"This is more than {limits.UPLOAD_BYTES // 2**20} MB. Make it smaller and try again."
SLOW = "This arrived too slowly and was given up. Try again when your connection is better."

UNDER_WAY = Shares(limits.REQUESTS_ADDRESS)
HELD = Shares(limits.HELD_ADDRESS, limits.HELD_BYTES)
ANSWERS = Shares(limits.ANSWERS_ADDRESS, limits.ANSWERS_BYTES)


class GivenUpError(Exception):
    """A body does not arrive, or does not end; with a status and a sentence."""


class Requests:
    """Middleware: every request waits for its share, and is refused with a sentence where it does not get it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        address = addresses.of(scope)
        if not await UNDER_WAY.wait(address, 1, limits.PATIENCE):
            return await refuse(scope, receive, send, 503, BUSY)
        try:
            await self._within(address, scope, receive, send)
        finally:
            UNDER_WAY.give(address)

    async def _within(self, address: str, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request that has its place: now room for its body."""
        size = announced(scope)
        if size > limits.BODY_BYTES:
            return await refuse(scope, receive, send, 413, TOO_LARGE)
        room = size if size > SMALL else 0
        if room and not await HELD.wait(address, room, limits.PATIENCE):
            return await refuse(scope, receive, send, 503, BUSY)
        answer = Answer(address, scope, receive, send)
        try:
            await self._app(scope, Body(receive).receive, answer.send)
        except GivenUpError as why:
            if not answer.begun:
                await refuse(scope, receive, send, *why.args)
        finally:
            answer.done()
            if room:
                HELD.give(address, room)


def announced(scope: Scope) -> int:
    """How many bytes a request brings at most; a body that does not say how long it is may be as long as any."""
    headers = Headers(scope=scope)
    said = headers.get("content-length", "")
    if said.isascii() and said.isdecimal():
        return int(said)
    return limits.BODY_BYTES if "transfer-encoding" in headers else 0


class Body:
    """A request's body, which has to arrive at a rate, after a grace."""

    def __init__(self, receive: Receive) -> None:
        self._receive, self._since, self._size, self._whole = receive, time.monotonic(), 0, False

    async def receive(self) -> Message:
        """The next part. Raises GivenUpError where it does not come."""
        if self._whole:
            return await self._receive()
        # However fast it began: no part may be long in coming, and all of it not slower than a line is.
        left = self._since + limits.BODY_SECONDS + self._size / limits.LINE_RATE - time.monotonic()
        try:
            message = await asyncio.wait_for(self._receive(), min(left, limits.BODY_SECONDS))
        except TimeoutError:
            raise GivenUpError(408, SLOW) from None
        self._size += len(message.get("body", b""))
        self._whole = not message.get("more_body", False)
        if self._size > limits.BODY_BYTES:
            raise GivenUpError(413, TOO_LARGE)
        return message


class Answer:
    """What an address is being sent: answers that nobody reads are not piled up.

    Those made whole count; what is sent piece by piece, as a file is, waits in its file.
    """

    def __init__(self, address: str, scope: Scope, receive: Receive, send: Send) -> None:
        self._address, self._asked, self._send = address, (scope, receive, send), watched(receive, send)
        self._start: Message | None = None
        self._held, self.begun, self._refused = 0, False, False

    async def send(self, message: Message) -> None:
        """Send on, once there is room for it; a sentence where there is none."""
        if message["type"] == "http.response.start":
            # Kept back until it is known what follows.
            self._start = message
            return
        if self._start:
            start, self._start, self.begun = self._start, None, True
            if not await self._has_room(message):
                self._refused = True
                return await refuse(*self._asked, 503, BUSY)
            await self._send(start)
        if not self._refused:
            await self._send(message)

    async def _has_room(self, first: Message) -> bool:
        size = len(first.get("body", b""))
        if size <= SMALL or first.get("more_body", False):
            return True
        found = await ANSWERS.wait(self._address, size, limits.PATIENCE)
        self._held = size if found else 0
        return found

    def done(self) -> None:
        """All of it was sent, or nobody wants it any longer."""
        if self._held:
            ANSWERS.give(self._address, self._held)
