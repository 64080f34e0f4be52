"""How many runs one address may start, whatever names the people behind it give themselves.

Each app server counts for itself.
"""

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable

from cnnviz import limits
from cnnviz.api.addresses import network
from cnnviz.errors import InputError
from cnnviz.training import runs

MINUTE = 60.0
# Addresses remembered, those that started something last.
REMEMBERED = 1000


class Starts:
    """The last starts of each address: when, and the view id of the run."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._begun: OrderedDict[str, deque[tuple[float, str]]] = OrderedDict()

    def check(self, address: str) -> None:
        """Raises InputError where the address has started, or has waiting, as many runs as it may.

        What is started at the same moment may be counted too late: a few more than that.
        """
        with self._lock:
            begun = tuple(self._begun.get(network(address), ()))
        recent = sum(at > self._clock() - MINUTE for at, _ in begun)
        if recent >= limits.TRAIN_STARTS_ADDRESS:
            raise InputError(f"{recent} runs were started from your network within a minute. Wait a moment.")
        most = max(1, limits.TRAIN_QUEUE // 2)
        views = {view for _, view in begun}
        if len(views) >= most and (waiting := runs.waiting(views)) >= most:
            raise InputError(
                f"{waiting} runs from your network wait already, and no more may. Wait until some have begun."
            )

    def note(self, address: str, view: str) -> None:
        """A run was started, or resumed after its end."""
        kept = limits.TRAIN_STARTS_ADDRESS + limits.TRAIN_QUEUE
        with self._lock:
            begun = self._begun.setdefault(network(address), deque(maxlen=kept))
            begun.append((self._clock(), view))
            self._begun.move_to_end(network(address))
            while len(self._begun) > REMEMBERED:
                self._begun.popitem(last=False)


STARTS = Starts()
