"""The page A square by hand in a browser: drag the size and it fails with the reason; a pyramid brings it back."""

import re
import statistics

from playwright.sync_api import expect

from tests.browser.conftest import NewPage
from tests.browser.waiting import settled

# Milliseconds of script that a repaint may take, median; here browsers share two cores with the server.
REPAINT = 32


def test_a_square_that_grows_is_lost_and_a_pyramid_finds_another(page: NewPage) -> None:
    """C72, C73: nothing goes to the server while something is dragged, and the link keeps where it was left."""
    tab = page(width=1280, height=720)
    tab.goto("/square")
    settled(tab)
    root, words, why = tab.locator(".detector"), tab.locator(".detector .words"), tab.locator(".detector .why")
    expect(words).to_contain_text("1 of 7 squares found: 11 px.")
    expect(why).to_contain_text("its corners stand 12 px apart, the dots 12. The sum is 48, above 28: found.")
    size = tab.locator(".slider[data-name=side] input[type=range]")
    size.focus()
    took = []
    for _ in range(8):
        before = root.get_attribute("data-took")
        tab.keyboard.press("ArrowRight")
        tab.wait_for_function("([root, before]) => root.dataset.took !== before", arg=[root.element_handle(), before])
        took.append(float(root.get_attribute("data-took") or "nan"))
    assert statistics.median(took) < REPAINT
    expect(words).to_contain_text("0 of 7 squares found.")
    expect(why).to_contain_text("its corners stand 20 px apart, the dots 12.")
    expect(tab).to_have_url(re.compile("sizes_side=19"))
    # The picture itself: arrow keys move the shape.
    tab.locator(".detector .picture canvas").press("ArrowDown")
    expect(tab).to_have_url(re.compile("sizes_row=7"))
    tab.locator(".slider[data-name=side] .typed").fill("11")
    tab.locator(".slider[data-name=side] .typed").press("Enter")
    expect(words).to_contain_text("1 of 7 squares found: 11 px.")
    tab.goto("/square?way=pyramid")
    settled(tab)
    expect(tab.locator(".detector .words")).to_contain_text("3 of 7 squares found: 11 px, 15 px and 23 px.")
    expect(tab.locator(".detector .ways .chosen")).to_contain_text("11,232,000")
