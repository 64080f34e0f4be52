"""A real Dask cluster on loopback: a scheduler and workers, each a process of its own, with one thread."""

import os
import signal
import socket
import subprocess
import sys

import psutil

from cnnviz.training.dispatch.worker_process import ROOT
from tests.servers.postgres import awaited, dies_with_us, free_port


class Cluster:
    """Started with what the environment says of the store; `close` leaves nothing."""

    def __init__(self, workers: int) -> None:
        self._port = free_port()
        self.address = f"tcp://127.0.0.1:{self._port}"
        here = ("--host", "127.0.0.1", "--no-dashboard")
        self.scheduler = _started("scheduler", *here, "--port", str(self._port))
        try:
            awaited(self._answers, 30)
            words = ("worker", self.address, *here, "--nthreads", "1", "--no-nanny", "--memory-limit", "0")
            self.workers = [
                _started(*words, "--preload", "tests.servers.preload", "--death-timeout", "10") for _ in range(workers)
            ]
        except BaseException:
            self.scheduler.kill()
            self.scheduler.wait()
            raise

    def busy(self) -> list[subprocess.Popen[bytes]]:
        """The workers that train a run."""
        return [one for one in self.workers if one.poll() is None and psutil.Process(one.pid).children()]

    def close(self) -> None:
        """End all."""
        for one in (*self.workers, self.scheduler):
            if one.poll() is None:
                one.send_signal(signal.SIGKILL)
            one.wait()

    def _answers(self) -> bool:
        assert self.scheduler.poll() is None
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self._port)) == 0


def _started(*words: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        (sys.executable, "-m", "dask", *words),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        env={**os.environ, "OMP_NUM_THREADS": "1", "PYTHONPATH": str(ROOT)},
        preexec_fn=dies_with_us,  # noqa: PLW1509
    )
