"""Circles and arrows: what is pointed at or reached by keys lights up, and its numbers are those of the explorer."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import NewPage
from tests.browser.waiting import settled


def test_an_arrow_and_a_circle_light_up_under_the_hand_and_by_keys(page: NewPage) -> None:
    """C56, C57."""
    tab = page(width=1280, height=900)
    tab.goto("/channels-and-filters?count1=6&closer=layer")
    settled(tab)
    root = tab.locator(".layer_net")
    reading, lit = root.locator(".reading"), root.locator("path.lit")
    expect(root.locator(".count")).to_have_text("Parameters = arrows × window + circles below = 18 · (3 · 3) + 6 = 168")
    expect(lit).to_have_count(2 * 3)
    summed = re.compile(r"= (\S+)\.$")
    (shown,) = summed.findall(reading.inner_text())
    expect(tab.locator(".explorer")).to_contain_text(f"is {shown}:")
    root.get_by_role("button", name="Map Filter 3").hover()
    expect(reading).to_have_text(re.compile(r"^The circle Filter 3: 3 arrows of 9 and 1 bias are 3 · 9 \+ 1 = 28"))
    circle = root.get_by_role("button", name="Map Filter 6").bounding_box()
    assert circle
    # Above the circle its three arrows come together: the nearest is lit.
    tab.mouse.move(circle["x"] + circle["width"] / 2, circle["y"] - 6)
    expect(lit).to_have_count(2)
    expect(reading).to_have_text(re.compile(r"^The arrow from (red|green|blue) to Filter 6 is one slice"))
    tab.mouse.move(1, 1)
    expect(reading).to_have_text(re.compile(r"^The circle Filter 1"))
    root.get_by_role("button", name="Map Filter 1").focus()
    for key in ("ArrowRight", "ArrowDown", "ArrowDown"):
        tab.keyboard.press(key)
    expect(reading).to_have_text(re.compile(r"^The arrow from green to Filter 2 is one slice"))
    expect(root.get_by_label("From", exact=True)).to_have_value("1")
    root.get_by_label("To", exact=True).select_option("Filter 4")
    expect(reading).to_have_text(re.compile(r"^The arrow from green to Filter 4 is one slice"))
