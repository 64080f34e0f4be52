"""What does it look for: from a channel to another by buttons, by number and by keys, and on to a unit's way."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tests.browser.waiting import settled

# A scan of two thousand small pictures, on a busy machine.
LONG = 60_000


def looked(tab: Page) -> None:
    """All pictures have been looked at."""
    expect(tab.locator(".st-key-look_progress")).to_contain_text("all looked at", timeout=LONG)
    settled(tab)


def test_one_goes_from_channel_to_channel_and_the_patches_follow(page: NewPage) -> None:
    tab = page(width=1280, height=720)
    tab.goto("/what-it-looks-for?way_model=recorded&look_at=0")
    looked(tab)
    patches = tab.locator(".st-key-look_patches .patches")
    numbers = patches.locator("section").first.locator(".facts b")
    expect(patches).to_have_attribute("data-channel", "1")
    expect(numbers).to_have_count(8)
    first = numbers.all_inner_texts()
    assert [float(one) for one in first] == sorted(map(float, first), reverse=True)

    patches.get_by_role("button", name="The next map").click()
    expect(patches).to_have_attribute("data-channel", "2")
    expect(tab).to_have_url(re.compile("look_map=2"))
    patches.get_by_role("spinbutton").fill("32")
    patches.get_by_role("spinbutton").press("Enter")
    expect(patches).to_have_attribute("data-channel", "32")
    patches.get_by_role("button", name="The next map").click()
    expect(patches).to_have_attribute("data-channel", "1")
    expect(numbers).to_have_text(first)

    # All channels at once: arrow keys point, Enter chooses.
    sheet = tab.locator(".st-key-look_sheet").get_by_role("application")
    sheet.focus()
    sheet.press("ArrowRight")
    sheet.press("ArrowRight")
    expect(tab.locator(".st-key-look_sheet p.words")).to_contain_text("Map 3: up to")
    sheet.press("Enter")
    expect(patches).to_have_attribute("data-channel", "3")
    expect(tab).to_have_url(re.compile("look_map=3"))
    third = numbers.all_inner_texts()
    settled(tab)
    tab.reload()
    looked(tab)
    expect(numbers).to_have_text(third)


def test_a_patch_of_a_whole_sample_leads_to_its_unit_with_the_same_number(page: NewPage) -> None:
    tab = page(width=1280, height=720)
    tab.goto("/what-it-looks-for?way_model=recorded&look_at=0&look_map=4&look_set=samples")
    looked(tab)
    tiles = tab.locator(".st-key-look_patches li")
    whole = tiles.filter(has=tab.get_by_role("button", name=re.compile("^Way of this unit"))).first
    number = whole.locator(".facts b").inner_text()
    whole.get_by_role("button").click()
    expect(tab).to_have_url(re.compile("real-network"))
    way = tab.locator(".st-key-real_way .way")
    expect(way).to_have_attribute("data-view", "unit", timeout=LONG)
    expect(way.locator(".stages .number strong")).to_have_text(number)
    tab.get_by_role("link", name=re.compile("What does map 4 look for")).click()
    expect(tab).to_have_url(re.compile(r"what-it-looks-for.*look_map=4"))
