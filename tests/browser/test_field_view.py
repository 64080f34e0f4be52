"""The component field_view: a unit pointed at in any map marks its window on every map before it and on the image."""

import re
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from cnnviz.figures.networks import receptive_fields
from cnnviz.images import picture, samples
from cnnviz.nets import layers, networks
from cnnviz.nets.inside import random_maps, receptive
from cnnviz.ui import components
from tests.browser.conftest import NewPage

MODULE = Path(components.__file__).parent / "field_view" / "field_view.mjs"
SIDE = 64
NETWORK = networks.Network(
    "small",
    (1, SIDE, SIDE),
    (
        layers.Conv(8, padding="same"),
        layers.Activation("ReLU"),
        layers.Pool(),
        layers.Conv(16, dilation=(2, 2), padding="same"),
        layers.Activation("ReLU"),
        layers.Pool(),
        layers.Conv(16),
    ),
)

SHOW = """
async ({script, css, blob, width, dark}) => {
    const show = (await import(URL.createObjectURL(new Blob([script], {type: "text/javascript"})))).default
    const holder = document.createElement("div")
    const themes = [["#31333f", "#fff", "#f0f2f6", "#ccc"], ["#fafafa", "#0e1117", "#262730", "#444"]]
    const [ink, paper, second, border] = themes[Number(dark)]
    document.body.style.background = paper
    holder.style.cssText = `width: ${width}px; --st-text-color: ${ink}; --st-background-color: ${paper};
        --st-secondary-background-color: ${second}; --st-border-color: ${border}; --st-primary-color: #0072b2;
        --st-font: sans-serif; --st-code-font: monospace;`
    document.body.replaceChildren(holder)
    const parentElement = holder.attachShadow({mode: "open"})
    parentElement.innerHTML = `<style>${css}</style><div class='field_view'></div>`
    window.told = []
    const setStateValue = (name, value) => window.told.push([name, value])
    window.give = (bytes) => { window.end = show({data: Uint8Array.from(bytes), parentElement, setStateValue}) }
    window.give(blob)
}
"""


def image(side: int = SIDE) -> np.ndarray:
    return picture.floats(picture.working(samples.picture("still-life", side), side, "grey").pixels)


def shown(tab: Page, unit: tuple[int, int, int], width: int = 1340, dark: bool = False) -> Locator:
    """The component on a page that is otherwise empty."""
    tab.goto("/_stcore/health")
    blob = list(receptive_fields.blob(random_maps.looked_through(NETWORK, image()), unit))
    css = MODULE.with_suffix(".css").read_text(encoding="utf-8")
    given = {"script": components.script(MODULE), "css": css, "blob": blob, "width": width, "dark": dark}
    tab.evaluate(SHOW, given)
    view = tab.locator(".field_view")
    expect(view).to_have_attribute("data-unit", " ".join(map(str, unit)))
    return view


def middle(view: Locator, layer: int, row: int, column: int) -> dict[str, float]:
    """Where a unit is drawn, in pixels from its canvas's corner, with the frame of invented zeros around the map."""
    frame = receptive.frames(receptive.records(NETWORK))[layer]
    height, width = receptive.records(NETWORK)[layer - 1].output[1:] if layer else (SIDE, SIDE)
    box = view.locator("canvas").nth(layer).bounding_box()
    assert box
    return {
        "x": box["width"] * (column + frame[2] + 0.5) / (frame[2] + width + frame[3]),
        "y": box["height"] * (row + frame[0] + 0.5) / (frame[0] + height + frame[1]),
    }


def window(layer: int, row: int, column: int) -> str:
    return " ".join(map(str, receptive.windows(receptive.records(NETWORK), layer, row, column)[0].box))


