"""The component one_row: the marked row follows the hand and the keys, its curves with it, and the link keeps it."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import NewPage
from tests.browser.waiting import settled


def test_the_marked_row_follows_a_drag_and_keys_and_the_link_keeps_it(page: NewPage) -> None:
    """C13."""
    tab = page(width=1280, height=720)
    tab.goto("/edge-kernels?image=steps&side=64")
    settled(tab)
    root, handle = tab.locator(".one_row"), tab.get_by_role("slider", name="Marked row")
    expect(root).to_have_attribute("data-row", "32")
    photo = tab.locator(".one_row .photo > canvas").bounding_box()
    held = handle.bounding_box()
    assert photo
    assert held
    across = photo["x"] + photo["width"] * 0.25
    tab.mouse.move(across, held["y"] + held["height"] / 2)
    tab.mouse.down()
    tab.mouse.move(across, photo["y"] + photo["height"] * 9.5 / 64, steps=6)
    expect(root).to_have_attribute("data-row", "9")
    tab.mouse.up()
    handle.focus()
    tab.keyboard.press("ArrowDown")
    expect(tab.locator(".one_row .words")).to_have_text(re.compile(r"^Row 11\."))
    expect(tab.locator(".one_row .reading")).to_have_text(re.compile(r"^Row 11, column 17: image "))
    expect(tab).to_have_url(re.compile("curve_row=11"))
    settled(tab)
    tab.get_by_role("spinbutton", name="Row of the curves").fill("64")
    tab.keyboard.press("Enter")
    expect(tab).to_have_url(re.compile("curve_row=64"))
    expect(root).to_have_attribute("data-row", "63")
