"""Which Chromium the browser tests drive. `python -m tests.browser.chromium [--install]` prints its path.

In this order: CNNVIZ_CHROMIUM, one on PATH, one that Playwright downloaded before and, with `--install`,
Debian's package (as root, where there is apt-get) or else Playwright's download.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests import debian

NAMES = ("chromium", "chromium-browser", "google-chrome")
MISSING = "No Chromium found for the browser tests. `make test` sets one up; CNNVIZ_CHROMIUM names your own."


def starts(command: str) -> bool:
    """Whether it is a browser that runs; Ubuntu has a `chromium-browser` that only asks for its snap."""
    try:
        answer = subprocess.run([command, "--version"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0


def named() -> str | None:
    """The browser that CNNVIZ_CHROMIUM names. Raises FileNotFoundError where it names none."""
    path = os.environ.get("CNNVIZ_CHROMIUM")
    if path and not starts(path):
        raise FileNotFoundError(f"CNNVIZ_CHROMIUM is {path}, which is not a browser that starts.")
    return path or None


def on_path() -> str | None:
    """The first browser on PATH that starts."""
    found = (shutil.which(name) for name in NAMES)
    return next((path for path in found if path and starts(path)), None)


def playwrights_own() -> str | None:
    """The browser that Playwright has downloaded before, if it has.

    Asked in a process of its own: Playwright starts only once in a thread, and the tests have started it.
    """
    ask = (
        "from playwright.sync_api import sync_playwright\n"
        "with sync_playwright() as p: print(p.chromium.executable_path)"
    )
    answer = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=False)
    path = answer.stdout.strip()
    return path if path and Path(path).exists() else None


def executable() -> str:
    """The path of a browser that is already here. Raises FileNotFoundError where there is none."""
    path = named() or on_path() or playwrights_own()
    if path is None:
        raise FileNotFoundError(MISSING)
    return path


def install() -> None:
    """Install a Chromium: Debian's package where that is possible, Playwright's download otherwise."""
    if not (debian.installed("chromium") and on_path()):
        install_playwrights()


def install_playwrights() -> bool:
    """Whether Playwright has downloaded its Chromium."""
    return debian.ran(sys.executable, "-m", "playwright", "install", "chromium", env=dict(os.environ))


if __name__ == "__main__":
    sys.exit(debian.main(executable, install))
