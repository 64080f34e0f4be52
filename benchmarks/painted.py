"""From a changed setting to painted pictures, and from a cold start to the first paint, in a real Chromium.

python -m benchmarks.painted
"""

import os
import statistics
import time

import psutil
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks import serving
from tests import debian
from tests.browser import chromium

SETTINGS = {
    "Sobel x and y, 256²": "",
    "Kirsch, all eight, 512²": "?kernel1=Kirsch,+all+eight&side=512+px",
    "Kirsch, all eight, 512², ReLU, max pooling": "?kernel1=Kirsch,+all+eight&side=512+px&activation1=ReLU&pool1=max",
}
CHANGES = 24
WARM_UP = 4

# The gallery stands in a shadow root. It notes when it has drawn a message and how long that took.
GALLERY = """
window.gallery = (node = document) => {
  for (const one of node.querySelectorAll('*')) {
    if (one.classList.contains('gallery')) return one
    const inside = one.shadowRoot && window.gallery(one.shadowRoot)
    if (inside) return inside
  }
}
window.addEventListener('pointerup', () => { window.touched = performance.now() }, true)
"""
DRAWN = "(before) => window.gallery()?.dataset.drawn > before"


def changes(page: Page) -> tuple[list[float], list[float]]:
    """Milliseconds from the release of a switch to the pictures drawn, and of drawing alone, for each change."""
    page.get_by_text("More: flip, per axis").click()
    switch = page.get_by_text("Flip the kernel (true convolution)")
    switch.wait_for()
    page.wait_for_timeout(1000)
    whole, drawing = [], []
    for _ in range(CHANGES):
        before = page.evaluate("Number(window.gallery().dataset.drawn)")
        switch.click()
        page.wait_for_function(DRAWN, arg=before, polling=5)
        whole.append(page.evaluate("Number(window.gallery().dataset.drawn) - window.touched"))
        drawing.append(page.evaluate("Number(window.gallery().dataset.took)"))
        page.wait_for_timeout(250)
    return whole[WARM_UP:], drawing[WARM_UP:]


def first_paint(browser: Browser) -> tuple[float, float]:
    """Seconds from starting the server to the first map in a fresh browser page; the idle server's megabytes."""
    started = time.perf_counter()
    with serving.app() as url:
        idle = sum(
            one.memory_info().rss for one in psutil.Process(os.getpid()).children() if "streamlit" in str(one.cmdline())
        )
        page = browser.new_page()
        page.add_init_script(GALLERY)
        page.goto(f"{url}/kernel-lab")
        page.wait_for_function("window.gallery()?.dataset.drawn", polling=5)
        page.close()
        return time.perf_counter() - started, idle / 2**20


def main() -> None:
    """Print both tables."""
    with sync_playwright() as playwright:
        no_sandbox = ["--no-sandbox"] if debian.is_root() else []
        browser = playwright.chromium.launch(executable_path=chromium.executable(), args=no_sandbox)
        print(f"{'one setting changed → painted, ms':46} {'median':>7} {'p95':>7} {'drawing':>8}")
        with serving.app() as url:
            for name, query in SETTINGS.items():
                page = browser.new_page(viewport={"width": 1400, "height": 900})
                page.add_init_script(GALLERY)
                page.goto(f"{url}/kernel-lab{query}")
                page.wait_for_function("window.gallery()?.dataset.drawn", polling=5)
                whole, drawing = changes(page)
                late = sorted(whole)[int(0.95 * len(whole))]
                print(f"{name:46} {statistics.median(whole):7.0f} {late:7.0f} {statistics.median(drawing):8.1f}")
                page.close()
        starts = [first_paint(browser) for _ in range(3)]
        seconds, idle = statistics.median(s for s, _ in starts), statistics.median(m for _, m in starts)
        print(f"server started → first maps in a fresh page: {seconds:.1f} s; server idle before it: {idle:.0f} MB")
        browser.close()


if __name__ == "__main__":
    main()
