"""The real app on a free port of this machine, driven in a real Chromium."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from tests import debian, weights
from tests.browser import chromium, waiting, workers

ROOT = Path(__file__).parents[2]
SCREENSHOTS = ROOT / "screenshots"
START_SECONDS = 60
LOG = pytest.StashKey[Path]()

# Nothing leaves this machine: not the app's requests, not Chromium's own.
OFFLINE = (
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-sync",
    "--no-first-run",
    "--no-pings",
)
# A deep link that is opened cold makes Streamlit look for its server below the page's own address first.
COLD_DEEP_LINK = re.compile(r"^/.+/_stcore/(health|host-config)$")
# What a run or a class refuses is told on its page, and by every browser in its console too.
REFUSED = re.compile(r"status of 4\d\d .*/live/(runs|class)")

NewPage = Callable[..., Page]


@pytest.fixture(scope="session")
def app_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the app answers, `http://127.0.0.1:<port>`. One server for each worker."""
    log = tmp_path_factory.mktemp("server") / "log.txt"
    request.config.stash[LOG] = log
    weights.keep()
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    server = serve(port, log)
    try:
        await_health(server, url, log)
        yield url
    finally:
        stop(server)


def serve(port: int, log: Path, *options: str, **env: str) -> subprocess.Popen[bytes]:
    """The app's server, begun; what it says goes into the file `log`."""
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    with log.open("a") as output:
        return subprocess.Popen(
            [*command, "--server.headless", "true", *options],
            cwd=ROOT,
            env={**os.environ, "NO_COLOR": "1", **env},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def await_health(server: subprocess.Popen[bytes], url: str, log: Path) -> None:
    """Return once the server answers. Fails with its log if it ends or takes too long."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        if is_healthy(url):
            return
        time.sleep(0.05)
    ended = server.poll()
    how = f"did not answer within {START_SECONDS} s" if ended is None else f"ended with {ended}"
    pytest.fail(f"The app's server {how}. Its log:\n{log.read_text()}", pytrace=False)


def is_healthy(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/_stcore/health", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def stop(server: subprocess.Popen[bytes]) -> None:
    """End the server and wait until it has ended."""
    server.terminate()
    try:
        server.wait(10)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole session."""
    try:
        path = chromium.executable()
    except FileNotFoundError as error:
        pytest.fail(str(error), pytrace=False)
    no_sandbox = ["--no-sandbox"] if debian.is_root() else []
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=[*OFFLINE, *no_sandbox])
        yield running
        running.close()


@pytest.fixture
def ended(app_url: str) -> Iterator[None]:
    """No worker of a test goes on training beside the next."""
    yield
    for worker in workers.workers(app_url):
        worker.kill()


@dataclass
class Windows:
    """The windows that tests open in one browser, each with its own memory. The first of a test stands in one that is
    kept, so that Streamlit's scripts are fetched and compiled once; after the test its memory is emptied."""

    browser: Browser
    url: str
    problems: list[str] = field(default_factory=list)
    _kept: dict[bool, BrowserContext] = field(default_factory=dict)
    _taken: list[BrowserContext] = field(default_factory=list)

    def open(self, touch: bool, kept: bool) -> Page:
        """A tab in a window that no other tab of this test is in."""
        if not kept or self._kept.get(touch) in self._taken:
            context = self._new(touch)
        else:
            context = self._kept[touch] = self._kept.get(touch) or self._new(touch)
        self._taken.append(context)
        return context.new_page()

    def tabs(self) -> list[Page]:
        """All tabs of this test, in the order in which they were opened."""
        return [tab for context in self._taken for tab in context.pages]

    def leave(self) -> None:
        """Close the test's tabs, and forget what it has left."""
        taken, self._taken = self._taken, []
        for context in taken:
            if context not in self._kept.values():
                context.close()
                continue
            try:
                _empty(context, self.url)
            except (
                PlaywrightError
            ):  # a tab that has crashed takes no more orders: the next test gets a window of its own
                self._kept = {touch: one for touch, one in self._kept.items() if one is not context}
                context.close()
        self.problems.clear()

    def _new(self, touch: bool) -> BrowserContext:
        context = self.browser.new_context(base_url=self.url, has_touch=touch)
        context.add_init_script(waiting.LISTEN)
        watch(context, self.problems)
        return context


