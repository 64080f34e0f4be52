"""benchmarks.serving: the app on a port of its own."""

import subprocess
from typing import Any

import pytest

from benchmarks import serving


def test_a_start_that_is_not_answered_leaves_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    started, begin = list[subprocess.Popen[bytes]](), subprocess.Popen

    def noted(*args: Any, **more: Any) -> subprocess.Popen[bytes]:
        started.append(begin(*args, **more))
        return started[-1]

    monkeypatch.setattr(serving, "PATIENCE", 0.0)
    monkeypatch.setattr(subprocess, "Popen", noted)
    with pytest.raises(OSError, match="refused"), serving.app():
        pass
    [process] = started
    assert process.poll() is not None
