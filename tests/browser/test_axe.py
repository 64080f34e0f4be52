"""axe-core finds nothing wrong: on every page and its main states, light and dark, on a desk and on a phone."""

import itertools
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from cnnviz.ui import catalogue
from cnnviz.ui.course import now
from cnnviz.ui.lab import views
from tests.browser import axe, explorer, test_builder, test_exam, test_exercises, test_training
from tests.browser.conftest import NewPage
from tests.browser.test_lab import press, unfold
from tests.browser.test_training import button
from tests.browser.waiting import settled

ENTRIES = tuple(itertools.chain(*catalogue.SECTIONS.values()))
# Brings a page into one state after the other, and gives each a name.
Visit = Callable[[Page], Iterator[str]]


def opened(tab: Page, entry: catalogue.Entry, query: str = "") -> Page:
    path = "" if entry is catalogue.HOME else entry.path
    tab.goto(f"/{path}?{query}" if query else f"/{path}")
    return settled(tab)


def lab(tab: Page) -> Iterator[str]:
    opened(tab, catalogue.LAB, "side=64+px&kernel1=Kirsch,+all+eight&pool1=max")
    for view in views.VIEWS.values():
        press(tab, "view", view.label)
        yield f"view {view.label}"
    opened(tab, catalogue.LAB, "kernel1=own&side=64+px&stride1=99")
    expect(tab.get_by_test_id("stAlert")).to_be_visible()
    unfold(tab, "More")
    yield "own kernel, a group unfolded, a warning"
    tab.get_by_role("button", name="By address").click()
    yield "uploader, an address asked for"
    tab.get_by_role("button", name="Start from a lesson").click()
    settled(tab)
    yield "lessons open"


def steps(tab: Page) -> Iterator[str]:
    opened(tab, catalogue.STEPS)
    yield "opened"
    explorer.pin(tab, 1, 1)
    tab.mouse.move(0, 0)
    yield "a cell chosen"
    opened(tab, catalogue.STEPS, "input=volume")
    yield "a 3-D stack"
    links = test_exercises.outcome(tab)
    yield "an exercise made"
    tab.goto(test_exercises.path(links["exercise"]))
    settled(tab)
    yield "an exercise done"
    tab.goto(test_exercises.path(links["teacher"]))
    settled(tab)
    yield "its teacher's room"


def signal(tab: Page) -> Iterator[str]:
    opened(tab, catalogue.SIGNAL)
    yield "opened"
    opened(tab, catalogue.SIGNAL, urlencode(now.Now("one-dimension", 1).query))
    yield "a lesson, its question open"
    banner = tab.locator(".st-key-lesson")
    banner.get_by_role("spinbutton").fill("-3")
    banner.get_by_role("button", name="Answer").click()
    expect(banner.get_by_test_id("stAlert")).to_contain_text("You said")
    settled(tab)
    yield "a wrong answer"
    opened(tab, catalogue.STEPS, urlencode(now.Now("edges", 3).query))
    yield "maps to choose from"
    opened(tab, catalogue.STEPS, urlencode(now.Now("edges", 4).query))
    yield "a cell to point at"
    opened(tab, catalogue.SIGNAL, urlencode(now.Now("one-dimension", 3).query))
    yield "a curve to drag"


def padding(tab: Page) -> Iterator[str]:
    opened(tab, catalogue.PADDING)
    yield "opened"
    opened(tab, catalogue.PADDING, "closer=transposed")
    yield "transposed"
    opened(tab, catalogue.PADDING, urlencode(now.Now("padding-and-stride", 1).query))
    tab.locator(".st-key-take_along summary").click()
    tab.get_by_role("button", name="This step (HTML)").wait_for()
    yield "a step to take along"
    opened(tab, catalogue.PADDING, urlencode(now.Now("padding-and-stride", 4).query))
    yield "a size to draw"
    tab.get_by_role("button", name="Skip").click()
    expect(tab.locator(".st-key-lesson").get_by_test_id("stAlert")).to_contain_text("It is")
    settled(tab)
    yield "the size that it is"


def builder(tab: Page) -> Iterator[str]:
    opened(tab, catalogue.BUILDER)
    yield "opened"
    test_builder.brick(tab, "0").locator("summary b").click()
    yield "a brick open"
    for key in ("each_layer", "words", "as_code"):
        tab.locator(f".st-key-{key} summary").click()
        settled(tab)
    yield "table, words and code unfolded"


def architectures(tab: Page) -> Iterator[str]:
    opened(tab, catalogue.ARCHITECTURES)
    yield "opened"
    for panel in tab.locator("[data-testid=stExpander] summary").all():
        panel.click()
        settled(tab)
    yield "everything unfolded"


def one_step(tab: Page) -> Iterator[str]:
    opened(tab, catalogue.ONE_STEP)
    yield "opened"
    press(tab, "half", "Back to a weight: 5 to 8")
    yield "the way back"


def channels(tab: Page) -> Iterator[str]:
    opened(tab, catalogue.CHANNELS)
    tab.locator(".filter_block").get_by_text("These numbers as text").click()
    yield "the block, its numbers unfolded"
    press(tab, "closer", "What the layer costs")
    yield "circles and arrows"
    press(tab, "closer", "1 × 1: one pixel, all channels")
    yield "a small network"


def words(tab: Page) -> Iterator[str]:
    opened(tab, catalogue.WORDS)
    yield "opened"
    press(tab, "table", "Kernels")
    yield "another table"
    tab.locator(".st-key-terms button").click()
    expect(tab.get_by_test_id("stPopoverBody")).to_be_visible()
    yield "terms"


