"""A run on the screen: how long from a press to a picture, and how other pages fare beside runs that train.

python -m benchmarks.live
"""

import asyncio
import statistics
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from playwright.sync_api import Locator, Page, sync_playwright

from benchmarks import load, serving
from tests import debian
from tests.browser import chromium

TURNS = 12
LONG = "/train?epochs=100"
# Milliseconds until the words of a run's status line are others and match; asked every frame.
CHANGED = """
async ([node, pattern]) => {
  const begun = performance.now(), before = node.textContent, wanted = new RegExp(pattern)
  while (node.textContent === before || !wanted.test(node.textContent)) await new Promise(requestAnimationFrame)
  return performance.now() - begun
}
"""
VISITORS = 10


def status(page: Page) -> Locator:
    """The line that says how a run is doing."""
    return page.locator(".live-status").first


def pressed(page: Page, button: str, pattern: str) -> float:
    """Milliseconds from a press of the button until the status line says so."""
    node = status(page).element_handle()
    promise = page.evaluate_handle(f"([node, pattern]) => ({{ done: ({CHANGED})([node, pattern]) }})", [node, pattern])
    page.locator(".live").get_by_role("button", name=button).first.click()
    return float(page.evaluate("(held) => held.done", promise))


def crowd(url: str) -> dict[str, Any]:
    """How visitors of the Kernel Lab fare. Playwright has an event loop of its own in this thread."""
    with ThreadPoolExecutor() as thread:
        return thread.submit(asyncio.run, load.crowd(VISITORS, load.parsed(["--url", url]))).result()


def main() -> None:
    """Prints the table."""
    print("\nA run on the screen, ms from a press of a button to the picture")
    with sync_playwright() as playwright, serving.app() as url:
        no_sandbox = ["--no-sandbox"] if debian.is_root() else []
        browser = playwright.chromium.launch(executable_path=chromium.executable(), args=no_sandbox)
        page = browser.new_page(viewport={"width": 1400, "height": 900})
        page.goto(url + LONG)
        status(page).wait_for()
        first = "Learning · step"
        print(f"{'Train, right after the start':40}{pressed(page, 'Train', first):10.0f}", flush=True)
        page.wait_for_timeout(8000)
        print(f"{'Train anew':40}{pressed(page, 'Train', 'Starting|Waiting|Learning'):10.0f}", flush=True)
        page.wait_for_function("(node) => /Learning/.test(node.textContent)", arg=status(page).element_handle())
        page.wait_for_timeout(8000)
        page.locator(".live").get_by_role("button", name="Stop").click()
        page.wait_for_function("(node) => /Stopped/.test(node.textContent)", arg=status(page).element_handle())
        print(f"{'Train, a process being ready':40}{pressed(page, 'Train', first):10.0f}", flush=True)
        print(f"{'Pause':40}{pressed(page, 'Pause', 'Paused'):10.0f}", flush=True)
        steps = [pressed(page, "One batch", "step") for _ in range(TURNS)]
        print(f"{'One batch: asked, learned, on the screen':40}{statistics.median(steps):10.0f}", flush=True)
        pressed(page, "Resume", "Learning")
        other = browser.new_page()
        other.goto(url + LONG)
        pressed(other, "Train", first)
        found = crowd(url)
        # Of visitors who all failed nothing was measured, and why stands beside it.
        visitors = f"({VISITORS} visitors, a change a second)"
        print(f"{'Two runs beside a page: median':40}{found['p50_ms']!s:>10}   {visitors}")
        print(f"{'Two runs beside a page: 95 of 100':40}{found['p95_ms']!s:>10}", *found["errors"], flush=True)
        browser.close()


if __name__ == "__main__":
    main()
