import urllib.request
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NewPage
from tests.browser.waiting import settled

EDGES = Path(__file__).with_name("edges.js").read_text(encoding="utf-8")


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
    tab = page(cold=True)
    tab.goto("/kernel-lab?k=5")
    expect(settled(tab).get_by_role("heading", name="Kernel Lab")).to_be_visible()
    assert "/kernel-lab" in tab.url


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_edges_of_streamlits_controls_can_be_seen(page: NewPage, scheme: Literal["light", "dark"]) -> None:
    """WCAG 2.2, 1.4.11: 3 : 1."""
    tab = page(colour_scheme=scheme)
    for path in ("one-dimension", "data", "architectures", "kernel-lab?kernel1=own"):
        tab.goto(f"/{path}")
        count, faint = settled(tab).evaluate(EDGES)
        assert count > 3, path
        assert faint == [], path


def test_a_slider_of_streamlits_says_its_name_once(page: NewPage) -> None:
    tab = page()
    tab.goto("/one-step")
    expect(settled(tab).get_by_role("slider", name="Learning rate", exact=True)).to_have_value("0.1")
    tab.get_by_role("button", name="Take the step").click()
    expect(settled(tab).get_by_role("slider", name="Steps taken", exact=True)).to_have_value("1")
