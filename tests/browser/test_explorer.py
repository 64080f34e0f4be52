"""The explorer: what stands in it is what SciPy and torch compute, whatever is pointed at, turned, painted or typed."""

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image
from playwright.sync_api import Page, expect
from scipy import signal
from torch.nn import functional

from cnnviz.figures.walk import explored, walks
from cnnviz.images import picture, samples
from cnnviz.ops import catalogue, geometry, kernels, padding, pipeline
from cnnviz.ui import components
from cnnviz.ui.stage_settings import values as stage_values
from tests.browser import explorer
from tests.browser.conftest import NewPage
from tests.browser.explorer import agreed, knob, number, output_shape, pin, point, table, turn
from tests.browser.test_lab import choose, press, widget
from tests.browser.waiting import settled

STEPS = "/step-by-step"
PICTURE = f"{STEPS}?input=Picture&side=32+px"
MODULE = Path(components.__file__).parent / "explorer" / "explorer.mjs"


def written(value: float | np.ndarray) -> Any:
    """What four significant digits tell of a value: half a unit of the last one, at most; what rounds to 0 is 0."""
    return pytest.approx(value, rel=5.1e-4, abs=2e-6)


def image(channel: str) -> np.ndarray:
    """The default picture at 32 pixels: (c h w)."""
    return picture.floats(picture.working(samples.picture("still-life", 32), 32, channel).pixels)


def expected(pixels: np.ndarray, weights: np.ndarray, mode: str, stride: int, dilation: int) -> np.ndarray:
    """torch's strided, dilated correlation (c i j) of what NumPy pads under the rule of padding same."""
    sides = [
        geometry.same_padding(size, side, stride, dilation)
        for size, side in zip(pixels.shape[1:], weights.shape[1:], strict=True)
    ]
    framed = np.pad(pixels, ((0, 0), *sides), mode=padding.MODES[mode].numpy)  # type: ignore[call-overload]
    given, kernel = (torch.from_numpy(one[None].astype(np.float64)) for one in (framed, weights))
    return np.asarray(functional.conv2d(given, kernel, stride=stride, dilation=dilation)[0, 0])


def some_cells(shape: tuple[int, int], seed: int) -> list[tuple[int, int]]:
    """The corners, where padding is, and places in between."""
    random = np.random.default_rng(seed)
    inner = [(int(random.integers(shape[0])), int(random.integers(shape[1]))) for _ in range(3)]
    return [(0, 0), (shape[0] - 1, shape[1] - 1), *inner]


def expect_to_read(tab: Page, whole: np.ndarray, seed: int) -> None:
    """The map has this shape, and where it is pointed at its numbers are these."""
    assert output_shape(tab) == whole.shape
    for row, column in some_cells(whole.shape, seed):
        assert point(tab, row, column) == written(whole[row, column]), (row, column)


def test_every_mode_and_stride_reads_what_torch_computes(page: NewPage) -> None:
    """C9, C15, C16, C48, C53."""
    tab = page(width=1400)
    tab.goto(f"{PICTURE}&kernel1=Scharr+x")
    agreed(settled(tab))
    weights = kernels.edge_x(kernels.SCHARR_SMOOTH)[None]
    for mode in padding.MODES:
        turn(tab, "mode", mode)
        for stride in (1, 2, 3):
            turn(tab, "stride", stride)
            turn(tab, "dilation", 1 + stride % 2)
            whole = expected(image("grey"), weights, mode, stride, 1 + stride % 2)
            expect_to_read(tab, whole, stride)


@pytest.mark.parametrize("bank", ["mean-2", "roberts-falling", "step"])
def test_even_kernels_read_what_torch_computes(page: NewPage, bank: str) -> None:
    """C14."""
    tab = page(width=1400)
    tab.goto(f"{PICTURE}&kernel1={bank.replace(' ', '+')}")
    agreed(settled(tab))
    weights = catalogue.weights(bank, {})[1][0]
    for stride in (1, 2):
        turn(tab, "stride", stride)
        expect_to_read(tab, expected(image("grey"), weights, "nearest", stride, 1), stride)


