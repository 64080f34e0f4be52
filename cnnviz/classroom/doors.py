"""How often one address may try something within a minute, on this server."""

import threading
import time
from collections import deque
from collections.abc import Callable

from cachetools import LRUCache

MINUTE = 60.0
# Addresses that are remembered.
REMEMBERED = 10_000


class Door:
    """So many times a minute for each address."""

    def __init__(self, most: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._clock, self._lock = most, clock, threading.Lock()
        self._times: LRUCache[str, deque[float]] = LRUCache(REMEMBERED)

    def is_open(self, address: str) -> bool:
        """Whether the address may once more."""
        with self._lock:
            return len(self._recent(address)) < self._most

    def note(self, address: str) -> None:
        """It has."""
        with self._lock:
            times = self._recent(address)
            times.append(self._clock())
            self._times[address] = times

    def _recent(self, address: str) -> deque[float]:
        times = self._times.get(address, deque())
        while times and self._clock() - times[0] > MINUTE:
            times.popleft()
        return times
