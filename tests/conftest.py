"""Runs that tests train are kept nowhere but in a folder of their own; what is drawn is the same each time."""

import os
import sys
import tempfile
from collections.abc import Iterator

import pytest
from hypothesis import settings

# Before anything reads it; each test process has its own, and so do the processes it starts.
_home = tempfile.TemporaryDirectory(prefix="cnnviz-tests-", ignore_cleanup_errors=True)
os.environ["CNNVIZ_HOME"] = _home.name

# Whoever sees a test fail sees it fail again, and one that passes on its way in passes tomorrow too.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")


@pytest.fixture(autouse=True)
def nobody_left_at_work() -> Iterator[None]:
    """The thread that looks after runs ends with the test that woke it: it would dispatch those of the next one's
    store."""
    yield
    if supervisor := sys.modules.get("cnnviz.training.supervisor"):
        supervisor.SUPERVISOR.close()
