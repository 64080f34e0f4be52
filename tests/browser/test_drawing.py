"""Pictures that come from a pen or the clipboard (C23)."""

from playwright.sync_api import expect

from tests.browser.conftest import NewPage
from tests.browser.test_lab import unfold_picture
from tests.browser.waiting import settled

PASTE = """
async ([width, height, type]) => {
    const canvas = document.createElement("canvas")
    canvas.width = width
    canvas.height = height
    canvas.getContext("2d").fillRect(0, 0, width / 2, height)
    const drawn = await new Promise((done) => canvas.toBlob(done))
    const held = new DataTransfer()
    held.items.add(new File([type === "image/png" ? drawn : "not a picture"], "p.png", {type: "image/png"}))
    document.dispatchEvent(new ClipboardEvent("paste", {clipboardData: held, bubbles: true}))
}
"""


def test_a_drawing_and_a_pasted_picture_become_the_picture_and_a_bad_paste_leaves_it(page: NewPage) -> None:
    tab = page(width=1400)
    tab.goto("/kernel-lab")
    unfold_picture(settled(tab))
    tab.get_by_text("Draw or paste").click()
    pad = tab.locator(".sketch_pad canvas")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box is not None
    tab.mouse.move(box["x"] + 40, box["y"] + 40)
    tab.mouse.down()
    tab.mouse.move(box["x"] + 200, box["y"] + 200, steps=8)
    tab.mouse.up()
    picture = tab.get_by_role("combobox", name="Picture")
    expect(picture).to_have_value("Your picture")
    image = tab.locator("figure").first
    expect(image.locator(".facts")).to_contain_text("256 × 256 px")

    settled(tab)
    pad.focus()
    for key in ("ArrowLeft", "Space"):
        tab.keyboard.press(key)
    settled(tab)

    tab.evaluate(PASTE, [50, 40, "image/png"])
    expect(image.locator(".facts")).to_contain_text("205 × 256 px")

    tab.evaluate(PASTE, [50, 40, "text/plain"])
    expect(tab.get_by_test_id("stAlert")).to_contain_text("The pasted picture")
    expect(image.locator(".facts")).to_contain_text("205 × 256 px")