def looks(tab: Page) -> Iterator[str]:
    """Once all pictures have been looked at: until then the page draws itself anew from time to time."""
    excited = "look_at=0&look_set=samples&look_twin=true&made=true&made_beside=twin"
    for query in (f"way_model=recorded&{excited}", "way_model=recorded"):
        opened(tab, catalogue.LOOKS, query)
        expect(tab.locator(".st-key-look_progress")).to_contain_text("all looked at", timeout=60_000)
        settled(tab)
        yield query


def train(tab: Page) -> Iterator[str]:
    opened(tab, catalogue.TRAIN)
    yield "opened"
    test_exam.opened_seal(tab)
    to_top(tab)
    yield "the test set open"
    test_exam.answer_shown(tab)
    to_top(tab)
    yield "a mistake and its neighbours"
    panel = test_training.started(tab)
    button(panel, "Pause").click()
    expect(test_training.status(panel)).to_contain_text("Paused", timeout=10_000)
    yield "a run that is held"
    button(panel, "Stop").click()
    expect(test_training.status(panel)).to_contain_text("Stopped", timeout=10_000)
    tab.get_by_text("Share, branch, take away").click()
    yield "a run that has ended"


def to_top(tab: Page) -> None:
    """A button that the menu covers half, as far as one happened to scroll, is no fault."""
    tab.locator(".stMain").evaluate("(node) => node.scrollTo(0, 0)")
    settled(tab)


def where(tab: Page) -> Iterator[str]:
    """A run, whose patch takes no time."""
    yield opened(tab, catalogue.WHERE).url
    for state in ("where_method=cover&where_twin=true", "where_method=pixels"):
        tab.goto(f"/{catalogue.WHERE.path}?way_model=recorded&{state}")
        settled(tab)
        yield state


def class_board(tab: Page) -> Iterator[str]:
    opened(tab, catalogue.CLASS)
    yield "before one is open"
    tab.get_by_role("button", name="Open a class").click()
    expect(tab.locator(".st-key-class_board .code")).to_have_text(re.compile("^....-....$"), timeout=20_000)
    settled(tab)
    tab.locator(".wall summary").click()
    yield "the board"


def join(tab: Page) -> Iterator[str]:
    opened(tab, catalogue.JOIN, "join=CCCC-CCCC")
    yield "the form"
    tab.get_by_role("button", name="Join").click()
    expect(tab.get_by_text("There is no class with this code")).to_be_visible(timeout=20_000)
    settled(tab)
    yield "a wrong code"


VISITS: dict[str, Visit] = {
    catalogue.CLASS.path: class_board,
    catalogue.JOIN.path: join,
    catalogue.WHERE.path: where,
    catalogue.LAB.path: lab,
    catalogue.SIGNAL.path: signal,
    catalogue.STEPS.path: steps,
    catalogue.CHANNELS.path: channels,
    catalogue.PADDING.path: padding,
    catalogue.LOOKS.path: looks,
    catalogue.WORDS.path: words,
    catalogue.BUILDER.path: builder,
    catalogue.ARCHITECTURES.path: architectures,
    catalogue.ONE_STEP.path: one_step,
    catalogue.TRAIN.path: train,
}


@pytest.mark.parametrize("entry", ENTRIES, ids=[entry.path for entry in ENTRIES])
def test_axe_finds_nothing(page: NewPage, entry: catalogue.Entry, ended: None) -> None:
    tab = page(width=1400, reduced_motion="reduce")
    expect_nothing(tab, VISITS[entry.path](tab) if entry.path in VISITS else iter([opened(tab, entry).url]))


def test_axe_finds_nothing_in_the_menu_of_a_phone(page: NewPage) -> None:
    tab = page(width=390, reduced_motion="reduce")
    opened(tab, catalogue.WORDS)
    tab.get_by_test_id("stExpandSidebarButton").click()
    expect(tab.get_by_test_id("stSidebar").get_by_role("link", name="Kernel Lab")).to_be_visible()
    found = axe.found(tab)
    assert not found, "\n".join(map(axe.sentence, found))


@pytest.mark.parametrize(
    ("rule", "style"), [("page-has-heading-one", "h1 {display: none}"), ("color-contrast", "p {color: #222}")]
)
def test_axe_finds_what_is_wrong_in_the_dark_alone(page: NewPage, rule: str, style: str) -> None:
    tab = page()
    dark = f"body {{background: #111; color: #eee}} {style}"
    tab.set_content(
        f"<html lang=en><title>A</title><style>@media (prefers-color-scheme: dark) {{{dark}}}</style>"
        "<main><h1>A heading</h1><h2>Another</h2><p>And words</p></main>"
    )
    looks: tuple[tuple[axe.Scheme, set[str]], ...] = (("light", set()), ("dark", {rule}), ("light", set()))
    for scheme, rules in looks:
        tab.emulate_media(color_scheme=scheme)
        assert {violation["rule"] for violation in axe.found(tab)} == rules


def expect_nothing(tab: Page, visit: Iterator[str]) -> None:
    """Fails with each thing that was found, and where it was to be seen."""
    seen: dict[str, list[str]] = defaultdict(list)
    for state in visit:
        for look in axe.looks(tab):
            for violation in axe.found(tab):
                seen[axe.sentence(violation)].append(f"{state}, {look}")
    if seen:
        told = (f"{sentence}\n    {' · '.join(dict.fromkeys(places))}" for sentence, places in seen.items())
        pytest.fail(f"axe-core found {len(seen)} things:\n" + "\n".join(told), pytrace=False)
