"""The browser's history, tabs and cards: a page is an entry, a setting is not."""

import re

import pytest
from playwright.sync_api import Page, expect

from cnnviz.course import registry
from cnnviz.ui import catalogue
from cnnviz.ui.course import now
from tests.browser.conftest import NewPage
from tests.browser.test_course import PATIENCE, banner, opened
from tests.browser.test_lab import LAB, choose, shown, slide, widgets
from tests.browser.waiting import settled


def menu(tab: Page, section: str, title: str) -> Page:
    """To that page by the menu on top."""
    tab.get_by_test_id("stTopNavSection").filter(has_text=section).click()
    tab.get_by_test_id("stTopNavDropdownLink").filter(has_text=title).first.click()
    expect(tab.get_by_role("heading", level=1)).to_contain_text(title)
    return settled(tab)


def test_back_goes_to_the_page_before_with_its_settings_as_they_were(page: NewPage) -> None:
    tab = page(width=1400)
    tab.goto("/")
    entries = tab.evaluate("history.length")
    settled(tab).get_by_role("button", name="Open the Kernel Lab").click()
    expect(tab.get_by_role("heading", level=1)).to_contain_text("Kernel Lab")
    choose(settled(tab), "kernel1", "Emboss")
    slide(tab, "stride1", 2)
    assert "kernel1=emboss&stride1=2" in tab.url
    assert tab.evaluate("history.length") == entries + 1
    left, maps = tab.url, shown(tab)
    menu(tab, "Convolution", "Pooling")
    assert widgets(tab)["kernel1"] == ["Identity"]
    menu(tab, "Convolution", "Kernel Lab")
    slide(tab, "stride1", 4)
    tab.go_back()
    expect(tab.get_by_role("heading", level=1)).to_contain_text("Pooling")
    settled(tab).go_back()
    expect(tab.get_by_role("heading", level=1)).to_contain_text("Kernel Lab")
    expect(tab).to_have_url(left)
    assert shown(settled(tab)) == maps
    assert widgets(tab)["stride1"] == ["2"]
    tab.go_back()
    expect(settled(tab).get_by_role("button", name="Open the Kernel Lab")).to_be_visible()


def test_every_tab_is_named_by_its_page(page: NewPage) -> None:
    tab = page()
    for entry in (catalogue.LAB, catalogue.TRAIN):
        tab.goto(f"/{entry.path}")
        settled(tab)
        assert tab.title() == f"{entry.title} · cnnviz"


@pytest.mark.parametrize("address", ["/start", "/start?utm_source=x"])
def test_the_first_page_answers_to_its_name(page: NewPage, address: str) -> None:
    tab = page()
    tab.goto(address)
    expect(settled(tab).get_by_role("button", name="Open the Kernel Lab")).to_be_visible()
    assert tab.get_by_role("dialog").count() == 0


def test_a_card_is_one_link_picture_and_all_and_starting_over_brings_the_page_back(page: NewPage) -> None:
    tab = page(width=1400)
    tab.goto("/")
    card = settled(tab).locator(".st-key-card_compass")
    # What lies over the picture is the link.
    card.locator("img").click(force=True)
    expect(tab.get_by_role("heading", level=1)).to_contain_text("Kernel Lab")
    assert widgets(settled(tab))["kernel1"] == ["Kirsch, all eight"]
    lesson = shown(tab)
    slide(tab, "stride1", 3)
    tab.get_by_role("button", name="Start over").click()
    settled(tab)
    assert tab.url.endswith(LAB)
    assert widgets(tab)["kernel1"] == ["Sobel x and y"]
    assert shown(tab) != lesson


def test_back_from_the_next_lesson_goes_to_the_end_of_the_one_before(page: NewPage) -> None:
    end = now.Now("channels", len(registry.LESSONS["channels"].steps))
    tab = opened(page(), end)
    left, entries = tab.url, tab.evaluate("history.length")
    banner(tab).get_by_role("button", name=re.compile("^Next")).click()
    expect(tab.get_by_role("heading", level=1)).to_contain_text("Pooling", timeout=PATIENCE)
    assert settled(tab).evaluate("history.length") == entries + 1
    tab.go_back()
    expect(tab.get_by_role("heading", level=1)).to_contain_text("Channels", timeout=PATIENCE)
    expect(tab).to_have_url(left)
    expect(banner(tab)).to_contain_text(f"{end.number} of {end.number}")
    expect(settled(tab).get_by_test_id("stAlertContentWarning")).to_have_count(0)
