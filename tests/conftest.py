"""Runs that tests train are kept nowhere but in a folder of their own; what is drawn is the same each time."""

import asyncio
import functools
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from streamlit.components.v2 import manifest_scanner
from streamlit.runtime.scriptrunner import script_runner

# Before anything reads it; each test process has its own, and so do the processes it starts.
_home = tempfile.TemporaryDirectory(prefix="cnnviz-tests-", ignore_cleanup_errors=True)
os.environ["CNNVIZ_HOME"] = _home.name

# Whoever sees a test fail sees it fail again, and one that passes on its way in passes tomorrow too.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")

# What is in these folders waits for another process, a browser, a server or a worker, which a busy machine may hold up:
# such a test is tried again, its report says so, and a fault fails all three times. Arithmetic gets one try.
WAITING = {"api", "browser", "pages", "training", "ui"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.relative_to(Path(__file__).parent).parts[0] in WAITING:
            item.add_marker(pytest.mark.flaky(reruns=2, reruns_delay=1))


@pytest.fixture(autouse=True, scope="session")
def quick_pages() -> Iterator[None]:
    """What Streamlit does anew for each run of a page and always comes to the same: it clears Keras, which other tests
    have loaded, with a full garbage collection, and asks every installed package for components."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(script_runner, "_clean_problem_modules", lambda: None)
        scanned = functools.cache(manifest_scanner.scan_component_manifests)
        patched.setattr(manifest_scanner, "scan_component_manifests", scanned)
        yield


@pytest.fixture(autouse=True)
def nobody_left_at_work() -> Iterator[None]:
    """The thread that looks after runs ends with the test that woke it: it would dispatch those of the next one's
    store."""
    yield
    if supervisor := sys.modules.get("cnnviz.training.dispatch.supervisor"):
        supervisor.SUPERVISOR.close()


@pytest.fixture(autouse=True)
def no_browsers_loop(request: pytest.FixtureRequest) -> Iterator[None]:
    """Once a browser was opened, Playwright's event loop counts as running in this thread for good, and nobody else's
    may: what is no browser's test does not see it."""
    if Path(__file__).with_name("browser") in request.path.parents:
        yield
        return
    loop = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    yield
    asyncio._set_running_loop(loop)
