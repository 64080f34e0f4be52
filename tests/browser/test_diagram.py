"""The diagram: every network can be read, folded, enlarged, walked through and saved, and the server hears of picks."""

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Locator, Page, expect

from cnnviz.figures.networks import diagrams
from cnnviz.nets import shapes, zoo
from cnnviz.nets.layers import Activation, Conv, Dense, Flatten
from cnnviz.nets.networks import Block, Network
from cnnviz.ui import components
from tests.browser.conftest import NewPage

MODULE = Path(components.__file__).parent / "diagram" / "diagram.mjs"

LIGHT = {
    "--st-text-color": "#31333f",
    "--st-background-color": "#ffffff",
    "--st-secondary-background-color": "#f0f2f6",
    "--st-border-color": "#d5d8de",
    "--st-primary-color": "#0072b2",
    "--st-font": "sans-serif",
}
DARK = {
    **LIGHT,
    "--st-text-color": "#fafafa",
    "--st-background-color": "#0e1117",
    "--st-secondary-background-color": "#262730",
    "--st-border-color": "#41444d",
}

SHOW = """
async ({script, css, data, theme, width}) => {
    const show = (await import(URL.createObjectURL(new Blob([script], {type: "text/javascript"})))).default
    document.body.replaceChildren()
    document.body.style.background = theme["--st-background-color"]
    const holder = document.createElement("div")
    holder.style.width = `${width}px`
    for (const name in theme) holder.style.setProperty(name, theme[name])
    document.body.append(holder)
    const parentElement = holder.attachShadow({mode: "open"})
    parentElement.innerHTML = `<style>${css}</style><div class="diagram"></div>`
    window.told = []
    const setTriggerValue = (name, value) => window.told.push([name, value])
    window.show = (data) => show({data, parentElement, setTriggerValue})
    window.end = window.show(data)
}
"""

# Pairs of texts that cover each other, and texts that reach over the drawing's edge.
UNREADABLE = """
(svg) => {
    const found = []
    const sheet = svg.getBoundingClientRect()
    const texts = [...svg.querySelectorAll("text")].map((text) => [text.textContent, text.getBoundingClientRect()])
    texts.forEach(([said, a], i) => {
        const inside = a.left >= sheet.left && a.right <= sheet.right && a.top >= sheet.top && a.bottom <= sheet.bottom
        if (!inside) found.push(said)
        for (const [other, b] of texts.slice(i + 1)) {
            const covers = a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 2 && b.top < a.bottom - 2
            if (covers) found.push(`${said} / ${other}`)
        }
    })
    return found
}
"""

# Milliseconds that each of some messages takes until it is drawn.
TIMES = """
(data) => Array.from({length: 5}, () => {
    const started = performance.now()
    window.show(data)
    return performance.now() - started
})
"""

# The same nodes only copied, put in its place and measured, which no drawing can do without.
COPIES = """
(diagram) => Array.from({length: 5}, () => {
    const started = performance.now()
    const copy = diagram.cloneNode(true)
    diagram.parentNode.append(copy)
    copy.querySelectorAll("text").forEach((text) => text.getBBox())
    copy.remove()
    return performance.now() - started
})
"""

SIZES = "(all) => all.map((text) => parseFloat(getComputedStyle(text).fontSize))"


def message(network: Network, picked: str = "", pickable: bool = True) -> dict[str, Any]:
    described: dict[str, Any] = json.loads(json.dumps(diagrams.describe(network, shapes.walk(network))))
    return {"network": described, "picked": picked, "pickable": pickable}


def show(tab: Page, data: dict[str, Any], width: int = 1100, dark: bool = False) -> Locator:
    """The diagram, alone on a page."""
    tab.goto("/_stcore/health")
    css = MODULE.with_suffix(".css").read_text(encoding="utf-8")
    theme = DARK if dark else LIGHT
    tab.evaluate(SHOW, {"script": components.script(MODULE), "css": css, "data": data, "theme": theme, "width": width})
    return tab.locator(".diagram")


def entry(name: str) -> Network:
    return zoo.ENTRIES[name].network()


def drawn(diagram: Locator) -> list[str]:
    paths: list[str] = diagram.locator("[data-path]").evaluate_all("(all) => all.map((one) => one.dataset.path)")
    return paths


def layer(diagram: Locator, path: str) -> Locator:
    return diagram.locator(f"[data-path='{path}']")


