"""Runs that were taken along: from a disk, without a network, with the numbers of the recorded runs."""

import re

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from cnnviz import packing
from cnnviz.api.runs import looking
from cnnviz.api.runs.requests import Asked
from cnnviz.course import misconceptions, questions, registry
from cnnviz.training import recorded
from cnnviz.training.events import Event, EventKind
from cnnviz.ui.course import now
from tests import alone
from tests.browser.test_alone import OpenFile, answer, opened

__all__ = ["opened"]
LESSON = "train"
STEPS = registry.LESSONS[LESSON].steps
# What only a server can follow.
REMOTE = re.compile("^(▶ )?(Train|Pause|Resume|Stop|One batch|One epoch|Branch|Copy|Take these settings)")


@pytest.fixture(scope="module")
def lesson() -> bytes:
    return alone.lesson(LESSON)


def events(view: str, kind: EventKind) -> list[tuple[int, Event]]:
    return [(one.seq, one.event) for one in recorded.run(view).events if one.event.kind == kind]


def slider(tab: Page) -> Locator:
    return tab.locator('.live-timeline input[type="range"]')


def go(tab: Page, key: str) -> None:
    """Move the timeline, once the run is there and plays by itself."""
    expect(slider(tab)).to_be_enabled()
    slider(tab).press(key)


def figure(value: float) -> str:
    return f"{float(f'{value:.3g}'):g}"


def percent(share: float) -> str:
    value = 100 * share
    return f"{value:.{2 if value < 1 or value > 99 else 1}f} %"


def answered(view: str, seq: int, picture: int) -> str:
    """The network's answer to a validation picture at a snapshot, as the panel says it."""
    question = packing.packed({"snapshots": [seq], "validation": picture}, {})
    header, arrays = packing.unpacked(looking.seen(Asked({"id": view}, {}, question)).body)
    likely, label = arrays[f"{seq}.probabilities"], header["label"]
    best = int(likely.argmax())
    sure = f"{percent(likely[best])} for {header['classes'][best]}"
    if best == label:
        return f"Right: {sure}."
    return f"Wrong: {sure}, but it is {header['classes'][label]} ({percent(likely[label])})."


def test_a_lesson_of_a_run_shows_its_numbers_and_judges_as_the_app_does(opened: OpenFile, lesson: bytes) -> None:
    tab, view = opened(lesson), recorded.FIRST
    snapshots, learned = events(view, EventKind.SNAPSHOT), events(view, EventKind.SCALARS)
    losses = np.concatenate([event.arrays["loss"] for _, event in learned])
    go(tab, "End")
    last = snapshots[-1][1].step
    end = f"step {last} of {last}, epoch 3.00, loss {figure(float(losses[-1]))}"
    expect(slider(tab)).to_have_attribute("aria-valuetext", end)
    # What is out of sight is not drawn.
    tab.locator(".live-confusion").scroll_into_view_if_needed()
    looks = [one for _, one in events(view, EventKind.EVALUATION) if one.header["part"] == "validation"]
    right = round(looks[-1].header["accuracy"] * len(looks[-1].arrays["predicted"]))
    expect(tab.locator(".live-confusion .live-sentence")).to_contain_text(f"{right} of 1,000 validation pictures right")
    expect(tab.locator(".live-answer")).to_have_text(answered(view, snapshots[-1][0], 0))
    # A picture that is drawn is put to the network in the browser: all black at first.
    tab.get_by_role("button", name="Draw or upload").click()
    expect(tab.locator(".live-answer")).to_contain_text("The network says")
    tab.get_by_role("button", name="Validation picture").click()
    # A moment of which only the first layer is here.
    go(tab, "Home")
    go(tab, "ArrowRight")
    expect(slider(tab)).to_have_attribute("aria-valuetext", re.compile(rf"^step {snapshots[1][1].step} of"))
    expect(tab.locator(".live-probe")).to_contain_text("This answer is of step 0, the nearest of which all layers")
    expect(tab.locator(".live-answer")).to_have_text(answered(view, snapshots[0][0], 0))
    expect(tab.locator(".live button:visible, .live a:visible").filter(has_text=REMOTE)).to_have_count(0)
    expect(tab.locator(".live-detail table")).not_to_be_visible()
    one = now.Now(LESSON, 1)
    assert isinstance(one.step.question, questions.Number)
    [(id, trap)] = one.step.question.traps.items()
    answer(tab, one, trap(one.scene))
    expect(tab.locator(".verdict")).to_contain_text(misconceptions.MISCONCEPTIONS[id].answer)
    expect(tab.locator(".live-detail table")).to_be_visible()


def test_a_question_about_a_run_is_tried_again_on_another_one(opened: OpenFile, lesson: bytes) -> None:
    tab = opened(lesson, 390, "dark")
    tab.keyboard.press("F2")
    tab.keyboard.press("F2")
    expect(tab.locator(".task h2")).to_contain_text(f"2 of {len(STEPS)}")
    for draw, given in ((0, "same"), (1, None)):
        view = recorded.PAIR[draw]
        expect(tab.locator(".live-curves h2")).not_to_be_visible()
        answer(tab, now.Now(LESSON, 2, draw), given)
        expect(tab.locator(".live-curves h2")).to_be_visible()
        go(tab, "End")
        losses = events(view, EventKind.SCALARS)[-1][1].arrays["loss"]
        expect(slider(tab)).to_have_attribute("aria-valuetext", re.compile(f"loss {figure(float(losses[-1]))}$"))
        if draw == 0:
            expect(tab.locator(".verdict")).to_contain_text(misconceptions.MISCONCEPTIONS["low-loss-learned"].answer)
            tab.get_by_role("button", name="Try another like it").click()
    expect(tab.locator(".verdict")).to_contain_text("Right")


def test_two_runs_are_covered_until_it_is_said_how_they_end_and_then_move_together(opened: OpenFile) -> None:
    tab = opened(alone.lesson("compare"))
    expect(tab.locator(".live")).to_have_count(0)
    expect(tab.locator(".covered")).to_be_visible()
    answer(tab, now.Now("compare", 1))
    expect(tab.locator(".verdict")).to_contain_text("Right")
    go(tab, "End")
    ends = [events(view, EventKind.SCALARS)[-1][1].arrays["loss"][-1] for view in recorded.PAIR]
    for title, loss in zip(("no dropout", "dropout 0.5"), ends, strict=True):
        expect(slider(tab)).to_have_attribute(
            "aria-valuetext", re.compile(f"loss with {re.escape(title)} {figure(float(loss))}")
        )
    expect(tab.locator(".live button:visible").filter(has_text=REMOTE)).to_have_count(0)
