"""Photographs of the app's own, clicked: wherever a picture is chosen."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tests.browser.waiting import settled


def tiles(tab: Page) -> None:
    """All of them have come and are drawn."""
    images = tab.locator(".st-key-photographs img")
    expect(images).to_have_count(6)
    for image in images.all():
        expect(image).to_have_js_property("complete", True)
        assert image.evaluate("(one) => one.naturalWidth") == 88


def test_a_click_or_an_arrow_key_chooses_a_photograph_and_the_menu_lets_go_of_it(page: NewPage) -> None:
    tab = page(width=1280, height=720)
    tab.goto("/kernel-lab?side=48")
    settled(tab)
    tiles(tab)
    menu = tab.locator(".st-key-image").get_by_role("combobox")
    group = tab.get_by_role("radiogroup", name="Photographs")
    expect(group.get_by_role("radio", checked=True)).to_have_count(0)
    group.get_by_role("radio", name="Coffee").click()
    expect(menu).to_have_value("Coffee")
    expect(tab).to_have_url(re.compile("image=coffee"))
    settled(tab)
    expect(group.get_by_role("radio", name="Coffee")).to_be_checked()
    group.get_by_role("radio", name="Coffee").press("ArrowRight")
    expect(menu).to_have_value("Astronaut")
    expect(tab).to_have_url(re.compile("image=astronaut"))
    settled(tab)
    tab.reload()
    settled(tab)
    expect(group.get_by_role("radio", name="Astronaut")).to_be_checked()
    tab.get_by_text("Size, colour, drawing").click()
    expect(tab.get_by_text("Photograph: NASA, public domain.")).to_be_visible()


def test_where_the_photo_is_folded_away_the_photographs_come_when_it_is_opened(page: NewPage) -> None:
    tab = page(width=390, height=844)
    asked: list[str] = []
    tab.on("request", lambda one: asked.append(one.url) if "/photographs/" in one.url else None)
    tab.goto("/dense-and-convolutional")
    settled(tab)
    assert not asked
    tab.get_by_role("button", name=re.compile("^Photo")).click()
    tiles(tab)
    tab.get_by_role("radio", name="Cat").click()
    expect(tab).to_have_url(re.compile("image=cat"))
    expect(settled(tab).get_by_role("radio", name="Cat")).to_be_checked()