def test_the_three_sums_of_a_colour_picture_and_their_products_add_up(page: NewPage) -> None:
    """C56."""
    tab = page(width=1400)
    tab.goto(f"{PICTURE}&colour=Colour&kernel1=Random+filters&map=Filter+2")
    agreed(settled(tab))
    weights = catalogue.weights("random", {}, 3)[1][1]
    expect_to_read(tab, expected(image("rgb"), weights, "nearest", 1, 1), 1)
    pin(tab, 10, 20)
    tab.mouse.move(0, 0)
    expect(explorer.explorer(tab)).to_have_attribute("data-cell", "10 20")
    total = 0.0
    for channel in range(3):
        window = image("rgb")[channel, 9:12, 19:22].ravel()
        assert table(tab, "window", channel) == written(window)
        assert table(tab, "kernel", channel) == written(weights[channel].ravel())
        products = table(tab, "products", channel)
        assert products == written(window * weights[channel].ravel())
        total += sum(products)
    assert number(tab.locator(".result").inner_text()[2:]) == pytest.approx(total, rel=5e-3)


def pooled(kind: str, one: np.ndarray, window: int, stride: int) -> np.ndarray:
    """torch's and SciPy's poolings of a map (h w)."""
    tensor = torch.from_numpy(one[None, None].astype(np.float64))
    windows = np.lib.stride_tricks.sliding_window_view(one, (window, window))[::stride, ::stride]
    offsets = np.arange(window) - (window - 1) / 2
    bell = np.exp(-(offsets**2) / 2)
    weights = np.outer(bell, bell) / bell.sum() ** 2
    results = {
        "max": functional.max_pool2d(tensor, window, stride)[0, 0],
        "min": -functional.max_pool2d(-tensor, window, stride)[0, 0],
        "average": functional.avg_pool2d(tensor, window, stride)[0, 0],
        "Lp": functional.lp_pool2d(tensor.abs(), 2, window, stride)[0, 0],
        "median": np.median(windows, axis=(2, 3)),
        "Gaussian": signal.correlate(one, weights, "valid")[::stride, ::stride],
    }
    return np.asarray(results[kind])


def test_every_pooling_reads_what_torch_and_scipy_compute(page: NewPage) -> None:
    """C62, C63."""
    tab = page(width=1400)
    tab.goto("/pooling?input=Picture&side=32+px&kernel1=Sobel+x")
    agreed(settled(tab))
    edges = expected(image("grey"), kernels.edge_x(kernels.SOBEL_SMOOTH)[None], "nearest", 1, 1)
    for kind in ("max", "min", "average", "median", "Lp", "Gaussian"):
        turn(tab, "pool", kind)
        for window, stride in ((2, 2), (3, 2), (3, 1)):
            turn(tab, "window", window)
            turn(tab, "step", stride)
            expect_to_read(tab, pooled(kind, edges, window, stride), window)


def test_the_cell_that_won_is_marked(page: NewPage) -> None:
    """C62."""
    tab = page(width=1400)
    tab.goto("/pooling")
    agreed(settled(tab))
    point(tab, 0, 0)
    assert table(tab, "window") == [12, 20, 8, 12]
    expect(tab.locator("td.won")).to_have_text("20")


def test_pointing_and_playing_tell_the_server_nothing(page: NewPage) -> None:
    tab = page(width=1400)
    tab.goto(STEPS)
    agreed(settled(tab))
    tab.evaluate("window.cnnvizLast.asked = 0")
    for cell in ((0, 0), (3, 4), (7, 7)):
        point(tab, *cell)
    tab.locator(".input canvas.plane").hover()
    tab.locator(".middle .grid td").first.hover()
    expect(tab.locator(".words")).to_contain_text("shared by every window")
    tab.get_by_label("Speed, windows a second").select_option("50")
    tab.get_by_label("Walk over all windows (Space)").click()
    before = explorer.explorer(tab).get_attribute("data-cell")
    expect(explorer.explorer(tab)).not_to_have_attribute("data-cell", before or "")
    assert tab.evaluate("window.cnnvizLast.asked") == 0


