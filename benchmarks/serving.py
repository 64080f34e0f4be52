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

ROOT = Path(__file__).parents[1]
PATIENCE = 60.0


@contextmanager
def app(script: Path = ROOT / "app.py") -> Iterator[str]:
    """The address of the app, or another, which answers; it is ended afterwards."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.headless", "true", "--server.port"]
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home,
        subprocess.Popen(
            [*command, str(port)], cwd=ROOT, stdout=subprocess.DEVNULL, env={**os.environ, "CNNVIZ_HOME": home}
        ) as server,
    ):
        url = f"http://127.0.0.1:{port}"
        try:
            _await(url)
            yield url
        finally:
            server.terminate()


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
