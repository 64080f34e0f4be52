"""Typing a kernel: cell by cell, as a block, as text, and what the buttons make of it."""

import re
from collections.abc import Sequence
from fractions import Fraction

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import NewPage
from tests.browser.test_lab import LAB, choose, figure, fill, widgets
from tests.browser.waiting import settled

PASTE = """
(table, text) => {
    const data = new DataTransfer();
    data.setData("text", text);
    table.querySelector("input").dispatchEvent(
        new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true, composed: true}));
}
"""

Rows = Sequence[Sequence[float]]


@pytest.fixture
def lab(page: NewPage) -> Page:
    """The Lab with a kernel of one's own: 1 2 3; 4 5 6; 7 8 9."""
    tab = page(width=1400)
    tab.goto(f"{LAB}?image=Impulse&side=32+px&kernel1=Your+own&own1=1,2,3;4,5,6;7,8,9")
    return settled(tab)


def cell(tab: Page, row: int, column: int) -> Locator:
    return tab.get_by_label(f"Row {row}, column {column}", exact=True)


def grid(tab: Page) -> Rows:
    rows = tab.locator(".st-key-grid1 tr")
    cells = [row.locator("input") for row in rows.all()]
    return [[float(Fraction(box.input_value())) for box in row.all()] for row in cells]


def used(tab: Page) -> Rows:
    """The kernel that the maps were made with, as drawn beside them."""
    rows = figure(tab, "Kernel · Your own").locator("tr").all()
    return [[float(text.replace("−", "-")) for text in row.locator("td").all_inner_texts()] for row in rows]


def expect_everywhere(tab: Page, rows: Rows) -> None:
    """Grid, text, address and the drawn kernel all hold these rows."""
    text = ";".join(",".join(f"{value:g}" for value in row) for row in rows)
    expect(tab.get_by_role("textbox", name="The same as text")).to_have_value(text)
    settled(tab)
    assert grid(tab) == rows
    assert used(tab) == rows
    assert f"own1={text}" in tab.url.replace("%2C", ",").replace("%3B", ";")


def test_cells_are_typed_by_keyboard_and_everything_follows(lab: Page) -> None:
    expect_everywhere(lab, [[1, 2, 3], [4, 5, 6], [7, 8, 9]])
    total = lab.locator(".st-key-grid1 .sum")
    expect(total).to_have_text("Sum 45 · 3 × 3")
    cell(lab, 1, 1).focus()
    lab.keyboard.press("Control+A")
    lab.keyboard.type("-10")
    expect(total).to_have_text("Sum 34 · 3 × 3")
    lab.keyboard.press("Enter")
    expect(cell(lab, 2, 1)).to_be_focused()
    lab.keyboard.type("1/4")
    expect(total).to_have_text("Sum 30.25 · 3 × 3")
    lab.keyboard.press("Tab")
    expect(cell(lab, 2, 2)).to_be_focused()
    lab.keyboard.press("ArrowDown")
    expect(cell(lab, 3, 2)).to_be_focused()
    lab.keyboard.press("ArrowUp")
    expect(cell(lab, 2, 2)).to_be_focused()
    lab.keyboard.press("ArrowRight")
    expect(cell(lab, 2, 3)).to_be_focused()
    lab.keyboard.press("ArrowLeft")
    expect(cell(lab, 2, 2)).to_be_focused()
    expect_everywhere(lab, [[-10, 2, 3], [0.25, 5, 6], [7, 8, 9]])
    # r and c are what Streamlit listens for: here they are letters like all others.
    cell(lab, 3, 3).press("End")
    cell(lab, 3, 3).press("c")
    cell(lab, 3, 3).press("r")
    expect(cell(lab, 3, 3)).to_have_value("9cr")
    assert settled(lab).get_by_role("dialog").count() == 0
    # An impulse shows the kernel it was correlated with turned by 180°: its largest and smallest number.
    assert "min −10 · max 9" in figure(lab, "Map · Your own").inner_text()


def test_each_button_changes_the_kernel_as_it_says(lab: Page) -> None:
    for button, rows in (
        ("Flip", [[9, 8, 7], [6, 5, 4], [3, 2, 1]]),
        ("Transpose", [[9, 6, 3], [8, 5, 2], [7, 4, 1]]),
        ("Rotate 90°", [[7, 8, 9], [4, 5, 6], [1, 2, 3]]),
        ("Ring 45°", [[8, 9, 6], [7, 5, 3], [4, 1, 2]]),
        ("Negate", [[-8, -9, -6], [-7, -5, -3], [-4, -1, -2]]),
    ):
        lab.get_by_role("button", name=button, exact=True).click()
        expect_everywhere(lab, rows)
    lab.get_by_role("button", name="Normalise", exact=True).click()
    expect(lab.locator(".st-key-grid1 .sum")).to_have_text("Sum 1 · 3 × 3")
    settled(lab)
    assert grid(lab)[0] == pytest.approx([8 / 45, 9 / 45, 6 / 45])
    assert used(lab)[0] == pytest.approx([8 / 45, 9 / 45, 6 / 45], rel=1e-3)


