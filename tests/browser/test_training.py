"""A network learns in the browser: watched, held, changed, looked back on, killed and gone on with."""

import re
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import NewPage
from tests.browser.workers import workers

# A worker's first start loads torch, which a busy machine takes its time for.
STARTED = 90_000
LEARNING = re.compile(r"Learning · step [1-9]")
# What a telephone shows from top to bottom.
# Filters first; beside them, on request, stands a second grid with their gradients.
GRID = ".live-grid >> nth=0"
ORDER = (".live-told-line", ".live-timeline", ".live-slot-filters", GRID)
# Small enough to end within seconds, long enough to be held before it does.
SHORT, LONG = "epochs=1&images=1000", "epochs=100&images=6000"


def opened(tab: Page, address: str = "/train") -> Locator:
    """The live panel of a page."""
    tab.goto(address)
    panel = tab.locator(".live")
    expect(panel).to_be_visible(timeout=30_000)
    return panel


def answers(panel: Locator) -> Locator:
    """What the network says of the probe, brought into sight: panels out of sight are not drawn."""
    panel.locator(".live-slot-probe").scroll_into_view_if_needed()
    return panel.get_by_role("table", name="Logit, probability and slope of every class")


def button(panel: Locator, name: str) -> Locator:
    return panel.get_by_role("button", name=re.compile(rf"{re.escape(name)}$"))


def status(panel: Locator, at: int = 0) -> Locator:
    return panel.locator(".live-status").nth(at)


def started(tab: Page, query: str = LONG) -> Locator:
    """A run that learns."""
    panel = opened(tab, f"/train?{query}")
    button(panel, "Train").click()
    expect(status(panel)).to_contain_text(LEARNING, timeout=STARTED)
    return panel


def step(panel: Locator) -> int:
    """The step that a paused run has come to."""
    found = re.search(r"step ([\d,]+)", status(panel).inner_text())
    assert found
    return int(found[1].replace(",", ""))


def ink(panel: Locator, selector: str) -> list[int]:
    """All pixels of the canvases found, added up colour by colour."""
    return panel.locator(selector).evaluate_all(
        """(all) => all.map((canvas) => canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data
        .reduce((sum, value, at) => (sum * 31 + value * (at % 97)) % 1000003, 7))"""
    )


def test_the_first_second_shows_a_recorded_run_that_plays_by_itself(page: NewPage) -> None:
    """C84."""
    panel = opened(page(width=1400))
    expect(panel.get_by_text("This is a recorded run")).to_be_visible()
    readout = panel.locator(".live-timeline")
    first = readout.inner_text()
    expect(readout).not_to_have_text(first, timeout=10_000)
    expect(answers(panel)).to_contain_text("%")
    expect(button(panel, "Train")).to_be_enabled()


def test_a_recorded_run_holds_still_for_those_who_asked_for_less_motion(page: NewPage) -> None:
    panel = opened(page(reduced_motion="reduce"))
    expect(panel.get_by_text("This is a recorded run")).to_be_visible()
    expect(button(panel.locator(".live-timeline"), "Play")).to_be_enabled()


def test_a_timeline_shows_other_filters_maps_and_answers_at_its_start(page: NewPage) -> None:
    """C84: from noise to edges, and everything else moves along."""
    panel = opened(page(width=1400, reduced_motion="reduce"))
    slider = panel.get_by_role("slider", name="Snapshot")
    slider.press("End")
    expect(panel.locator(".live-timeline")).to_contain_text("epoch 3.00")
    late = ink(panel, ".live-slot-filters canvas")
    slider.press("Home")
    expect(panel.locator(".live-timeline")).to_contain_text("step 0")
    assert ink(panel, ".live-slot-filters canvas") != late
    # They come from the server, which may be busy.
    expect(answers(panel)).to_contain_text("✓", timeout=20_000)
    said = answers(panel).inner_text()
    slider.press("End")
    expect(answers(panel)).not_to_have_text(said)


