"""What a first visit brings and how soon something is seen, beside a bare Streamlit app; and a change of page.

python -m benchmarks.visits            all of it: three minutes
python -m benchmarks.visits times      without what each page weighs
"""

import statistics
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks import serving
from cnnviz.ui import catalogue
from tests import debian
from tests.browser import chromium
from tests.browser.waiting import LISTEN, settled
from tests.browser.weight import Weight

TURNS = 5
BARE = 'import streamlit as st\n\nst.title("Bare")\n'
# A picture that is drawn, in a component or not.
PICTURE = """() => {
  const drawn = (node) => [...node.querySelectorAll("*")].some((one) =>
    (one.tagName === "CANVAS" && one.width > 0 && one.getBoundingClientRect().width > 40)
    || (one.shadowRoot && drawn(one.shadowRoot)))
  return drawn(document)
}"""
TEXT = "() => [...document.querySelectorAll('[data-testid=stHeading]')].some((one) => one.textContent === 'Bare')"


@contextmanager
def fresh(browser: Browser) -> Iterator[Page]:
    """A tab that has been nowhere yet."""
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    context.add_init_script(LISTEN)
    yield context.new_page()
    context.close()


def weights(browser: Browser, url: str) -> None:
    """Print what each page weighs, in megabytes."""
    print(f"\n{'first visit, MB over the wire':40}{'chart library':>16}")
    for entry in (one for entries in catalogue.SECTIONS.values() for one in entries):
        with fresh(browser) as tab:
            weight = Weight(tab.context, tab)
            tab.goto(url if entry is catalogue.HOME else f"{url}/{entry.path}")
            settled(tab)
            print(f"{entry.path:34}{weight.megabytes:6.2f}{'yes' if weight.has('PlotlyChart') else '':>16}", flush=True)


def cold(browser: Browser, address: str, seen: str) -> float:
    """Milliseconds until it is seen, of a browser that has nothing of it."""
    with fresh(browser) as tab:
        started = time.perf_counter()
        tab.goto(address, wait_until="commit")
        tab.wait_for_function(seen, polling=10)
        return 1e3 * (time.perf_counter() - started)


def changed(browser: Browser, url: str) -> float:
    """Milliseconds from a click in the menu to the picture of another page, which was there before."""
    taken = []
    with fresh(browser) as tab:
        for _ in range(TURNS + 1):
            tab.goto(f"{url}/words")
            settled(tab)
            tab.get_by_test_id("stTopNavSection").filter(has_text="Convolution").click()
            link = tab.get_by_test_id("stTopNavDropdownLink").filter(has_text=catalogue.STEPS.title).first
            link.wait_for()
            started = time.perf_counter()
            link.click()
            tab.wait_for_function(PICTURE, polling=10)
            taken.append(1e3 * (time.perf_counter() - started))
    return statistics.median(taken[1:])


def main(wanted: list[str]) -> None:
    """Print all of it, or the times alone."""
    no_sandbox = ["--no-sandbox"] if debian.is_root() else []
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        bare = Path(folder) / "bare.py"
        bare.write_text(BARE)
        browser = playwright.chromium.launch(executable_path=chromium.executable(), args=no_sandbox)
        with serving.app() as url, serving.app(bare) as other:
            if "times" not in wanted:
                weights(browser, url)
            pairs = [
                (cold(browser, f"{url}/kernel-lab", PICTURE), cold(browser, other, TEXT)) for _ in range(TURNS + 1)
            ]
            ours, theirs = (statistics.median(column) for column in zip(*pairs[1:], strict=True))
            print(
                f"cold: the Lab's picture {ours:.0f} ms, bare Streamlit's text {theirs:.0f} ms: {ours / theirs:.2f} ×"
            )
            print(f"change of page, warm: {changed(browser, url):.0f} ms")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
