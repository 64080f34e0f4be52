"""The real app on a free port of loopback, with caps of a test's own, for as long as a test needs it."""

import os
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import psutil

from cnnviz.training.dispatch.worker_process import ROOT
from tests.servers.postgres import awaited, dies_with_us, free_port


@dataclass(frozen=True)
class Served:
    """Where it answers, and its process."""

    port: int
    process: psutil.Process

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        return f"http://{self.host}"

    def megabytes(self) -> float:
        """Its resident memory."""
        return float(self.process.memory_info().rss / 2**20)


@contextmanager
def app(caps: Mapping[str, object], soft: int = 0, base: str = "") -> Iterator[Served]:
    """The app, which answers; `caps` by their names in `limits`, `soft` the descriptors that it starts with, `base` the
    folder that it answers below, "/class"."""

    def begin() -> None:
        dies_with_us()
        if soft:
            import resource  # noqa: PLC0415

            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))

    port = free_port()
    command = (sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless", "true", "--server.port")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        environment = {
            **os.environ,
            "CNNVIZ_HOME": home,
            "STREAMLIT_SERVER_DISCONNECTED_SESSION_TTL": "1",
            "STREAMLIT_SERVER_BASE_URL_PATH": base,
            **{f"CNNVIZ_{name}": str(cap) for name, cap in caps.items()},
        }
        server = subprocess.Popen(
            (*command, str(port)),
            cwd=ROOT,
            env=environment,
            stdout=subprocess.DEVNULL,
            preexec_fn=begin,  # noqa: PLW1509
        )
        try:
            awaited(lambda: _is_well(port, base), 60)
            yield Served(port, psutil.Process(server.pid))
        finally:
            server.kill()
            server.wait()


def _is_well(port: int, base: str) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{base}/_stcore/health", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False
