"""The Lab without a mouse."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import NewPage
from tests.browser.test_lab import LAB, extremes, figure, large
from tests.browser.waiting import settled

# More than there are things to stop at.
STOPS = 80


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until the target has the focus."""
    for _ in range(STOPS):
        page.keyboard.press("Tab")
        if target.evaluate("(node) => node.getRootNode().activeElement === node"):
            return
    raise AssertionError(f"{STOPS} times Tab did not reach {target}")


def test_kernel_stride_a_maps_numbers_and_its_enlargement_are_reached_and_used_by_keys_alone(page: NewPage) -> None:
    tab = page(width=1400)
    tab.goto(f"{LAB}?side=64+px&image=Squares")
    settled(tab)
    kernel = tab.locator(".st-key-kernel1").get_by_role("combobox")
    tab_to(tab, kernel)
    tab.keyboard.type("Emboss")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    expect(kernel).to_have_value("Emboss")
    settled(tab)
    assert extremes(figure(tab, "Map · emboss"))

    stride = tab.locator(".st-key-stride1 input")
    tab_to(tab, stride)
    tab.keyboard.press("ArrowRight")
    settled(tab)
    expect(figure(tab, "Map · emboss").locator(".facts")).to_have_text(re.compile("^32 × 32 px"))
    assert "stride1=2" in tab.url

    stage = large(tab).locator(".stage")
    tab_to(tab, stage)
    expect(stage).to_have_css("outline-style", "solid")
    reading = tab.locator(".bench .reading")
    expect(reading).to_have_text(re.compile("^Row 17, column 17 of the map"))
    tab.keyboard.press("ArrowDown")
    expect(reading).to_have_text(re.compile("^Row 18, column 17 of the map"))
    expect(tab.locator(".gallery > .spoken")).to_have_text(reading.inner_text())

    menu = large(tab).locator(".menu > button")
    tab_to(tab, menu)
    tab.keyboard.press("Enter")
    tab.keyboard.press("Enter")
    dialog = tab.locator(".gallery dialog")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_role("button", name="Close")).to_be_focused()
    tab.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    expect(menu).to_be_focused()