def test_rows_and_columns_change_the_size_and_keep_what_fits(lab: Page) -> None:
    height, width = (lab.locator(".st-key-grid1").get_by_label(name, exact=True) for name in ("Rows", "Columns"))
    height.fill("2")
    height.press("Tab")
    expect_everywhere(lab, [[1, 2, 3], [4, 5, 6]])
    expect(lab.get_by_role("button", name="Ring 45°")).to_be_disabled()
    width.fill("4")
    width.press("Tab")
    expect_everywhere(lab, [[1, 2, 3, 0], [4, 5, 6, 0]])
    width.fill("99")
    width.press("Tab")
    expect(width).to_have_value("31")
    assert len(grid(settled(lab))[0]) == 31


def test_a_block_from_a_spreadsheet_is_pasted_whole(lab: Page) -> None:
    table = lab.locator(".st-key-grid1 table")
    table.evaluate(PASTE, "0\t1\t0\r\n1\t-4\t1\r\n")
    expect_everywhere(lab, [[0, 1, 0], [1, -4, 1]])
    said = lab.locator(".st-key-grid1 .trouble")
    for block, sentence in (
        ("1\t2\n3", "Row 2 has 1 value and row 1 has 2 values. Give every row of the kernel the same number."),
        ("1\tx\n3\t4", "Row 1 of the kernel holds “x”, which is not a number."),
        ("1\t" * 31 + "1", "The kernel has 32 values. The limit for a row is 31."),
    ):
        table.evaluate(PASTE, block)
        expect(said).to_have_text(sentence)
        assert grid(lab) == [[0, 1, 0], [1, -4, 1]]
    table.evaluate(PASTE, "np.array([[2, 1, 0], [1, 0, -1], [0, -1, -2]]) / 2")
    expect_everywhere(lab, [[1, 0.5, 0], [0.5, 0, -0.5], [0, -0.5, -1]])
    expect(said).to_have_text("")


def test_a_wrong_cell_is_explained_and_loses_nothing(lab: Page) -> None:
    said = lab.locator(".st-key-grid1 .trouble")
    cell(lab, 2, 3).fill("six")
    expect(said).to_have_text("“six” in row 2, column 3 is not a number.")
    expect(cell(lab, 2, 3)).to_have_class("wrong")
    settled(lab)
    assert used(lab) == [[1, 2, 3], [4, 5, 6], [7, 8, 9]]
    # Another setting is changed meanwhile: what is being typed stays.
    choose(lab, "activation1", "ReLU")
    expect(cell(lab, 2, 3)).to_have_value("six")
    cell(lab, 1, 1).fill("-1")
    cell(lab, 2, 3).fill("6.5")
    expect(said).to_have_text("")
    expect_everywhere(lab, [[-1, 2, 3], [4, 5, 6.5], [7, 8, 9]])


def test_text_that_is_no_kernel_is_explained_and_the_last_kernel_stays(lab: Page) -> None:
    fill(lab, "own1", "1 2; 3")
    alert = lab.get_by_test_id("stAlert")
    expect(alert).to_have_count(1)
    expect(alert).to_contain_text(re.compile("Row 2 has 1 value and row 1 has 2 values.*still in use"))
    assert used(lab) == grid(lab) == [[1, 2, 3], [4, 5, 6], [7, 8, 9]]
    assert widgets(lab)["own1"] == ["1 2; 3"]
    fill(lab, "own1", "[[1, 0.5], [0, -1]]")
    expect(alert).to_have_count(0)
    assert used(lab) == grid(lab) == [[1, 0.5], [0, -1]]


def test_from_ones_own_kernel_on_arrival_one_may_go_to_any_other_and_back(page: NewPage) -> None:
    """A fragment may only write where it has written on the page's first run: the sentences above the results too."""
    tab = page(width=1400)
    tab.goto(f"{LAB}?kernel1=Your+own&side=64+px")
    settled(tab)
    for kernel, title in (("Sobel x", "Map · x"), ("Your own", "Map · Your own"), ("Kirsch, all eight", "Map · NW")):
        choose(tab, "kernel1", kernel)
        expect(tab.get_by_text(title, exact=True).first).to_be_visible()
