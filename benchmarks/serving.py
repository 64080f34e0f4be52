"""The app, served on a free port for as long as a measurement takes; its runs are kept nowhere."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

ROOT = Path(__file__).parents[1]
PATIENCE = 60.0


class Served:
    """The app on a port of its own: started, and killed as a machine kills it."""

    def __init__(self, script: Path, home: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = str(probe.getsockname()[1])
        self.url = f"http://127.0.0.1:{port}"
        self._command = [sys.executable, "-m", "streamlit", "run", str(script)]
        self._command += ["--server.headless", "true", "--server.port", port]
        self._home = home
        self.start()

    def start(self) -> None:
        """Start it, and wait until it answers. Raises OSError where it does not, and leaves no process."""
        environment = {**os.environ, "CNNVIZ_HOME": self._home}
        # As people run it: what was compiled at one start is read at the next.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        self._process = subprocess.Popen(self._command, cwd=ROOT, stdout=subprocess.DEVNULL, env=environment)
        try:
            _await(self.url)
        except BaseException:
            self.kill()
            raise

    def cpu(self) -> float:
        """Seconds that its process has computed for; those that train for it are others."""
        spent = psutil.Process(self._process.pid).cpu_times()
        return float(spent.user + spent.system)

    def kill(self) -> None:
        """End it with no time for a last word."""
        self._process.kill()
        self._process.wait()

    def stop(self) -> None:
        """Ask it to end, and wait."""
        self._process.terminate()
        self._process.wait()


@contextmanager
def served(script: Path = ROOT / "app.py") -> Iterator[Served]:
    """The app, or another, which answers; it is ended afterwards."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        one = Served(script, home)
        try:
            yield one
        finally:
            one.stop()


@contextmanager
def app(script: Path = ROOT / "app.py") -> Iterator[str]:
    """The address of the app, or another, which answers; it is ended afterwards."""
    with served(script) as one:
        yield one.url


def _await(url: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            with urllib.request.urlopen(f"{url}/_stcore/health", timeout=1):
                return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.02)
