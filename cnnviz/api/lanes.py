"""Threads for one kind of answer, of which no address has all: its other questions wait for its own."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

import anyio.to_thread
from anyio import CapacityLimiter

from cnnviz import limits
from cnnviz.api.here import RefusedError
from cnnviz.api.shares import Shares

Asked = TypeVar("Asked")
Made = TypeVar("Made")

WAITED = "Much is asked for from your network at this moment. Try again in a minute."


class Lane:
    """So many threads, so many turns of each address."""

    def __init__(self, threads: int, each: int) -> None:
        self._threads, self._shares = CapacityLimiter(threads), Shares(each)

    @asynccontextmanager
    async def turn(self, address: str) -> AsyncIterator[None]:
        """One of the address's turns. Raises RefusedError, 503, where none was free in time."""
        if not await self._shares.wait(address, 1, limits.PATIENCE):
            raise RefusedError(WAITED, 503)
        try:
            yield
        finally:
            self._shares.give(address)

    async def run(self, answer: Callable[[Asked], Made], asked: Asked) -> Made:
        """What a function makes of a question, in a thread of the lane; for whoever has a turn."""
        return await anyio.to_thread.run_sync(answer, asked, limiter=self._threads)
