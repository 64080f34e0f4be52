"""Four tasks done with the keyboard alone and read from the accessibility tree alone: no mouse, no sight."""

import io
import re

import numpy as np
import pytest
from PIL import Image, ImageOps
from playwright.sync_api import Page
from scipy import ndimage

from cnnviz.ui import lessons
from tests.browser.conftest import NewPage
from tests.browser.hands import listen, read, spoken, stop, stops, tab_to, tree
from tests.browser.test_lab import LAB, WRITTEN, every_second, kirsch, number, photo
from tests.browser.waiting import settled


def choose(tab: Page, name: str, option: str) -> None:
    """Tab to a menu that is searched by typing, and pick the option."""
    tab_to(tab, f'combobox "{name}"')
    tab.keyboard.press("ControlOrMeta+a")
    tab.keyboard.type(option)
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    settled(tab)


def cells(tab: Page, table: str) -> list[float]:
    """The numbers of a table, as they are read out."""
    found = re.search(rf'(?:table|grid) "{re.escape(table)}":\n((?: +- (?:row|cell|gridcell|textbox).*\n)+)', tree(tab))
    assert found, table
    return [number(value) for value in re.findall(r'- (?:grid)?cell "([^"]*)"', found[1])]


def test_a_photo_goes_through_kirsch_with_stride_and_pooling_and_a_value_is_read(page: NewPage) -> None:
    tab = page(width=1400)
    tab.goto(LAB)
    settled(tab)
    file = photo()
    tab_to(tab, 'button "Browse files')
    with tab.expect_file_chooser() as chooser:
        tab.keyboard.press("Enter")
    chooser.value.set_files(file)
    settled(tab)
    choose(tab, "Kernel", "Kirsch, all eight")
    tab_to(tab, 'slider "Stride')
    tab.keyboard.press("ArrowRight")
    settled(tab)
    choose(tab, "Pooling", "max")
    tab_to(tab, 'radio "Maps"')
    tab.keyboard.press("ArrowRight")
    tab.keyboard.press("Enter")
    settled(tab)
    choose(tab, "Map", "SE")
    tab_to(tab, 'application "Output')
    tab.keyboard.press("Home")
    for key in ("ArrowDown", "ArrowDown", "ArrowRight"):
        tab.keyboard.press(key)
    said = read(tab, r"row 3, column 2\b[^\n]*? is (−?[\d.]+)")
    upright = ImageOps.exif_transpose(Image.open(io.BytesIO(file["buffer"]))).convert("L").resize((171, 256))
    whole = ndimage.correlate(np.asarray(upright, float) / 255, kirsch()["SE"], mode="nearest")
    assert number(said[1]) == pytest.approx(whole[every_second(256), every_second(171)][2, 1], abs=0.05)
    # Of the pixels before they were rounded, and the weights: what is read adds up.
    assert sum(cells(tab, "= products")) == pytest.approx(number(said[1]), rel=WRITTEN, abs=2e-3)


def test_the_explorer_is_walked_forwards_and_backwards(page: NewPage) -> None:
    tab = page(width=1400)
    tab.goto("/step-by-step")
    settled(tab)
    listen(tab)
    tab_to(tab, 'application "Output')
    tab.keyboard.press("Home")
    for _ in range(3):
        tab.keyboard.press("ArrowRight")
    value = number(read(tab, r"row 1, column 4\b[^\n]*? is (−?[\d.]+)")[1])
    products = [a * b for a, b in zip(cells(tab, "window"), cells(tab, "× kernel"), strict=True)]
    assert cells(tab, "= products") == products
    assert sum(products) == value
    # In quick succession: the last is spoken, and once.
    assert [re.findall("row 1, column 4", sentence) for sentence in spoken(tab)] == [["row 1, column 4"]]
    tab_to(tab, 'button "One step on')
    tab.keyboard.press("Enter")
    read(tab, "row 1, column 5")
    tab_to(tab, 'slider "Which window')
    tab.keyboard.press("End")
    read(tab, "row 8, column 8")
    tab.keyboard.press("Home")
    read(tab, "row 1, column 1")


