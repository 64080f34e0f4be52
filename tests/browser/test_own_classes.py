"""The page of one's own classes: files dropped into three classes, trained in sight, and an answer; by keys too."""

import io
import re

import numpy as np
from PIL import Image
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.conftest import NewPage
from tests.browser.waiting import settled

# The network of a recorded run: it looks at a picture in a millisecond.
HERE = "/own-classes?way_model=recorded"


def pictures(kind: int) -> list[FilePayload]:
    """Four pictures: bright above, on the left, or everywhere."""
    made = []
    for seed in range(4):
        pixels = np.random.default_rng(10 * kind + seed).integers(0, 60, (40, 40), np.uint8)
        pixels[(slice(0, 18), slice(None), slice(None))[kind], (slice(None), slice(0, 18), slice(None))[kind]] += 180
        stream = io.BytesIO()
        Image.fromarray(pixels).save(stream, "PNG")
        made.append(FilePayload(name=f"{kind}-{seed}.png", mimeType="image/png", buffer=stream.getvalue()))
    return made


def bring(tab: Page, at: int, files: list[FilePayload]) -> None:
    """Drop files into the class at that place."""
    if at:
        tab.locator(".st-key-own_class_at").get_by_role("combobox").click()
        tab.get_by_role("option", name=re.compile(f"^Class {at + 1} ")).click()
        settled(tab)
    expect(tab.locator(".st-key-own_class_files .title")).to_have_text(f"Pictures of “Class {at + 1}”")
    tab.locator(".st-key-own_class_files input[type=file]").first.set_input_files(files)
    settled(tab)
    expect(tab.locator(".st-key-shelves .shelf").nth(at).locator(".tile")).to_have_count(4)


def test_files_in_three_classes_are_learned_and_a_picture_gets_an_answer(page: NewPage) -> None:
    tab = page(width=1280, height=720)
    tab.goto(HERE)
    settled(tab)
    expect(tab.locator(".st-key-shelves .shelf")).to_have_count(3)
    for at in range(3):
        bring(tab, at, pictures(at))
    status = tab.locator(".st-key-shelves .status")
    # Played from the first step to the last.
    expect(status).to_contain_text(re.compile(r"After step 100 of 100: .* 12 of 12 pictures right"), timeout=30_000)
    expect(tab.get_by_text(re.compile("Of these 3 classes it says “Class [123]”"))).to_be_visible()
    settled(tab)
    expect(tab.locator(".st-key-own_nearest figure")).to_have_count(6)
    tile = tab.locator(".st-key-shelves .tile").first
    tile.press("Enter")
    expect(tab.locator(".st-key-shelves .picked p")).to_contain_text("0-0.png: Class 1 ")
    tile.press("ArrowRight")
    expect(tab.locator(".st-key-shelves .tile").nth(1)).to_be_focused()
    tab.get_by_label("Move to").select_option("Class 2")
    settled(tab)
    expect(tab.locator(".st-key-shelves .shelf").nth(1).locator(".tile")).to_have_count(5)
    tab.get_by_role("button", name="Undo").click()
    settled(tab)
    expect(tab.locator(".st-key-shelves .shelf").nth(0).locator(".tile")).to_have_count(4)


def test_an_earlier_step_is_used_from_then_on_and_stands_in_the_link(page: NewPage) -> None:
    tab = page(width=1280, height=720)
    tab.goto(HERE)
    settled(tab)
    timeline = tab.get_by_label("Which step of training")
    timeline.fill("0")
    settled(tab)
    expect(tab).to_have_url(re.compile("own_step=0"))
    expect(tab.locator(".st-key-shelves .status")).to_contain_text("Before the first step: loss 1.099")
    # All weights are 0: every class has the same share.
    expect(tab.get_by_text("Of these 3 classes it says “Cat”: 0.3333.")).to_be_visible()
