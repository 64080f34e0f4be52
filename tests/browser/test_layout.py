"""Phone, tablet and desk, light and dark: everything fits, nothing is hidden, the first map is in sight."""

import itertools
import re
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from cnnviz.ui import frame, views
from tests.browser.conftest import SCREENSHOTS, NewPage
from tests.browser.test_lab import LAB, figure, press, widgets
from tests.browser.waiting import settled

Scheme = Literal["light", "dark"]

FITS = (
    "document.documentElement.scrollWidth <= innerWidth && document.querySelector('.stMain').scrollWidth <= innerWidth"
)
# What reaches beyond the right edge of the window, and cannot be scrolled to within its own box.
BEYOND = """
() => {
    const scrolls = (node) => node && (["auto", "scroll"].includes(getComputedStyle(node).overflowX)
        && node.clientWidth < innerWidth && node.getBoundingClientRect().right <= innerWidth + 1
        || scrolls(node.parentElement));
    const all = (root) => [...root.querySelectorAll("*")].flatMap((node) => [node, ...all(node.shadowRoot ?? {
        querySelectorAll: () => []})]);
    return all(document.querySelector(".stMain"))
        .filter((node) => node.checkVisibility() && node.getBoundingClientRect().right > innerWidth + 1)
        .filter((node) => !scrolls(node))
        .map((node) => node.outerHTML.slice(0, 120));
}
"""
WINDOWS = [(390, 844, "light"), (390, 844, "dark"), (800, 1100, "light"), (1400, 900, "dark")]


def expect_to_fit(tab: Page, name: str) -> None:
    """No page scrolls sideways, nothing is cut off. A picture of it is kept to be looked at."""
    settled(tab)
    tab.screenshot(path=SCREENSHOTS / f"layout-{name}.png")
    assert tab.evaluate(FITS), name
    assert tab.evaluate(BEYOND) == [], name
    expect(tab.get_by_test_id("stException"), name).to_have_count(0)


@pytest.mark.parametrize(("width", "height", "scheme"), WINDOWS)
def test_every_page_and_view_fits_its_window(page: NewPage, width: int, height: int, scheme: Scheme) -> None:
    tab = page(width=width, height=height, colour_scheme=scheme)
    for entry in itertools.chain(*frame.SECTIONS.values()):
        if entry is not frame.LAB:
            tab.goto("/" if entry is frame.HOME else f"/{entry.path}")
            expect_to_fit(tab, f"{entry.path}-{width}-{scheme}")
    tab.goto(f"{LAB}?kernel1=Kirsch,+all+eight&colour=Colour&pool1=max&side=128+px")
    for view in views.VIEWS:
        settled(tab)
        press(tab, "view", view)
        expect_to_fit(tab, f"lab-{view.replace(' ', '-').lower()}-{width}-{scheme}")


def test_the_first_map_is_in_sight_on_a_desk_without_scrolling(page: NewPage) -> None:
    tab = page(width=1400, height=900)
    tab.goto(LAB)
    settled(tab)
    box = figure(tab, "Map · x").locator(".stage").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 900


def test_a_map_is_enlarged_by_mouse_and_keyboard_and_closed_by_either(page: NewPage) -> None:
    tab = page(width=1400)
    tab.goto(f"{LAB}?side=64+px&kernel1=Emboss")
    settled(tab)
    before = widgets(tab), tab.url
    stage = figure(tab, "Map · emboss").locator(".stage")
    dialog = tab.locator(".gallery dialog")
    stage.click()
    expect(dialog).to_be_visible()
    expect(dialog).to_contain_text(re.compile(r"64 × 64 px · min .* · shown \d+ × its size"))
    asked = tab.evaluate("cnnvizLast.asked")
    for key in ("r", "c", "R", "C"):
        tab.keyboard.press(key)
    settled(tab)
    assert tab.evaluate("cnnvizLast.asked") == asked
    assert tab.get_by_test_id("stDialog").count() == 0
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_have_count(0)
    expect(stage).to_be_focused()
    tab.keyboard.press("Enter")
    expect(dialog).to_be_visible()
    shown = dialog.locator("canvas").evaluate("(canvas) => canvas.toDataURL()")
    assert shown == stage.locator("canvas").evaluate("(canvas) => canvas.toDataURL()")
    tab.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(stage).to_be_focused()
    assert (widgets(tab), tab.url) == before