def test_a_network_is_built_and_trained(page: NewPage, ended: None) -> None:
    tab = page(width=1400)
    tab.goto("/builder")
    settled(tab)
    read(tab, r"\b34,826 parameters")
    tab_to(tab, 'combobox "Add a layer here')
    tab.keyboard.press("Space")
    tab.keyboard.type("Batch")
    tab.keyboard.press("Enter")
    settled(tab)
    # A scale and a shift for each of the ten values that it normalises.
    read(tab, r"\b34,846 parameters")
    tab_to(tab, "text: 1 Conv 32@3×3", "Shift+Tab")
    tab.keyboard.press("End")
    for _ in range(2):
        tab.keyboard.press("Alt+ArrowUp")
        settled(tab)
    read(tab, r"9 BatchNorm(?s:.*)10 Dense 10(?s:.*)11 softmax")
    tab_to(tab, 'button "Train this')
    tab.keyboard.press("Enter")
    read(tab, 'heading "Watch it learn"')
    settled(tab)
    tab_to(tab, 'spinbutton "Epochs')
    tab.keyboard.press("ControlOrMeta+a")
    tab.keyboard.type("1")
    tab.keyboard.press("Enter")
    settled(tab)
    tab_to(tab, re.compile(r'button "\W*Train"'))
    tab.keyboard.press("Enter")
    read(tab, r"Learning · step \d", 90_000)
    assert read(tab, r"Finished ·", 90_000)
    tab_to(tab, 'button "Open the seal"')
    tab.keyboard.press("Enter")
    assert read(tab, r"of the test pictures right: [\d,]+ of", 20_000)


def test_a_run_is_scrubbed_from_its_noise_to_its_edges(page: NewPage) -> None:
    tab = page(width=1400, reduced_motion="reduce")
    tab.goto("/train")
    settled(tab)
    tab_to(tab, 'slider "Snapshot')
    tab.keyboard.press("Home")
    read(tab, r"\bstep 0\b")
    first = read(tab, r"Step 0: random weights[^\n]*")[0]
    noise = cells(tab, "Weights")
    tab.keyboard.press("End")
    read(tab, r"epoch 3\.00")
    assert read(tab, r"The filters after 561 steps[^\n]*")[0] != first
    assert cells(tab, "Weights") != noise


def test_the_labs_stops_follow_the_computation(page: NewPage) -> None:
    tab = page(width=1400)
    tab.goto(f"{LAB}?side=64+px&pool1=max&relu1=ReLU")
    settled(tab)
    found = [one.told for one in stops(tab)]
    names = ("Picture", "Kernel", "Padding", "Stride", "Activation", "Pooling")
    places = [next(at for at, told in enumerate(found) if re.match(rf'\w+ "{name}', told)) for name in names]
    assert places == sorted(places), found
    assert places[-1] < next(at for at, told in enumerate(found) if "Map ·" in told), found
    # Nothing is a stop twice, and nothing is one without a name.
    assert not [told for told in found if re.fullmatch(r"\w+", told) and told != "main"]
    # Streamlit's own single keys are off: nobody is asked for anything.
    asked = tab.evaluate("cnnvizLast.asked")
    for key in ("r", "c"):
        tab.keyboard.press(key)
    assert tab.evaluate("cnnvizLast.asked") == asked


def test_a_popover_is_entered_and_left_where_its_button_stands(page: NewPage) -> None:
    tab = page(width=1400)
    tab.goto(LAB)
    settled(tab)
    tab_to(tab, 'button "Start from a lesson')
    tab.keyboard.press("Enter")
    settled(tab)
    read(tab, r'dialog "Start from a lesson')
    lesson = next(iter(lessons.LESSONS.values())).title
    tab.keyboard.press("Tab")
    assert lesson in stop(tab).told
    tab.keyboard.press("Shift+Tab")
    assert stop(tab).told.startswith('button "Start from a lesson')
    for _ in range(len(lessons.LESSONS) + 1):
        tab.keyboard.press("Tab")
    after = stop(tab).told
    assert not any(one.title in after for one in lessons.LESSONS.values()), after
    tab.keyboard.press("Shift+Tab")
    assert stop(tab).told.startswith('button "Start from a lesson')
    tab.keyboard.press("Escape")
    assert not re.search(r'dialog "Start from a lesson', tree(settled(tab)))
