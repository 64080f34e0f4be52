"""A worker process as whoever started it sees it. It ends when this process ends: its standard input closes then."""

import secrets
import subprocess
import sys
from pathlib import Path

import psutil

from cnnviz.training.worker import bounds
from cnnviz.training.worker.assignment import Assignment, Place

ROOT = Path(__file__).parents[3]
COMMAND = (sys.executable, "-m", "cnnviz.training.worker")


class WorkerProcess:
    """Started as soon as it is made; it loads torch, and waits for a run."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            COMMAND,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            cwd=ROOT,
            env=bounds.environment(),
            start_new_session=True,
            # Windows has no sessions: there, this keeps Ctrl-C in the app's window from the worker.
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )
        # By which it claims a run.
        self.name = secrets.token_hex(8)

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._process.pid

    def give(self, run: int, ticket: str, place: Place = Place.HERE) -> bool:
        """Have it take a run; False where it is no longer there."""
        assert self._process.stdin
        try:
            self._process.stdin.write(Assignment(run, ticket, self.name, place).line())
            self._process.stdin.flush()
        except OSError:
            return False
        return self.code() is None

    def code(self) -> int | None:
        """Its exit code, less than 0 where a signal has killed it; None while it lives."""
        return self._process.poll()

    def memory(self) -> int:
        """Bytes of memory it holds."""
        try:
            return int(psutil.Process(self.pid).memory_info().rss)
        except psutil.Error:
            return 0

    def end(self, patience: float = 0.0) -> None:
        """Let it go, and kill it where it has not gone within so many seconds."""
        assert self._process.stdin
        try:
            self._process.stdin.close()
            if patience:
                self._process.wait(patience)
        except (OSError, subprocess.TimeoutExpired):
            pass
        if self.code() is None:
            self._process.kill()
        self._process.wait()
