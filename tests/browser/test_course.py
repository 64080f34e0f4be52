"""The course in a browser: a lesson from its beginning to its end, what is covered meanwhile, and what is kept."""

import re
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Locator, Page, expect

from cnnviz import numbers
from cnnviz.course import questions, registry
from cnnviz.course.questions import Choice, Curve, Number, Which
from cnnviz.ui.course import now
from tests.browser import explorer
from tests.browser.browser_texts import forgotten, kept
from tests.browser.conftest import NewPage
from tests.browser.test_keyboard import tab_to
from tests.browser.waiting import settled

# Milliseconds that a busy machine may take to answer.
PATIENCE = 20_000
FIRST = next(iter(registry.LESSONS))
# What the first step of a lesson is about, where that is no canvas.
THINGS = {
    "builder": ".st-key-bricks",
    "architectures": "[class*=st-key-diagram]",
    "deeper": ".st-key-gradients_drawn",
    "activations": ".st-key-curve_drawn",
    "data": ".st-key-sheets",
    "one-step": ".st-key-step_shares",
    "compare": ".st-key-live-compare",
    "train": ".live-filters canvas",
    "what-it-looks-for": ".st-key-look_patches",
    "own-classes": ".st-key-own_photo",
    "words": "[class*=st-key-glossary_]",
}
STEPS = registry.LESSONS[FIRST].steps


def opened(tab: Page, one: now.Now) -> Page:
    tab.goto(f"/{one.scene.page}?{urlencode(one.query)}")
    settled(tab)
    expect(banner(tab)).to_contain_text(f"{one.number} of {len(one.lesson.steps)}")
    return tab


def banner(tab: Page) -> Locator:
    return tab.locator(".st-key-lesson")


def answer_by_keys(tab: Page, one: now.Now) -> None:
    """Reach the form by Tab, answer it rightly, and press Enter."""
    question = one.step.question
    assert question
    right = questions.right_answer(question, one.scene)
    if isinstance(question, Number):
        tab_to(tab, banner(tab).locator("input[type=number]"))
        tab.keyboard.type(f"{right:g}")
        tab.keyboard.press("Enter")
        return
    if isinstance(question, Curve):
        tab_to(tab, banner(tab).locator(".predict input"))
        tab.keyboard.press("Control+A")
        tab.keyboard.type(questions.in_words(question, one.scene, right))
        tab_to(tab, banner(tab).get_by_role("button", name="Answer"))
        tab.keyboard.press("Enter")
        return
    assert isinstance(question, Choice | Which)
    known = list(question.options if isinstance(question, Choice) else questions.lettered(question, one.scene))
    options = banner(tab).locator("input[type=radio]")
    tab_to(tab, options.first)
    tab.keyboard.press("Space")
    for _ in range(known.index(str(right))):
        tab.keyboard.press("ArrowDown")
    expect(options.nth(known.index(str(right)))).to_be_checked()
    tab_to(tab, banner(tab).get_by_role("button", name="Answer"))
    tab.keyboard.press("Enter")


def test_a_stranger_finishes_the_first_lesson_by_keyboard_alone_and_it_is_kept(page: NewPage) -> None:
    tab = page()
    tab.goto("/")
    settled(tab)
    tab_to(tab, tab.get_by_role("button", name="Begin the first lesson"))
    tab.keyboard.press("Enter")
    for number, step in enumerate(STEPS[:-1], 1):
        expect(banner(tab)).to_contain_text(f"{number} of {len(STEPS)}", timeout=PATIENCE)
        settled(tab)
        answer_by_keys(tab, now.Now(FIRST, number))
        expect(banner(tab).get_by_test_id("stAlert")).to_contain_text(step.notice, timeout=PATIENCE)
        settled(tab)
        tab_to(tab, banner(tab).get_by_role("button", name=re.compile("^Next")))
        tab.keyboard.press("Enter")
    asked = sum(bool(step.question) for step in STEPS)
    expect(banner(tab)).to_contain_text(f"{asked} of {asked} right at the first try", timeout=PATIENCE)
    kept(tab, "course", f'"{FIRST}": {len(STEPS)}')
    tab.goto("/")
    settled(tab)
    expect(tab.locator(f".st-key-lesson_of_{FIRST}")).to_contain_text("(done)", timeout=PATIENCE)
    expect(tab.get_by_test_id("stMarkdown").filter(has_text="questions right")).to_contain_text(f"{asked} of")
    tab.get_by_role("button", name="Delete it").click()
    expect(tab.locator(f".st-key-lesson_of_{FIRST}")).to_contain_text(f"({len(STEPS)} steps)", timeout=PATIENCE)
    forgotten(tab, "course")


