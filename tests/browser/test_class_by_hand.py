"""A class from its opening to its end, by a phone's touch alone and by the keyboard alone."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import hands
from tests.browser.classes import PATIENCE, board, lesson
from tests.browser.conftest import NewPage
from tests.browser.waiting import settled


class Finger:
    """Somebody with a phone."""

    def __init__(self, tab: Page) -> None:
        self.tab = tab

    def press(self, name: str) -> None:
        self.tab.get_by_role("button", name=name, exact=True).tap(timeout=PATIENCE)

    def type(self, label: str, text: str) -> None:
        """Into the field with that label, or for "" into the one for the answer to a lesson's question."""
        field = self.tab.get_by_label(label) if label else lesson(self.tab).locator("input[type=number]")
        field.tap(timeout=PATIENCE)
        field.fill(text)


class Keys(Finger):
    """Somebody with a keyboard alone, who sees where they are at every stop."""

    def press(self, name: str) -> None:
        hands.tab_to(self.tab, f'button "{name}"')
        self.tab.keyboard.press("Enter")

    def type(self, label: str, text: str) -> None:
        hands.tab_to(self.tab, f'textbox "{label}' if label else "spinbutton")
        self.tab.keyboard.press("Control+A")
        self.tab.keyboard.type(text)
        self.tab.keyboard.press("Tab")


@pytest.mark.parametrize("hand", [Finger, Keys])
def test_a_class_from_its_opening_to_its_end(page: NewPage, hand: type[Finger]) -> None:
    phone = {"width": 390, "height": 844, "touch": True} if hand is Finger else {"height": 720}
    teacher, mia = hand(page(**phone)), hand(page(**phone))
    teacher.tab.goto("/class")
    settled(teacher.tab)
    teacher.press("Open a class")
    code = board(teacher.tab).locator(".code")
    expect(code).to_have_text(re.compile(r"^\w{4}-\w{4}$"), timeout=PATIENCE)
    mia.tab.goto("/join")
    settled(mia.tab)
    mia.type("Code on the board", code.inner_text())
    mia.type("A name", "Mia")
    mia.press("Join")
    expect(mia.tab.get_by_text("You are in class")).to_be_visible(timeout=PATIENCE)
    settled(teacher.tab)
    teacher.press("Ask all")
    expect(lesson(mia.tab)).to_be_visible(timeout=PATIENCE)
    settled(mia.tab)
    mia.type("", "-77")
    mia.press("Answer")
    expect(lesson(mia.tab).get_by_text("Waiting for your teacher")).to_be_visible(timeout=PATIENCE)
    expect(board(teacher.tab).locator(".bars .number")).to_have_text(["1"], timeout=PATIENCE)
    teacher.press("Show all what is right")
    expect(lesson(mia.tab).get_by_text(re.compile(r"You said −77\. It is"))).to_be_visible(timeout=PATIENCE)
    lead(teacher, mia)
    teacher.press("Board")
    expect(code).to_be_visible(timeout=PATIENCE)
    settled(teacher.tab)
    teacher.press("End the class")
    # What a button at the end of the board opens may be below the window.
    teacher.tab.locator(".st-key-class_more").evaluate("(node) => node.scrollIntoView()")
    teacher.press("End it now")
    expect(teacher.tab.get_by_text("The class is over, and everything in it is deleted.")).to_be_visible(
        timeout=PATIENCE
    )
    expect(mia.tab.get_by_text("The class is over. What you have learned stays yours.")).to_be_visible(timeout=PATIENCE)


def lead(teacher: Finger, mia: Finger) -> None:
    """The teacher shows something on another page: takes all along from there, asks, and stops them."""
    teacher.tab.goto("/pooling")
    settled(teacher.tab)
    strip = teacher.tab.locator(".st-key-class_strip")
    expect(strip.locator(".how")).to_contain_text("1 of 1 answered", timeout=PATIENCE)
    expect(strip.get_by_role("button", name="Show all what is right")).to_be_disabled()
    teacher.press("All follow me")
    mia.tab.wait_for_url(re.compile("/pooling"), timeout=PATIENCE)
    expect(mia.tab.get_by_role("heading", level=1)).to_have_text("Pooling", timeout=PATIENCE)
    expect(strip.get_by_role("button", name="All follow me", pressed=True)).to_be_visible(timeout=PATIENCE)
    stopped = mia.tab.get_by_text("Your teacher has stopped all pages.")
    for on in (True, False):
        teacher.press("Stop all pages")
        expect(stopped).to_be_visible(visible=on, timeout=PATIENCE)
        expect(strip.get_by_role("button", name="Stop all pages", pressed=on)).to_be_visible(timeout=PATIENCE)
    teacher.tab.goto("/one-dimension?lesson=one-dimension&step=1&draw=5")
    expect(lesson(mia.tab)).to_be_visible(timeout=PATIENCE)
    settled(mia.tab)
    mia.type("", "-77")
    mia.press("Answer")
    expect(lesson(mia.tab).get_by_text("Waiting for your teacher")).to_be_visible(timeout=PATIENCE)
    settled(teacher.tab)
    expect(strip.get_by_role("button", name="Show all what is right")).to_be_enabled(timeout=PATIENCE)
    teacher.press("Show all what is right")
    expect(lesson(mia.tab).get_by_text(re.compile(r"You said −77\. It is"))).to_be_visible(timeout=PATIENCE)
