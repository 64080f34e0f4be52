"""The component volume: the kernel slides along the depth by keys, by typing and by play (C2)."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import NewPage
from tests.browser.waiting import settled


def test_the_kernel_slides_along_the_depth(page: NewPage) -> None:
    tab = page(width=1280, height=900)
    tab.goto("/step-by-step?input=volume")
    settled(tab)
    root = tab.locator(".volume")
    expect(root).to_have_attribute("data-size", "4 6 6")
    expect(root).to_have_attribute("data-at", "0 2 0")
    expect(root.locator(".words").last).to_have_text("27 products, slice by slice: 0 + 3 + 6 = 9")
    root.locator(".plane-of-sums .plane").first.focus()
    tab.keyboard.press("ArrowRight")
    expect(root).to_have_attribute("data-at", "0 2 1")
    tab.keyboard.press("PageDown")
    expect(root).to_have_attribute("data-at", "1 2 1")
    expect(root.locator(".words").first).to_have_text(re.compile("depth 2, row 3, column 2: .* slices 2 to 4, "))
    tab.get_by_role("checkbox", name="Play along the depth only").check()
    expect(root.locator(".place")).to_have_text("2 of 4")
    tab.get_by_role("button", name="Play: slide the kernel (Space)").click()
    expect(root).to_have_attribute("data-at", "3 2 1")
    tab.get_by_role("spinbutton", name="Depth, typed").fill("1")
    expect(root).to_have_attribute("data-at", "0 2 1")
    tab.locator(".st-key-deepen button").click()
    expect(root).to_have_attribute("data-size", "1 6 3")
    expect(tab).to_have_url(re.compile("volume_depth=6"))
