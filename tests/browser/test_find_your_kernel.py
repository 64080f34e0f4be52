"""The page Find your kernel: from the menu's kernel to one's own, and what is found follows."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import NewPage
from tests.browser.waiting import settled


def test_a_kernel_of_the_menu_becomes_ones_own_and_others_are_found(page: NewPage) -> None:
    tab = page(width=1280, height=720)
    tab.goto("/find-your-kernel?searched=recorded&kernel=line-vertical")
    settled(tab)
    headings = tab.locator(".st-key-matches h2")
    expect(headings).to_have_count(6)
    expect(headings.first).to_have_text("Yours: Line, vertical")
    before = headings.all_inner_texts()[1:]
    tab.get_by_role("button", name="Change its numbers").click()
    expect(headings.first).to_have_text("Yours: your own kernel")
    expect(tab).to_have_url(re.compile("kernel=own"))
    cell = tab.locator(".st-key-grid1 td input").first
    cell.fill("9")
    cell.press("Enter")
    expect(tab).to_have_url(re.compile(r"own1=9"))
    settled(tab)
    expect(headings.nth(1)).not_to_have_text(before[0])
    tab.reload()
    settled(tab)
    expect(headings.first).to_have_text("Yours: your own kernel")
