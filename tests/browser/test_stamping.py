"""The component stamping: stamps are laid by play and keys, and a cell tells what adds up in it."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import NewPage
from tests.browser.waiting import settled


def test_stamps_are_laid_one_by_one_and_a_cell_tells_its_sum(page: NewPage) -> None:
    tab = page(width=1280, height=900)
    tab.goto("/padding-and-stride?closer=transposed&stamped=1,2;3,4&stamp=1,1,1;1,1,1;1,1,1")
    settled(tab)
    root, output = tab.locator(".stamping"), tab.locator(".stamping .output .plane")
    expect(root).to_have_attribute("data-output", "4 4")
    words = root.locator(".words")
    expect(words.last).to_have_text("Output row 2, column 2: 1·1 + 2·1 + 3·1 + 4·1 = 10.")
    tab.locator(".stamping .input .plane").focus()
    tab.keyboard.press("Home")
    expect(root).to_have_attribute("data-at", "0")
    expect(words.first).to_have_text(re.compile("^Input row 1, column 1 is 1: it stamps 1 times the kernel"))
    expect(words.last).to_have_text("Output row 2, column 2: 1·1 = 1. 3 stamps still to come.")
    output.focus()
    tab.keyboard.press("ArrowLeft")
    expect(root).to_have_attribute("data-cell", "2 1")
    tab.keyboard.press("Space")
    expect(root).to_have_attribute("data-at", "3")
    expect(words.last).to_have_text("Output row 2, column 1: 1·1 + 3·1 = 4.")
    box = output.bounding_box()
    assert box
    tab.mouse.move(box["x"] + box["width"] / 10, box["y"] + box["height"] / 10)
    expect(words.last).to_have_text("A cell that padding cuts off: 1·1 = 1.")
