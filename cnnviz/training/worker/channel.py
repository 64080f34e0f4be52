"""Between a training loop and the store: events go out about ten times a second, commands come in as fast.

The loop never waits for the database. While that is away, events are kept in memory and the loop trains on.
"""

import threading
import time
from collections import deque
from collections.abc import Callable

from cnnviz.training.events import Command, Event, EventKind
from cnnviz.training.statuses import Ending
from cnnviz.training.store.errors import StoreError
from cnnviz.training.store.heartbeats import BEAT
from cnnviz.training.worker import event_retention
from cnnviz.training.worker.writer import LostError, Writer

# Seconds between two looks at the store, and until an unreachable one is given up.
CYCLE = 0.1
OUTAGE = 120.0
# Bytes of events that may wait for the store; then the loop waits too.
WAITING_BYTES = 64 * 2**20
# What somebody waits to see: it is written at once.
URGENT = (EventKind.BEGUN, EventKind.MARK, EventKind.EVALUATION, EventKind.PICTURE, EventKind.DONE)


class Channel:
    """The inbox of a training loop, and where its events go. `close` must be called, whatever happens."""

    def __init__(self, writer: Writer, clock: Callable[[], float] = time.monotonic) -> None:
        self._writer, self._clock = writer, clock
        self._changed = threading.Condition()
        self._news: deque[Event] = deque()
        self._waiting = 0
        self._inbox: deque[Command] = deque()
        self._urgent = self._closing = False
        self._trouble: Exception | None = None
        # The run is another worker's now, or was ended from outside.
        self.lost = False
        self._written = 0.0
        self._thread = threading.Thread(target=self._run, name="channel", daemon=True)
        self._thread.start()

    def send(self, event: Event) -> None:
        """Have the event written soon. Raises StoreError or LostError where nothing can be written any more."""
        size = sum(array.nbytes for array in event.arrays.values())
        with self._changed:
            self._changed.wait_for(lambda: self._trouble or self._waiting + size <= max(WAITING_BYTES, size))
            if self._trouble:
                raise self._trouble
            self._news.append(event)
            self._waiting += size
            if event.kind in URGENT or (event.kind == EventKind.SNAPSHOT and not event.step):
                self._urgent = True
                self._changed.notify_all()

    def read(self) -> list[Command]:
        """The commands that have come; never waits."""
        with self._changed:
            commands = list(self._inbox)
            self._inbox.clear()
            return commands

    def wait(self, seconds: float) -> list[Command]:
        """The commands that have come, waiting so long for a first one. Raises as `send` does."""
        with self._changed:
            self._changed.wait_for(lambda: self._inbox or self._trouble, seconds)
            if self._trouble:
                raise self._trouble
        return self.read()

    def put(self, command: Command) -> None:
        """Give the loop a command that nobody has asked for through the store."""
        with self._changed:
            self._inbox.append(command)
            self._changed.notify_all()

    def close(self, ending: Ending, seconds: float) -> bool:
        """Write what is left and end the run; False where that was not possible within so many seconds."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        deadline = self._clock() + seconds
        self._thread.join(seconds)
        if self._thread.is_alive() or self.lost:
            return False
        return self._ended(ending, deadline)

    def over(self) -> bool:
        """Whether the run has told more than it may."""
        return self._writer.over()

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._urgent or self._closing, CYCLE)
                news, self._urgent, closing = list(self._news), False, self._closing
            try:
                self._exchange(news)
            # Whatever it is: the loop must hear of it, or it would wait for this thread for ever.
            except Exception as trouble:
                with self._changed:
                    self._trouble, self.lost = trouble, isinstance(trouble, LostError)
                    self._changed.notify_all()
                return
            if closing and not self._news:
                return

    def _exchange(self, news: list[Event]) -> None:
        """One transaction, tried again while the store is only away for a while."""
        packed, begun, pause = [event_retention.packed(event) for event in news], self._clock(), CYCLE
        while True:
            try:
                due = news or self._clock() - self._written >= BEAT or self._writer.asked()
                commands = self._writer.write(packed) if due else []
                break
            except StoreError as trouble:
                if trouble.lasting or self._clock() - begun > OUTAGE:
                    raise
                time.sleep(pause)
                pause = min(2 * pause, 1.0)
        with self._changed:
            if due:
                self._written = self._clock()
            for _ in news:
                self._waiting -= sum(array.nbytes for array in self._news.popleft().arrays.values())
            self._inbox += commands
            self._changed.notify_all()

    def _ended(self, ending: Ending, deadline: float) -> bool:
        """A full disk may take one word where it took no more pictures: what could not be written is left out."""
        left = [] if self._trouble else [event_retention.packed(event) for event in self._news]
        while True:
            try:
                self._writer.write(left, ending)
                return True
            except LostError:
                self.lost = True
                return False
            except StoreError:
                if self._clock() + CYCLE > deadline:
                    return False
                time.sleep(CYCLE)