def test_a_run_is_scrubbed_by_keyboard_alone_and_told_in_words(page: NewPage) -> None:
    panel = opened(page(width=1280, height=720, reduced_motion="reduce"))
    slider = panel.get_by_role("slider", name="Snapshot")
    # Filters and loss are in sight beside each other before anything is scrolled.
    for shown in (panel.locator(GRID), panel.get_by_role("img", name=re.compile("^Loss"))):
        expect(shown).to_be_visible()
        box = shown.bounding_box()
        assert box
        assert box["y"] + 150 < 720
        assert box["width"] > 400
    slider.focus()
    slider.press("Home")
    expect(slider).to_have_attribute("aria-valuetext", re.compile(r"^step 0 of [\d,]+, epoch 0.00$"))
    slider.press("ArrowRight")
    expect(slider).to_have_attribute("aria-valuetext", re.compile(r"^step [1-9]\d* of [\d,]+, epoch .*, loss [\d.]+$"))
    slider.press("End")
    expect(slider).to_have_attribute("aria-valuetext", re.compile("epoch 3.00, loss"))
    loss = panel.get_by_role("img", name=re.compile("^Loss"))
    expect(loss).to_have_attribute(
        "aria-label", re.compile(r"Training, smoothed, falls from .* Validation falls from .*lowest.*Now: step")
    )
    # A filter is reached by Tab, walked by arrows and read as numbers.
    filters = panel.get_by_role("group", name=re.compile("^32 filters of the first layer, 3 × 3 each: weights from −"))
    filters.get_by_role("button").first.focus()
    filters.get_by_role("button").first.press("ArrowRight")
    second = filters.get_by_role("button", name=re.compile(r"^Filter 2: (−?[\d.]+[,;] ){8}−?[\d.]+$"))
    expect(second).to_be_focused()


def test_a_telephone_shows_play_and_filters_first_and_covers_nothing(page: NewPage) -> None:
    panel = opened(page(width=390, height=844, reduced_motion="reduce"))
    expect(panel.locator(".live-filter").first).to_be_visible()
    tops = [panel.locator(one).evaluate("(node) => node.getBoundingClientRect().top") for one in ORDER]
    assert tops == sorted(tops)
    assert tops[-1] < 700
    assert panel.locator(".live-timeline").evaluate("(node) => getComputedStyle(node).position") == "static"


def test_a_run_is_trained_paused_stepped_changed_and_stopped(page: NewPage, ended: None) -> None:
    panel = started(page(width=1400))
    button(panel, "Pause").click()
    expect(status(panel)).to_contain_text("Paused", timeout=10_000)
    before = step(panel)
    button(panel, "One batch").click()
    expect(status(panel)).to_contain_text(f"step {before + 1:,} ", timeout=10_000)
    expect(status(panel)).to_contain_text("Paused")
    button(panel, "Gradient beside").click()
    expect(panel.get_by_text(f"pictures of batch {before + 1:,}, before the step")).to_be_visible()
    expect(panel.get_by_role("button", name="Gradient of filter 1", exact=True)).to_be_visible()
    rate = panel.get_by_role("spinbutton", name="Learning rate")
    rate.fill("0.0123")
    rate.press("Enter")
    button(panel, "One batch").click()
    expect(status(panel)).to_contain_text(f"step {before + 2:,} ", timeout=10_000)
    button(panel, "Stop").click()
    expect(status(panel)).to_contain_text("Stopped", timeout=10_000)
    expect(button(panel, "Train")).to_be_enabled()