def test_an_input_pixel_names_the_outputs_it_feeds(page: NewPage) -> None:
    """C46, forward: the same nine weights, once for each window that holds the pixel."""
    tab = page(width=1400)
    tab.goto(f"{STEPS}?padding1=valid")
    agreed(settled(tab))
    canvas = tab.locator(".input canvas.plane")
    box = canvas.bounding_box()
    assert box
    for (row, column), count in (((0, 0), "1 output"), ((0, 3), "3 outputs"), ((3, 3), "9 outputs")):
        position = {"x": box["width"] * (column + 0.5) / 8, "y": box["height"] * (row + 0.5) / 8}
        canvas.hover(position=position)  # type: ignore[arg-type]
        expect(tab.locator(".words")).to_contain_text(f"Input row {row + 1}, column {column + 1}")
        expect(tab.locator(".words")).to_contain_text(f"feeds {count},")


def test_a_weight_names_every_place_it_touches(page: NewPage) -> None:
    """C37, C46, forward."""
    tab = page(width=1400)
    tab.goto(f"{STEPS}?stride1=2")
    agreed(settled(tab))
    tab.locator(".middle .grid").nth(1).locator("td").nth(5).hover()
    expect(tab.locator(".words")).to_contain_text("The weight in row 2, column 3 is 2 at all 16 places")


def test_a_pinned_cell_stays_through_settings_reload_and_other_sizes(page: NewPage) -> None:
    tab = page(width=1400)
    tab.goto(STEPS)
    agreed(settled(tab))
    pin(tab, 2, 5)
    settled(tab)
    for name, value in (("mode", "constant"), ("activation", "ReLU"), ("dilation", 2)):
        turn(tab, name, value)
        tab.mouse.move(0, 0)
        expect(explorer.explorer(tab)).to_have_attribute("data-cell", "2 5")
    tab.set_viewport_size({"width": 800, "height": 900})
    tab.emulate_media(color_scheme="dark")
    settled(tab)
    expect(explorer.explorer(tab)).to_have_attribute("data-cell", "2 5")
    expect(knob(tab, "dilation")).to_have_value("2")
    assert "row=2&column=5" in tab.url
    tab.reload()
    agreed(settled(tab))
    expect(explorer.explorer(tab)).to_have_attribute("data-cell", "2 5")
    expect(knob(tab, "activation")).to_have_value("ReLU")


def test_ranges_end_where_no_window_fits(page: NewPage) -> None:
    """C54: impossible settings are unreachable, and said."""
    tab = page(width=1400)
    tab.goto(f"{STEPS}?padding1=valid")
    agreed(settled(tab))
    dilation = knob(tab, "dilation")
    expect(dilation).to_have_attribute("max", "3")
    assert "no window fits" in (dilation.locator("..").get_attribute("title") or "")
    turn(tab, "dilation", 3)
    assert output_shape(tab) == (2, 2)
    choose(tab, "kernel1", "Gaussian")
    turn(tab, "padding", "same")
    turn(tab, "sigma", 3)
    expect(knob(tab, "padding").locator("option", has_text="valid")).to_be_disabled()


def test_a_kernel_larger_than_the_image_is_explained_and_loses_nothing(page: NewPage) -> None:
    tab = page(width=1400)
    tab.goto(f"{STEPS}?padding1=valid")
    agreed(settled(tab))
    choose(tab, "kernel1", "Gabor")
    expect(tab.locator(".explorer > .trouble")).to_contain_text("does not fit in 8 rows")
    assert output_shape(tab) == (6, 6)


def test_typed_weights_are_followed_at_once_and_become_ones_own_kernel(page: NewPage) -> None:
    tab = page(width=1400)
    tab.goto(f"{STEPS}?kernel1=Identity")
    agreed(settled(tab))
    weight = tab.get_by_label("Weight in row 2, column 2")
    weight.fill("2")
    assert point(tab, 2, 2) == 2
    expect(widget(tab, "kernel1").get_by_role("combobox")).to_have_value("Your own")
    agreed(settled(tab))
    assert "own1=0%2C0%2C0%3B0%2C2%2C0%3B0%2C0%2C0" in tab.url
    weight.fill("two")
    expect(tab.locator(".explorer > .trouble")).to_have_text("“two” is not a number. The last one still counts.")
    expect(weight).to_have_class("wrong")
    assert point(tab, 2, 2) == 2
    weight.fill("1/4")
    agreed(settled(tab))
    expect(tab.locator(".explorer > .trouble")).to_have_text("")
    assert point(tab, 2, 2) == 0.25


