"""What is taken along runs by itself: from a disk, without any network, and in a learning platform."""

import base64
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pytest
from playwright.sync_api import Browser, BrowserContext, FrameLocator, Locator, Page, Route, expect

from cnnviz import numbers
from cnnviz.course import misconceptions, questions, registry
from cnnviz.course.questions import Curve, Number, Order, Point, Size
from cnnviz.course.scenes import Row
from cnnviz.ui.alone import pages, scorm
from cnnviz.ui.course import now
from tests import alone
from tests.browser import axe, charts
from tests.browser.conftest import NewPage
from tests.browser.test_lab import downloaded
from tests.browser.waiting import settled

OpenFile = Callable[..., Page]
LESSON = "one-dimension"
STEPS = registry.LESSONS[LESSON].steps
ASKED = len(registry.asking(LESSON))
PLATFORM = "http://platform.invalid/"
# A platform's page: the API of SCORM 1.2, which keeps what it is told, and the lesson two frames below it.
HARNESS = """<!doctype html><title>Platform</title><script>
window.told = {"cmi.core.lesson_status": "not attempted", ...JSON.parse(sessionStorage.told ?? "{}")}
window.calls = []
const heard = (name, answer) => (...given) => { calls.push([name, ...given]); return answer(...given) }
const keep = () => { sessionStorage.told = JSON.stringify(told); return "true" }
window.API = {
  LMSInitialize: heard("LMSInitialize", () => "true"),
  LMSGetValue: heard("LMSGetValue", (name) => told[name] ?? ""),
  LMSSetValue: heard("LMSSetValue", (name, value) => { told[name] = value; return "true" }),
  LMSCommit: heard("LMSCommit", keep),
  LMSFinish: heard("LMSFinish", keep),
  LMSGetLastError: () => "0", LMSGetErrorString: () => "", LMSGetDiagnostic: () => "",
}
</script><iframe src="frame.html" style="width: 1200px; height: 1500px"></iframe>"""
FRAME = '<!doctype html><title>Frame</title><iframe src="index.html" style="width: 1180px; height: 1480px"></iframe>'


@pytest.fixture(scope="module")
def lesson() -> bytes:
    return alone.lesson(LESSON)


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[OpenFile]:
    """Opens files from a disk, without a network. The test fails if a page had an error or asked for anything."""
    problems: list[str] = []
    contexts: list[BrowserContext] = []

    def open_file(file: bytes, width: int = 1280, scheme: Literal["light", "dark"] = "light") -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, offline=True, has_touch=width < 500
        )
        contexts.append(context)
        context.on("console", lambda message: problems.extend([message.text] if message.type == "error" else []))
        context.on("weberror", lambda error: problems.append(str(error.error)))
        tab = context.new_page()
        context.on("request", lambda request: problems.append(request.url))
        tab.goto(alone.written(tmp_path, file))
        expect(tab.locator(".part, .covered").first).to_be_visible()
        return tab

    yield open_file
    for context in contexts:
        context.close()
    assert not [one for one in problems if not one.startswith(("data:", "file:"))]


def box(tab: Page) -> Locator:
    return tab.locator(".part .explorer")


def answer(tab: Page | FrameLocator, one: now.Now, given: questions.Given | None = None) -> None:
    """Give an answer by keyboard, the right one where nothing else is said."""
    question = one.step.question
    assert question
    given = questions.right_answer(question, one.scene) if given is None else given
    if isinstance(question, Number):
        tab.get_by_label(question.ask).fill(f"{given:g}")
    elif isinstance(question, Point | Size | Curve):
        typed = tab.locator(".board .typed input")
        values = [float(value) + isinstance(question, Point) for value in given]  # type: ignore[union-attr]
        texts = [", ".join(f"{value:g}" for value in values)]
        for at, text in enumerate(texts if isinstance(question, Curve) else [f"{value:g}" for value in values]):
            typed.nth(at).fill(text)
            typed.nth(at).press("Tab")
    elif isinstance(question, Order):
        for at, id in enumerate(given):  # type: ignore[arg-type]
            tab.locator(".place select").nth(at).select_option(str(id))
    else:
        tab.locator(f'input[value="{given}"]').check()
    tab.get_by_role("button", name="Answer").click()


