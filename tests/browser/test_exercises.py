"""An exercise in a browser: made on one page, opened elsewhere as the teacher left it, answered, handed in and read."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from cnnviz.course.exercises import codes
from cnnviz.course.exercises.asked import NUMBER, Asked
from cnnviz.training.store.taught.exercises import ID
from tests.browser import axe
from tests.browser.browser_texts import forgotten, kept
from tests.browser.conftest import NewPage
from tests.browser.waiting import settled

# Milliseconds until a busy machine has answered.
SLOW = 30_000


def choose(tab: Page, box: str, option: str) -> None:
    """Take an option of a menu in the dialog."""
    tab.get_by_role("dialog").get_by_role("combobox", name=box).click()
    tab.get_by_role("option", name=option, exact=True).click()
    settled(tab)


def aside(dialog: Locator) -> None:
    """Close a menu that stays open: Escape could close the dialog as well."""
    dialog.get_by_text("Learners may change all others.").click()
    expect(dialog.get_by_role("option")).to_have_count(0, timeout=SLOW)


def outcome(tab: Page) -> dict[str, str]:
    """Make an exercise of the page Step by step, its kernel hidden and its stride locked: the links that come out."""
    tab.goto("/step-by-step?kernel1=sobel-x&stride1=2")
    settled(tab)
    tab.get_by_role("button", name="Make an exercise").click()
    dialog = tab.get_by_role("dialog")
    dialog.get_by_label("What is to be done").fill("Predict the number in the *middle*.")
    choose(tab, "Ask about", "the number in row 3, column 3 of the map")
    choose(tab, "Hidden controls", "Kernel")
    aside(dialog)
    choose(tab, "Locked controls", "Stride")
    aside(dialog)
    dialog.get_by_role("button", name="Make the link").click()
    expect(dialog.get_by_alt_text("QR code of the link")).to_be_visible(timeout=SLOW)
    said = dialog.inner_text()
    return {kind: re.search(rf"http\S+[?&]{kind}=\w+", said)[0] for kind in ("exercise", "teacher")}  # type: ignore[index]


def lesson(tab: Page) -> Locator:
    return tab.locator(".st-key-lesson")


@pytest.fixture
def made(page: NewPage) -> dict[str, str]:
    return outcome(page())


def path(link: str) -> str:
    return "/" + link.split("/", 3)[3]


def test_an_exercise_opened_elsewhere_is_as_it_was_left_and_comes_back_as_a_code(
    page: NewPage, made: dict[str, str], tmp_path: Path
) -> None:
    tab = page()
    tab.goto(path(made["exercise"]) + "&kernel1=laplace-4&stride1=1")
    settled(tab)
    expect(lesson(tab)).to_contain_text("Predict the number in the *middle*.", timeout=SLOW)
    expect(tab.locator(".st-key-kernel1")).to_be_hidden()
    expect(tab.get_by_label("Stride", exact=True)).to_be_disabled()
    expect(tab.get_by_label("Stride, as a number")).to_have_value("2")
    expect(tab.get_by_role("button", name="Make an exercise")).to_have_count(0)
    expect(tab.get_by_text("Covered until you have answered")).to_be_visible(timeout=SLOW)
    tab.get_by_placeholder("A number").fill("3")
    tab.keyboard.press("Enter")
    expect(lesson(tab)).to_contain_text("You said 3. It is −4.", timeout=SLOW)
    lesson(tab).get_by_role("button", name="Next").click()
    expect(lesson(tab)).to_contain_text("0 of 1 right.", timeout=SLOW)
    tab.wait_for_function("location.search.includes('step=2')")
    assert "kernel1" not in tab.url
    code = lesson(tab).locator("code").inner_text()
    teacher = page()
    teacher.goto(path(made["teacher"]))
    settled(teacher)
    box = teacher.get_by_label("Codes, one a line")
    box.fill(f"Ada {code}")
    box.press("Control+Enter")
    with teacher.expect_download() as table:
        teacher.get_by_role("button", name="Table (CSV)").click()
    table.value.save_as(tmp_path / "codes.csv")
    assert (tmp_path / "codes.csv").read_text().splitlines()[1] == "Ada,✗ 3,0 of 1"
    teacher.get_by_role("tab", name="Links, sheet and key").click()
    with teacher.expect_download() as sheet:
        teacher.get_by_role("button", name="Sheet to print (PDF)").click()
    sheet.value.save_as(tmp_path / "sheet.pdf")
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF-")


def test_in_another_page_an_exercise_stands_alone_also_on_a_phone(page: NewPage, made: dict[str, str]) -> None:
    tab = page(390, 844)
    tab.goto(path(made["exercise"]) + "&embed=true")
    settled(tab)
    expect(lesson(tab)).to_contain_text("1 of 1", timeout=SLOW)
    for menu in ("stTopNavSection", "stTopNavLink"):
        expect(tab.get_by_test_id(menu)).to_have_count(0)
    for key in ("heading", "lead_on"):
        expect(tab.locator(f".st-key-{key}")).to_have_count(0)
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    # By keyboard alone.
    lesson(tab).get_by_role("button", name="Skip").press("Enter")
    expect(lesson(tab)).to_contain_text("It is −4.", timeout=SLOW)
    lesson(tab).get_by_role("button", name="Next").press("Enter")
    expect(lesson(tab)).to_contain_text("1 not answered.", timeout=SLOW)
    assert "embed=true" in tab.url


def begun(tab: Page) -> Locator:
    """The dialog of a page, with what is to be done."""
    tab.goto("/step-by-step?kernel1=sobel-x")
    settled(tab)
    tab.get_by_role("button", name="Make an exercise").click()
    dialog = tab.get_by_role("dialog")
    dialog.get_by_label("What is to be done").fill("Look at the middle.")
    return dialog


def test_a_preview_takes_the_place_of_the_dialog_and_ends_where_it_began(page: NewPage) -> None:
    tab = page()
    dialog = begun(tab)
    dialog.get_by_role("button", name="Preview").click()
    expect(dialog).to_have_count(0, timeout=SLOW)
    expect(lesson(tab)).to_contain_text("Look at the middle.", timeout=SLOW)
    expect(tab.get_by_test_id("stException")).to_have_count(0)
    settled(tab)
    lesson(tab).get_by_role("button", name="End the preview").click()
    expect(lesson(tab)).to_have_count(0, timeout=SLOW)
    expect(tab.get_by_role("button", name="Make an exercise")).to_be_visible(timeout=SLOW)


def test_a_checking_page_reads_codes_from_a_disk_without_a_network(
    browser: Browser, page: NewPage, made: dict[str, str], tmp_path: Path
) -> None:
    """What learners are called stays text, and what is wrong with a line is said."""
    teacher = page()
    teacher.goto(path(made["teacher"]))
    settled(teacher)
    with teacher.expect_download() as file:
        teacher.get_by_role("button", name="Checking page (HTML)").click()
    file.value.save_as(tmp_path / "checking.html")
    id = made["exercise"].rsplit("=", 1)[1]
    asked = (Asked(NUMBER, "?", -4.0),)
    right, wrong, other = (
        codes.code(id, asked, [-4.0]),
        codes.code(id, asked, [3.0]),
        codes.code("0" * ID, asked, [3.0]),
    )
    context = browser.new_context(offline=True, viewport={"width": 390, "height": 844}, color_scheme="dark")
    tab, asked_for = context.new_page(), list[str]()
    tab.on("request", lambda request: asked_for.append(request.url))
    tab.goto((tmp_path / "checking.html").as_uri())
    tab.get_by_label("Codes, one a line").fill(f"<b>Ada</b> {right}\n=1+1 {wrong}\nBob {right[:-1]}\n{other}")
    cells = tab.locator("table").first.locator("tbody tr")
    expect(cells).to_have_count(4)
    for row, words in enumerate(
        (("<b>Ada</b>", "✓ −4", "1 of 1"), ("'=1+1", "✗ 3", "0 of 1"), (codes.WRONG,), (codes.OTHER,))
    ):
        for one in words:
            expect(cells.nth(row)).to_contain_text(one)
    expect(tab.get_by_role("status")).to_contain_text("4 lines, 2 of them without a code of this exercise.")
    with tab.expect_download() as table:
        tab.get_by_role("button", name="Table (CSV)").click()
    table.value.save_as(tmp_path / "codes.csv")
    assert (tmp_path / "codes.csv").read_text().splitlines()[1:3] == ["<b>Ada</b>,✓ −4,1 of 1", "'=1+1,✗ 3,0 of 1"]
    assert not [url for url in asked_for if not url.startswith(("file:", "data:", "blob:"))]
    assert not axe.found(tab)
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()


def test_tasks_so_far_are_there_again_after_a_reload_until_they_are_discarded(page: NewPage) -> None:
    tab = page()
    dialog = begun(tab)
    dialog.get_by_role("button", name="Add another page first").click()
    expect(dialog.get_by_text("Added.")).to_be_visible(timeout=SLOW)
    expect(dialog.get_by_label("What is to be done")).to_have_value("")
    dialog.press("Escape")
    kept(tab, "exercise", "Look at the middle.")
    for _ in range(2):
        tab.reload()
        settled(tab)
        tab.get_by_role("button", name="Make an exercise").click()
        expect(dialog).to_contain_text("Look at the middle.", timeout=SLOW)
        dialog.press("Escape")
        expect(dialog).to_have_count(0, timeout=SLOW)
    tab.get_by_role("button", name="Make an exercise").click()
    dialog.get_by_role("button", name="Discard these tasks").click()
    expect(dialog.get_by_text("Look at the middle.")).to_have_count(0, timeout=SLOW)
    dialog.press("Escape")
    forgotten(tab, "exercise")