@pytest.mark.parametrize("id", ["one-dimension", "padding-and-stride"])
def test_what_is_asked_for_is_neither_seen_nor_read_aloud_until_it_is_answered(page: NewPage, id: str) -> None:
    one = now.Now(id, 1)
    assert isinstance(one.step.question, Number)
    tab = opened(page(), one)
    box = explorer.explorer(tab)
    expect(box).to_have_class(re.compile("asking"))
    result = numbers.text(float(one.scene.result.output[0, 0, -2]))  # type: ignore[attr-defined]
    covered = tab.locator("body").aria_snapshot()
    assert "covered until you have answered" in covered.lower()
    assert not re.search(r"Result: |Output \d|\d of \d+ ·|= −?\d", covered), covered
    expect(box).to_have_attribute("data-value", "")
    banner(tab).get_by_role("spinbutton").fill(f"{one.step.question.key(one.scene):g}")
    banner(tab).get_by_role("button", name="Answer").click()
    expect(box).not_to_have_class(re.compile("asking"), timeout=PATIENCE)
    expect(box).not_to_have_attribute("data-value", "")
    shown = tab.locator("body").aria_snapshot()
    assert re.search(r"Result: |Output \d", shown)
    assert result in shown


@pytest.mark.parametrize(
    ("id", "number", "component", "place", "told"),
    [
        ("neuron", 1, "neuron", ".words", "b·x = 10"),
        ("same-object", 1, "same_object", ".words", "The map moves along"),
        ("square", 3, "detector", ".words", "0 of 1 square found"),
        ("two-wheels", 1, "wheels", ".answer", "largest window is 5 × 5"),
        ("two-wheels", 5, "heat", ".fact", "of the gradient in its central half"),
        ("dense-and-convolutional", 5, "flatten", ".reading", "It becomes unit"),
        ("receptive-field", 1, "field_view", ".words", "sees 8 × 8 pixels"),
    ],
)
def test_an_instrument_that_covers_by_itself_tells_nothing_until_then(
    page: NewPage, id: str, number: int, component: str, place: str, told: str
) -> None:
    one = now.Now(id, number)
    tab = opened(page(), one)
    box = tab.locator(f".{component}").first
    expect(box).to_have_class(re.compile("asking"), timeout=PATIENCE)
    assert told not in tab.locator("body").aria_snapshot()
    for key in one.step.folds:
        expect(tab.locator(f".st-key-{key}").first).to_be_hidden()
    for key in one.step.covers:
        expect(tab.locator(f".st-key-{key} p").first).to_be_hidden()
    banner(tab).get_by_role("button", name=re.compile("^Skip")).click()
    expect(box).not_to_have_class(re.compile("asking"), timeout=PATIENCE)
    expect(box.locator(place).first).to_contain_text(told, timeout=PATIENCE)


@pytest.mark.parametrize(
    ("id", "number", "told"),
    [
        ("builder", 3, "16,010 parameters"),
        ("architectures", 7, "The largest fall, 9.4 points"),
        ("activations", 7, "Mean activation without dropout"),
        ("one-step", 2, "For cross: 0.2902 − 1"),
        ("compare", 1, "lower than with no dropout"),
    ],
)
def test_what_a_step_covers_is_drawn_and_hidden_until_then(page: NewPage, id: str, number: int, told: str) -> None:
    tab = opened(page(), now.Now(id, number))
    said = tab.get_by_text(told).first
    expect(said).to_be_attached(timeout=PATIENCE)
    expect(said).to_be_hidden()
    assert told not in tab.locator("body").aria_snapshot()
    banner(tab).get_by_role("button", name=re.compile("^Skip")).click()
    expect(said).to_be_visible(timeout=PATIENCE)


def test_a_wrong_answer_gets_its_counter_example(page: NewPage) -> None:
    tab = opened(page(), now.Now(FIRST, 1))
    banner(tab).get_by_role("spinbutton").fill("-3")
    banner(tab).get_by_role("button", name="Answer").click()
    expect(banner(tab).get_by_test_id("stAlert")).to_contain_text("You said −3. It is 3.", timeout=PATIENCE)
    settled(tab)
    banner(tab).get_by_role("button", name="See a case").click()
    expect(tab.locator(".st-key-data input")).to_have_value("0,0,0,1,0,0,0", timeout=PATIENCE)
    expect(banner(tab).get_by_test_id("stAlert")).to_contain_text("You said −3. It is 3.")


@pytest.mark.parametrize("id", registry.LESSONS)
def test_banner_and_picture_are_in_sight_together(page: NewPage, id: str) -> None:
    tab = opened(page(width=1280, height=720), now.Now(id, 1))
    place, picture = banner(tab).bounding_box(), tab.locator(THINGS.get(id, "canvas")).first.bounding_box()
    assert place
    assert picture
    assert place["y"] + place["height"] <= picture["y"]
    assert picture["y"] + min(200, picture["height"]) <= 720
