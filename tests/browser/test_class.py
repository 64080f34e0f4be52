"""A class in browsers: a teacher's board and learners' pages, each in a context of its own."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests import weights
from tests.browser import waiting
from tests.browser.conftest import NewPage, await_health, free_port, serve, stop
from tests.browser.waiting import settled

# Milliseconds that a busy machine may take to answer.
PATIENCE = 30_000
# A server's address, and what kills it and starts it again.
Served = tuple[str, Callable[[], None]]


def opened(tab: Page, base: str = "") -> str:
    """Open a class; its code."""
    tab.goto(f"{base}/class")
    settled(tab)
    tab.get_by_role("button", name="Open a class").click()
    code = board(tab).locator(".code")
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
    mia.wait_for_function(KEPT, arg="learner", timeout=PATIENCE)
    mia.reload()
    expect(mia.get_by_text(re.compile("as Mia$"))).to_be_visible(timeout=PATIENCE)


# Whether the browser keeps a text of the class with this in it.
KEPT = """
(part) => new Promise((tell) => {
    const asked = indexedDB.open("cnnviz", 1);
    asked.onerror = () => tell(false);
    asked.onsuccess = () => {
        const found = asked.result.transaction("texts").objectStore("texts").get("class");
        found.onerror = () => tell(false);
        found.onsuccess = () => {
            asked.result.close();
            tell((found.result ?? "").includes(part));
        };
    };
})
"""


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[Served]:
    """A server of the test's own, that it may end and start again on the same port."""
    weights.keep()
    port, log, home = free_port(), tmp_path / "log.txt", str(tmp_path / "home")
    running = [serve(port, log, CNNVIZ_HOME=home)]
    url = f"http://127.0.0.1:{port}"

    def again() -> None:
        running[0].kill()
        running[0].wait()
        running[0] = serve(port, log, CNNVIZ_HOME=home)
        await_health(running[0], url, log)

    try:
        await_health(running[0], url, log)
        yield url, again
    finally:
        stop(running[0])


def test_a_class_goes_on_after_its_server_was_killed(browser: Browser, own_server: Served) -> None:
    url, again = own_server
    contexts = [browser.new_context(viewport={"width": 1280, "height": 800}) for _ in range(2)]
    for context in contexts:
        context.add_init_script(waiting.LISTEN)
    teacher, mia = (context.new_page() for context in contexts)
    try:
        code = opened(teacher, url)
        join(mia, code, "Mia", url)
        teacher.get_by_role("button", name="Ask all").click()
        answer(mia, "-77")
        expect(board(teacher).locator(".bars .number")).to_have_text(["1"], timeout=PATIENCE)
        again()
        # Both go on by themselves: the board from its route, the learner's page from what its browser keeps.
        expect(board(teacher).locator(".bars .number")).to_have_text(["1"], timeout=PATIENCE)
        teacher.get_by_role("button", name="Show all what is right").click()
        expect(lesson(mia).get_by_text(re.compile(r"You said −77\. It is"))).to_be_visible(timeout=PATIENCE)
        expect(mia.get_by_text(re.compile("as Mia$"))).to_be_visible(timeout=PATIENCE)
    finally:
        for context in contexts:
            context.close()
