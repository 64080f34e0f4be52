"""Lessons about networks that have learned, as one file: they ask, show and answer to a hand without any server."""

from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from cnnviz.course import questions, registry
from cnnviz.course.questions import Order
from cnnviz.ui.course import now
from tests import alone, weights
from tests.browser import axe
from tests.browser.conftest import NewPage
from tests.browser.test_alone import OpenFile, answer, opened
from tests.browser.test_lab import downloaded
from tests.browser.waiting import settled

__all__ = ["opened"]  # a fixture
# Lessons played to their end; what-it-looks-for has to compute for long before its last step stands.
PLAYED = ("real-network", "where-it-looked", "operate", "own-classes")
# What covers answers in a file.
COVER = "Covered until you have answered"


@pytest.fixture(autouse=True)
def learned() -> None:
    weights.keep()


def give(tab: Page, one: now.Now) -> None:
    """The right answer."""
    if not isinstance(one.step.question, Order):
        return answer(tab, one)
    for place, id in enumerate(questions.right_answer(one.step.question, one.scene)):  # type: ignore[arg-type]
        tab.locator(".place select").nth(place).select_option(str(id))
    tab.get_by_role("button", name="Answer").click()


@pytest.mark.parametrize("id", PLAYED)
def test_a_lesson_covers_asks_and_shows_to_its_end(opened: OpenFile, id: str) -> None:  # the fixture
    tab, steps = opened(alone.lesson(id)), registry.LESSONS[id].steps
    for number, step in enumerate(steps[:-1], 1):
        expect(tab.locator(".task h2")).to_contain_text(f"{number} of {len(steps)}")
        expect(tab.get_by_text(COVER).first).to_be_visible()
        give(tab, now.Now(id, number))
        expect(tab.locator(".verdict")).to_contain_text(step.notice)
        expect(tab.get_by_text(COVER)).to_have_count(0)
        expect(tab.locator(".part").first).to_have_attribute("data-drawn", "")
        tab.get_by_role("button", name="Next").click()
    asked = len(registry.asking(id))
    expect(tab.locator(".verdict")).to_contain_text(f"{asked} of {asked} right at the first try")
    expect(tab.locator(".task")).to_contain_text("In the app")


def test_maps_on_the_way_answer_to_who_points_and_lead_nowhere(opened: OpenFile) -> None:
    tab = opened(alone.view("real-network", way_model="recorded", way_picture="3"))
    words = tab.locator(".way .words")
    before = words.inner_text()
    tab.locator(".way .cell").nth(1).hover()
    expect(words).not_to_have_text(before)
    expect(words).to_contain_text("sees")
    expect(tab.locator(".way .head button")).to_have_count(0)
    tab.locator(".way .cell").nth(1).click()
    expect(tab.locator(".way")).to_have_attribute("data-view", "chain")


def test_a_unit_and_a_layer_are_looked_at_and_lead_nowhere(opened: OpenFile) -> None:
    at = {"way_model": "recorded", "way_picture": "3", "way_at": "3"}
    tab = opened(alone.view("real-network", **at))
    expect(tab.locator(".way")).to_have_attribute("data-view", "sheet")
    expect(tab.locator(".way .crumbs")).to_contain_text("The whole way")
    expect(tab.locator(".way button")).to_have_count(0)
    tab.locator(".way .maps").focus()
    before = tab.locator(".way .words").inner_text()
    tab.keyboard.press("ArrowRight")
    expect(tab.locator(".way .words")).not_to_have_text(before)
    tab = opened(alone.view("real-network", **at, way_map="5"))
    expect(tab.locator(".way")).to_have_attribute("data-view", "unit")
    expect(tab.locator(".way button")).to_have_count(0)
    expect(tab.locator(".way .parts")).to_contain_text("map 1")


def test_filters_are_shown_with_their_numbers_and_not_offered(opened: OpenFile) -> None:
    tab = opened(alone.view("operate", way_model="recorded", way_picture="7"))
    bars = tab.locator('.part[data-key="op_left_out"]')
    expect(bars.locator("canvas")).to_have_count(32)
    expect(bars.locator("input")).to_have_count(0)
    expect(bars.locator(".number").nth(6)).to_have_text("7")
    expect(bars.get_by_role("img", name="Filter 7,")).to_be_visible()
    expect(bars.locator(".legend")).not_to_contain_text("Choose")


def test_a_channel_stands_with_its_number_and_all_of_its_layer_can_be_named(opened: OpenFile) -> None:
    tab = opened(alone.view("what-it-looks-for", way_model="recorded", look_at="3", look_map="45"))
    expect(tab.locator(".patches .chooser")).to_have_text("Map 45 of 64")
    expect(tab.locator(".patches button, .patches input")).to_have_count(0)
    sheet = tab.locator(".patch_sheet")
    sheet.locator(".stage").focus()
    tab.keyboard.press("ArrowRight")
    expect(sheet.locator(".words")).to_contain_text("up to")


def test_shelves_are_stepped_through_and_say_what_they_do_not_take_along(opened: OpenFile) -> None:
    tab = opened(alone.view("own-classes", way_model="recorded"), 390, "dark")
    shelves = tab.locator(".shelves")
    shelves.locator(".tile").first.click()
    expect(shelves.locator(".picked p")).to_contain_text("the largest share")
    expect(shelves.get_by_role("button", name="Remove")).to_be_hidden()
    expect(shelves.locator(".status")).not_to_contain_text("Everything below")
    shelves.locator("input.timeline").fill("3")
    expect(shelves.locator(".status")).to_contain_text("After step 3")
    expect(shelves.locator(".status")).to_contain_text("Everything below is as after step 100.")


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_axe_finds_nothing_wrong_with_their_files(
    opened: OpenFile, width: int, scheme: Literal["light", "dark"]
) -> None:
    found = []
    for path in ("real-network", "where-it-looked", "what-it-looks-for", "operate", "own-classes"):
        tab = opened(alone.view(path, way_model="recorded"), width, scheme)
        tab.set_viewport_size({"width": width, "height": tab.evaluate("document.documentElement.scrollHeight")})
        found += [f"{path}: {axe.sentence(one)}" for one in axe.found(tab)]
        tab.close()
    assert not found, "\n".join(found)


def test_the_app_gives_a_step_with_the_photo_that_is_on(page: NewPage) -> None:
    tab = page()
    tab.goto("/real-network?lesson=real-network&step=4&image=astronaut")
    settled(tab)
    tab.locator(".st-key-take_along summary").click()
    save = tab.get_by_role("button", name="This step (HTML)")
    save.wait_for()
    file = alone.told(downloaded(tab, save.click))
    assert any("Astronaut" in credit for credit in file["credits"])
