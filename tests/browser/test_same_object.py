"""The page “Same object, another place”: dragged, moved by keys and typed, in the browser alone until it rests."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import NewPage
from tests.browser.waiting import settled


def counted(tab: Page) -> list[str]:
    """What the browser sends from now on."""
    sent: list[str] = []
    tab.on("websocket", lambda socket: socket.on("framesent", lambda frame: sent.append("frame")))
    return sent


def view(tab: Page, query: str) -> Locator:
    tab.goto(f"/same-object?{query}")
    settled(tab)
    return tab.locator(".same_object")


def test_a_thing_is_dragged_and_moved_by_keys_and_the_server_hears_where_it_rests(page: NewPage) -> None:
    """C34, C35, C43."""
    tab = page(width=1280, height=720)
    sent = counted(tab)
    shown = view(tab, "thing=t&field_side=64&down=0&right=0")
    expect(shown).to_have_attribute("data-at", "0 0")
    before = len(sent)
    canvas = shown.locator(".input canvas")
    box = canvas.bounding_box()
    assert box
    cell, x, y = box["width"] / 64, box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    tab.mouse.move(x, y)
    tab.mouse.down()
    for step in range(1, 11):
        tab.mouse.move(x + step * cell, y)
    expect(shown).to_have_attribute("data-at", "0 10")
    assert len(sent) == before
    expect(shown).to_have_attribute("data-differing", "0 0")
    expect(shown.locator(".words")).to_contain_text("The map moves along. Its maximum stays at")
    tab.mouse.up()
    tab.wait_for_url("**right=10*")
    canvas.focus()
    for key in ("ArrowDown", "ArrowRight", "Shift+ArrowUp"):
        canvas.press(key)
    expect(shown).to_have_attribute("data-at", "-7 11")
    tab.wait_for_url("**right=11*")
    expect(tab.get_by_text("Moved 7 rows up and 11 columns to the right at stride 1", exact=False)).to_be_visible()


def test_at_stride_two_an_odd_shift_differs_and_an_even_one_does_not(page: NewPage) -> None:
    tab = page(width=1280, height=720)
    shown = view(tab, "thing=t&field_side=64&moved_stride=2&down=0&right=4")
    expect(shown).to_have_attribute("data-differing", "0 0")
    expect(shown.locator(".stride")).to_contain_text("4 is a multiple of 2")
    field = shown.get_by_label("Columns right")
    field.fill("5")
    field.press("Enter")
    expect(shown).to_have_attribute("data-at", "0 5")
    expect(shown.locator(".stride")).to_contain_text("5 is no multiple of 2: the windows stood on columns")
    expect(shown.locator(".map").nth(2)).to_contain_text("would have to move by 0 and 2.5 cells")
    assert int((shown.get_attribute("data-differing") or "0").split()[0]) > 0
