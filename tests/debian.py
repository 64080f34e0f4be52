"""What the tests need beside Python's packages, from Debian's: as root, where there is apt-get."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable


def installed(package: str) -> bool:
    """Whether apt-get has installed the package. The lists come first: a fresh image has none."""
    if not shutil.which("apt-get") or not is_root():
        return False
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return all(
        ran("apt-get", *words, env=quiet)
        for words in (["update"], ["install", "--yes", "--no-install-recommends", package])
    )


def ran(*command: str, env: dict[str, str]) -> bool:
    """Whether a command succeeds. What it says goes to stderr, standard output being for paths."""
    done = subprocess.run(command, env=env, stdin=subprocess.DEVNULL, stdout=sys.stderr, check=False)
    return done.returncode == 0


def is_root() -> bool:
    """Whether this process is the system administrator's: Chromium then has no sandbox, apt-get works."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def main(found: Callable[[], object], install: Callable[[], object]) -> int:
    """Print what is found, installed before with `--install`. Exit 1 where there is none: FileNotFoundError."""
    try:
        place = _found_or_installed(found, install) if "--install" in sys.argv[1:] else found()
    except FileNotFoundError as error:
        print(error, file=sys.stderr)
        return 1
    print(place)
    return 0


def _found_or_installed(found: Callable[[], object], install: Callable[[], object]) -> object:
    try:
        return found()
    except FileNotFoundError:
        install()
        return found()
