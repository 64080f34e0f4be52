"""One window as a small network: the place follows the hand, keys and what is typed; a circle tells its sum."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import NewPage
from tests.browser.waiting import settled


def test_a_place_is_pointed_at_typed_and_walked_to_and_its_circles_tell_their_sums(page: NewPage) -> None:
    """C86."""
    tab = page(width=1280, height=900)
    tab.goto("/channels-and-filters?closer=pixel&count1=4&size1=1")
    settled(tab)
    root = tab.locator(".pixel_net")
    reading, row = root.locator(".reading"), root.get_by_label("Row of the window")
    expect(root).to_have_attribute("data-at", "32,32")
    expect(root.get_by_role("button", name=re.compile("^1 Answer$"))).to_be_visible()
    picture = root.get_by_role("application", name=re.compile("^The picture"))
    box = picture.bounding_box()
    assert box
    picture.hover(position={"x": box["width"] * 10.5 / 64, "y": box["height"] * 5.5 / 64})
    expect(root).to_have_attribute("data-at", "5,10")
    expect(reading).to_have_text(re.compile(r"^Row 6, column 11\. Filter 1: "))
    tab.mouse.move(1, 1)
    expect(root).to_have_attribute("data-at", "32,32")
    row.fill("12")
    row.press("Enter")
    expect(root).to_have_attribute("data-at", "11,32")
    picture.focus()
    tab.keyboard.press("ArrowRight")
    expect(root).to_have_attribute("data-at", "11,33")
    root.get_by_role("button", name=re.compile("unit 5$")).focus()
    expect(reading).to_have_text(re.compile(r"^Row 12, column 34\. Unit 5 speaks where Filter 1 is less"))
