"""The builder by hand: bricks are added, moved, changed and undone, and the counts follow."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect

from cnnviz.nets import networks, shapes, text, zoo
from cnnviz.nets.layers import Activation, Conv, Flatten
from tests.browser.conftest import NewPage
from tests.browser.test_lab import choose
from tests.browser.waiting import settled

BUILDER = "/builder"


@pytest.fixture
def builder(page: NewPage) -> Page:
    tab = page(width=1400)
    tab.goto(BUILDER)
    settled(tab)
    expect(bricks(tab)).not_to_have_count(0)
    return tab


def bricks(tab: Page) -> Locator:
    """The names of the layers that no other holds."""
    return tab.locator(".bricks > .sequence > .brick > details > summary b")


def titles(tab: Page) -> list[str]:
    return bricks(tab).all_inner_texts()


def brick(tab: Page, path: str) -> Locator:
    return tab.locator(f".brick[data-path='{path}']")


def expect_parameters(tab: Page, count: int) -> None:
    expect(tab.get_by_text(f"{count:,} parameters").first).to_be_visible()


def test_a_layer_is_added_moved_doubled_removed_and_all_is_undone(builder: Page) -> None:
    """C77, C80."""
    before = titles(builder)
    builder.get_by_label("Add a layer here").last.select_option("Dropout")
    expect(bricks(builder)).to_have_text([*before, "Dropout 0.5"])
    builder.get_by_label("Move up Dropout 0.5").last.click()
    moved = [*before[:-1], "Dropout 0.5", "softmax"]
    expect(bricks(builder)).to_have_text(moved)
    builder.get_by_label("Double Conv 32@3×3").click()
    expect(bricks(builder)).to_have_text(["Conv 32@3×3", *moved])
    builder.get_by_label("Remove Conv 32@3×3").first.click()
    for _ in range(4):
        builder.get_by_label("Undo (Ctrl+Z)").click()
    expect(bricks(builder)).to_have_text(before)
    expect(builder.get_by_label("Undo (Ctrl+Z)")).to_be_disabled()
    builder.get_by_label("Redo (Ctrl+Shift+Z)").click()
    expect(builder.locator(".brick")).to_have_count(len(before) + 1)
    settled(builder)


def test_a_changed_setting_changes_every_count_and_the_link(builder: Page) -> None:
    """C79, C80."""
    expect_parameters(builder, 34_826)
    brick(builder, "0").locator("summary b").click()
    field = brick(builder, "0").get_by_label("filters", exact=True)
    field.fill("16")
    field.press("Enter")
    # 160, 9,280 and 16,010: fewer filters before cost the second convolution less, too.
    expect_parameters(builder, 16 * 10 + 64 * (9 * 16 + 1) + 16_010)
    settled(builder)
    builder.reload()
    settled(builder)
    expect_parameters(builder, 16 * 10 + 64 * (9 * 16 + 1) + 16_010)
    assert titles(builder)[0] == "Conv 16@3×3"


def test_a_click_or_tab_after_typing_is_not_lost(builder: Page) -> None:
    before = titles(builder)
    brick(builder, "0").locator("summary b").click()
    field = brick(builder, "0").get_by_label("filters", exact=True)
    field.fill("16")
    builder.get_by_label("Double Dense 10").click()
    expect(bricks(builder)).to_have_text(["Conv 16@3×3", *before[1:-1], "Dense 10", "softmax"])
    field = brick(builder, "0").get_by_label("filters", exact=True)
    field.fill("8")
    field.press("Tab")
    expect(brick(builder, "0").get_by_label("size, rows")).to_be_focused()
    settled(builder)
    expect(brick(builder, "0").get_by_label("size, rows")).to_be_focused()


def test_a_brick_is_carried_up_by_the_same_key_again_and_again(builder: Page) -> None:
    before = titles(builder)
    builder.get_by_label("Move up Dense 10").focus()
    for _ in range(3):
        builder.keyboard.press("Enter")
        settled(builder)
    assert titles(builder) == [*before[:5], "Dense 10", *before[5:8], "softmax"]
    expect(builder.get_by_label("Move up Conv 32@3×3")).to_be_disabled()
    expect(builder.get_by_label("Move down softmax")).to_be_disabled()


def focused(tab: Page) -> str:
    """By which name the list finds what has the focus."""
    named: str = tab.evaluate(FOCUSED)
    return named


FOCUSED = """
() => {
    let node = document.activeElement
    while (node.shadowRoot?.activeElement) node = node.shadowRoot.activeElement
    return node.dataset.spot ?? node.tagName
}
"""


def test_a_list_of_bricks_is_two_stops_and_its_keys_do_what_its_buttons_do(builder: Page) -> None:
    before = titles(builder)
    stops = builder.locator(".bricks > .sequence").locator("summary, .actions button")
    assert stops.evaluate_all("(all) => all.filter((one) => one.tabIndex === 0).length") == 2
    builder.get_by_label("Input columns").focus()
    keys = builder.keyboard
    for key, spot in (("Tab", "brick 0"), ("ArrowDown", "brick 1"), ("End", "brick 9"), ("ArrowUp", "brick 8")):
        keys.press(key)
        assert focused(builder) == spot
    keys.press("Alt+ArrowUp")
    expect(bricks(builder)).to_have_text([*before[:7], "Dense 10", "Dropout 0.5", "softmax"])
    assert focused(builder) == "brick 7"
    spoken = builder.locator(".bricks .spoken")
    expect(spoken).to_contain_text("Move up: Dense 10. Reference model reads 1 × 28 × 28 and gives 10 values.")
    expect(spoken).to_contain_text("34,826 parameters")
    keys.press("d")
    expect(bricks(builder)).to_have_text([*before[:7], "Dense 10", "Dense 10", "Dropout 0.5", "softmax"])
    keys.press("Delete")
    expect(bricks(builder)).to_have_text([*before[:7], "Dense 10", "Dropout 0.5", "softmax"])
    keys.press("Enter")
    field = brick(builder, focused(builder).removeprefix("brick ")).get_by_label("place of 10")
    field.fill("1")
    field.press("Enter")
    expect(bricks(builder).first).to_have_text("Dropout 0.5")
    assert focused(builder) == "0 place"
    for _ in range(4):
        keys.press("Control+z")
    expect(bricks(builder)).to_have_text(before)
    settled(builder)


def test_the_buttons_beside_a_brick_are_walked_by_arrows_and_none_stands_in_another(builder: Page) -> None:
    assert builder.locator(".bricks summary :is(button, a, input, select)").count() == 0
    builder.get_by_label("Move down Conv 32@3×3").focus()
    for key, spot in (("ArrowRight", "×2 0"), ("End", "✕ 0"), ("ArrowLeft", "×2 0"), ("Shift+Tab", "brick 0")):
        builder.keyboard.press(key)
        assert focused(builder) == spot
    small = (
        "(all) => all.map((one) => one.getBoundingClientRect()).filter((box) => Math.min(box.width, box.height) < 24)"
    )
    assert builder.locator(".bricks :is(button, summary, select)").evaluate_all(small) == []


def test_undo_brings_back_what_another_start_replaced(builder: Page) -> None:
    builder.get_by_label("Add a layer here").last.select_option("Dropout")
    settled(builder)
    mine = titles(builder)
    choose(builder, "start-net", "LeNet-5")
    expect(bricks(builder).first).to_have_text("Conv 6@5×5")
    builder.get_by_label("Undo (Ctrl+Z)").click()
    expect(bricks(builder)).to_have_text(mine)
    choose(builder, "start-net", "LeNet-5")
    expect(bricks(builder).first).to_have_text("Conv 6@5×5")


def test_a_file_that_is_no_network_is_explained_beside_it(builder: Page) -> None:
    file: FilePayload = {"name": "broken.json", "mimeType": "application/json", "buffer": b"{"}
    builder.locator(".st-key-file-net input[type=file]").set_input_files(file)
    expect(builder.get_by_test_id("stAlert")).to_contain_text("This is no JSON")
    expect_parameters(builder, 34_826)


def test_an_impossible_layer_says_why_and_the_rest_stays(builder: Page) -> None:
    brick(builder, "3").locator("summary b").click()
    for side in ("rows", "columns"):
        field = brick(builder, "3").get_by_label(f"size, {side}")
        field.fill("31")
        field.press("Enter")
    expect(brick(builder, "3").locator(".problem")).to_contain_text("does not fit")
    settled(builder)
    expect(brick(builder, "0").locator(".shape")).to_have_text("→ 32 × 26 × 26")
    expect(brick(builder, "4").locator(".shape")).to_have_text("")


def test_a_setting_out_of_range_is_explained_and_can_be_put_right(builder: Page) -> None:
    brick(builder, "0").locator("summary b").click()
    field = brick(builder, "0").get_by_label("filters", exact=True)
    field.fill("0")
    field.press("Enter")
    expect(builder.locator(".bricks > .trouble")).to_contain_text("number of filters of 0")
    settled(builder)
    expect_parameters(builder, 34_826)
    field = brick(builder, "0").get_by_label("filters", exact=True)
    expect(field).to_have_value("0")
    field.fill("32")
    field.press("Enter")
    expect(builder.locator(".bricks > .trouble")).to_have_text("")
    settled(builder)


def test_branches_are_built_and_counted(builder: Page) -> None:
    """C93."""
    builder.get_by_label("Add a layer here").first.select_option("Parallel")
    settled(builder)
    path = f"{len(titles(builder)) - 1}"
    brick(builder, path).locator("summary b").first.click()
    brick(builder, path).get_by_label("Add a branch").click()
    settled(builder)
    expect(brick(builder, path).get_by_text("branch 3")).to_be_visible()
    brick(builder, path).get_by_label("Add a layer here").first.select_option("Activation")
    settled(builder)
    expect(brick(builder, f"{path}.branch0.0").locator("summary b")).to_have_text("ReLU")


def test_a_network_goes_out_and_comes_back_as_json(builder: Page) -> None:
    with builder.expect_download() as saved:
        builder.get_by_role("button", name="Network (JSON)").click()
    written = Path(saved.value.path()).read_text(encoding="utf-8")
    assert text.from_json(written) == zoo.ENTRIES["reference"].network()
    mine = networks.Network("Brought", (3, 16, 16), (Conv(5), Activation(), Flatten()))
    file: FilePayload = {"name": "mine.json", "mimeType": "application/json", "buffer": text.to_json(mine).encode()}
    builder.locator(".st-key-file-net input[type=file]").set_input_files(file)
    expect_parameters(builder, shapes.totals(shapes.records(mine)).parameters)
    assert titles(settled(builder)) == ["Conv 5@3×3", "ReLU", "Flatten"]


def test_every_network_of_the_story_is_drawn(builder: Page) -> None:
    """C88-C98: all of them in Chromium."""
    for key, entry in reversed(zoo.ENTRIES.items()):
        choose(builder, "start-net", entry.title)
        expect_parameters(builder, entry.parameters)
        expect(builder.locator(".diagram svg").first, key).to_be_visible()
        expect(builder.locator(".diagram .words, .diagram p").first, key).to_contain_text(f"{entry.parameters:,}")
        expect(builder.get_by_test_id("stAlert"), key).to_have_count(0)


def test_a_link_opens_a_network_of_the_story_in_the_builder(page: NewPage) -> None:
    tab = page(width=1400)
    tab.goto("/architectures?first=AlexNet")
    settled(tab)
    tab.get_by_role("link", name=re.compile("Open in the builder")).click()
    settled(tab)
    expect_parameters(tab, 61_100_840)
