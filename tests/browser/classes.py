"""A class in browsers, as tests open it and take part in it."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.waiting import settled

# Milliseconds that a busy machine may take to answer.
PATIENCE = 30_000


def opened(tab: Page, base: str = "") -> str:
    """Open a class; its code."""
    tab.goto(f"{base}/class")
    settled(tab)
    tab.get_by_role("button", name="Open a class").click()
    code = board(tab).locator(".code")
    expect(code).to_have_text(re.compile(r"^\w{4}-\w{4}$"), timeout=PATIENCE)
    # The page may be drawn once more, and its board with it.
    settled(tab)
    expect(code).to_have_text(re.compile(r"^\w{4}-\w{4}$"), timeout=PATIENCE)
    return code.inner_text()


def board(tab: Page) -> Locator:
    return tab.locator(".st-key-class_board")


def join(tab: Page, code: str, name: str, base: str = "") -> None:
    tab.goto(f"{base}/join?join={code}")
    settled(tab)
    tab.get_by_label("A name, if you like").fill(name)
    tab.get_by_role("button", name="Join").click()
    expect(tab.get_by_text("You are in class")).to_be_visible(timeout=PATIENCE)


def lesson(tab: Page) -> Locator:
    return tab.locator(".st-key-lesson")


def answer(tab: Page, value: str) -> None:
    field = lesson(tab).locator("input[type=number]")
    expect(field).to_be_visible(timeout=PATIENCE)
    settled(tab)
    field.fill(value)
    lesson(tab).get_by_role("button", name="Answer").click()
    expect(lesson(tab).get_by_text("Waiting for your teacher")).to_be_visible(timeout=PATIENCE)