@pytest.mark.parametrize("layer", range(1, 8))
def test_pointing_at_a_unit_marks_the_window_that_python_computes_and_tells_nobody(page: NewPage, layer: int) -> None:
    """C75."""
    tab = page(width=1400)
    view = shown(tab, (7, 6, 6))
    rows, columns = receptive.records(NETWORK)[layer - 1].output[1:]
    for row, column in ((0, 0), (rows // 3, columns // 2), (rows - 1, columns - 1)):
        view.locator("canvas").nth(layer).hover(position=middle(view, layer, row, column))  # type: ignore[arg-type]
        expect(view).to_have_attribute("data-unit", f"{layer} {row} {column}")
        expect(view).to_have_attribute("data-window", window(layer, row, column))
        expect(view.locator(".words")).to_contain_text(
            f"The unit in row {row + 1}, column {column + 1} of layer {layer}, "
        )
    tab.mouse.move(0, 0)
    expect(view).to_have_attribute("data-unit", "7 6 6")
    tab.wait_for_timeout(500)
    assert tab.evaluate("window.told") == []


def test_a_click_keeps_a_unit_and_tells_it(page: NewPage) -> None:
    tab = page(width=1400)
    view = shown(tab, (7, 6, 6))
    view.locator("canvas").nth(4).click(position=middle(view, 4, 4, 9))  # type: ignore[arg-type]
    tab.mouse.move(0, 0)
    expect(view).to_have_attribute("data-unit", "4 4 9")
    tab.wait_for_function("window.told.length > 0")
    assert tab.evaluate("window.told") == [["unit", {"layer": 4, "row": 4, "column": 9}]]


def test_of_many_steps_in_a_row_only_the_last_is_told(page: NewPage) -> None:
    tab = page(width=1400)
    view = shown(tab, (7, 6, 6))
    press = (
        "(one) => { for (let k = 0; k < 4; k++) one.dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowLeft'})) }"
    )
    view.locator("canvas").nth(7).evaluate(press)
    expect(view).to_have_attribute("data-unit", "7 6 2")
    tab.wait_for_function("window.told.length > 0")
    tab.wait_for_timeout(500)
    assert tab.evaluate("window.told") == [["unit", {"layer": 7, "row": 6, "column": 2}]]


def test_pointing_at_the_image_finds_the_unit_above_it(page: NewPage) -> None:
    tab = page(width=1400)
    view = shown(tab, (7, 0, 0))
    view.locator("canvas").nth(0).hover(position=middle(view, 0, 32, 32))  # type: ignore[arg-type]
    expect(view).to_have_attribute("data-unit", re.compile(r"^7 (6|7) (6|7)$"))


def test_keys_do_what_the_mouse_does(page: NewPage) -> None:
    tab = page(width=1400)
    view = shown(tab, (7, 6, 6))
    view.locator("canvas").nth(7).focus()
    for key, unit in (
        ("ArrowRight", "7 6 7"),
        ("ArrowUp", "7 5 7"),
        ("Home", "7 0 0"),
        ("ArrowLeft", "7 0 0"),
        ("End", "7 13 13"),
    ):
        tab.keyboard.press(key)
        expect(view).to_have_attribute("data-unit", unit)
    tab.keyboard.press("Shift+Tab")
    expect(view).to_have_attribute("data-unit", re.compile(r"^6 "))
    expect(view.locator(".spoken")).to_contain_text("of layer 6, MaxPool 2×2")


def test_a_unit_can_be_typed_and_is_said_in_words(page: NewPage) -> None:
    tab = page(width=1400)
    view = shown(tab, (7, 6, 6))
    view.get_by_role("combobox", name="Layer").select_option(value="4")
    expect(view).to_have_attribute("data-unit", "4 6 6")
    for label, typed, unit in (("Row", "3", "4 2 6"), ("Column", "99", "4 2 31"), ("Row", "", "4 2 31")):
        view.get_by_label(label, exact=True).fill(typed)
        view.get_by_label(label, exact=True).press("Enter")
        expect(view).to_have_attribute("data-unit", unit)
    expect(view.get_by_label("Row", exact=True)).to_have_value("3")
    expect(view.get_by_label("Column", exact=True)).to_have_value("32")
    expect(view.locator(".words")).to_contain_text(re.compile(r"It reads [\d.]+ % of the picture\.$"))
    image, own = view.locator("canvas").nth(0), view.locator("canvas").nth(4)
    expect(image).to_have_attribute(
        "aria-label", re.compile(r"^Image, 64 × 64 pixels\. The unit sees rows .*, columns ")
    )
    expect(own).to_have_attribute("aria-label", re.compile(r"The unit in row 3, column 32 holds −?[\d.e−]+\."))
    assert view.locator(".legend li").count() == 3


def test_another_message_keeps_the_unit_as_far_as_it_is_there(page: NewPage) -> None:
    tab = page(width=1400)
    view = shown(tab, (7, 13, 13))
    smaller = networks.Network("smaller", (1, 32, 32), NETWORK.layers[:4])
    seen = random_maps.looked_through(smaller, image(32))
    tab.evaluate("(blob) => window.give(blob)", list(receptive_fields.blob(seen, (7, 13, 13))))
    expect(view).to_have_attribute("data-unit", "4 13 13")
    expect(view.locator("canvas")).to_have_count(5)


def test_what_cannot_be_read_is_said_and_the_end_is_quiet(page: NewPage) -> None:
    tab = page(width=1400)
    view = shown(tab, (7, 0, 0))
    tab.evaluate("window.give([9, 0, 0, 0, 1])")
    expect(view.locator(".trouble")).to_contain_text("These maps could not be drawn")
    view.locator("canvas").nth(4).click(position=middle(view, 4, 1, 1))  # type: ignore[arg-type]
    tab.evaluate("window.end()")
    tab.wait_for_timeout(500)
    assert tab.evaluate("window.told") == []


@pytest.mark.parametrize(
    ("width", "dark", "unit"),
    [(1400, False, (7, 7, 4)), (800, True, (7, 0, 0)), (390, False, (4, 16, 16)), (1400, True, (4, 31, 0))],
)
def test_nothing_is_wider_than_the_screen(page: NewPage, width: int, dark: bool, unit: tuple[int, int, int]) -> None:
    tab = page(width=width, height=1000)
    view = shown(tab, unit, width - 16, dark)
    assert tab.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    for figure in view.locator("figure").all():
        canvas, box = figure.locator("canvas").bounding_box(), figure.bounding_box()
        assert canvas
        assert box
        assert canvas["width"] <= box["width"] + 1
