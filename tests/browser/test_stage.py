"""The stage of every page: what one came for is in sight at once, stands still, can be read, and weighs little.

One visit cold and one warm a page; everything else is measured in the same tab at other sizes.
"""

from pathlib import Path

import pytest
from playwright.sync_api import FloatRect, Page, expect

from cnnviz.ui import catalogue
from tests.browser import weight
from tests.browser.conftest import NewPage
from tests.browser.waiting import settled

# By path, what is set first and what one came for, as selectors.
STAGE = {
    "start": ("[data-testid=stBaseButton-primary]", ".st-key-hero canvas"),
    "kernel-lab": (".st-key-kernel1", ".st-key-maps"),
    "one-dimension": (".st-key-signal button.play", ".st-key-signal"),
    "step-by-step": (".st-key-kernel1", ".st-key-explorer"),
    "edge-kernels": (".st-key-image", ".st-key-first"),
    "padding-and-stride": (".st-key-kernel1", ".st-key-explorer"),
    "channels-and-filters": (".st-key-kernel1", ".st-key-explorer"),
    "pooling": (".st-key-input", ".st-key-explorer"),
    "words": (".st-key-heading", ".st-key-glossary_convolution"),
    "neuron": (".st-key-neuron input[type=range]", ".st-key-neuron canvas"),
    "same-object": (".st-key-thing", ".st-key-same_object"),
    "square": (".st-key-way", ".st-key-detector"),
    "real-network": (".st-key-image", ".st-key-real_way"),
    "what-it-looks-for": (".st-key-look_at", ".st-key-look_patches ul.row"),
    "operate": (".st-key-op_acts", ".st-key-op_pictures"),
    "own-classes": (".st-key-own_class_at", ".st-key-shelves"),
    "where-it-looked": (".st-key-where_method", ".st-key-where_maps"),
    "find-your-kernel": (".st-key-kernel", ".st-key-matches"),
    "builder": (".st-key-start-net", ".st-key-diagram"),
    "architectures": (".st-key-first", "[class*=st-key-diagram]"),
    "deeper": (".st-key-depth_layers", ".st-key-gradients"),
    "receptive-field": (".st-key-image", ".st-key-field"),
    "dense-and-convolutional": (".st-key-tied_kernel", ".st-key-acting"),
    "two-wheels": (".st-key-wheels_on", ".st-key-wheels .stage"),
    "train": ("button.primary", ".st-key-live-train canvas"),
    "compare": ("button.primary", ".st-key-live-compare canvas"),
    "data": (".st-key-dataset", ".st-key-sheets"),
    "activations": (".st-key-curve", ".st-key-curve_figure"),
    "one-step": (".st-key-step_rate", ".st-key-forward"),
    "class": (".st-key-class_open", ".st-key-class_open"),
    "join": (".st-key-class_code", ".st-key-class_name"),
}
# Pixels of the thing itself that have to be above the fold, or all of it where it is smaller.
SEEN = 200
STILL, READABLE = 0.1, 12
# Screens of a phone that a page is long at the most, as it opens.
LONGEST = 6
# What has to be so many pixels wide at the least, beside what stands in STAGE.
WIDE = {"edge-kernels": (".st-key-first .stage canvas", 240)}
SHIFTS = """
window.cnnvizShifts = 0;
new PerformanceObserver((list) => {
    for (const shift of list.getEntries()) if (!shift.hadRecentInput) window.cnnvizShifts += shift.value;
}).observe({type: "layout-shift", buffered: true});
"""
SMALL = Path(__file__).with_name("small_text.js").read_text(encoding="utf-8")
ENTRIES = [entry for entries in catalogue.SECTIONS.values() for entry in entries]


def out_of_sight(tab: Page, path: str) -> list[str]:
    """What of the page's stage is below the fold, in words."""
    control, thing = STAGE[path]
    said = [tab.get_by_role("heading", level=1), tab.locator(".st-key-heading p").first, tab.locator(control).first]
    low = [one.bounding_box() for one in said]
    found = [f"below the fold: {one}" for one, box in zip(said, low, strict=True) if not box or bottom(box) > 720]
    box = tab.locator(thing).first.bounding_box()
    if not box or min(720, bottom(box)) - box["y"] < min(SEEN, box["height"]):
        found.append(f"too little of {thing} is above the fold: it begins at {box and box['y']}")
    if path in WIDE:
        part, least = WIDE[path]
        box = tab.locator(part).first.bounding_box()
        if not box or box["width"] < least:
            found.append(f"{part} is only {box and box['width']:.0f} px wide")
    return found


def bottom(box: FloatRect) -> float:
    return box["y"] + box["height"]


def test_every_page_has_its_stage() -> None:
    assert set(STAGE) == {entry.path for entry in ENTRIES}


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.path)
def test_a_page_shows_what_one_came_for_stands_still_and_can_be_read(page: NewPage, entry: catalogue.Entry) -> None:
    tab = page(width=1280, height=720, cold=True)
    tab.context.add_init_script(SHIFTS)
    scale = weight.Weight(tab.context, tab)
    trouble = []
    for visit in ("cold", "warm"):
        tab.goto("/" if entry is catalogue.HOME else f"/{entry.path}")
        settled(tab)
        moved = tab.evaluate("window.cnnvizShifts")
        if moved > STILL:
            trouble.append(f"{visit}: layout shift {moved:.3f}")
        if visit == "cold":
            trouble += weight.too_much(tab, scale, entry)
    trouble += out_of_sight(tab, entry.path)
    section = next(name for name, entries in catalogue.SECTIONS.items() if entry in entries)
    expect(tab.locator("[data-testid=stTopNavSection][aria-current]")).to_have_text([section] if section else [])
    for width, height in ((1400, 900), (390, 844)):
        tab.set_viewport_size({"width": width, "height": height})
        settled(tab)
        trouble += [f"{width} px wide: {one}" for one in tab.evaluate(SMALL, READABLE)]
    screens = tab.evaluate("document.querySelector('.stMain').scrollHeight / innerHeight")
    if screens > LONGEST:
        trouble.append(f"{screens:.1f} screens long on a phone")
    assert not trouble, "\n".join(trouble)
