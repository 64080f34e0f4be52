"""A picture made to excite a map of the real network: started, watched, stopped, and there again after a reload."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage

# An early layer, which the page's patches do not take long for, in steps enough to be stopped on the way.
PLACE = "/what-it-looks-for?look_at=0.0&look_map=5&made=true&made_steps=512"


def frame(tab: Page, title: str):
    return tab.locator(".st-key-look_made section").filter(has=tab.get_by_role("heading", name=title, exact=True))


def test_a_picture_forms_is_stopped_and_stays(page: NewPage) -> None:
    tab = page(width=1280, height=720)
    tab.goto(PLACE)
    mine = frame(tab, "The network")
    expect(mine.get_by_text("Nothing is made yet.")).to_be_visible(timeout=60_000)
    expect(mine.get_by_role("button", name="Save as PNG")).to_be_disabled()
    act = mine.get_by_role("button", name="Make it")
    act.focus()
    act.press("Enter")
    stop = mine.get_by_role("button", name="Stop, and keep it as it is")
    # The first process may have to load torch first.
    expect(mine.locator("canvas")).to_be_visible(timeout=60_000)
    expect(mine.locator(".state")).to_have_text(re.compile(r"^Step [1-9]\d* of 512"), timeout=60_000)
    stop.press("Enter")
    expect(mine.locator(".state")).to_have_text(re.compile(r"Stopped after \d+ steps"), timeout=60_000)
    expect(mine.get_by_role("button", name="Make it again")).to_be_enabled()
    expect(mine.locator(".answers")).to_contain_text("As it is shown, the network answers:")
    with tab.expect_download() as saved:
        mine.get_by_role("button", name="Save as PNG").click()
    assert saved.value.suggested_filename == "the-network-layer-1-1-map-5-seed-0.png"
    said = mine.locator(".state").inner_text()
    tab.reload()
    expect(frame(tab, "The network").locator(".state")).to_have_text(said, timeout=60_000)
    expect(frame(tab, "The network").locator("canvas")).to_be_visible()