def front(diagram: Locator, path: str) -> Locator:
    """Where one points at a layer: its middle lies under the plates behind it."""
    return layer(diagram, path).locator("rect.edge")


def expect_readable(diagram: Locator) -> None:
    assert diagram.locator(".view svg").evaluate(UNREADABLE) == []
    assert min(diagram.locator(".view text tspan").evaluate_all(SIZES)) >= 12


@pytest.mark.parametrize("name", zoo.ENTRIES)
def test_every_network_of_the_story_can_be_read_folded_and_open(page: NewPage, name: str) -> None:
    tab = page(width=1400)
    for width, dark in ((1350, False), (760, True), (350, False)):
        diagram = show(tab, message(entry(name)), width, dark)
        expect_readable(diagram)
        overflow = tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert overflow <= 0
        few = len(drawn(diagram))
        diagram.get_by_label("Open every block").click()
        expect_readable(diagram)
        assert len(drawn(diagram)) >= few
        diagram.get_by_label("Fold every block").click()
        assert len(drawn(diagram)) <= few
    expect(diagram.locator(".trouble")).to_have_count(0)


def test_pointing_at_a_layer_reads_it_and_only_a_click_is_told(page: NewPage) -> None:
    tab = page()
    described = message(entry("lenet-5"))
    diagram = show(tab, described)
    front(diagram, "3").hover()
    expect(diagram.locator(".details")).to_have_text(described["network"]["nodes"][3]["words"])
    front(diagram, "4").hover()
    expect(diagram.locator(".details")).to_contain_text("tanh: ")
    assert tab.evaluate("window.told") == []
    front(diagram, "3").click()
    assert tab.evaluate("window.told") == [["pick", "3"]]


def test_nothing_is_told_where_nothing_can_be_picked(page: NewPage) -> None:
    tab = page()
    diagram = show(tab, message(entry("lenet-5"), pickable=False))
    front(diagram, "3").click()
    assert tab.evaluate("window.told") == []
    expect(diagram.locator(".details")).to_contain_text("Conv 16@5×5")


def test_blocks_open_on_a_click_and_stay_open_when_the_network_changes(page: NewPage) -> None:
    tab = page(width=1400)
    diagram = show(tab, message(entry("googlenet")), 1350)
    assert "1.0.branch1.3" not in drawn(diagram)
    block = layer(diagram, "1")
    expect(block).to_have_attribute("aria-expanded", "false")
    expect(block).to_contain_text("256×28×28")
    expect(block).to_contain_text("2.4 % of all")
    block.click()
    expect(block).to_have_attribute("aria-expanded", "true")
    assert "1.0.branch1.3" in drawn(diagram)
    tab.evaluate("(data) => window.show(data)", message(entry("googlenet-heads"), picked="1.0.branch1.3"))
    assert "1.0.branch1.3" in drawn(diagram)
    expect(layer(diagram, "1.0.branch1.3")).to_have_class("slab picked")
    layer(diagram, "1").click(position={"x": 30, "y": 10})
    expect(layer(diagram, "1")).to_have_class("folded picked")
    assert tab.evaluate("window.told") == []


def test_the_keyboard_does_what_the_mouse_does(page: NewPage) -> None:
    tab = page(width=1400)
    diagram = show(tab, message(entry("googlenet")), 1350)
    diagram.get_by_label("Save this drawing").focus()
    tab.keyboard.press("Tab")
    expect(layer(diagram, "input")).to_be_focused()
    for _ in range(2):
        tab.keyboard.press("ArrowRight")
    expect(layer(diagram, "1")).to_be_focused()
    tab.keyboard.press("Enter")
    expect(layer(diagram, "1")).to_be_focused()
    expect(layer(diagram, "1")).to_have_attribute("aria-expanded", "true")
    tab.keyboard.press("ArrowRight")
    expect(layer(diagram, "1.0.branch0.0")).to_be_focused()
    expect(diagram.locator(".details")).to_contain_text("Conv 64@1×1: 192 × 28 × 28 → 64 × 28 × 28.")
    tab.keyboard.press("ArrowDown")
    expect(layer(diagram, "1.0.branch1.0")).to_be_focused()
    tab.keyboard.press("Enter")
    assert tab.evaluate("window.told") == [["pick", "1.0.branch1.0"]]
    assert diagram.locator("[tabindex='0'][data-path]").count() == 1


