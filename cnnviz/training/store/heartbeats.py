"""Who has given no sign of life for too long, judged by the observer's own clock: no two machines' clocks agree."""

import time
from collections.abc import Callable, Hashable

# Seconds without a sign of life after which a worker is given up; it gives one every BEAT seconds.
LEASE = 5.0
BEAT = 1.0


class Heartbeats:
    """The last sign of life of each, as a count that grows, and since when it has not grown."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._seen: dict[Hashable, tuple[Hashable, float]] = {}

    def unchanged_for(self, who: Hashable, sign: Hashable) -> float:
        """Seconds since this sign was first seen here."""
        now = self._clock()
        before, since = self._seen.get(who, (None, now))
        if before != sign:
            since = now
        self._seen[who] = (sign, since)
        return now - since

    def expired(self, who: Hashable, sign: Hashable) -> bool:
        """Whether it has stayed the same for LEASE seconds."""
        return self.unchanged_for(who, sign) >= LEASE

    def keep_only(self, alive: set[Hashable]) -> None:
        """Forget all others."""
        self._seen = {who: seen for who, seen in self._seen.items() if who in alive}

    def forget(self) -> None:
        """Begin anew: the store could not be read for a while, so nobody could give a sign."""
        self._seen.clear()
