"""The sealed test set in a browser: what opens it, what is kept of that, and why an answer was wrong."""

import re

from playwright.sync_api import Locator, Page, expect

from cnnviz.inspect.exam import near
from tests.browser.browser_texts import kept
from tests.browser.conftest import NewPage
from tests.browser.waiting import settled

# Milliseconds that a busy machine may take to answer, and to read some training pictures.
PATIENCE, READING = 20_000, 60_000


def exam(tab: Page) -> Locator:
    return tab.locator(".st-key-exam")


def opened_seal(tab: Page) -> None:
    """The test set of the run on the page, opened."""
    exam(tab).get_by_role("button", name="Open the seal").click()
    expect(exam(tab)).to_contain_text("of the test pictures right", timeout=PATIENCE)
    expect(exam(tab).locator(".st-key-mistake_picture canvas.crisp")).to_be_visible(timeout=PATIENCE)


def answer_shown(tab: Page) -> None:
    """A guess at the first mistake, and what it was taken for."""
    settled(tab)
    for group in ("What did the network take it for", "And why"):
        exam(tab).get_by_role("radiogroup", name=re.compile(group)).locator("label").first.click()
    exam(tab).get_by_role("button", name="Show the answer").click()
    expect(exam(tab).locator(".st-key-mistake_near canvas.crisp")).to_have_count(near.SHOWN + 1, timeout=READING)


def test_a_seal_stays_open_and_counted_in_this_browser_and_a_mistake_is_explained(page: NewPage) -> None:
    tab = page(width=1280, height=720)
    tab.goto("/train")
    settled(tab)
    assert "test pictures right" not in tab.locator("body").inner_text()
    opened_seal(tab)
    expect(exam(tab)).to_contain_text("Opened once")
    kept(tab, "seals")
    answer_shown(tab)
    expect(exam(tab)).to_contain_text("taken for")
    expect(exam(tab)).to_contain_text("Neighbour 1")
    exam(tab).get_by_role("radiogroup", name=re.compile("Does that explain it")).locator("label").first.click()
    exam(tab).get_by_role("button", name="Name them").click()
    expect(exam(tab)).to_contain_text("Your reason", timeout=PATIENCE)
    tab.reload()
    settled(tab)
    expect(exam(tab)).to_contain_text("Opened once", timeout=PATIENCE)