# What Ctrl+V would bring, at the cell that has the focus.
PASTE = """
(input, text) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData("text", text)
    input.dispatchEvent(new ClipboardEvent("paste", {clipboardData, bubbles: true, cancelable: true}))
}
"""


def test_a_pasted_block_becomes_the_kernel_and_a_bad_one_is_explained(page: NewPage) -> None:
    tab = page(width=1400)
    tab.goto(f"{STEPS}?kernel1=Identity&numbers=1,2;3,4")
    agreed(settled(tab))
    weight = tab.get_by_label("Weight in row 1, column 1")
    weight.evaluate(PASTE, "1\tx\n0\t1")
    expect(tab.locator(".explorer > .trouble")).to_have_text("Row 1 of the kernel holds “x”, which is not a number.")
    weight.evaluate(PASTE, "1\t10\n100\t1000")
    agreed(settled(tab))
    assert "own1=1%2C10%3B100%2C1000" in tab.url
    assert point(tab, 0, 0) == 4321


def test_painted_pixels_change_the_map_here_and_on_the_server(page: NewPage) -> None:
    tab = page(width=1400)
    tab.goto(f"{PICTURE}&kernel1=Identity&padding1=valid")
    agreed(settled(tab))
    tab.get_by_label("Paint", exact=True).check()
    tab.get_by_label("Value to paint").fill("0.2")
    tab.locator(".input canvas.plane").click(position={"x": 5, "y": 5})
    agreed(settled(tab))
    tab.get_by_label("Paint", exact=True).uncheck()
    choose(tab, "kernel1", "1 × 1")
    agreed(tab)
    assert point(tab, 0, 0) == written(2 * 51 / 255)
    tab.get_by_role("button", name="Take the paint off").click()
    agreed(settled(tab))
    assert point(tab, 0, 0) == written(2 * image("grey")[0, 0, 0])


def test_painted_numbers_go_into_the_link(page: NewPage) -> None:
    tab = page(width=1400)
    tab.goto(f"{STEPS}?kernel1=1+×+1")
    agreed(settled(tab))
    tab.get_by_label("Paint", exact=True).check()
    tab.get_by_label("Value to paint").fill("-3.5")
    tab.locator(".input canvas.plane").click(position={"x": 5, "y": 5})
    agreed(settled(tab))
    assert "numbers=-3.5%2C0" in tab.url
    tab.reload()
    agreed(settled(tab))
    assert point(tab, 0, 0) == -7


def test_everything_is_done_by_keys_alone(page: NewPage) -> None:
    tab = page(width=1400)
    tab.goto(STEPS)
    agreed(settled(tab))
    tab.locator(".output canvas.plane").focus()
    box = explorer.explorer(tab)
    for key, cell in (("ArrowRight", "4 5"), ("ArrowUp", "3 5"), ("Home", "0 0"), ("ArrowUp", "0 0"), ("End", "7 7")):
        tab.keyboard.press(key)
        expect(box).to_have_attribute("data-cell", cell)
    spoken = tab.locator(".spoken")
    expect(spoken).to_contain_text("Output row 8, column 8 (of 8 × 8)")
    tab.keyboard.press("Home")
    tab.keyboard.press("Space")
    expect(tab.get_by_text("❚❚ Pause")).to_be_visible()
    expect(box).not_to_have_attribute("data-cell", "0 0")
    tab.keyboard.press("Space")
    expect(tab.get_by_text("❚❚ Pause")).to_have_count(0)
    for key in ("r", "c"):
        tab.keyboard.press(key)
    expect(tab.get_by_role("dialog")).to_have_count(0)
    settled(tab)


def test_a_finger_pins_what_it_taps(page: NewPage) -> None:
    tab = page(width=390, height=844, touch=True)
    tab.goto(STEPS)
    agreed(settled(tab))
    x, y = explorer.middle_of(tab, 1, 2)
    tab.locator(".output canvas.plane").tap(position={"x": x, "y": y})
    expect(explorer.explorer(tab)).to_have_attribute("data-cell", "1 2")
    expect(tab).to_have_url(re.compile("row=1&column=2"))