def test_a_reload_and_a_second_tab_show_the_same_history_and_only_this_browser_controls_it(
    page: NewPage, ended: None
) -> None:
    tab = page(width=1400)
    panel = started(tab)
    button(panel, "Pause").click()
    expect(status(panel)).to_contain_text("Paused", timeout=10_000)
    reached = f"step {step(panel):,} "
    tab.wait_for_url(re.compile("run="))
    address = tab.url
    tab.reload()
    expect(status(tab.locator(".live"))).to_contain_text(reached, timeout=30_000)
    held = tab.evaluate("JSON.parse(localStorage.getItem('cnnviz-control'))")
    (view,) = parse_qs(urlsplit(address).query)["run"]
    ((known, control),) = held
    assert known == view != control
    panel.get_by_text("Share, branch, take away").click()
    button(panel, "Copy a view-only link").click()
    assert control not in panel.get_by_role("textbox", name="View-only link", include_hidden=True).input_value()
    # The pasted address hands over a look and no more.
    visitor = opened(page(), address)
    expect(status(visitor)).to_contain_text(reached, timeout=30_000)
    for name in ("Stop", "One batch", "Resume"):
        expect(button(visitor, name)).not_to_be_visible()
    # A link of before, which holds what controls the run, still does, and gives way in the address.
    former = page()
    kept = opened(former, address.replace(view, control))
    expect(button(kept, "Stop")).to_be_enabled(timeout=30_000)
    former.wait_for_url(re.compile(view))
    assert control not in former.url
    former.reload()
    expect(button(former.locator(".live"), "Stop")).to_be_enabled(timeout=30_000)
    second = tab.context.new_page()
    other = opened(second, address)
    expect(status(other)).to_contain_text("Paused", timeout=30_000)
    button(other, "Stop").click()
    # At the same moment, from the other tab: pressed if the button is not yet disabled there.
    button(panel, "Stop").dispatch_event("click")
    for one in (panel, other, visitor, kept):
        expect(status(one)).to_contain_text("Stopped", timeout=10_000)
    # Its settings stay its own whatever the controls say, and can be taken.
    expect(panel.locator(".live-said")).to_contain_text("Shapes, 6,000 training pictures")
    expect(panel.locator(".live-unlike")).to_be_hidden()
    tab.get_by_role("spinbutton", name="Epochs").fill("7")
    tab.get_by_role("spinbutton", name="Epochs").press("Enter")
    expect(panel.locator(".live-unlike")).to_contain_text("epochs: 100 → 7")
    button(panel, "Take these settings").click()
    expect(panel.locator(".live-unlike")).to_be_hidden()
    expect(tab.get_by_role("spinbutton", name="Epochs")).to_have_value("100")


