"""Two wheels of a car: dragged, moved by arrow keys, typed; the browser answers, the server hears of it afterwards."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from cnnviz.images.samples import car
from cnnviz.nets import shapes
from cnnviz.nets.inside import reaching
from cnnviz.ui.why import wheel_settings
from tests.browser.conftest import NewPage
from tests.browser.waiting import settled

SIDE = wheel_settings.USUAL_SIDE


def shown(tab: Page, query: str = "") -> Locator:
    tab.goto(f"/two-wheels{query}")
    settled(tab)
    view = tab.locator(".wheels")
    expect(view).to_have_attribute("data-at", re.compile(r"\d"))
    return view


def hubs(view: Locator) -> tuple[int, int]:
    row, left, _, right = map(int, (view.get_attribute("data-points") or "").split())
    assert row == car.halves(SIDE).row
    return left, right


def answer(stack: str, left: int, right: int) -> str:
    """What Python says to where the hubs are."""
    records = shapes.records(reaching.network(stack.split("-"), (SIDE, SIDE), 16))
    row = car.halves(SIDE).row
    return str(reaching.first_layer(records, (row, left), (row, right)) or 0)


def sent(tab: Page) -> list[str]:
    """Every message to the server from now on."""
    messages: list[str] = []
    tab.on("websocket", lambda socket: socket.on("framesent", lambda payload: messages.append("sent")))
    return messages


def test_a_wheel_is_dragged_and_the_answer_follows_without_the_server(page: NewPage) -> None:
    """C70, C76."""
    tab = page(width=1280, height=720)
    messages = sent(tab)
    view = shown(tab)
    left, right = hubs(view)
    expect(view).to_have_attribute("data-answer", answer(wheel_settings.STACK, left, right))
    before = len(messages)
    box = view.locator(".handle").first.bounding_box()
    canvas = view.locator(".picture canvas").bounding_box()
    assert box
    assert canvas
    x, y, cell = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, canvas["width"] / SIDE
    tab.mouse.move(x, y)
    tab.mouse.down()
    took = []
    for step in range(1, 8):
        tab.mouse.move(x - step * cell, y)
        expect(view).to_have_attribute("data-points", re.compile(rf" {left - step} \d+ {right}$"))
        expect(view).to_have_attribute("data-answer", answer(wheel_settings.STACK, left - step, right))
        took.append(float(view.get_attribute("data-took") or "nan"))
    assert len(messages) == before
    assert sorted(took)[len(took) // 2] <= 16
    tab.mouse.up()
    expect(tab).to_have_url(re.compile(r"first_column=\d+"))
    settled(tab)
    assert hubs(view) == (left - 7, right)
    expect(view.locator(".answer")).to_contain_text(f"{right - left + 7} columns apart")


def test_the_whole_of_it_is_done_by_keyboard(page: NewPage) -> None:
    tab = page(width=1280, height=720)
    view = shown(tab)
    left, right = hubs(view)
    view.locator(".handle").first.focus()
    tab.keyboard.press("ArrowRight")
    tab.keyboard.press("Shift+ArrowLeft")
    expect(view.locator(".handle").first).to_have_attribute("aria-label", re.compile(rf"column {left + 1 - 5 + 1}\."))
    expect(view.locator(".spoken")).to_contain_text(f"{right - left + 4} columns apart")
    number = view.get_by_role("spinbutton", name="Columns from hub to hub")
    number.fill("28")
    number.press("Tab")
    expect(view.locator(".answer")).to_contain_text("28 columns apart")
    view.get_by_role("button", name="3 × 3 alone").focus()
    tab.keyboard.press("Enter")
    expect(view).to_have_attribute("data-answer", "14")
    expect(view.locator(".chip")).to_have_text("14 × (3 × 3)−+")
    view.get_by_role("button", name="Take away layer 14, 3 × 3").focus()
    tab.keyboard.press("Enter")
    expect(view).to_have_attribute("data-answer", "0")
    expect(view.locator(".answer")).to_contain_text("the largest window is 27 × 27 pixels")
    # What was pressed has the focus still: one more press takes away one more.
    tab.keyboard.press("Enter")
    expect(view.locator(".answer")).to_contain_text("the largest window is 25 × 25 pixels")
    view.get_by_role("button", name="Add a layer: 7 × 7").press("Enter")
    expect(view).to_have_attribute("data-answer", "13")
    view.get_by_role("slider", name="After which layer").press("Home")
    expect(view).to_have_attribute("data-at", "1")
    view.get_by_role("button", name="One step on").press("Enter")
    expect(view).to_have_attribute("data-at", "2")
    expect(view.locator(".tag")).to_have_text("layer 2: 5 × 5")
    expect(tab).to_have_url(re.compile(r"wheel_layers=(3x3-){12}7x7(&|$)"))
    tab.reload()
    settled(tab)
    expect(view).to_have_attribute("data-answer", "13")


@pytest.mark.parametrize("width", [390, 320])
def test_it_is_played_on_a_phone_and_a_finger_moves_a_point(page: NewPage, width: int) -> None:
    tab = page(width=width, height=844)
    view = shown(tab, "?wheels_on=picture&image=steps&side=32")
    assert tab.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    view.get_by_label("First point, row", exact=True).fill("4")
    view.get_by_label("First point, row", exact=True).press("Enter")
    expect(view).to_have_attribute("data-points", re.compile(r"^3 "))
    view.get_by_role("slider", name="After which layer").press("Home")
    view.get_by_role("combobox", name="Speed").select_option("20")
    view.get_by_role("button", name="Play").click()
    count = view.locator(".place")
    expect(count).to_have_text("7 of 7")
    handle = view.locator(".handle").first
    handle.dispatch_event("pointerdown", {"pointerId": 1, "pointerType": "touch"})
    canvas = view.locator(".picture canvas").bounding_box()
    assert canvas
    spot = {"clientX": canvas["x"] + canvas["width"] * 0.52, "clientY": canvas["y"] + canvas["height"] * 0.52}
    handle.dispatch_event("pointermove", {"pointerId": 1, "pointerType": "touch", **spot})
    handle.dispatch_event("pointerup", {"pointerId": 1, "pointerType": "touch"})
    expect(view).to_have_attribute("data-points", re.compile(r"^16 16 "))