def test_a_lesson_runs_from_a_disk_to_its_score_by_keyboard_with_the_apps_numbers(
    opened: OpenFile, lesson: bytes
) -> None:
    tab = opened(lesson)
    for number, step in enumerate(STEPS[:-1], 1):
        one = now.Now(LESSON, number)
        expect(tab.locator(".task h2")).to_contain_text(f"{number} of {len(STEPS)}")
        expect(box(tab)).to_have_class(re.compile("asking"))
        answer(tab, one)
        expect(tab.locator(".verdict")).to_contain_text(step.notice)
        assert isinstance(one.scene, Row)
        shown = one.scene.result.output[0, 0, one.scene.at or 0]
        expect(box(tab).last).to_have_attribute("data-value", numbers.text(float(shown)))
        expect(tab.get_by_role("button", name="Next")).to_be_focused()
        tab.keyboard.press("Enter")
    expect(tab.locator(".verdict")).to_contain_text(f"{ASKED} of {ASKED} right at the first try")


def test_nothing_tells_the_answer_before_it_is_given_and_a_wrong_one_gets_its_sentence(
    opened: OpenFile, lesson: bytes
) -> None:
    tab, one = opened(lesson, 390, "dark"), now.Now(LESSON, 1)
    assert isinstance(one.step.question, Number)
    expect(box(tab)).to_have_attribute("data-value", "")
    before = tab.locator("body").aria_snapshot()
    assert not re.search(r"Result: |Output \d|= −?\d", before), before
    id, trap = next(iter(one.step.question.traps.items()))
    answer(tab, one, trap(one.scene))
    expect(tab.locator(".verdict")).to_contain_text(misconceptions.MISCONCEPTIONS[id].answer)
    expect(tab.locator(".verdict")).to_contain_text("You said")
    tab.get_by_role("button", name="Try another like it").click()
    expect(box(tab)).to_have_class(re.compile("asking"))
    answer(tab, now.Now(LESSON, 1, 1))
    expect(tab.locator(".verdict")).to_contain_text("Right")


def test_an_answer_about_something_else_is_not_judged(opened: OpenFile, lesson: bytes) -> None:
    tab = opened(lesson)
    stride = tab.locator('.knob[data-name="stride"] input.typed')
    stride.fill("2")
    stride.press("Enter")
    answer(tab, now.Now(LESSON, 1))
    expect(tab.locator(".verdict")).to_contain_text("You had changed")
    expect(stride).to_have_value("1")
    tab.keyboard.press("F2")
    expect(tab.locator(".verdict")).to_contain_text("It is 3")


@pytest.mark.parametrize("path", [entry.path for entry in pages.PAGES])
def test_a_view_shows_its_components_and_nothing_goes_wrong(opened: OpenFile, path: str) -> None:
    file = alone.view(path)
    tab = opened(file)
    items = alone.told(file)["steps"][0]["draws"][0]["items"]
    inner = [one for item in items for one in (item["items"] if item["kind"] == "fold" else [item])]
    expect(tab.locator(".part")).to_have_count(sum(item["kind"] == "part" for item in inner))
    # Tables are there as they are, and a chart that is folded away is drawn once it is unfolded.
    tab.wait_for_function(
        "[...document.querySelectorAll('.part:not(.table)')].every((part) => part.hasAttribute('data-drawn') || "
        "part.matches('.chart:has(.main-svg), details:not([open]) .chart'))"
    )
    expect(tab.locator(".part .trouble").filter(has_text=re.compile("could not"))).to_have_count(0)


def test_a_map_that_is_covered_says_so_and_the_numbers_that_are_built_from_are_there_to_be_read(
    opened: OpenFile,
) -> None:
    tab = opened(alone.steps("kernel-lab")[0])
    seat = tab.locator(".bench .seat.large")
    expect(seat).to_be_attached()
    words = "element => getComputedStyle(element, '::after').content"
    assert "Covered until you have answered" in seat.evaluate(words)
    tab.keyboard.press("F2")
    expect(tab.locator(".verdict").first).to_be_visible()
    assert "Covered" not in tab.locator(".bench .seat.large").evaluate(words)
    filters = opened(alone.steps("channels")[1]).locator('.knob[data-name="count"] input')
    expect(filters.last).to_have_value("32")
    for one in filters.all():
        expect(one).to_be_disabled()


