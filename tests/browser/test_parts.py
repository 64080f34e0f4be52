"""Parts of a page that are drawn anew alone: their settings reach the address, and nothing else is drawn again."""

from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tests.browser.test_lab import widget
from tests.browser.waiting import settled


def press(tab: Page, key: str, arrow: str) -> None:
    widget(tab, key).locator("input[type=range]").press(arrow)
    settled(tab)


def query(tab: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(tab.url).query)


def test_each_part_writes_its_settings_beside_those_of_the_others(page: NewPage) -> None:
    tab = page(width=1400)
    tab.goto("/activations")
    settled(tab)
    press(tab, "curve_x", "ArrowRight")
    assert query(tab) == {"curve_x": ["1.6"]}
    expect(tab.get_by_text("At x = 1.6 the value is 1.6")).to_be_visible()
    press(tab, "rate_dropout", "ArrowLeft")
    press(tab, "temperature", "ArrowRight")
    press(tab, "gain", "ArrowRight")
    press(tab, "curve_x", "ArrowRight")
    everything = {"curve_x": ["1.7"], "rate_dropout": ["0.45"], "temperature": ["1.1"], "gain": ["4.5"]}
    assert query(tab) == everything
    assert tab.get_by_text("At x = 1.7 the value is 1.7").count() == 1
    assert tab.locator(".st-key-address").count() == 1
    tab.reload()
    settled(tab)
    assert query(tab) == everything
    tab.get_by_role("button", name="Start over").click()
    expect(tab.get_by_text("At x = 1.5 the value is 1.5")).to_be_visible()
    assert query(settled(tab)) == {}
