"""A class, and a page, whose server is killed and begun again."""

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests import weights
from tests.browser import waiting
from tests.browser.classes import PATIENCE, answer, board, join, lesson, opened
from tests.browser.conftest import await_health, free_port, serve, stop
from tests.browser.waiting import settled

# A server's address, and what kills it, does something meanwhile, and starts it again.
Served = tuple[str, Callable[[Callable[[], None]], None]]


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[Served]:
    """A server of the test's own, that it may end and start again on the same port."""
    weights.keep()
    port, log, home = free_port(), tmp_path / "log.txt", str(tmp_path / "home")
    running = [serve(port, log, CNNVIZ_HOME=home)]
    url = f"http://127.0.0.1:{port}"

    def again(pause: Callable[[], None]) -> None:
        running[0].kill()
        running[0].wait()
        pause()
        running[0] = serve(port, log, CNNVIZ_HOME=home)
        await_health(running[0], url, log)

    try:
        await_health(running[0], url, log)
        yield url, again
    finally:
        stop(running[0])


# Notes what the page asks the server for, Streamlit's client too, and when.
ASKED = """
window.cnnvizAsked = [];
const ask = window.fetch;
window.fetch = (...given) => {
    window.cnnvizAsked.push([String(given[0]?.url ?? given[0]), Date.now()]);
    return ask(...given);
};
"""
# Milliseconds from the first to the last moment, in which the page asked nothing with this in its address, at the most.
SILENCE = """
([part, first, last]) => {
    const asked = window.cnnvizAsked.filter(([address, at]) => address.includes(part) && at > first && at < last);
    const times = [first, ...asked.map(([, at]) => at), last];
    return Math.max(...times.slice(1).map((at, before) => at - times[before]));
}
"""
# Milliseconds for which a page that waits for its server may say nothing, on a busy machine.
SILENT = 2500


def test_a_class_is_back_soon_after_its_server_was_killed(browser: Browser, own_server: Served) -> None:
    url, again = own_server
    contexts = [browser.new_context(viewport={"width": 1280, "height": 800}) for _ in range(6)]
    for context in contexts:
        context.add_init_script(waiting.LISTEN + ASKED)
    teacher, *learners = (context.new_page() for context in contexts)
    try:
        code = opened(teacher, url)
        for number, mia in enumerate(learners):
            join(mia, code, f"Mia {number}", url)
        teacher.get_by_role("button", name="Ask all").click()
        for mia in learners:
            answer(mia, "-77")
        expect(board(teacher).locator(".bars .number")).to_have_text(["5"], timeout=PATIENCE)
        killed = 1e3 * time.time()
        # Long enough for those who ask less and less often.
        again(lambda: teacher.wait_for_timeout(8000))
        back = 1e3 * time.time()
        for tab, part in ((teacher, "/board"), *((mia, part) for mia in learners for part in ("/news", "/health"))):
            assert tab.evaluate(SILENCE, [part, killed, back]) < SILENT, part
        # All go on by themselves: the board from its route, the learners' pages from what their browsers keep.
        for number, mia in enumerate(learners):
            settled(mia)
            expect(mia.get_by_text(re.compile(f"as Mia {number}$"))).to_be_visible(timeout=PATIENCE)
            expect(lesson(mia).get_by_text("Waiting for your teacher")).to_be_visible(timeout=PATIENCE)
        expect(board(teacher).locator(".bars .number")).to_have_text(["5"], timeout=PATIENCE)
        expect(board(teacher).locator(".here")).to_contain_text("5 learners here", timeout=PATIENCE)
        teacher.get_by_role("button", name="Show all what is right").click()
        for mia in learners:
            expect(lesson(mia).get_by_text(re.compile(r"You said −77\. It is"))).to_be_visible(timeout=PATIENCE)
    finally:
        for context in contexts:
            context.close()


def test_what_is_pressed_first_after_the_server_was_killed_is_heard(browser: Browser, own_server: Served) -> None:
    url, again = own_server
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.add_init_script(waiting.LISTEN)
    tab = context.new_page()
    try:
        tab.goto(f"{url}/one-dimension?lesson=one-dimension&step=1")
        settled(tab)
        lesson(tab).locator("input[type=number]").fill("-77")
        again(lambda: None)
        expect(tab.get_by_test_id("stApp")).to_have_attribute(
            "data-test-connection-state", "CONNECTED", timeout=PATIENCE
        )
        settled(tab)
        lesson(tab).get_by_role("button", name="Answer").click()
        expect(lesson(tab).get_by_text(re.compile(r"You said −77\. It is"))).to_be_visible(timeout=PATIENCE)
    finally:
        context.close()