def test_a_killed_worker_is_told_of_loses_nothing_and_can_be_gone_on_with(
    page: NewPage, app_url: str, ended: None
) -> None:
    panel = started(page(), "epochs=8&images=2000")
    button(panel, "Pause").click()
    expect(status(panel)).to_contain_text("Paused", timeout=10_000)
    reached = step(panel)
    for worker in workers(app_url):
        worker.kill()
    expect(status(panel)).to_contain_text("Interrupted", timeout=10_000)
    assert step(panel) == reached
    button(panel, "Resume").click()
    expect(status(panel)).to_contain_text("Finished", timeout=STARTED)
    assert step(panel) == 8 * (2000 // 32)


def test_a_drawing_is_answered_at_every_moment_of_the_run(page: NewPage) -> None:
    """C84: test it."""
    tab = page(width=1400, reduced_motion="reduce")
    panel = opened(tab)
    panel.get_by_role("slider", name="Snapshot").press("End")
    # They come from the server, which may be busy.
    expect(answers(panel)).to_contain_text("✓", timeout=20_000)
    said = answers(panel).inner_text()
    button(panel, "Draw or upload").click()
    pad = panel.get_by_label(re.compile("^Drawing pad"))
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box
    for across in (0.25, 0.5, 0.75):
        tab.mouse.move(box["x"] + box["width"] * across, box["y"] + box["height"] * 0.2)
        tab.mouse.down()
        tab.mouse.move(box["x"] + box["width"] * across, box["y"] + box["height"] * 0.8, steps=8)
        tab.mouse.up()
    expect(answers(panel)).not_to_have_text(said, timeout=10_000)
    drawn = answers(panel).inner_text()
    panel.get_by_role("slider", name="Snapshot").press("Home")
    expect(answers(panel)).not_to_have_text(drawn, timeout=10_000)


def test_a_cell_of_the_confusion_matrix_shows_its_pictures(page: NewPage) -> None:
    panel = opened(page(width=1400, reduced_motion="reduce"))
    panel.get_by_role("slider", name="Snapshot").press("End")
    panel.locator(".live-slot-confusion").scroll_into_view_if_needed()
    cells = panel.get_by_role("button", name=re.compile(r"^[1-9]\d* of 125 Square taken for Square"))
    cells.scroll_into_view_if_needed()
    cells.click()
    expect(
        panel.get_by_role("button", name=re.compile(r"^Picture \d+: .*Put it under Test it\.")).first
    ).to_be_visible()


def test_two_runs_that_differ_in_one_thing_are_trained_side_by_side(page: NewPage, ended: None) -> None:
    """C102."""
    tab = page(width=1400)
    panel = opened(tab, f"/compare?experiment=rate&{SHORT}")
    expect(panel.get_by_text("learning rate: 0.005 → 0.05")).to_be_visible()
    button(panel, "Train both").click()
    for one in (0, 1):
        expect(status(panel, one)).to_contain_text(re.compile("Finished|Diverged"), timeout=STARTED)
    tab.wait_for_url(re.compile("run=[0-9a-f]+-[0-9a-f]+"))


def test_a_network_from_the_builder_is_trained_as_it_was_built(page: NewPage, ended: None) -> None:
    tab = page(width=1400)
    tab.goto("/builder?net=lenet-5")
    tab.get_by_role("button", name="Train this").click()
    expect(tab.get_by_role("combobox", name="Network")).to_have_value("LeNet-5", timeout=30_000)
    panel = tab.locator(".live")
    button(panel, "Train").click()
    expect(status(panel)).to_contain_text(LEARNING, timeout=STARTED)
    # Maps are asked for once they come into sight.
    panel.locator(".live-slot-maps").scroll_into_view_if_needed()
    expect(panel.locator(".live-slot-maps")).to_contain_text("Conv 6@5×5", timeout=STARTED)


def test_a_run_is_taken_away_and_loaded_back(page: NewPage) -> None:
    tab = page(width=1400, reduced_motion="reduce")
    panel = opened(tab)
    panel.get_by_text("Share, branch, take away").click()
    with tab.expect_download() as took:
        panel.get_by_role("link", name="The run itself").click()
    tab.keyboard.press("Escape")
    tab.get_by_role("button", name="From a file").click()
    tab.locator(".st-key-settings_file input[type=file]").set_input_files(took.value.path())
    expect(status(panel)).to_contain_text("Finished", timeout=30_000)
    expect(panel).to_contain_text("Loaded from a file.")
    expect(status(panel)).not_to_contain_text("test pictures")
    tab.get_by_role("button", name="Open the seal").click()
    expect(tab.locator(".st-key-exam")).to_contain_text("99.7 % of the test pictures right")
    expect(tab.locator(".st-key-exam")).to_contain_text("Opened once")


def test_settings_that_would_take_an_hour_are_refused_with_the_figure(page: NewPage) -> None:
    panel = opened(page(), "/train?network=vgg-e&epochs=100&coloured=true")
    button(panel, "Train").click()
    expect(panel.get_by_role("alert").first).to_contain_text(re.compile(r"\d"), timeout=10_000)
    expect(status(panel)).not_to_contain_text("Learning")


def test_a_forged_run_is_told_to_be_none(page: NewPage) -> None:
    tab = page()
    tab.goto("/train?run=" + "0" * 32)
    expect(tab.locator(".live")).to_contain_text("no such run", timeout=30_000, ignore_case=True)