def test_playing_is_calm_where_motion_is_reduced(page: NewPage) -> None:
    tab = page(reduced_motion="reduce")
    tab.goto(STEPS)
    agreed(settled(tab))
    tab.get_by_label("Speed, windows a second").select_option("50")
    tab.locator(".output canvas.plane").focus()
    tab.keyboard.press("Home")
    tab.keyboard.press("Space")
    tab.wait_for_timeout(1200)
    tab.keyboard.press("Space")
    row, column = map(int, (explorer.explorer(tab).get_attribute("data-cell") or "").split())
    assert 1 <= 8 * row + column <= 4


def test_one_dimension_grows_number_by_number(page: NewPage) -> None:
    """C1, C4, C5, C8, C10, C11, T11."""
    tab = page(width=1400)
    tab.goto("/one-dimension")
    agreed(settled(tab))
    listed = tab.locator(".side.input .line")
    expect(listed).to_have_text("[…]")
    expect(tab.locator(".explorer .words")).to_contain_text("The data alone: 8 numbers, from 0 to 1.")
    expect(tab.get_by_label("One step back")).to_be_disabled()
    tab.get_by_label("One step on").click()
    expect(listed).to_have_text("[0, …]")
    for _ in range(3):
        tab.get_by_label("One step on").click()
    expect(listed).to_have_text("[0, 0, 0, 1, …]")
    tab.locator("canvas.strip").focus()
    tab.keyboard.press("End")
    expect(listed).to_have_text("[0, 0, 0, 1, 0, 0, −1, 0]")
    expect(tab.get_by_text("It equals the discrete derivative")).to_be_hidden()
    widget(tab, "rise_guess").get_by_text("Above 0").click()
    expect(tab.get_by_text("It equals the discrete derivative")).to_be_visible()
    settled(tab)
    turn(tab, "flip", True)
    expect(listed).to_have_text("[0, 0, 0, −1, 0, 0, 1, 0]")


def test_centre_and_zeros_decide_what_the_first_number_is(page: NewPage) -> None:
    """C6, C7."""
    tab = page(width=1400)
    tab.goto("/one-dimension?data=1,2,4")
    agreed(settled(tab))
    listed = tab.locator(".side.input .line")
    tab.locator("canvas.strip").focus()
    tab.keyboard.press("End")
    expect(listed).to_have_text("[1, 1, 2]")
    turn(tab, "centre", 0)
    expect(listed).to_have_text("[1, 2, −4]")
    turn(tab, "ends", False)
    expect(listed).to_have_text("[1, 2]")


def test_a_dragged_bar_changes_data_and_result(page: NewPage) -> None:
    tab = page(width=1400)
    tab.goto("/one-dimension?data=0,0,0,0&weights=2")
    agreed(settled(tab))
    strip = tab.locator("canvas.strip").bounding_box()
    assert strip
    x, y = strip["x"] + 2 + 64 * 1.5, strip["y"] + 125
    tab.mouse.move(x, y)
    tab.mouse.down()
    tab.mouse.move(x, y - 40, steps=4)
    tab.mouse.up()
    agreed(settled(tab))
    data = [number(one) for one in widget(tab, "data").get_by_role("textbox").input_value().split(",")]
    assert data[1] > 0
    assert [data[0], *data[2:]] == [0, 0, 0]
    tab.locator("canvas.strip").focus()
    tab.keyboard.press("End")
    listed = tab.locator(".side.input .line")
    expect(listed).not_to_contain_text("…")
    numbers = [number(one) for one in listed.inner_text()[1:-1].split(", ")]
    assert numbers == pytest.approx([2 * one for one in data])


