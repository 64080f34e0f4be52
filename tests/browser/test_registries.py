"""Every choice the Lab offers is made once: each shows its own result and none an error."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from playwright.sync_api import Page, expect

from cnnviz.figures.draw import palettes
from cnnviz.images import picture, samples
from cnnviz.ops import activations, catalogue, composites, padding, pipeline, pooling
from cnnviz.ui import lessons
from cnnviz.ui.lab import views
from tests.browser.conftest import NewPage
from tests.browser.test_lab import LAB, choose, gallery, press, unfold_picture
from tests.browser.waiting import settled

SMALL = f"{LAB}?side=48+px"


def drawn(tab: Page) -> str:
    expect(gallery(tab)).to_have_attribute("data-drawn", re.compile("."))
    return gallery(tab).get_attribute("data-drawn") or ""


def each_redraws(tab: Page, options: Iterable[str], pick: Callable[[str], None]) -> None:
    """Picks the options one after the other; the first must not be what is shown already."""
    before = drawn(tab)
    for option in options:
        pick(option)
        expect(gallery(tab), option).not_to_have_attribute("data-drawn", before)
        expect(tab.get_by_test_id("stException"), option).to_have_count(0)
        expect(tab.get_by_test_id("stAlert"), option).to_have_count(0)
        expect(tab.locator(".trouble:not(:empty)"), option).to_have_count(0)
        before = drawn(tab)


def labels(registry: Mapping[str, Any]) -> list[str]:
    return [one.label for one in registry.values()]


def moved_on(options: Iterable[str], shown: str) -> list[str]:
    """All the options, what is shown at the start coming last."""
    return [*(option for option in options if option != shown), shown]


def test_every_kernel_is_chosen_and_drawn(page: NewPage) -> None:
    tab = page(width=1400)
    tab.goto(SMALL)
    settled(tab)

    sources = {bank.label: bank.source for bank in catalogue.BANKS.values()}

    def pick(name: str) -> None:
        choose(tab, "kernel1", name)
        if name in sources:
            sentence = tab.get_by_test_id("stCaptionContainer").filter(has_text=sources[name])
            expect(sentence.first, name).to_be_visible()

    each_redraws(tab, moved_on(pipeline.labels().values(), "Sobel x and y"), pick)


def test_every_picture_channel_activation_and_pooling_is_chosen_and_drawn(page: NewPage) -> None:
    tab = page(width=1400)
    tab.goto(SMALL)
    settled(tab)
    titles = [sample.title for sample in samples.SAMPLES.values()]
    channels = [channel.title for channel in picture.CHANNELS.values()]
    each_redraws(tab, moved_on(titles, "Still life"), lambda name: choose(tab, "image", name))
    unfold_picture(tab)
    each_redraws(tab, moved_on(channels, "Grey"), lambda name: choose(tab, "colour", name))
    each_redraws(tab, moved_on(labels(activations.ACTIVATIONS), "none"), lambda name: choose(tab, "activation1", name))
    each_redraws(tab, moved_on(labels(pooling.POOLINGS), "none"), lambda name: choose(tab, "pool1", name))


def test_every_padding_combination_and_palette_is_chosen_and_drawn(page: NewPage) -> None:
    tab = page(width=1400)
    tab.goto(SMALL)
    settled(tab)
    each_redraws(tab, moved_on(labels(padding.MODES), "nearest"), lambda name: choose(tab, "mode1", name))
    each_redraws(tab, moved_on(labels(padding.AMOUNTS), "same"), lambda name: choose(tab, "padding1", name))
    each_redraws(tab, moved_on(labels(composites.COMBINATIONS), "magnitude"), lambda name: choose(tab, "combine", name))
    tab.get_by_role("button", name="Colours").click()
    settled(tab)
    each_redraws(tab, moved_on(labels(palettes.SIGNED), "Blue–orange"), lambda name: press(tab, "palette", name))


def test_every_view_shows_something_of_its_own(page: NewPage) -> None:
    tab = page(width=1400)
    tab.goto(f"{SMALL}&pool1=max")
    settled(tab)
    seen = set()
    for name, view in moved_on_views():
        press(tab, "view", name)
        expect(tab.get_by_test_id("stException"), name).to_have_count(0)
        expect(tab.get_by_test_id("stAlert"), name).to_have_count(0)
        if view.sentence:
            expect(tab.get_by_text(view.sentence), name).to_be_visible()
        seen.add(tab.get_by_test_id("stMain").inner_text())
    assert len(seen) == len(views.VIEWS)


def moved_on_views() -> list[tuple[str, views.View]]:
    known = {view.label: view for view in views.VIEWS.values()}
    return [(name, known[name]) for name in moved_on(known, next(iter(known)))]


def test_every_lesson_of_the_menu_shows_its_kernels_and_its_view(page: NewPage) -> None:
    tab = page(width=1400)
    tab.goto(SMALL)
    settled(tab)
    for lesson in lessons.LESSONS.values():
        title = lesson.title
        menu = tab.get_by_test_id("stPopoverBody")
        if not menu.count():
            tab.get_by_role("button", name="Start from a lesson").click()
            settled(tab)
        menu.get_by_role("button", name=title, exact=True).click()
        settled(tab)
        expect(tab.get_by_test_id("stException"), title).to_have_count(0)
        expect(tab.get_by_test_id("stAlert"), title).to_have_count(0)
        if (skip := tab.locator(".st-key-course_skip button")).count():
            # What answers, maps or their view, is covered until then.
            skip.click()
            settled(tab)
        expect(tab.locator(".gallery .stage").first, title).to_be_visible()
        expect(tab.locator(".trouble:not(:empty)"), title).to_have_count(0)
        boxes = [tab.locator(f".st-key-kernel{number}").get_by_role("combobox") for number in (1, 2)]
        for box, stage in zip(boxes, lesson.stages, strict=False):
            expect(box, title).to_have_value(pipeline.labels()[stage.kernels.bank])
        expect(tab.locator(".st-key-image").get_by_role("combobox")).to_have_value(samples.SAMPLES[lesson.sample].title)
        view = views.VIEWS[str(lesson.more.get("view", "maps"))].label
        expect(tab.get_by_role("radio", name=view, exact=True), title).to_have_attribute("aria-checked", "true")
