"""Whatever is dropped on the Lab: a picture, or one sentence and the last result still there."""

import io
import re

from PIL import Image
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.conftest import NewPage
from tests.browser.test_lab import LAB, choose, figure, photo, shown, upload, widgets
from tests.browser.waiting import settled

HOSTILE = '<img src=x onerror="document.title=1">\u202e**[x](example)** $x^2$ :red[y].png'


def bad_files() -> list[FilePayload]:
    """Each cannot be read, for a reason of its own."""
    whole = photo()["buffer"]
    return [
        {"name": "empty.png", "mimeType": "image/png", "buffer": b""},
        {"name": "letter.png", "mimeType": "image/png", "buffer": b"Dear Ada, this is no picture.\n" * 20},
        {"name": "half.jpg", "mimeType": "image/jpeg", "buffer": whole[:300]},
        {"name": HOSTILE, "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n" + bytes(40)},
    ]


def trouble(tab: Page) -> str:
    """The one sentence on the page that something is wrong."""
    alert = tab.get_by_test_id("stAlert")
    expect(alert).to_have_count(1)
    return alert.inner_text()


def test_files_that_are_no_pictures_are_explained_and_leave_the_last_result(page: NewPage) -> None:
    tab = page(width=1400)
    tab.goto(f"{LAB}?side=96+px&kernel1=Emboss")
    upload(settled(tab), photo())
    before = shown(tab), widgets(tab)
    said = []
    for file in bad_files():
        upload(tab, file)
        said.append(trouble(tab))
        assert (shown(tab), widgets(tab)) == before, file["name"]
    assert said[0].startswith("empty.png is empty.")
    assert said[1].startswith("letter.png is text, not a picture.")
    assert said[2].startswith("half.jpg ")
    assert all(sentence.count("\n") == 0 for sentence in said)
    assert len(set(said)) == len(said)

    upload(tab, png(64, 32))
    expect(tab.get_by_test_id("stAlert")).to_have_count(0)
    expect(figure(tab, "Image").locator(".facts")).to_have_text(re.compile("^48 × 96 px"))
    assert shown(tab) != before[0]


def test_a_hostile_file_name_is_shown_as_the_text_it_is(page: NewPage) -> None:
    tab = page(width=1400)
    tab.goto(f"{LAB}?side=96+px")
    upload(settled(tab), bad_files()[-1])
    sentence = trouble(tab)
    alert = tab.get_by_test_id("stAlert")
    assert tab.title() != "1"
    assert alert.locator("img, a, strong, .katex").count() == 0
    assert "\u202e" not in sentence
    assert "**" in sentence
    assert "$x^2$ :red[y].png" in sentence


def test_a_kernel_file_that_cannot_be_read_is_explained_and_a_good_one_is_used(page: NewPage) -> None:
    tab = page(width=1400)
    tab.goto(f"{LAB}?side=96+px")
    choose(settled(tab), "kernel1", "Your own")
    before = shown(tab)
    upload(tab, {"name": "ragged.csv", "mimeType": "text/csv", "buffer": b"1,2,3\n4,5\n"}, "kernelfile1")
    assert trouble(tab).startswith("ragged.csv: Row 2 has 2 values and row 1 has 3 values.")
    assert shown(tab) == before
    upload(tab, {"name": "good.csv", "mimeType": "text/csv", "buffer": b"0,1,0\n1,-4,1\n"}, "kernelfile1")
    expect(tab.get_by_test_id("stAlert")).to_have_count(0)
    assert widgets(tab)["own1"] == ["0,1,0;1,-4,1"]
    assert figure(tab, "Kernel · Your own").locator("td").all_inner_texts() == ["0", "1", "0", "1", "−4", "1"]
    assert tab.locator(".st-key-grid1 td input").nth(4).input_value() == "-4"


def png(width: int, height: int) -> FilePayload:
    stream = io.BytesIO()
    Image.linear_gradient("L").resize((width, height)).save(stream, "PNG")
    return {"name": "good.png", "mimeType": "image/png", "buffer": stream.getvalue()}
