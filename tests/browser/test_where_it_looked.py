"""A patch that is dragged over a photo: by keys, by mouse and typed."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import NewPage
from tests.browser.waiting import settled


def test_the_patch_goes_from_place_to_place_by_keys_by_mouse_and_typed(page: NewPage) -> None:
    tab = page(width=1280, height=720)
    tab.goto("/where-it-looked?way_model=recorded&where_method=cover")
    settled(tab)
    part = tab.locator(".st-key-where_cover .cover")
    photo = part.get_by_role("application")
    expect(photo).to_be_visible()
    photo.press("Home")
    expect(row(part)).to_have_value("1")
    expect(column(part)).to_have_value("1")
    photo.press("ArrowDown")
    photo.press("ArrowRight")
    expect(photo).to_have_attribute("aria-label", re.compile("Patch in row 2 of 8, column 2 of 8"))
    lines = part.locator(".maps .line")
    expect(lines.first).to_have_text(re.compile(r"% without, .* % with the patch here: (loses|gains) "))

    row(part).fill("8")
    row(part).press("Enter")
    expect(photo).to_have_attribute("aria-label", re.compile("Patch in row 8 of 8, column 2 of 8"))

    photo.scroll_into_view_if_needed()
    box = photo.bounding_box()
    assert box
    # Beside the patch: its middle comes to the mouse, and goes along with it.
    tab.mouse.move(box["x"] + box["width"] - 3, box["y"] + 3)
    tab.mouse.down()
    expect(photo).to_have_attribute("aria-label", re.compile("Patch in row 1 of 8, column 8 of 8"))
    tab.mouse.move(box["x"] + 3, box["y"] + 5)
    tab.mouse.up()
    expect(photo).to_have_attribute("aria-label", re.compile("Patch in row 1 of 8, column 1 of 8"))

    part.get_by_role("button", name="Where it costs most").click()
    expect(lines.first).to_have_text(re.compile("loses"))


def row(part):
    return part.get_by_role("spinbutton", name="Patch in row")


def column(part):
    return part.get_by_role("spinbutton", name="column")
