"""The Kernel Lab on a photo of one's own: what stands on the page is what SciPy computes from the same picture.

The other journeys take from here how one chooses, slides and reads.
"""

import io
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageOps
from playwright.sync_api import FilePayload, Locator, Page, expect
from scipy import ndimage

from cnnviz.figures.draw import palettes
from cnnviz.images import samples
from tests.browser.conftest import NewPage
from tests.browser.explorer import point
from tests.browser.waiting import settled

LAB = "/kernel-lab"
# Four significant digits are written: half a unit of the last one, at most.
WRITTEN = 5.1e-4

# Value and checked state of everything inside each widget that has a key.
WIDGETS = """
() => Object.fromEntries(
    [...document.querySelectorAll('[data-testid="stElementContainer"][class*="st-key-"]')].map((holder) => [
        holder.className.match(/st-key-(\\S+)/)[1],
        [...holder.querySelectorAll("input:not([type=file]), textarea, [role=radio]")].map(
            (node) => node.getAttribute("aria-checked") ?? (node.type === "checkbox" ? node.checked : node.value)),
    ]).filter(([, values]) => values.length))
"""

# Every figure's words and a picture's pixels, as drawn.
FIGURES = """
(galleries) => galleries.flatMap((gallery) => [...gallery.querySelectorAll("figure:not([hidden])")]).map((figure) => [
    figure.querySelector(".title, .name").textContent,
    ...[...figure.querySelectorAll(".facts span, td")].map((node) => node.textContent),
    figure.querySelector(".stage canvas")?.toDataURL() ?? "",
])
"""


def widget(tab: Page, key: str) -> Locator:
    """What holds the widget that is called `key` in the link."""
    return tab.locator(f".st-key-{key}")


def choose(tab: Page, key: str, option: str) -> None:
    """Pick an option of a select box, which is searched for by typing."""
    box = widget(tab, key).get_by_role("combobox")
    box.click()
    box.fill(option)
    tab.get_by_role("option", name=option, exact=True).click()
    settled(tab)


def press(tab: Page, key: str, option: str) -> None:
    """Pick one of the buttons of a segmented control, or of a row of radio buttons."""
    widget(tab, key).get_by_text(option, exact=True).click()
    settled(tab)


def switch(tab: Page, key: str) -> None:
    widget(tab, key).get_by_role("switch").focus()
    tab.keyboard.press("Space")
    settled(tab)


def unfold(tab: Page, label: str) -> None:
    """Open one of the panels that are folded away."""
    tab.locator("summary", has_text=label).click()
    settled(tab)


def unfold_picture(tab: Page) -> None:
    """Open the panel with the picture's size and colours, and the drawing pad."""
    unfold(tab, "Size, colour, drawing")


def slide(tab: Page, key: str, value: int) -> None:
    """Move a slider with whole steps of 1 by its arrow keys."""
    slider = widget(tab, key).locator("input[type=range]")
    slider.focus()
    while (now := int(slider.input_value())) != value:
        slider.press("ArrowRight" if now < value else "ArrowLeft")
    settled(tab)


def fill(tab: Page, key: str, value: str) -> None:
    """Type into a number box or a text area, and leave it."""
    box = widget(tab, key).locator("input, textarea")
    box.fill(value)
    box.press("Tab")
    settled(tab)


def upload(tab: Page, file: FilePayload | str | Path, key: str = "upload") -> None:
    tab.locator(f".st-key-{key} input[type=file]").set_input_files(file)
    settled(tab)


def gallery(tab: Page, key: str = "maps") -> Locator:
    return tab.locator(f".st-key-{key} .gallery")


def figure(tab: Page, title: str, section: str = "") -> Locator:
    """The one figure of this title, below the section heading that contains `section`."""
    sections = tab.locator(".section", has=tab.locator("h2", has_text=section)) if section else tab.locator(".section")
    exactly = re.compile(f"^{re.escape(title)}$")
    return sections.locator("figure", has=tab.locator(".title", has_text=exactly))


def choose_map(tab: Page, title: str, section: str = "") -> None:
    """Have a map stand large."""
    figure(tab, title, section).locator(".stage").click()
    settled(tab)
    expect(large(tab).locator(".name")).to_have_text(re.compile(f"{re.escape(title)}$"))


def large(tab: Page) -> Locator:
    """The map that stands large."""
    return tab.locator(".gallery .large")


def from_menu(of: Locator, item: str) -> None:
    """Choose an item of a picture's menu."""
    of.locator(".menu > button").click()
    of.locator(".items").get_by_text(item, exact=True).click()


def facts(shown: Locator) -> str:
    return " · ".join(shown.locator(".facts span").all_inner_texts())


def number(text: str) -> float:
    return float(text.replace("−", "-"))


def extremes(shown: Locator) -> tuple[float, float]:
    """The smallest and the largest number of a map, as written under it."""
    found = re.search(r"min (\S+) · max (\S+)", facts(shown))
    assert found
    return number(found[1]), number(found[2])


def downloaded(tab: Page, press: Callable[[], object]) -> bytes:
    with tab.expect_download() as waiting:
        press()
    return waiting.value.path().read_bytes()


def working_image(tab: Page) -> np.ndarray:
    """The picture that the numbers come from, as it can be taken away: (h w), or (c h w) in colour."""
    data = downloaded(tab, tab.get_by_role("button", name="The image (PNG)").click)
    pixels = np.asarray(Image.open(io.BytesIO(data)))
    return (pixels if pixels.ndim == 2 else np.moveaxis(pixels, 2, 0)).astype(np.float32) / np.float32(255)