def _empty(context: BrowserContext, url: str) -> None:
    for tab in context.pages[1:]:
        tab.close()
    # What a page does as it is left is done, and then it is gone with all it has kept.
    last = context.pages[0] if context.pages else context.new_page()
    last.goto("about:blank")
    devtools = context.new_cdp_session(last)
    devtools.send("Storage.clearDataForOrigin", {"origin": url, "storageTypes": "all"})
    context.clear_cookies()
    last.close()


@pytest.fixture(scope="session")
def windows(browser: Browser, app_url: str) -> Windows:
    return Windows(browser, app_url)


@pytest.fixture
def page(request: pytest.FixtureRequest, windows: Windows) -> Iterator[NewPage]:
    """Opens pages: `tab = page(width=390, colour_scheme="dark")`, then `tab.goto("/kernel-lab?k=5")`. With `cold` the
    browser has never been here: what is fetched can be weighed.

    At the end each page's screenshot is saved, and the test fails if a page had an error or asked another
    machine for something.
    """

    def new_page(
        width: int = 1280,
        height: int = 900,
        colour_scheme: Literal["light", "dark"] = "light",
        touch: bool = False,
        reduced_motion: Literal["reduce", "no-preference"] = "no-preference",
        cold: bool = False,
    ) -> Page:
        tab = windows.open(touch, not cold)
        tab.set_viewport_size({"width": width, "height": height})
        tab.emulate_media(color_scheme=colour_scheme, reduced_motion=reduced_motion)
        return tab

    yield new_page
    try:
        for number, tab in enumerate(windows.tabs()):
            tab.screenshot(path=screenshot_path(request.node.nodeid, number))
            windows.problems += tab.get_by_test_id("stException").all_inner_texts()
        told = "\n".join(windows.problems)
    finally:
        windows.leave()
    if told:
        pytest.fail(f"The page had problems:\n{told}", pytrace=False)


def watch(context: BrowserContext, problems: list[str]) -> None:
    """Add a sentence to `problems` for each error and each request that leaves this machine."""

    def on_console(message: ConsoleMessage) -> None:
        address = message.location["url"]
        told = f"{message.text} {address}"
        if message.type == "error" and not COLD_DEEP_LINK.match(urlsplit(address).path) and not REFUSED.search(told):
            problems.append(f"console error: {message.text} ({address})")

    def on_request(address: str) -> None:
        if not stays_here(address):
            problems.append(f"request to another machine: {address}")

    context.on("console", on_console)
    context.on("weberror", lambda error: problems.append(f"uncaught error: {error.error}"))
    context.on("request", lambda request: on_request(request.url))
    context.on("page", lambda tab: tab.on("websocket", lambda opened: on_request(opened.url)))


def stays_here(address: str) -> bool:
    """Whether an address is on this machine, or is data and no address at all."""
    parts = urlsplit(address)
    return parts.scheme in ("data", "blob", "about") or parts.hostname in ("127.0.0.1", "localhost", "::1")


def screenshot_path(nodeid: str, number: int) -> Path:
    """`screenshots/<file>-<test>.png`; a test's second page has -2 at its end, and so on."""
    name = re.sub(r"\W+", "-", nodeid.removeprefix("tests/browser/").replace(".py::", "-")).strip("-")
    return SCREENSHOTS / (name + (f"-{number + 1}" if number else "") + ".png")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Put the server's log below a failed test."""
    report = yield
    log = item.config.stash.get(LOG, None)
    if report.failed and log is not None:
        report.sections.append(("the app's server", log.read_text()[-10_000:]))
    return report
