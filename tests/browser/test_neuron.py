"""One neuron in the browser: turned by keyboard, drawn on, told without a message while it is dragged."""

import math
import re

from playwright.sync_api import Locator, Page, expect

from cnnviz.datasets import shapes
from cnnviz.figures.why import templates
from cnnviz.numbers import text
from cnnviz.ops.templates import neuron
from cnnviz.ops.templates.neuron import Setting
from cnnviz.ui import catalogue
from tests.browser.conftest import NewPage
from tests.browser.waiting import settled

SIDE = 16
SHAPES = dict(zip(templates.TITLES, shapes.every_upright(SIDE).astype(float), strict=False))


def opened(tab: Page, query: str = "") -> Locator:
    tab.goto(f"/{catalogue.NEURON.path}?{query}")
    settled(tab)
    return tab.locator(".st-key-neuron .neuron")


def number(view: Locator, name: str) -> Locator:
    return view.locator(".number", has_text=name).locator("b")


def test_turned_by_keyboard_the_numbers_follow_and_the_link_keeps_them(page: NewPage) -> None:
    """C24, C25."""
    tab = page(width=1280)
    view = opened(tab)
    arrow = view.get_by_role("slider", name="Angle of x from b")
    start = neuron.answer(SHAPES["t"], SHAPES["cross"], Setting())
    expect(number(view, "b·x")).to_have_text(text(start.sum))
    arrow.focus()
    tab.keyboard.press("PageDown")
    theta = round(start.angle - 10)
    turned = neuron.answer(SHAPES["t"], SHAPES["cross"], Setting(theta))
    expect(number(view, "b·x")).to_have_text(text(turned.sum))
    expect(arrow).to_have_attribute("aria-valuetext", re.compile(re.escape(text(turned.output))))
    tab.keyboard.press("Home")
    expect(number(view, "b·x")).to_have_text(text(Setting().length))
    expect(tab).to_have_url(re.compile("theta=0"))
    tab.reload()
    expect(number(settled(tab).locator(".neuron"), "b·x")).to_have_text(text(Setting().length))


def test_a_pixel_that_is_drawn_changes_its_product_and_the_kernel_that_opens(page: NewPage) -> None:
    """C24."""
    tab = page(width=1280)
    view = opened(tab, "pixels=8&template=drawn&normalise=false")
    expect(number(view, "b·x")).to_have_text("0")
    expect(tab.get_by_role("link", name="A blank template")).to_be_visible()
    template = view.locator("figure.image").first
    template.get_by_role("button", name="Draw").click()
    template.locator("canvas.plane").focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowRight", " "):
        tab.keyboard.press(key)
    drawn = SHAPES["cross"] * 0
    drawn[2, 1] = 1
    weight = text(Setting().length)
    expect(view.locator(".pixel")).to_have_text(re.compile(f"^Row 3, column 2: weight {weight} × "))
    tab.get_by_role("link", name="Step by step with this kernel, 8 × 8").click()
    settled(tab)
    expect(tab).to_have_url(re.compile(r"step-by-step.*own1=(0%2C|0%3B){17}1%2C"))
    expect(tab.locator(".st-key-explorer")).to_contain_text("Your own")


def test_while_a_hand_drags_nothing_is_sent(page: NewPage) -> None:
    """C25."""
    tab = page(width=1280)
    frames: list[object] = []

    def note(sent: object) -> None:
        frames.append(sent)

    tab.on("websocket", lambda socket: socket.on("framesent", note))
    view = opened(tab, "pixels=28")
    board = view.locator("canvas.arrows")
    board.scroll_into_view_if_needed()
    box = board.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    tab.mouse.move(x + 40, y - 40)
    tab.mouse.down()
    sent = len(frames)
    for degree in range(45, 0, -1):
        angle = math.radians(degree)
        tab.mouse.move(x + 50 * math.cos(angle), y - 50 * math.sin(angle))
    tab.wait_for_timeout(800)  # longer than what rests is told after
    assert len(frames) == sent
    told = view.locator(".words").inner_text()
    tab.mouse.up()
    expect(tab).to_have_url(re.compile("theta=1"))
    assert "θ = 1°" in told