def test_a_layer_is_called_as_it_is_labelled_and_described_in_full(page: NewPage) -> None:
    described = message(entry("lenet-5"))
    diagram = show(page(), described)
    conv, plate = layer(diagram, "0"), layer(diagram, "1")
    expect(conv).to_have_accessible_name("Conv 6@5×5 6×28×28")
    expect(conv).to_have_accessible_description(described["network"]["nodes"][0]["words"])
    expect(plate).to_have_accessible_name("tanh")
    expect(diagram.locator(".view svg")).to_have_accessible_name(described["network"]["words"])


def test_an_impossible_layer_says_why_and_what_follows_is_still_drawn(page: NewPage) -> None:
    layers = (Conv(4), Block("block", (Conv(4), Conv(4, (7, 7)), Activation())), Flatten(), Dense(2))
    tab = page()
    diagram = show(tab, message(Network("Broken", (1, 9, 9), layers)))
    expect(layer(diagram, "1.1")).to_contain_text("⚠ Conv 4@7×7")
    expect(layer(diagram, "1.1").locator("rect.edge")).to_have_attribute("fill", "#d55e00")
    assert {"1.2", "2", "3"} <= set(drawn(diagram))
    front(diagram, "3").hover()
    expect(diagram.locator(".details")).to_contain_text("not reached")
    expect_readable(diagram)


def test_enlarging_dragging_and_fitting(page: NewPage) -> None:
    tab = page(width=1200)
    diagram = show(tab, message(entry("vgg-d")))
    svg, view = diagram.locator(".view svg"), diagram.locator(".view")
    usual = svg.bounding_box()
    diagram.get_by_label("Larger").click(click_count=2)
    expect(diagram.get_by_label("Back to 100 %")).to_have_text("156 %")
    larger = svg.bounding_box()
    assert usual
    assert larger
    assert larger["width"] == pytest.approx(usual["width"] * 1.5625, rel=0.01)
    box = view.bounding_box()
    assert box
    before = view.evaluate("(view) => view.scrollLeft")
    tab.mouse.move(box["x"] + 300, box["y"] + 150)
    tab.mouse.down()
    tab.mouse.move(box["x"] + 200, box["y"] + 150, steps=4)
    tab.mouse.up()
    assert view.evaluate("(view) => view.scrollLeft") == pytest.approx(before + 100, abs=2)
    assert tab.evaluate("window.told") == []
    tab.keyboard.down("Control")
    tab.mouse.wheel(0, 4000)
    tab.keyboard.up("Control")
    expect(diagram.get_by_label("Back to 100 %")).to_have_text("20 %")
    diagram.get_by_label("Show the whole network").click()
    assert svg.evaluate("(svg) => svg.clientHeight <= svg.parentElement.clientHeight")


def test_a_finger_picks_too(page: NewPage) -> None:
    tab = page(width=390, touch=True)
    diagram = show(tab, message(entry("lenet-5")), 350)
    front(diagram, "7").tap()
    assert tab.evaluate("window.told") == [["pick", "7"]]


def test_the_saved_drawing_stands_alone(page: NewPage) -> None:
    tab = page()
    diagram = show(tab, message(entry("resnet-18")), dark=True)
    with tab.expect_download() as saving:
        diagram.get_by_label("Save this drawing").click()
    assert saving.value.suggested_filename == "resnet-18.svg"
    text = Path(saving.value.path()).read_text(encoding="utf-8")
    assert "var(" not in text
    assert "#0e1117" in text
    root = ElementTree.fromstring(text)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert len(root.findall(".//{http://www.w3.org/2000/svg}text")) == diagram.locator(".view text").count()


def test_the_largest_network_is_drawn_at_once(page: NewPage) -> None:
    tab = page(width=1400)
    data = message(entry("inception-resnet-v2"))
    diagram = show(tab, data, 1350)
    diagram.get_by_label("Open every block").click()
    assert min(tab.evaluate(TIMES, data)) < 4 * min(diagram.evaluate(COPIES))
    assert len(drawn(diagram)) > 500


def test_a_description_that_makes_no_sense_is_a_sentence(page: NewPage) -> None:
    diagram = show(
        page(), {"network": {"name": "?", "input": [1, 2, 3], "nodes": None}, "picked": "", "pickable": True}
    )
    expect(diagram.locator(".trouble")).to_contain_text("This network could not be drawn")
