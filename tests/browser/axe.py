"""What axe-core finds wrong with a page as it stands, in light and dark, on a desk and on a phone."""

import functools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Page

SCRIPT = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
STRUCTURE = Path(__file__).with_name("structure.js").read_text(encoding="utf-8")
# WCAG 2.0 to 2.2, levels A and AA, and what is good practice besides.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# Widths, and the colours at each: first those that the page has already, for it takes some time to take on others.
Scheme = Literal["light", "dark"]
LOOKS: tuple[tuple[int, tuple[Scheme, Scheme]], ...] = ((1400, ("light", "dark")), (390, ("dark", "light")))
# What is scrolled out of sight is not measured: the window is made as high as the page, up to this.
HIGHEST = 16_000

# One sentence for each thing that breaks a rule: which one, where, and what axe says has to change there.
FOUND = """
async ([tags, structure]) => {
    const same = structure === window.cnnvizStructure;
    const known = axe.getRules().filter(({tags}) => same && !tags.includes("cat.color"));
    window.cnnvizStructure = structure;
    const rules = Object.fromEntries(known.map(({ruleId}) => [ruleId, {enabled: false}]));
    const found = await axe.run(document, {runOnly: tags, rules, resultTypes: ["violations"]});
    return found.violations.flatMap(({id, nodes}) => nodes.map((node) => {
        const why = [...node.any, ...node.all, ...node.none].map(({message}) => message).join(" ");
        return {rule: id, where: node.target.flat(9).join(" >> "), html: node.html.slice(0, 160), why};
    }));
}
"""
# How high a window has to be to show all of the page.
HEIGHT = (
    "document.querySelector('.stMain').scrollHeight + document.querySelector('.stMain').getBoundingClientRect().top"
)
# Whether Streamlit has taken over the colours that are preferred, and nothing is on its way from the others any more.
PAINTED = """
(dark) => {
    if (document.getAnimations().some((one) => one.playState === "running")) return false;
    const [red, green, blue] = getComputedStyle(document.querySelector('[data-testid="stApp"]')).backgroundColor
        .match(/[\\d.]+/g).map(Number);
    return (red + green + blue < 384) === dark;
}
"""


@functools.cache
def script() -> str:
    """axe-core, as it came from npm."""
    return SCRIPT.read_text(encoding="utf-8")


def found(tab: Page) -> list[dict[str, Any]]:
    """Every violation in the page as it stands: its `rule`, `where`, the `html` there and `why`.

    Where nothing but colours has changed since the last time, those that are no matter of colours were found then.
    """
    if not tab.evaluate("'axe' in window"):
        tab.evaluate(script())
    violations: list[dict[str, Any]] = tab.evaluate(FOUND, [TAGS, tab.evaluate(STRUCTURE)])
    return violations


def sentence(violation: dict[str, Any]) -> str:
    """A violation as a line to read: the rule, what is wrong, and where."""
    # Streamlit's names of classes change from build to build.
    where = re.sub(r"\.(st-emotion-cache-)?e?[a-z0-9]{6,}\b|\.st-emotion-cache-\w+", "", violation["where"])
    return f"{violation['rule']}: {violation['why']} {violation['html']} at {where}"


def looks(tab: Page) -> Iterator[str]:
    """Shows all of the page at once on a desk and on a phone, light and dark, one after the other; the name of each
    look. The page stays open, and is a desk's again at the end."""
    # Between two colours stand others, which nobody is meant to read in.
    tab.add_style_tag(content="*, *::before, *::after { transition: none !important; }")
    for width, schemes in LOOKS:
        tab.set_viewport_size({"width": width, "height": 900})
        for _ in range(2):
            # What comes into sight may draw itself only now, and need more room.
            tab.wait_for_timeout(150)
            height = min(HIGHEST, max(900, int(tab.evaluate(HEIGHT)) + 1))
            tab.set_viewport_size({"width": width, "height": height})
        for scheme in schemes:
            painted(tab, scheme)
            yield f"{width} px, {scheme}"
    tab.set_viewport_size({"width": 1400, "height": 900})
    painted(tab, "light")


def painted(tab: Page, scheme: Scheme) -> None:
    """The page in these colours."""
    tab.emulate_media(color_scheme=scheme)
    tab.wait_for_function(PAINTED, arg=scheme == "dark")
