"""A real PostgreSQL on loopback, thrown away afterwards. `python -m tests.servers.postgres [--install]` prints where.

The programs are those on PATH or in Debian's folders; `--install` installs Debian's package, as root, where there is
apt-get. PostgreSQL refuses to be root, so root starts it as another user.
"""

import ctypes
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from tests import debian

MISSING = "No PostgreSQL found for the tests of the store: install it, or run `make test` as root on Debian."
USERS = ("postgres", "nobody")


def programs() -> Path:
    """The folder of initdb and postgres. Raises FileNotFoundError where there is none."""
    if (path := shutil.which("initdb")) and shutil.which("postgres"):
        return Path(path).parent
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True):
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise FileNotFoundError(MISSING)


class Server:
    """A PostgreSQL that can be stopped, started and restarted; `close` removes it wholly."""

    def __init__(self) -> None:
        self._programs = programs()
        self._as = _other_user()
        self.folder = Path(tempfile.mkdtemp(prefix="cnnviz-postgres-"))
        if self._as:
            os.chown(self.folder, self._as["user"], self._as["group"])
        words = (
            "-U",
            "cnnviz",
            "--auth=trust",
            "--no-sync",
            "-E",
            "UTF8",
            "--locale=C",
            "-D",
            str(self.folder / "data"),
        )
        subprocess.run(
            (self._programs / "initdb", *words),
            check=True,
            capture_output=True,
            cwd=self.folder,
            timeout=60,
            **self._as,
        )
        self.port, self._made = free_port(), 0
        try:
            self.start()
        except BaseException:
            self.close()
            raise

    def start(self) -> None:
        """Start it, and wait until it answers."""
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": self.port,
            "unix_socket_directories": self.folder,
            "fsync": "off",
            "max_connections": 60,
        }
        words = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                (self._programs / "postgres", "-D", self.folder / "data", *words),
                stdout=subprocess.DEVNULL,
                stderr=log,
                cwd=self.folder,
                preexec_fn=dies_with_us,  # noqa: PLW1509
                **self._as,
            )
        awaited(self._answers, 20)

    def stop(self) -> None:
        """Stop it as a restart does: connections are cut, what was committed is kept."""
        self._process.send_signal(signal.SIGINT)
        self._process.wait(20)

    def database(self) -> str:
        """The address of a new, empty database."""
        self._made += 1
        name = f"test{self._made}"
        self._sql(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return f"postgresql://cnnviz@127.0.0.1:{self.port}/{name}"

    def close(self) -> None:
        """Stop it and remove what it wrote."""
        if self._process.poll() is None:
            self.stop()
        shutil.rmtree(self.folder)

    def _answers(self) -> bool:
        assert self._process.poll() is None, (self.folder / "log").read_text()
        try:
            self._sql(sql.SQL("SELECT {}").format(1))
        except psycopg.OperationalError:
            return False
        return True

    def _sql(self, statement: sql.Composed) -> None:
        address = f"postgresql://cnnviz@127.0.0.1:{self.port}/postgres"
        with psycopg.connect(address, autocommit=True, connect_timeout=10) as connection:
            connection.execute(statement)


def dies_with_us() -> None:
    """Called in a new process: have it end when the tests are killed. Only Linux can."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)


def free_port() -> int:
    """A port of loopback on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def awaited(claim: Callable[[], object], seconds: float = 60.0) -> object:
    """Wait until something is true: what it is then. Fails after so many seconds."""
    deadline = time.monotonic() + seconds
    while not (found := claim()):
        assert time.monotonic() < deadline, f"not within {seconds} seconds"
        time.sleep(0.02)
    return found


def _other_user() -> dict[str, Any]:
    if not debian.is_root():
        return {}
    for name in USERS:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    raise FileNotFoundError("PostgreSQL cannot be started by root, and there is no user “postgres” or “nobody”.")


if __name__ == "__main__":
    sys.exit(debian.main(programs, lambda: debian.installed("postgresql")))
