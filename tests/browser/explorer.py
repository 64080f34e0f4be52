"""How one points, pins, turns and reads in the explorer."""

import re

from playwright.sync_api import Locator, Page, expect

# A control set the way a hand leaves it: moved, then let go.
TURN = """
(input, value) => {
    if (input.type === "checkbox") input.checked = value
    else input.value = value
    input.dispatchEvent(new Event("input", {bubbles: true}))
    input.dispatchEvent(new Event("change", {bubbles: true}))
}
"""

# What stands in the cells of a table, typed or written.
CELLS = "(all) => all.map((td) => td.querySelector('input')?.value ?? td.textContent)"


def explorer(tab: Page) -> Locator:
    return tab.locator(".explorer")


def agreed(tab: Page) -> Page:
    """The same page, once the server's numbers have come and are the browser's."""
    expect(tab.locator(".agreement")).to_contain_text("Browser and server agree")
    return tab


def knob(tab: Page, name: str) -> Locator:
    return tab.locator(f".knob[data-name='{name}'] label").locator("input, select")


def turn(tab: Page, name: str, value: object) -> None:
    """Set a control of the explorer, and wait until the server's numbers are there."""
    knob(tab, name).evaluate(TURN, value)
    agreed(tab)


def output_shape(tab: Page) -> tuple[int, int]:
    """Rows and columns of the output, as its caption says."""
    caption = tab.locator(".output figcaption").first.inner_text()
    found = re.search(r"Output (\d+) × (\d+)", caption)
    assert found, caption
    return int(found[1]), int(found[2])


def middle_of(tab: Page, row: int, column: int) -> tuple[float, float]:
    """Where an output's middle is on the page, in pixels from the canvas's corner, all of the map being seen."""
    box = tab.locator(".output canvas.plane").bounding_box()
    assert box
    rows, columns = output_shape(tab)
    return box["width"] * (column + 0.5) / columns, box["height"] * (row + 0.5) / rows


def point(tab: Page, row: int, column: int) -> float:
    """The number that is read when an output is pointed at."""
    x, y = middle_of(tab, row, column)
    tab.locator(".output canvas.plane").hover(position={"x": x, "y": y})
    expect(explorer(tab)).to_have_attribute("data-cell", f"{row} {column}")
    return number(tab.locator(".result").inner_text().removeprefix("= "))


def pin(tab: Page, row: int, column: int) -> None:
    x, y = middle_of(tab, row, column)
    tab.locator(".output canvas.plane").click(position={"x": x, "y": y})


def number(text: str) -> float:
    return float(text.replace("−", "-"))


def table(tab: Page, title: str, which: int = 0) -> list[float]:
    """The numbers of one of the tables between input and output, row by row."""
    figure = tab.locator(".middle .grid").filter(has=tab.locator("figcaption", has_text=title)).nth(which)
    cells = figure.locator("td").evaluate_all(
        "(all) => all.map((td) => td.querySelector('input')?.value ?? td.textContent)"
    )
    return [number(cell) for cell in cells]
