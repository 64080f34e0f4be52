"""Pages enlarged to 200 and 400 %, in forced colours and without motion: nothing is lost."""

import pytest
from playwright.sync_api import Page

from cnnviz.ui import catalogue
from tests.browser.conftest import NewPage
from tests.browser.test_layout import BEYOND, FITS
from tests.browser.waiting import settled

# 1280 pixels wide at 200 and at 400 %.
ENLARGED = (640, 320)
# Components draw themselves anew for another width once they have heard of it: looked at so many times, 200 ms apart.
TRIES = 20

# Text that is cut off: wider than its box, which shows no end to scroll to. What says "…" has the whole in its name.
CLIPPED = """
() => {
    const all = (root) => [...root.querySelectorAll("*")].flatMap((node) => [node, ...all(node.shadowRoot ?? {
        querySelectorAll: () => []})]);
    const cuts = (node) => {
        const {overflowX, textOverflow, clipPath, position} = getComputedStyle(node);
        return overflowX === "hidden" && textOverflow !== "ellipsis" && node.clientWidth > 8
            && !(position === "absolute" && clipPath !== "none");
    };
    return all(document.querySelector(".stMain"))
        .filter((node) => node.checkVisibility() && node.scrollWidth > node.clientWidth + 2 && cuts(node))
        .filter((node) => node.textContent.trim())
        .map((node) => node.outerHTML.slice(0, 160));
}
"""
# Pairs of buttons, switches or cells of which one is chosen and one is not, and which nothing tells apart.
ALIKE = """
() => {
    const all = (root) => [...root.querySelectorAll("*")].flatMap((node) => [node, ...all(node.shadowRoot ?? {
        querySelectorAll: () => []})]);
    const look = (node) => [node, ...node.querySelectorAll("*")].map((one) => {
        const own = ["", "::before", "::after"].map((part) => getComputedStyle(one, part || null));
        return own.map((style) => [style.backgroundColor, style.color, style.borderColor, style.borderWidth,
            style.borderStyle, style.outline, style.fontWeight, style.textDecorationLine, style.content,
            style.transform, style.left].join()).join();
    }).join();
    const nodes = all(document.body).filter((node) => node.checkVisibility());
    return ["aria-pressed", "aria-checked", "aria-selected", "aria-current"].flatMap((state) => nodes
        .filter((node) => (node.getAttribute(state) ?? "false") !== "false" && !node.matches("canvas, canvas *"))
        .flatMap((node) => [...node.parentElement?.children ?? []]
            .filter((other) => other !== node && other.tagName === node.tagName && other.className === node.className)
            .filter((other) => other.getAttribute(state) === "false" && look(other) === look(node))
            .map(() => `${state}: ${node.outerHTML.slice(0, 120)}`)));
}
"""
# What still moves.
MOVING = """
() => {
    const roots = (root) => [root, ...[...root.querySelectorAll("*")].flatMap((node) =>
        node.shadowRoot ? roots(node.shadowRoot) : [])];
    return roots(document).flatMap((root) => root.getAnimations())
        .filter((one) => one.playState === "running" && one.effect?.getComputedTiming().duration > 1)
        .map((one) => `${one.animationName ?? one.transitionProperty} of ${one.effect.target?.outerHTML.slice(0, 90)}`);
}
"""


def lost(tab: Page) -> list[str]:
    """What cannot be seen, reached or told apart on the page that is open."""
    found = [f"moves: {one}" for one in tab.evaluate(MOVING)]
    for width in ENLARGED:
        tab.set_viewport_size({"width": width, "height": 800})
        settled(tab)
        for _ in range(TRIES):
            if not (missing := misplaced(tab)):
                break
            tab.wait_for_timeout(200)
        found += [f"{width} px: {one}" for one in missing]
    tab.emulate_media(forced_colors="active")
    found += [f"forced colours: alike: {one}" for one in tab.evaluate(ALIKE)]
    tab.emulate_media(forced_colors="none")
    tab.set_viewport_size({"width": 1280, "height": 800})
    return found


def misplaced(tab: Page) -> list[str]:
    """What lies outside the window or its own box as the page stands."""
    sideways = [] if tab.evaluate(FITS) else ["the page scrolls sideways"]
    beyond = [f"beyond the edge: {one}" for one in tab.evaluate(BEYOND)]
    return [*sideways, *beyond, *(f"cut off: {one}" for one in tab.evaluate(CLIPPED))]


@pytest.mark.parametrize("section", catalogue.SECTIONS)
def test_nothing_is_lost_at_400_percent_in_forced_colours_or_without_motion(page: NewPage, section: str) -> None:
    tab = page(reduced_motion="reduce")
    found: list[str] = []
    for entry in catalogue.SECTIONS[section]:
        tab.goto("/" if entry is catalogue.HOME else f"/{entry.path}")
        found += [f"{entry.path}: {one}" for one in lost(settled(tab))]
    assert not found, "\n".join(found)