def shown(tab: Page, key: str = "maps") -> list[list[str]]:
    """Titles, numbers and pixels of everything in a gallery."""
    expect(gallery(tab, key)).to_have_attribute("data-drawn", re.compile("."))
    drawn: list[list[str]] = gallery(tab, key).evaluate_all(FIGURES)
    return drawn


def widgets(tab: Page) -> dict[str, list[object]]:
    state: dict[str, list[object]] = tab.evaluate(WIDGETS)
    return state


def link(tab: Page) -> str:
    """The link that the view Take away offers."""
    return tab.locator(".stCode code", has_text="/kernel-lab").inner_text().replace("\n", "")


def photo(name: str = "holiday.jpg") -> FilePayload:
    """A photo of 1200 × 800 as a camera held upright saves it: lying on its side, with a note to turn it."""
    upright = Image.fromarray(samples.picture("still-life", 1024).pixels).resize((800, 1200))
    sideways = upright.transpose(Image.Transpose.ROTATE_90)
    note = Image.Exif()
    note[0x0112] = 6
    stream = io.BytesIO()
    sideways.save(stream, "JPEG", quality=92, exif=note)
    return {"name": name, "mimeType": "image/jpeg", "buffer": stream.getvalue()}


def kirsch() -> dict[str, np.ndarray]:
    """Kirsch's masks as his paper turns them: 5 5 5 one place further round the ring each time."""
    ring = [(0, 0), (0, 1), (0, 2), (1, 2), (2, 2), (2, 1), (2, 0), (1, 0)]
    masks = {}
    for turn, name in enumerate(("N", "NW", "W", "SW", "S", "SE", "E", "NE")):
        masks[name] = np.full((3, 3), -3.0)
        masks[name][1, 1] = 0
        for place in range(3):
            masks[name][ring[(place - turn) % 8]] = 5
    return masks


def every_second(size: int) -> slice:
    """Padding same at stride 2 under a 3 × 3 kernel: its only odd pixel goes to the end of an even side."""
    return slice(1, None, 2) if size % 2 == 0 else slice(0, None, 2)


def test_the_numbers_of_a_photo_under_kirsch_stride_2_and_max_pooling_are_scipys(page: NewPage) -> None:
    tab = page(width=1400)
    tab.goto(LAB)
    file = photo()
    upload(settled(tab), file)
    choose(tab, "kernel1", "Kirsch, all eight")
    slide(tab, "stride1", 2)
    choose(tab, "pool1", "max")
    names = kirsch()
    maps = {name: extremes(figure(tab, f"Map · {name}", "compass rose")) for name in names}
    pooled = {name: extremes(figure(tab, f"Map · {name}", "max pooling")) for name in names}
    sizes = [facts(figure(tab, "Map · N", section)) for section in ("compass rose", "max pooling")]
    best = extremes(figure(tab, "Maximum of all eight"))
    press(tab, "view", "Numbers")
    choose(tab, "map", "SE")
    read = point(tab, 100, 40)
    arithmetic = tab.locator(".middle .line").first.inner_text()
    press(tab, "view", "Take away")
    image = working_image(tab)

    upright = ImageOps.exif_transpose(Image.open(io.BytesIO(file["buffer"]))).convert("L").resize((171, 256))
    assert image.shape == (256, 171)
    assert np.abs(image * 255 - np.asarray(upright, float)).mean() < 2

    steps = (every_second(256), every_second(171))
    expected = {
        name: ndimage.correlate(image.astype(float), mask, mode="nearest")[steps] for name, mask in names.items()
    }
    windows = {name: ndimage.maximum_filter(one, 2, origin=-1)[0:128:2, 0:86:2] for name, one in expected.items()}
    assert sizes[0].startswith("128 × 86 px")
    assert sizes[1].startswith("64 × 43 px")
    for name in names:
        assert maps[name] == pytest.approx((expected[name].min(), expected[name].max()), rel=WRITTEN), name
        assert pooled[name] == pytest.approx((windows[name].min(), windows[name].max()), rel=WRITTEN), name
    largest = np.max(list(expected.values()), axis=0)
    assert best == pytest.approx((largest.min(), largest.max()), rel=WRITTEN, abs=1e-6)
    terms, result = arithmetic.split(" = ")
    assert read == number(result) == pytest.approx(expected["SE"][100, 40], rel=WRITTEN, abs=1e-6)
    products = [
        number(value.strip("()")) * number(weight.strip("()")) for value, weight in re.findall(r"(\S+) · (\S+)", terms)
    ]
    assert len(products) == 9
    assert sum(products) == pytest.approx(number(result), abs=2e-3)


def test_a_saved_map_has_a_pixel_for_each_number_in_the_colour_of_its_palette(page: NewPage) -> None:
    tab = page(width=1400)
    tab.goto(f"{LAB}?image=Face&side=96+px&kernel1=Scharr+x&padding1=valid&stride1=2&palette=Purple–green")
    settled(tab)
    saved = downloaded(tab, lambda: from_menu(large(tab), "Save PNG"))
    press(tab, "view", "Take away")
    image = working_image(tab).astype(float)
    scharr = np.outer([3, 10, 3], [-1, 0, 1])
    values = ndimage.correlate(image, scharr)[1:-1:2, 1:-1:2]
    place = values * (127 / np.abs(values).max()) + 128.5
    pixels = np.asarray(Image.open(io.BytesIO(saved)).convert("RGB"))
    assert pixels.shape == (*values.shape, 3)
    # Two ways to add up may differ in the last bit, and a number next to a colour's edge then falls beside it.
    sure = np.abs(place - np.round(place)) > 1e-4
    assert sure.mean() > 0.9
    expected = palettes.SIGNED["purple-green"].colours[place.astype(int)]
    assert (pixels[sure] == expected[sure]).all()
