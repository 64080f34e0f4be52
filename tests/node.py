"""Node.js, for tests of what runs in the browser."""

import json
import shutil
import subprocess
import sysconfig
from pathlib import Path
from typing import Any


def path() -> str:
    """Playwright's Node.js, or else the machine's own, as in the Makefile."""
    drivers = sorted(Path(sysconfig.get_path("purelib")).glob("playwright/driver/node*"))
    found = next((str(path) for path in drivers if path.is_file()), None) or shutil.which("node")
    assert found, "These tests need Node.js: install requirements-dev.txt, whose playwright brings one."
    return found


def answers(driver: Path, asked: object) -> Any:
    """What a script answers to `asked`, both as JSON."""
    done = subprocess.run(
        [path(), str(driver)], input=json.dumps(asked), capture_output=True, check=False, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
