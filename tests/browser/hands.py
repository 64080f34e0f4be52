"""A page worked with the keyboard alone, and read as the text that a screen reader is given."""

import re
import time
from dataclasses import dataclass

from playwright.sync_api import Page

# More than any page has stops.
STOPS = 300
# Milliseconds that a page has to say what is waited for.
PATIENCE = 15_000

# Why somebody who looks does not see where the focus is: "" where a ring of 2 pixels is drawn around it or around what
# stands for it, some of which is neither outside the window nor below something else.
UNSEEN = """
() => {
    const above = (node) => node.parentElement ?? node.getRootNode().host;
    const inner = (node, next) => next(node) && next(node) !== node ? inner(next(node), next) : node;
    const focused = inner(document.activeElement, (node) => node?.shadowRoot?.activeElement);
    if (!focused || focused === document.body) return "";
    let ringed = focused;
    const hasRing = (node) => {
        const {outlineStyle, outlineWidth} = getComputedStyle(node);
        // An input that something else is drawn for has its pixel to itself.
        const drawn = getComputedStyle(above(node) ?? node).clipPath !== "inset(50%)";
        return drawn && outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
    };
    for (let up = 0; ringed && !hasRing(ringed); up += 1) ringed = up < 7 ? above(ringed) : undefined;
    if (!ringed) return `it has no ring: ${focused.outerHTML.slice(0, 120)}`;
    const {left, right, top, bottom} = ringed.getBoundingClientRect();
    const within = (node) => node && (node === ringed || within(above(node)));
    // What lets the pointer through is hit in its parents.
    const holders = [above(ringed), above(above(ringed) ?? ringed)];
    const shown = [[0.5, 0.5], [0.1, 0.1], [0.9, 0.9], [0.1, 0.9], [0.9, 0.1]].some(([x, y]) => {
        const at = [left + (right - left) * x, top + (bottom - top) * y];
        const hit = document.elementFromPoint(...at);
        const seen = hit && inner(hit, (node) => node.shadowRoot?.elementFromPoint(...at));
        return within(seen) || holders.includes(seen);
    });
    return shown ? "" : `${Math.round(left)}, ${Math.round(top)} is outside the window, or hidden`;
}
"""

# What live regions say, one after the other: those inside components, too.
LISTEN = """
() => {
    window.cnnvizSpoken = {sentences: [], at: performance.now()};
    const roots = (root) => [root, ...[...root.querySelectorAll("*")].flatMap((node) =>
        node.shadowRoot ? roots(node.shadowRoot) : [])];
    const region = (node) => node && ((node.closest ? node : node.parentElement)
        ?.closest('[aria-live="polite"], [aria-live="assertive"], [role="status"], [role="alert"]'));
    const heard = (records) => {
        for (const told of new Set(records.map(({target}) => region(target)))) {
            if (!told?.textContent.trim()) continue;
            cnnvizSpoken.sentences.push(told.textContent.trim());
            cnnvizSpoken.at = performance.now();
        }
    };
    for (const root of roots(document)) {
        new MutationObserver(heard).observe(root, {childList: true, characterData: true, subtree: true});
    }
}
"""


@dataclass(frozen=True)
class Stop:
    """What has the focus: its role, its name and its value as they are told, and why it is not seen to have it."""

    told: str
    unseen: str


def stop(tab: Page) -> Stop:
    """Where one is."""
    focused = tab.locator(":focus").last
    told = focused.aria_snapshot().partition("\n")[0].removeprefix("- ").strip("'") if focused.count() else ""
    return Stop(told.rstrip(":"), tab.evaluate(UNSEEN))


def tab_to(tab: Page, told: str | re.Pattern[str], key: str = "Tab") -> Stop:
    """Press Tab, or Shift+Tab, until something has the focus that is told beginning so: its role, then its name in
    quotation marks. The focus is to be seen at every stop on the way."""
    beginning = re.compile(re.escape(told)) if isinstance(told, str) else told
    passed: list[Stop] = []
    for _ in range(STOPS):
        tab.keyboard.press(key)
        passed.append(stop(tab))
        assert not passed[-1].unseen, passed[-1]
        if beginning.match(passed[-1].told):
            return passed[-1]
    raise AssertionError(f"Tab did not reach {told}, but {[one.told for one in passed]}")


def stops(tab: Page) -> list[Stop]:
    """Every stop that follows, to the end of the page. The focus is to be seen at each."""
    passed: list[Stop] = []
    for _ in range(STOPS):
        tab.keyboard.press("Tab")
        one = stop(tab)
        assert not one.unseen, one
        if not one.told and passed:
            return passed
        passed.append(one)
    raise AssertionError(f"No end after {STOPS} stops")


def tree(tab: Page) -> str:
    """The page as text: roles, names and values of all there is, without a picture."""
    return tab.locator("body").aria_snapshot()


def read(tab: Page, pattern: str, patience: float = PATIENCE) -> re.Match[str]:
    """What the page says by this pattern, as soon as it says it."""
    deadline = time.monotonic() + patience / 1000
    while not (found := re.search(pattern, text := tree(tab))):
        assert time.monotonic() < deadline, f"Nothing says {pattern!r} in\n{text}"
        tab.wait_for_timeout(200)
    return found


def listen(tab: Page) -> None:
    """From now on, note what is spoken."""
    tab.evaluate(LISTEN)


def spoken(tab: Page) -> list[str]:
    """What was spoken since `listen`, once a second has passed without a word."""
    tab.evaluate("cnnvizSpoken.at = performance.now()")
    tab.wait_for_function("performance.now() - cnnvizSpoken.at > 1000")
    sentences: list[str] = tab.evaluate("cnnvizSpoken.sentences.splice(0)")
    return sentences
