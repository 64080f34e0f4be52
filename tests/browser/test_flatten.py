"""Flatten: a pixel of a map lights its place in the vector, and back; the link keeps the one chosen."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import NewPage
from tests.browser.waiting import settled


def test_a_pixel_lights_its_unit_and_a_unit_its_pixel(page: NewPage) -> None:
    """C81."""
    tab = page(width=1280, height=900)
    tab.goto("/dense-and-convolutional")
    settled(tab)
    root = tab.locator(".flatten")
    reading, typed = root.locator(".reading"), root.get_by_label("Unit", exact=True)
    expect(root).to_have_attribute("data-unit", "31")
    vector = root.get_by_role("application", name=re.compile("^The vector"))
    vector.hover(position={"x": 2, "y": 4})
    expect(reading).to_have_text(re.compile(r"^Map 1, row 1, column 1 holds "))
    tab.mouse.move(1, 1)
    expect(root).to_have_attribute("data-unit", "31")
    root.get_by_role("application", name=re.compile("^64 maps")).focus()
    tab.keyboard.press("PageDown")
    tab.keyboard.press("ArrowRight")
    expect(reading).to_have_text(re.compile(r"^Map 3, row 2, column 3 .* unit 2 · 5 · 5 \+ 1 · 5 \+ 3 = 58 of 1,600"))
    expect(tab).to_have_url(re.compile("flat_map=2"))
    typed.fill("1600")
    typed.press("Enter")
    expect(reading).to_have_text(re.compile(r"^Map 64, row 5, column 5 "))
    expect(tab).to_have_url(re.compile("flat_map=63"))
    weight, product = (root.locator(".weights tr").nth(1).locator("td").nth(at) for at in (1, 2))
    expect(weight).to_have_text(re.compile(r"\d"))
    expect(product).to_have_text(re.compile(r"\d"))
