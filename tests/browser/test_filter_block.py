"""The component filter_block: turned, slid and typed, in depth and flat, and the explorer follows."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import NewPage
from tests.browser.waiting import settled

URL = "/channels-and-filters?kernel1=sobel-xy&mix1=sum&row=10&column=20"


def test_the_block_is_turned_slid_and_pointed_at_and_the_link_keeps_its_place(page: NewPage) -> None:
    """C9, C47: depth is drawn where depth is meant."""
    tab = page(width=1280, height=900)
    tab.goto(URL)
    settled(tab)
    root, scene = tab.locator(".filter_block"), tab.locator(".filter_block .scene")
    expect(root).to_have_attribute("data-at", "10 20 0")
    scene.scroll_into_view_if_needed()
    box = scene.bounding_box()
    assert box
    corner = (box["x"] + box["width"] - 8, box["y"] + 8)
    tab.mouse.move(*corner)
    tab.mouse.down()
    tab.mouse.move(corner[0] - 50, corner[1] + 25, steps=4)
    tab.mouse.up()
    expect(root).to_have_attribute("data-angles", "66 30")
    root.get_by_role("spinbutton", name="Turn °").fill("-30")
    tab.keyboard.press("Enter")
    expect(root).to_have_attribute("data-angles", "-30 30")
    root.get_by_role("button", name="Side").click()
    expect(root).to_have_attribute("data-angles", "90 0")
    scene.focus()
    tab.keyboard.press("Shift+ArrowRight")
    expect(root).to_have_attribute("data-angles", "85 0")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("PageDown")
    expect(root).to_have_attribute("data-at", "11 20 1")
    expect(root.locator(".sum")).to_have_text(re.compile(r"^y, map 2 of 2, row 12, column 21: red .* = .*\.$"))
    flat = root.locator(".flat").bounding_box()
    assert flat
    tab.mouse.move(flat["x"] + 110, flat["y"] + 60)
    expect(root.locator(".pointing")).to_have_text(re.compile(r"^red, row 1, column 1 of the filter: .* × .* = .*\.$"))
    expect(tab).to_have_url(re.compile(r"row=11.*map=1|map=1.*row=11"))


def test_the_numbers_are_a_table_for_those_who_read_it(page: NewPage) -> None:
    tab = page(width=390, height=844)
    tab.goto(URL)
    settled(tab)
    root = tab.locator(".filter_block")
    root.get_by_text("These numbers as text").click()
    tables = root.locator(".grid table")
    expect(tables).to_have_count(3)
    expect(tables.first.locator("caption")).to_have_text(re.compile(r"^red: value × weight = product, together "))
    expect(tables.first.locator("td").nth(1)).to_have_text(re.compile(r" × −1 = −"))
