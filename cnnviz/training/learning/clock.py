"""Seconds trained, pauses left out."""

import time


class Clock:
    """Runs from the moment it is made; `seconds` may begin where an earlier part of the run ended."""

    def __init__(self, seconds: float = 0.0) -> None:
        self.before, self.since = seconds, time.perf_counter()
        self.running = True

    def seconds(self) -> float:
        """So far."""
        return self.before + (time.perf_counter() - self.since if self.running else 0.0)

    def stop(self) -> None:
        """Until `go`."""
        self.before, self.running = self.seconds(), False

    def go(self) -> None:
        """On again."""
        if not self.running:
            self.since, self.running = time.perf_counter(), True
