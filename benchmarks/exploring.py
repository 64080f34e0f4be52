"""The explorer in a real Chromium: pointing, dragging a control, and waiting for the server's numbers.

python -m benchmarks.exploring
"""

import statistics

from playwright.sync_api import Page, sync_playwright

from benchmarks import serving
from tests import debian
from tests.browser import chromium

SUBJECTS = {
    "3 × 3 on 256²": "kernel1=Sobel+x",
    "11 × 11 on 256²": "kernel1=Box&size1=11",
    "3 × 3 × 3 on 256² in colour": "kernel1=Random+filters&colour=Colour",
    "7 × 7 × 3 on 256² in colour": "kernel1=Random+filters&colour=Colour&size1=7",
}
MOVES = 120
TURNS = 20

# The explorer stands in a shadow root. It notes when it has drawn and how long its script took.
READY = """
() => {
  const find = (node) => {
    for (const one of node.querySelectorAll('*')) {
      if (one.classList.contains('explorer')) return one
      const inside = one.shadowRoot && find(one.shadowRoot)
      if (inside) return inside
    }
  }
  window.explorer = find(document)
  return window.explorer?.dataset.drawn && window.explorer.querySelector('.agreement').textContent.includes(' agree ')
}
"""
# One value more or less of the stride, as a drag would set it; resolves with [painted, agreed] in milliseconds.
TURN = """
async (value) => {
  const {explorer} = window
  const input = explorer.querySelector(".knob[data-name='stride'] input")
  const said = explorer.querySelector('.agreement')
  const started = performance.now()
  input.value = value
  input.dispatchEvent(new Event('input', {bubbles: true}))
  const frame = () => new Promise(requestAnimationFrame)
  while (Number(explorer.dataset.drawn) < started) await frame()
  await frame()
  const painted = performance.now() - started
  input.dispatchEvent(new Event('change', {bubbles: true}))
  const asked = performance.now()
  while (!said.textContent.includes(' agree ')) await frame()
  return [painted, performance.now() - asked]
}
"""


def pointing(page: Page) -> list[float]:
    """Milliseconds of script for each move of the pointer over the output."""
    box = page.locator(".explorer .output canvas.plane").bounding_box()
    assert box
    took = []
    for move in range(MOVES):
        page.mouse.move(box["x"] + 5 + move * 2.5, box["y"] + 20 + move * 2)
        page.wait_for_timeout(20)
        took.append(page.evaluate("Number(window.explorer.dataset.took)"))
    page.mouse.move(0, 0)
    return sorted(took)


def turning(page: Page) -> tuple[list[float], list[float]]:
    """Milliseconds until a turned control is painted, and until the server's numbers have confirmed it."""
    both = []
    for turn in range(TURNS):
        both.append(page.evaluate(TURN, 1 + turn % 2))
        page.wait_for_timeout(150)
    painted, agreed = zip(*both[2:], strict=True)
    return sorted(painted), sorted(agreed)


def main() -> None:
    """Print the table."""
    print(f"{'explorer, ms: median (p95)':32} {'pointing':>14} {'dragging':>14} {'confirmed':>14}")
    with sync_playwright() as playwright, serving.app() as url:
        no_sandbox = ["--no-sandbox"] if debian.is_root() else []
        browser = playwright.chromium.launch(executable_path=chromium.executable(), args=no_sandbox)
        for name, query in SUBJECTS.items():
            page = browser.new_page(viewport={"width": 1400, "height": 900})
            page.goto(f"{url}/step-by-step?input=Picture&{query}")
            page.wait_for_function(READY, polling=50)
            cells = [f"{_middle(one)}" for one in (pointing(page), *turning(page))]
            print(f"{name:32} " + " ".join(f"{cell:>14}" for cell in cells))
            page.close()
        browser.close()


def _middle(values: list[float]) -> str:
    return f"{statistics.median(values):.1f} ({values[int(0.95 * len(values))]:.1f})"


if __name__ == "__main__":
    main()
