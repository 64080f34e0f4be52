"""So much of something for each address and for all together: who wants more waits for its own, in order."""

import asyncio
from collections import OrderedDict, deque


class Shares:
    """What is in use, by address. Belongs to one event loop.

    An amount larger than a whole share counts as a whole one, so that nothing is impossible for ever.
    """

    def __init__(self, each: int, together: int = 0) -> None:
        """`each` for one address, `together` for all of them (0: as much as there is)."""
        self._each, self._together = each, together
        self._used: dict[str, int] = {}
        self._waiting: OrderedDict[str, deque[tuple[int, asyncio.Future[None]]]] = OrderedDict()

    def used(self, address: str) -> int:
        """What the address has."""
        return self._used.get(address, 0)

    def take(self, address: str, amount: int = 1) -> bool:
        """Take so much, if it is free now and nobody of this address has asked before."""
        if self._waiting.get(address) or not self._fits(address, self._counted(amount)):
            return False
        self._count(address, self._counted(amount))
        return True

    async def wait(self, address: str, amount: int = 1, seconds: float = 0.0) -> bool:
        """Take so much as soon as it is free; False where it was not within so many seconds."""
        if self.take(address, amount):
            return True
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        asked = (self._counted(amount), turn)
        self._waiting.setdefault(address, deque()).append(asked)
        try:
            async with asyncio.timeout(seconds):
                await turn
        except BaseException as why:
            self._leave(address, asked)
            if isinstance(why, TimeoutError):
                return False
            raise
        return True

    def give(self, address: str, amount: int = 1) -> None:
        """Give back what was taken."""
        self._count(address, -self._counted(amount))
        # Whoever waits longest among the addresses goes first, and then to the end of the line.
        for one in list(self._waiting):
            self._grant(one)

    def _counted(self, amount: int) -> int:
        return min(amount, self._each)

    def _fits(self, address: str, amount: int) -> bool:
        if self.used(address) + amount > self._each:
            return False
        return not self._together or not self._used or sum(self._used.values()) + amount <= self._together

    def _count(self, address: str, amount: int) -> None:
        self._used[address] = self.used(address) + amount
        if self._used[address] <= 0:
            del self._used[address]

    def _grant(self, address: str) -> None:
        line = self._waiting[address]
        while line and self._fits(address, line[0][0]):
            amount, turn = line.popleft()
            if not turn.done():
                self._count(address, amount)
                turn.set_result(None)
                self._waiting.move_to_end(address)
        if not line:
            del self._waiting[address]

    def _leave(self, address: str, asked: tuple[int, asyncio.Future[None]]) -> None:
        """Stop waiting; what was granted at the last moment goes back."""
        amount, turn = asked
        line = self._waiting.get(address)
        if line and asked in line:
            line.remove(asked)
            if not line:
                del self._waiting[address]
        elif turn.done() and not turn.cancelled():
            self.give(address, amount)
