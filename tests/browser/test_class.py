"""A class in browsers: a teacher's board and learners' pages, each in a context of its own."""

import re

from playwright.sync_api import expect

from tests.browser.browser_texts import kept
from tests.browser.classes import PATIENCE, answer, board, join, lesson, opened
from tests.browser.conftest import NewPage
from tests.browser.waiting import settled


def test_a_teacher_asks_sees_stops_shows_and_leads(page: NewPage) -> None:
    teacher, mia, noah = page(height=720), page(), page(width=390, height=844)
    code = opened(teacher)
    for tab, name in ((mia, "Mia"), (noah, "<b>Noah</b>")):
        join(tab, code, name)
    expect(board(teacher).locator(".tile .name")).to_have_text(["Mia", "<b>Noah</b>"], timeout=PATIENCE)
    teacher.get_by_role("button", name="Ask all").click()
    for tab, value in ((mia, "-77"), (noah, "-78")):
        answer(tab, value)
    expect(board(teacher).locator(".bars .number")).to_have_text(["1", "1"], timeout=PATIENCE)
    expect(board(teacher).locator(".legend")).to_be_hidden()
    teacher.get_by_role("button", name="Stop all pages").click()
    for tab in (mia, noah):
        expect(tab.get_by_text("Your teacher has stopped all pages.")).to_be_visible(timeout=PATIENCE)
        # What is behind an open dialog takes no click.
        assert tab.evaluate("document.elementFromPoint(innerWidth / 2, 60)?.closest('.st-key-lesson')") is None
    teacher.get_by_role("button", name="Stop all pages").click()
    expect(mia.get_by_text("Your teacher has stopped all pages.")).to_be_hidden(timeout=PATIENCE)
    teacher.get_by_role("button", name="Show all what is right").click()
    for tab in (mia, noah):
        expect(lesson(tab).get_by_text(re.compile(r"You said −7[78]\. It is"))).to_be_visible(timeout=PATIENCE)
    expect(board(teacher).locator(".legend")).to_be_visible(timeout=PATIENCE)
    follow = teacher.get_by_role("button", name="All follow me")
    follow.click()
    expect(follow).to_have_attribute("aria-pressed", "true", timeout=PATIENCE)
    teacher.goto("/pooling")
    settled(teacher)
    for tab in (mia, noah):
        tab.wait_for_url(re.compile("/pooling"), timeout=PATIENCE)
        expect(tab.get_by_role("heading", level=1)).to_have_text("Pooling", timeout=PATIENCE)
    kept(mia, "class", "learner")
    mia.reload()
    expect(mia.get_by_text(re.compile("as Mia$"))).to_be_visible(timeout=PATIENCE)


def test_a_learner_is_taken_out_and_the_doors_are_closed(page: NewPage) -> None:
    teacher, mia, noah = page(height=720), page(), page()
    code = opened(teacher)
    for tab, name in ((mia, "Mia"), (noah, "Noah")):
        join(tab, code, name)
    mia.goto("/padding-and-stride")
    settled(mia)
    expect(mia.get_by_text(re.compile("as Mia$"))).to_be_visible(timeout=PATIENCE)
    teacher.get_by_role("button", name="Close the doors").click()
    expect(board(teacher).get_by_text("The doors are closed")).to_be_visible(timeout=PATIENCE)
    board(teacher).locator(".tile", has_text="Mia").click()
    board(teacher).get_by_role("button", name="Take out of the class").press("Enter")
    # What cannot be undone is not under the finger that asked for it.
    expect(board(teacher).get_by_role("button", name="No, keep")).to_be_focused()
    board(teacher).get_by_role("button", name="Yes, take out").click()
    expect(board(teacher).locator(".tile .name")).to_have_text(["Noah"], timeout=PATIENCE)
    expect(mia.get_by_text("Your teacher has taken you out of the class.")).to_be_visible(timeout=PATIENCE)
    mia.reload()
    settled(mia)
    expect(mia.get_by_text(re.compile("as Mia$"))).to_have_count(0)
    mia.goto(f"/join?join={code}")
    settled(mia)
    mia.get_by_role("button", name="Join").click()
    expect(mia.get_by_text("The doors of this class are closed.")).to_be_visible(timeout=PATIENCE)
    noah.reload()
    expect(noah.get_by_text("You are in class")).to_be_visible(timeout=PATIENCE)