def test_the_lab_opens_any_map_with_one_click_and_the_same_settings(page: NewPage) -> None:
    tab = page(width=1400)
    tab.goto("/kernel-lab?side=48+px&kernel1=Prewitt+y&stride1=2&activation1=ReLU&pool1=max")
    settled(tab)
    tab.get_by_label("Explore Map · y, number by number").last.click()
    agreed(settled(tab))
    expect(tab.locator(".output figcaption")).to_have_text("Output 12 × 12 · y")
    press(tab, "operation", "convolution")
    agreed(tab)
    pixels = picture.floats(picture.working(samples.picture("still-life", 48), 48, "grey").pixels)
    weights = kernels.edge_y(kernels.PREWITT_SMOOTH)[None]
    expect_to_read(tab, np.maximum(expected(pixels, weights, "nearest", 2, 1), 0), 4)


def test_the_walk_is_saved_as_gif_and_one_moment_as_png(page: NewPage) -> None:
    tab = page(width=1400)
    tab.goto(f"{STEPS}?padding1=valid&stride1=2")
    agreed(settled(tab))
    widget(tab, "export").get_by_role("button").click()
    settled(tab)
    with tab.expect_download() as png:
        tab.get_by_role("button", name="This moment (PNG)").click()
    with Image.open(png.value.path()) as moment:
        assert moment.format == "PNG"
    tab.get_by_role("button", name="Make the GIF").click()
    with tab.expect_download() as gif:
        tab.get_by_role("button", name=re.compile("Save the GIF")).click()
    with Image.open(gif.value.path()) as walk:
        assert (walk.format, getattr(walk, "n_frames", 0)) == ("GIF", 9)


def test_leaving_while_it_plays_and_coming_back_does_no_harm(page: NewPage) -> None:
    tab = page(width=1400)
    tab.goto(STEPS)
    agreed(settled(tab))
    tab.get_by_label("Walk over all windows (Space)").click()
    tab.goto("/words")
    settled(tab)
    tab.go_back()
    agreed(settled(tab))
    expect(tab.get_by_text("▶ Play")).to_be_visible()


TWO = """
async ({script, blobs}) => {
    const show = (await import(URL.createObjectURL(new Blob([script], {type: "text/javascript"})))).default
    window.told = []
    window.ends = blobs.map((blob, which) => {
        const holder = document.createElement("div")
        holder.id = `explorer${which}`
        holder.style.width = "700px"
        document.body.append(holder)
        const parentElement = holder.attachShadow({mode: "open"})
        parentElement.innerHTML = "<div class='explorer'></div>"
        const data = Uint8Array.from(blob)
        const setStateValue = (name, value) => window.told.push([which, name, value])
        return show({data, parentElement, setStateValue})
    })
}
"""


def test_two_explorers_on_one_page_leave_each_other_alone_and_end_when_told(page: NewPage) -> None:
    tab = page(width=1400)
    tab.goto("/_stcore/health")
    stage = pipeline.Stage(pipeline.Kernels("sobel-x"))
    pixels = np.random.default_rng(0).random((1, 6, 6), np.float32)
    walk = walks.Walk(pipeline.result(pixels, ("grey",), stage))
    more = {
        "layout": "plane",
        "knobs": [],
        "editable": False,
        "paintable": "",
        "largest": 31,
        "edition": "",
        "asking": False,
        "above": 0,
        "lit": [],
        "values": stage_values.of_stage(stage),
    }
    blobs = [list(explored.blob(walk, ("grey",), {**more, "cell": [1, at], "trouble": ""})) for at in (1, 2)]
    tab.evaluate(TWO, {"script": components.script(MODULE), "blobs": json.loads(json.dumps(blobs))})
    first, second = (tab.locator(f"#explorer{which} .explorer") for which in (0, 1))
    expect(first).to_have_attribute("data-cell", "1 1")
    expect(second).to_have_attribute("data-cell", "1 2")
    first.get_by_label("One step on").click()
    expect(first).to_have_attribute("data-cell", "1 2")
    second.get_by_label("One step back").click()
    expect(second).to_have_attribute("data-cell", "1 1")
    expect(first).to_have_attribute("data-cell", "1 2")
    first.get_by_label("Walk over all windows (Space)").click()
    tab.evaluate("window.ends.forEach((end) => end())")
    stands = first.get_attribute("data-drawn")
    tab.wait_for_timeout(900)
    assert first.get_attribute("data-drawn") == stands
