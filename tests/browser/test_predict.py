"""Questions that are answered with a hand: by pointer and by keys, and what was drawn stays beside the result."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from cnnviz.course import questions, registry
from cnnviz.course.questions import Curve, Point, Size
from cnnviz.figures.convolution import glossary
from cnnviz.ui.course import now
from tests.browser.conftest import NewPage
from tests.browser.test_course import PATIENCE, banner, opened
from tests.browser.test_keyboard import tab_to
from tests.browser.waiting import settled


def first(kind: type[questions.Drawn]) -> now.Now:
    """The first step of the course that asks so."""
    steps = ((id, at, step) for id, lesson in registry.LESSONS.items() for at, step in enumerate(lesson.steps, 1))
    return next(now.Now(id, at) for id, at, step in steps if isinstance(step.question, kind))


def board(tab: Page) -> Locator:
    return banner(tab).locator(".predict")


def drawn(tab: Page, given: tuple[float, ...]) -> None:
    """Wait until that stands on the board."""
    expect(board(tab)).to_have_attribute("data-given", " ".join(f"{one:g}" for one in given))


def answered(tab: Page, said: str) -> None:
    """Press Answer and wait for what is said to it."""
    banner(tab).get_by_role("button", name="Answer").click()
    expect(banner(tab).get_by_test_id("stAlert")).to_contain_text(said, timeout=PATIENCE)


def test_a_cell_is_pointed_at_and_a_wrong_one_stays_beside_the_right_one(page: NewPage) -> None:
    one = first(Point)
    question = one.step.question
    assert isinstance(question, Point)
    wrong = next(iter(question.traps.values()))(one.scene)[0]
    tab = opened(page(), one)
    canvas = board(tab).locator("canvas.plane")
    box = canvas.bounding_box()
    assert box
    rows, columns = question.shows(one.scene).shape
    canvas.click(
        position={"x": (wrong[1] + 0.5) * box["width"] / columns, "y": (wrong[0] + 0.5) * box["height"] / rows}
    )
    drawn(tab, wrong)
    expect(board(tab).get_by_role("spinbutton", name="Row")).to_have_value(str(wrong[0] + 1))
    answered(tab, f"You said row {wrong[0] + 1}, column {wrong[1] + 1}.")
    drawn(tab, wrong)
    named = re.compile(r"You chose .* Right: row[^.]*\.$")
    expect(board(tab).locator("canvas.plane")).to_have_attribute("aria-label", named)
    expect(board(tab).locator("input")).to_have_count(0)


def test_a_size_is_drawn_by_its_corner_and_corrected_by_keys(page: NewPage) -> None:
    one = first(Size)
    question = one.step.question
    assert isinstance(question, Size)
    height, width = question.key(one.scene)
    tab = opened(page(), one)
    canvas = board(tab).locator("canvas.sized")
    box = canvas.bounding_box()
    assert box
    side = (box["width"] - 2) / (max(sides[1] for sides in question.sides(one.scene)) + 3)
    tab.mouse.move(box["x"] + side / 2, box["y"] + side / 2)
    tab.mouse.down()
    tab.mouse.move(box["x"] + (width + 0.5) * side, box["y"] + (height - 0.5) * side, steps=4)
    drawn(tab, (height, width + 1))
    tab.mouse.up()
    canvas.press("ArrowLeft")
    drawn(tab, (height, width))
    answered(tab, f"Right: {height} rows × {width} columns.")


def test_terms_are_opened_and_closed_by_keys_without_leaving_the_page(page: NewPage) -> None:
    tab = page()
    tab.goto("/pooling")
    settled(tab)
    button = tab.locator(".st-key-terms button")
    tab_to(tab, button)
    tab.keyboard.press("Enter")
    body = tab.get_by_test_id("stPopoverBody")
    expect(body).to_contain_text(glossary.WORDS["pooling"].meaning)
    tab.keyboard.press("Escape")
    expect(body).to_have_count(0)
    expect(tab).to_have_url(re.compile("/pooling"))


@pytest.mark.parametrize("width", [1280, 390])
def test_a_curve_is_dragged_point_by_point(page: NewPage, width: int) -> None:
    one = first(Curve)
    question = one.step.question
    assert isinstance(question, Curve)
    key = questions.right_answer(question, one.scene)
    assert isinstance(key, tuple)
    tab = opened(page(width=width, height=844 if width < 500 else 720), one)
    canvas = board(tab).locator("canvas.curved")
    canvas.focus()
    values = [0.0] * len(key)
    for at, value in enumerate(map(float, key)):
        for _ in range(int(abs(value))):
            tab.keyboard.press("ArrowUp" if value > 0 else "ArrowDown")
        values[at] = value
        tab.keyboard.press("ArrowRight")
    drawn(tab, tuple(values))
    tab.keyboard.press("Home")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box
    # The first point, from wherever it is, to the top of the board: an answer like any other, and a wrong one.
    tab.mouse.move(box["x"] + 50, box["y"] + box["height"] / 2)
    tab.mouse.down()
    tab.mouse.move(box["x"] + 50, box["y"] + 1, steps=4)
    drawn(tab, (question.end(one.scene), *values[1:]))
    tab.mouse.up()
    answered(tab, "You said")


def test_the_focus_goes_on_with_the_lesson_and_each_step_is_read_out(page: NewPage) -> None:
    """What has the focus is taken away by what comes after it, on this page and on the next."""
    one = first(Curve)
    tab = opened(page(), one)
    spoken = tab.locator(".access .spoken")
    expect(spoken).to_contain_text(f"{one.number} of {len(one.lesson.steps)}. ", timeout=PATIENCE)
    next_one = banner(tab).get_by_role("button", name=re.compile("^Next"))
    tab_to(tab, banner(tab).get_by_role("button", name="Skip"))
    tab.keyboard.press("Enter")
    expect(next_one).to_be_focused(timeout=PATIENCE)
    tab.keyboard.press("Enter")
    after = now.Now(one.id, one.number + 1)
    expect(spoken).to_contain_text(f"{after.number} of {len(one.lesson.steps)}. ", timeout=PATIENCE)
    expect(tab.get_by_role("region", name="Task")).to_be_focused()
    opened(tab, now.Now(one.id, len(one.lesson.steps)))
    tab_to(tab, next_one)
    tab.keyboard.press("Enter")
    expect(banner(tab)).to_contain_text("1 of ", timeout=PATIENCE)
    expect(tab.get_by_role("region", name="Task")).to_be_focused(timeout=PATIENCE)
