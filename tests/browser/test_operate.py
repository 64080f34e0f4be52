"""Operating on a network: a filter by keys, edits, undo, and the link that holds them."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tests.browser.waiting import settled


def first_answer(tab: Page) -> str:
    """The cells of the first answer after."""
    return tab.locator(".st-key-op_answers table").nth(1).locator("tbody tr").first.inner_text()


def chips(tab: Page):
    return tab.get_by_role("button", name=re.compile("^✕"))


def test_a_filter_is_chosen_by_keys_swapped_undone_and_found_again_by_its_link(page: NewPage) -> None:
    tab = page(width=1280, height=720)
    tab.goto("/operate?way_model=recorded&op_edits=&op_channel=5")
    settled(tab)
    expect(tab.get_by_text("No edits: the network as it learned.")).to_be_visible()
    untouched = first_answer(tab)

    grid = tab.locator(".st-key-op_filters")
    expect(grid.get_by_role("radio", name="Filter 5", exact=True)).to_be_checked()
    grid.get_by_role("radio", name="Filter 5", exact=True).press("ArrowRight")
    expect(tab).to_have_url(re.compile("op_channel=6"))
    expect(tab.get_by_role("spinbutton", name="Filter, 1 to 32")).to_have_value("6")

    tab.get_by_role("button", name="Swap in").click()
    expect(chips(tab)).to_have_text(["✕ Filter 6: Sobel x swapped in"])
    expect(tab.locator(".st-key-op_pictures")).to_contain_text("Filter after")
    tab.get_by_role("button", name="Silence", exact=True).click()
    expect(chips(tab)).to_have_count(2)
    tab.get_by_role("button", name="Undo").click()
    expect(chips(tab)).to_have_count(1)
    expect(tab).to_have_url(re.compile("op_edits=0(:|%3A)6(:|%3A)swap(:|%3A)sobel-x(&|$)"))
    settled(tab)
    swapped = first_answer(tab)
    assert swapped != untouched

    tab.reload()
    settled(tab)
    expect(chips(tab)).to_have_text(["✕ Filter 6: Sobel x swapped in"])
    expect(tab.locator(".st-key-op_answers table").nth(1).locator("tbody tr").first).to_be_visible()
    assert first_answer(tab) == swapped
    chips(tab).click()
    expect(chips(tab)).to_have_count(0)
    settled(tab)
    assert first_answer(tab) == untouched


def test_a_bar_opens_its_filter(page: NewPage) -> None:
    tab = page(width=1400)
    tab.goto("/operate?way_model=recorded&op_channel=5")
    settled(tab)
    bars = tab.locator(".st-key-op_left_out")
    bars.get_by_role("radio", name=re.compile("^Filter 12,")).click()
    expect(tab).to_have_url(re.compile("op_channel=12"))
    expect(tab.locator(".st-key-op_filters").get_by_role("radio", name="Filter 12", exact=True)).to_be_checked()