def test_the_explorer_computes_in_the_file_what_the_app_would(opened: OpenFile) -> None:
    tab = opened(alone.view("step-by-step"))
    expect(tab.locator(".agreement")).to_contain_text("Browser and the app agree on all 64 numbers")
    stride = tab.locator('.knob[data-name="stride"] input.typed')
    stride.fill("2")
    stride.press("Enter")
    expect(tab.locator(".agreement")).to_contain_text("Your browser's own numbers")
    expect(tab.locator(".side.output figcaption")).to_contain_text("4 × 4")


@pytest.mark.parametrize(
    "id", ["words", "data", "builder", "architectures", "deeper", "activations", "one-step", "find-your-kernel"]
)
def test_lessons_of_charts_and_tables_are_answered_from_the_first_question_to_the_last(
    opened: OpenFile, id: str
) -> None:
    tab, asked = opened(alone.lesson(id)), len(registry.asking(id))
    for number, step in enumerate(registry.LESSONS[id].steps, 1):
        one = now.Now(id, number)
        expect(tab.locator(".task h2")).to_contain_text(f"{number} of ")
        if step.question:
            expect(tab.locator("#steps > .stage")).not_to_be_empty()
            assert tab.locator(".verdict").count() == 0
            answer(tab, one)
            expect(tab.locator(".verdict")).to_contain_text("Right:")
            expect(tab.locator(".covered")).to_have_count(0)
        if number < len(registry.LESSONS[id].steps):
            tab.locator(".asked button.primary").click()
    expect(tab.locator(".verdict")).to_contain_text(f"{asked} of {asked} right at the first try")
    for place in tab.locator(".chart:visible").all():
        expect(place.locator(".main-svg").first).to_be_attached()


def rows(figure: dict[str, Any]) -> list[list[list[Any]]]:
    """The numbers and names of each trace, across and upwards."""
    return [
        [
            np.frombuffer(base64.b64decode(one["bdata"]), one["dtype"]).tolist() if isinstance(one, dict) else one
            for one in (trace["x"], trace["y"])
        ]
        for trace in figure["data"]
    ]


@pytest.mark.parametrize(("path", "query"), [("activations", {}), ("find-your-kernel", {"searched": "recorded"})])
def test_charts_have_the_numbers_that_the_app_draws_and_can_be_read(
    opened: OpenFile, path: str, query: dict[str, str]
) -> None:
    figures, file = alone.charts(path, **query), alone.view(path, **query)
    for width, scheme in ((1280, "light"), (390, "dark")):
        tab = opened(file, width, scheme)
        drawn = tab.locator(".chart.js-plotly-plot .main-svg .xtick")
        for key, figure in figures.items():
            place = tab.locator(f'.chart[data-key="{key}"]')
            expect(place.locator(".xtick, .ytick").first).to_be_visible()
            read = "plot => plot._fullData.map(({ x, y }) => [x, y].map(one => Array.from(one)))"
            assert place.evaluate(read) == rows(figure)
        assert tab.locator(".chart").count() == len(figures)
        assert drawn.count()
        assert not tab.evaluate(charts.TROUBLES)
        expect(tab.locator("details", has_text=", in words")).to_have_count(len(figures))


@pytest.mark.parametrize("id", ["one-dimension", "channels", "one-step", "train"])
def test_axe_finds_nothing_wrong_with_a_file(opened: OpenFile, id: str) -> None:
    file, found = alone.lesson(id), []
    for width in (1280, 390):
        for scheme in ("light", "dark"):
            tab = opened(file, width, scheme)
            for state in ("open", "answered"):
                if state == "answered":
                    tab.keyboard.press("F2")
                    expect(tab.locator(".verdict")).to_be_visible()
                height = tab.evaluate("document.documentElement.scrollHeight")
                tab.set_viewport_size({"width": width, "height": height})
                found += [f"{state}, {width} px, {scheme}: {axe.sentence(one)}" for one in axe.found(tab)]
    assert not found, "\n".join(found)


def serve(context: BrowserContext, files: dict[str, str]) -> None:
    """What the browser gets of the platform, by name."""

    def given(route: Route) -> None:
        name = route.request.url.removeprefix(PLATFORM)
        route.fulfill(body=files.get(name, ""), content_type="text/html; charset=utf-8")

    context.route(f"{PLATFORM}**", given)


