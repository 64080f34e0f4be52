"""On a phone everything fits, light and dark; on a desk and a tablet the first map stands large and in sight."""

import re

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from cnnviz import numbers
from cnnviz.images import picture, samples
from cnnviz.ui import catalogue
from cnnviz.ui.lab import views
from tests.browser import axe, fitting
from tests.browser.conftest import SCREENSHOTS, NewPage
from tests.browser.explorer import agreed
from tests.browser.test_lab import LAB, choose_map, figure, from_menu, large, press, widgets
from tests.browser.waiting import settled

SCHEMES: tuple[axe.Scheme, ...] = ("dark", "light")

# Controls of the Lab at first sight, views and maps included.
MOST_CONTROLS = 15


@pytest.mark.parametrize("section", catalogue.SECTIONS)
def test_every_page_fits_the_phone_that_it_is_opened_on(page: NewPage, section: str) -> None:
    tab = page(width=390, height=844)
    for entry in catalogue.SECTIONS[section]:
        tab.goto("/" if entry is catalogue.HOME else f"/{entry.path}")
        expect_to_fit(tab, entry.path)


def test_every_view_of_the_lab_fits_a_phone(page: NewPage) -> None:
    tab = page(width=390, height=844)
    tab.goto(f"{LAB}?kernel1=Kirsch,+all+eight&colour=Colour&pool1=max&side=128+px")
    for id, view in views.VIEWS.items():
        settled(tab)
        press(tab, "view", view.label)
        expect_to_fit(tab, f"lab-{id}")


def expect_to_fit(tab: Page, name: str) -> None:
    """No page scrolls sideways, nothing is cut off. Pictures of it, light and dark, are kept to be looked at."""
    settled(tab)
    for scheme in SCHEMES:
        axe.painted(tab, scheme)
        tab.screenshot(path=SCREENSHOTS / f"layout-{name}-{scheme}.png")
        assert tab.evaluate(fitting.MISPLACED) == [], name
    expect(tab.get_by_test_id("stException"), name).to_have_count(0)


# How wide picture and map are at the least, in windows of these sizes: both whole, without scrolling.
LARGE = {(1280, 720): 240, (1400, 900): 320, (1920, 1080): 420, (1024, 768): 160, (390, 844): 150}


def test_picture_kernel_and_map_stand_large_and_whole_above_the_fold(page: NewPage) -> None:
    tab = page()
    tab.goto(LAB)
    settled(tab)
    for (width, height), least in LARGE.items():
        tab.set_viewport_size({"width": width, "height": height})
        for part in (".image canvas", ".large canvas"):
            canvas = tab.locator(f".bench {part}").first
            expect(canvas).to_be_in_viewport(ratio=1)
            box = canvas.bounding_box()
            assert box is not None
            assert box["width"] >= least, (width, part)
            assert box["y"] + box["height"] <= height, (width, part)
    tab.set_viewport_size({"width": 1280, "height": 720})
    expect(tab.locator(".bench .kernel td").first).to_be_in_viewport(ratio=1)
    assert tab.locator(".st-key-lab [data-testid=stElementContainer][class*=st-key-]:visible").count() <= MOST_CONTROLS


def test_pointing_at_the_map_outlines_its_window_on_the_picture_and_adds_up_its_products(page: NewPage) -> None:
    tab = page(width=1400)
    tab.goto(f"{LAB}?side=64+px&kernel1=sobel-x&padding1=valid&stride1=2")
    settled(tab)
    canvas = large(tab).locator("canvas").first
    box, picture_box = canvas.bounding_box(), tab.locator(".bench .image canvas").first.bounding_box()
    assert box is not None
    assert picture_box is not None
    canvas.hover(position={"x": box["width"] * 10.5 / 31, "y": box["height"] * 4.5 / 31})
    pixels = picture.floats(picture.working(samples.picture("still-life", 64), 64, "grey").pixels)[0]
    window = pixels[8:11, 20:23].astype(float)
    total = float((window * np.outer([1, 2, 1], [-1, 0, 1])).sum())
    expect(tab.locator(".bench .reading")).to_contain_text(f"Row 5, column 11 of the map: {numbers.text(total)}, the 9")
    frame = tab.locator(".bench .image .window").bounding_box()
    assert frame is not None
    across = (frame["x"] + frame["width"] / 2 - picture_box["x"]) / picture_box["width"]
    down = (frame["y"] + frame["height"] / 2 - picture_box["y"]) / picture_box["height"]
    assert (across, down) == pytest.approx((21.5 / 64, 9.5 / 64), abs=0.01)


def test_a_small_map_is_chosen_to_stand_large_and_the_link_holds_it(page: NewPage) -> None:
    tab = page(width=1400)
    tab.goto(f"{LAB}?side=512+px&kernel1=kirsch-all")
    settled(tab)
    expect(large(tab).locator(".name")).to_have_text("Map · N")
    choose_map(tab, "Winning direction")
    assert "shown=1%2Fwinner%2F0" in tab.url
    choose_map(tab, "Map · SE")
    expect(tab.locator(".bench .kernel .title").first).to_have_text("Kernel · SE")
    tab.keyboard.press("ArrowLeft")
    expect(figure(tab, "Map · S").locator(".stage")).to_be_focused()
    tab.keyboard.press("Enter")
    settled(tab)
    expect(large(tab).locator(".name")).to_have_text("Map · S")
    assert large(tab).locator("canvas").first.evaluate("(canvas) => canvas.width") == 512
    large(tab).get_by_role("button", name="Explore Map · S, number by number").click()
    agreed(settled(tab))
    expect(tab.locator(".output figcaption")).to_have_text("Output 512 × 512 · S")


def test_a_map_is_enlarged_by_mouse_and_keyboard_and_closed_by_either(page: NewPage) -> None:
    tab = page(width=1400)
    tab.goto(f"{LAB}?side=64+px&kernel1=Emboss")
    settled(tab)
    before = widgets(tab), tab.url
    stage = large(tab).locator(".stage")
    menu = large(tab).locator(".menu > button")
    dialog = tab.locator(".gallery dialog")
    from_menu(large(tab), "Enlarge")
    expect(dialog).to_be_visible()
    expect(dialog).to_contain_text(re.compile(r"64 × 64 px · min .* · shown \d+ × its size"))
    asked = tab.evaluate("cnnvizLast.asked")
    for key in ("r", "c", "R", "C"):
        tab.keyboard.press(key)
    settled(tab)
    assert tab.evaluate("cnnvizLast.asked") == asked
    assert tab.get_by_test_id("stDialog").count() == 0
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_have_count(0)
    expect(menu).to_be_focused()
    tab.keyboard.press("Enter")
    tab.keyboard.press("Enter")
    expect(dialog).to_be_visible()
    shown = dialog.locator("canvas").evaluate("(canvas) => canvas.toDataURL()")
    assert shown == stage.locator("canvas").evaluate("(canvas) => canvas.toDataURL()")
    tab.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(menu).to_be_focused()
    assert (widgets(tab), tab.url) == before
