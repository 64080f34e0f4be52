"""A network that learned permuted pixels: it shows its picture as it reads it, and says so (C29)."""

from playwright.sync_api import expect

from cnnviz.training import recorded
from tests.browser.conftest import NewPage


def test_a_recorded_run_on_permuted_pixels_says_so_where_its_pictures_are(page: NewPage) -> None:
    tab = page()
    tab.goto(f"/train?run={recorded.CNN[1]}")
    probe = tab.locator(".live-slot-probe")
    expect(tab.locator(".live")).to_be_visible(timeout=30_000)
    probe.scroll_into_view_if_needed()
    expect(probe).to_contain_text("the pixels change places, in the same way in every picture")
    maps = tab.locator(".live-slot-maps")
    maps.scroll_into_view_if_needed()
    expect(maps.get_by_role("img", name="The probe picture, its pixels permuted")).to_be_visible(timeout=30_000)


def test_the_curves_of_the_four_runs_unfold(page: NewPage) -> None:
    tab = page()
    tab.goto("/same-object")
    tab.get_by_text("How the loss fell in each of the four runs").click(timeout=30_000)
    expect(tab.locator(".st-key-permuted_losses").get_by_text("CNN, permuted")).to_be_visible(timeout=30_000)
    expect(tab.get_by_text("The loss of four runs, in words")).to_be_visible()
