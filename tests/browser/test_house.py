import urllib.request

from playwright.sync_api import expect

from tests.browser.conftest import NewPage
from tests.browser.waiting import settled


def test_the_server_says_it_is_healthy(app_url: str) -> None:
    with urllib.request.urlopen(f"{app_url}/_stcore/health") as answer:
        assert answer.read() == b"ok"


def test_home_comes_up_without_an_error_and_without_leaving_this_machine(page: NewPage) -> None:
    tab = page()
    tab.goto("/")
    expect(settled(tab).get_by_role("heading", level=1).first).to_be_visible()


def test_home_comes_up_on_a_phone_in_the_dark(page: NewPage) -> None:
    tab = page(width=390, height=844, colour_scheme="dark")
    tab.goto("/")
    expect(settled(tab).get_by_role("heading", level=1).first).to_be_visible()
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_deep_link_with_parameters_comes_up_cold(page: NewPage) -> None:
    tab = page()
    tab.goto("/kernel-lab?k=5")
    expect(settled(tab).get_by_role("heading", name="Kernel Lab")).to_be_visible()
    assert "/kernel-lab" in tab.url