def test_a_learning_platform_gets_the_score_and_gives_the_answers_back(browser: Browser, lesson: bytes) -> None:
    archive = zipfile.ZipFile(io.BytesIO(scorm.package("Slide", lesson)))
    assert archive.namelist() == ["imsmanifest.xml", "index.html"]
    files = {"": HARNESS, "frame.html": FRAME, "index.html": archive.read("index.html").decode()}
    context = browser.new_context(viewport={"width": 1280, "height": 1500})
    serve(context, files)
    tab = context.new_page()
    tab.goto(PLATFORM)
    inside = tab.frame_locator("iframe").frame_locator("iframe")
    inside.get_by_label("What does this window add up to?").fill("99")
    inside.get_by_role("button", name="Answer").click()
    for _ in STEPS[1:-1]:
        inside.get_by_role("button", name="Next").click()
        inside.get_by_role("button", name="Skip").click()
    expect(inside.locator(".verdict")).to_be_visible()
    told = tab.evaluate("told")
    assert told["cmi.core.lesson_status"] == "completed"
    assert [told[f"cmi.core.score.{name}"] for name in ("raw", "min", "max")] == ["0", "0", "100"]
    assert tab.evaluate("calls[0]") == ["LMSInitialize", ""]
    tab.evaluate("document.querySelector('iframe').remove()")
    tab.wait_for_function("calls.some(([name]) => name === 'LMSFinish')")
    assert re.fullmatch(r"\d{4}:\d\d:\d\d\.\d\d", tab.evaluate("told['cmi.core.session_time']"))
    tab.goto(PLATFORM)
    expect(inside.locator(".verdict")).to_contain_text("You said 99. It is 3.")
    context.close()


def test_a_platform_that_asks_for_a_mark_is_told_who_passed(browser: Browser, lesson: bytes) -> None:
    harness = HARNESS.replace('"not attempted"', '"not attempted", "cmi.student_data.mastery_score": "100"')
    files = {"": harness, "frame.html": FRAME, "index.html": lesson.decode()}
    context = browser.new_context(viewport={"width": 1280, "height": 1500})
    serve(context, files)
    tab = context.new_page()
    tab.goto(PLATFORM)
    inside = tab.frame_locator("iframe").frame_locator("iframe")
    for number, step in enumerate(STEPS[:-1], 1):
        one = now.Now(LESSON, number)
        answer(inside, one)
        expect(inside.locator(".verdict")).to_contain_text(step.notice)
        inside.get_by_role("button", name="Next").click()
    expect(inside.locator(".verdict")).to_contain_text(f"{ASKED} of {ASKED} right")
    assert tab.evaluate("told['cmi.core.lesson_status']") == "passed"
    assert tab.evaluate("told['cmi.core.score.raw']") == "100"
    context.close()


def test_the_app_gives_the_view_and_the_lesson(page: NewPage, opened: OpenFile) -> None:
    tab = page()
    tab.goto("/step-by-step?row=2&column=6")
    settled(tab)
    expect(tab.locator(".explorer")).to_have_attribute("data-cell", "2 6")
    value = tab.locator(".explorer").get_attribute("data-value")
    tab.locator(".st-key-take_along summary").click()
    tab.get_by_role("button", name="This view (HTML)").wait_for()
    file = opened(downloaded(tab, tab.get_by_role("button", name="This view (HTML)").click))
    expect(box(file)).to_have_attribute("data-value", value or "")
    expect(box(file)).to_have_attribute("data-cell", "2 6")
    tab.goto("/one-dimension?lesson=one-dimension&step=2")
    settled(tab)
    tab.locator(".st-key-take_along summary").click()
    tab.get_by_role("button", name="Make a file of the whole lesson").click()
    tab.get_by_role("button", name="The lesson (SCORM 1.2)").wait_for()
    file = opened(downloaded(tab, tab.get_by_role("button", name="The lesson (HTML)").click))
    expect(file.locator(".task h2")).to_contain_text(f"1 of {len(STEPS)}")


def test_the_file_of_a_view_is_of_what_stands_there_now(page: NewPage) -> None:
    """Also after a part of the page was drawn anew alone."""
    tab = page()
    tab.goto("/neuron")
    settled(tab)
    tab.locator(".st-key-take_along summary").click()
    save = tab.get_by_role("button", name="This view (HTML)")
    save.wait_for()
    before = alone.told(downloaded(tab, save.click))
    tab.locator(".st-key-pixels").get_by_text("8 × 8").click()
    expect(tab).to_have_url(re.compile("pixels=8"))
    settled(tab)
    assert alone.told(downloaded(tab, save.click))["pieces"] != before["pieces"]
