"""The windows of tests: what one test has left there is nothing to the next."""

import contextlib

from playwright.sync_api import Browser
from playwright.sync_api import Error as PlaywrightError

from tests.browser.conftest import Windows

HERE = "/_stcore/health"


def test_a_window_that_is_used_again_remembers_nothing(browser: Browser, app_url: str) -> None:
    windows = Windows(browser, app_url)
    windows.open(touch=False, kept=True).goto(HERE)
    [before] = windows.tabs()
    before.evaluate("localStorage.setItem('left', 'here'); document.cookie = 'left=here'")
    windows.leave()
    after = windows.open(touch=False, kept=True)
    after.goto(HERE)
    assert after.context is before.context
    assert after.evaluate("[localStorage.length, document.cookie.includes('left=')]") == [0, False]
    windows.leave()


def test_a_test_that_closes_its_tab_or_has_it_crash_leaves_the_next_a_window(browser: Browser, app_url: str) -> None:
    windows = Windows(browser, app_url)
    windows.open(touch=False, kept=True).close()
    windows.leave()
    crashing = windows.open(touch=False, kept=True)
    with contextlib.suppress(PlaywrightError):
        crashing.goto("chrome://crash")
    windows.leave()
    tab = windows.open(touch=False, kept=True)
    tab.goto(HERE)
    assert tab.inner_text("body") == "ok"
    windows.leave()
