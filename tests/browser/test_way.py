"""A photo's way through a real network, by mouse and by keys."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tests.browser.waiting import settled


def way(tab: Page):
    return tab.locator(".st-key-real_way .way")


def test_one_goes_in_from_the_way_to_a_unit_and_along_its_largest_product_and_back(page: NewPage) -> None:
    tab = page(width=1280, height=720)
    tab.goto("/real-network")
    settled(tab)
    expect(way(tab)).to_have_attribute("data-view", "chain")
    expect(way(tab).get_by_role("button", name=re.compile(r"^espresso \d"))).to_be_visible()
    expect(way(tab).locator("path.lit").nth(10)).to_be_attached()

    # A map that is pointed at tells what it hangs on, and its window is framed on the photo.
    maps = way(tab).get_by_role("button", name=re.compile("^block 2.1, map"))
    maps.first.hover()
    expect(way(tab).locator("p.words")).to_contain_text(re.compile(r"block 2\.1, map .* silenced, its sum would"))
    expect(way(tab).locator(".photo .window")).to_be_visible()

    way(tab).get_by_role("button", name="block 2.1", exact=True).click()
    expect(way(tab).get_by_role("button", name="Conv 96@1×1", exact=True)).to_be_visible()
    way(tab).get_by_role("button", name="Conv 96@1×1", exact=True).click()
    expect(way(tab)).to_have_attribute("data-view", "sheet")
    sheet = way(tab).get_by_role("application")
    sheet.focus()
    sheet.press("ArrowRight")
    sheet.press("Enter")
    expect(way(tab)).to_have_attribute("data-view", "unit")
    shown = way(tab).locator(".stages .number strong")
    expect(shown).to_be_visible()

    # Along the largest product into what the layer reads.
    way(tab).get_by_role("button", name=re.compile("^Go to block 1.1, map")).first.click()
    expect(way(tab).locator(".crumbs strong")).to_contain_text("map")
    expect(way(tab).get_by_role("button", name="block 1.1", exact=True)).to_be_visible()
    settled(tab)
    expect(tab).to_have_url(re.compile("way_at=1.0"))
    number = shown.text_content()
    tab.reload()
    settled(tab)
    expect(way(tab).locator(".stages .number strong")).to_have_text(number or "")
    way(tab).get_by_role("button", name="The whole way").click()
    expect(way(tab)).to_have_attribute("data-view", "chain")


def test_arrow_keys_walk_from_map_to_map(page: NewPage) -> None:
    tab = page(width=1280, height=720)
    tab.goto("/real-network?way_model=recorded")
    settled(tab)
    first = way(tab).locator(".answer").first
    expect(first).to_be_visible()
    first.focus()
    tab.keyboard.press("ArrowLeft")
    tab.keyboard.press("ArrowDown")
    focused = way(tab).locator(".cell:focus")
    expect(focused).to_have_attribute("aria-label", re.compile("^Flatten, number"))
    expect(way(tab).locator('.cell[tabindex="0"]')).to_have_count(1)
    tab.keyboard.press("Enter")
    expect(way(tab)).to_have_attribute("data-view", "unit")
