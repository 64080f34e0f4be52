"""At any width no number is cut off and nothing is lost; every chart can be read on both backgrounds; nothing jumps.

Each page is opened once for all of it.
"""

import itertools
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from cnnviz.ui import catalogue
from cnnviz.ui.lab import views
from tests.browser import charts, cut, fitting
from tests.browser.conftest import NewPage
from tests.browser.explorer import TURN
from tests.browser.waiting import settled

WIDTHS = (320, 390, 640, 768, 1024, 1280, 1366, 1400, 1920, 2560)
# A window of 1280 pixels enlarged to 400 and 200 %, a tablet and a desk: where nothing may lie beyond its edges.
FITTED = (320, 640, 768, 1400)
# Where charts are measured: their labels keep their size while the room shrinks.
CHARTED = (390, 1400)

# The longest numbers that are written, and kernels of the sizes that there are tables of.
LONG = "-0.0001234,0.1111111111111111,-12345.6;-123456,0.00012345,99999;-0.0009876,10000000,-0.12345"
ROW = "-0.0001234,0.0002345,-12345.6,0.0001111,1,2,3"
NUMBERS = "0.1234,-0.5678,0.001234,-0.0005678,12345.6,-99999,1,0,1,0,1,0.3333"
MANY = "kernel1=kirsch-all&colour=Colour&pool1=max&side=128+px"
VISITS = {
    **{
        entry.path: "/" if entry is catalogue.HOME else f"/{entry.path}"
        for entry in itertools.chain(*catalogue.SECTIONS.values())
    },
    **{f"lab, {view}": f"/kernel-lab?view={view}&{MANY}" for view in views.VIEWS},
    "lab, 7 × 7": "/kernel-lab?kernel1=Gaussian",
    "lab, 15 × 15": "/kernel-lab?kernel1=Gaussian&sigma1=2.4&side=1024+px",
    "lab, long numbers": f"/kernel-lab?kernel1=Your+own&own1={LONG}",
    "steps, long numbers": f"/step-by-step?kernel1=Your+own&own1={LONG}",
    "steps, 4 × 7": f"/step-by-step?kernel1=Your+own&own1={';'.join([ROW] * 4)}",
    "one dimension, long numbers": f"/one-dimension?data={NUMBERS}&weights={ROW}&derivative=true",
}
PARTS = 6
# Milliseconds that a chart may take to be drawn anew.
PATIENCE = 6000

STILL = Path(__file__).with_name("still.js").read_text(encoding="utf-8")


def resized(tab: Page, width: int) -> None:
    """Another width, once everything has taken its place in it."""
    tab.set_viewport_size({"width": width, "height": 900})
    tab.wait_for_function(STILL, polling=120)


@pytest.mark.parametrize("part", range(PARTS))
def test_at_every_width_no_number_is_cut_nothing_is_lost_and_every_chart_can_be_read(page: NewPage, part: int) -> None:
    tab = page(width=1400, reduced_motion="reduce")
    tab.add_init_script(cut.LISTEN)
    troubles = []
    for name, path in list(VISITS.items())[part::PARTS]:
        tab.goto(path)
        troubles += [f"{name}: {said}" for said in (*fitting.moving(settled(tab)), *in_all_widths(tab))]
        troubles += [f"{name}: {said}" for said in fitting.alike(tab)]
    assert not troubles, "\n".join(troubles)


def in_all_widths(tab: Page) -> list[str]:
    """What is wrong with the page that is open, at one width after the other."""
    found = []
    for width in WIDTHS:
        resized(tab, width)
        said = left(tab, cut.CUT)
        if width in FITTED:
            said += left(tab, fitting.MISPLACED)
        if width in CHARTED and tab.locator(".js-plotly-plot").count():
            said += in_both_themes(tab)
        found += [f"{width} px: {one}" for one in said]
    return found


def left(tab: Page, measure: str) -> list[str]:
    """What is wrong once there has been time to take the new width or colours: charts are drawn anew a little later."""
    try:
        tab.wait_for_function(f"() => !({measure})().length", polling=200, timeout=PATIENCE)
    except PlaywrightTimeoutError:
        found: list[str] = tab.evaluate(measure)
        return found
    return []


def in_both_themes(tab: Page) -> list[str]:
    """What is wrong with the charts on light and on dark paper."""
    found = [f"light: {said}" for said in left(tab, charts.TROUBLES)]
    tab.emulate_media(color_scheme="dark")
    expect(tab.locator(".stApp")).to_have_css("background-color", "rgb(18, 24, 31)")
    found += [f"dark: {said}" for said in left(tab, charts.TROUBLES)]
    tab.emulate_media(color_scheme="light")
    expect(tab.locator(".stApp")).to_have_css("background-color", "rgb(255, 255, 255)")
    return found


BOARD = """
(node) => Math.round(node.getBoundingClientRect().top + document.querySelector(".stMain").scrollTop)
"""


@pytest.mark.parametrize("width", [1400, 390])
def test_the_board_stays_where_it_is_when_a_mode_is_chosen(page: NewPage, width: int) -> None:
    tab = page(width=width)
    for path in ("/step-by-step", "/padding-and-stride", "/channels-and-filters", "/pooling"):
        tab.goto(path)
        settled(tab)
        board = tab.locator(".explorer .side.input").first
        stood = board.evaluate(BOARD)
        for knob in tab.locator(".explorer .knob select").all():
            name = knob.evaluate("(node) => node.closest('.knob').dataset.name")
            usual = knob.input_value()
            possible = knob.evaluate(
                "(node) => [...node.options].filter((one) => !one.disabled).map((one) => one.value)"
            )
            for option in (*possible, usual):
                knob.evaluate(TURN, option)
                settled(tab)
                # A phone has no room to keep free for the settings that a choice may bring.
                if width == 1400 or option == usual:
                    assert board.evaluate(BOARD) == stood, (path, name, option)


def test_the_menu_of_lessons_closes_after_a_choice(page: NewPage) -> None:
    tab = page(width=1400)
    tab.goto("/kernel-lab")
    menu = settled(tab).get_by_role("button", name="Start from a lesson")
    for lesson, kernel in (("Find the T", "T-shape parts"), ("Eight compass directions", "Kirsch, all eight")):
        menu.click()
        tab.get_by_test_id("stPopoverBody").get_by_role("button", name=lesson).click()
        settled(tab)
        expect(tab.get_by_test_id("stPopoverBody")).to_have_count(0)
        expect(tab.locator(".st-key-kernel1").get_by_role("combobox")).to_have_value(kernel)
