"""What cannot be seen, reached or told apart on a page as it is: on a phone, enlarged, in forced colours, at rest."""

from playwright.sync_api import Page

SIDEWAYS = """
() => document.documentElement.scrollWidth <= innerWidth
    && document.querySelector('.stMain').scrollWidth <= innerWidth ? [] : ["the page scrolls sideways"]
"""
# What reaches beyond the right edge of the window, and cannot be scrolled to within its own box. What only screen
# readers are told, of which a pixel is drawn, does not.
BEYOND = """
() => {
    const unseen = (node) => node && (getComputedStyle(node).clipPath === "inset(50%)" || unseen(node.parentElement));
    const scrolls = (node) => node && (["auto", "scroll"].includes(getComputedStyle(node).overflowX)
        && node.clientWidth < innerWidth && node.getBoundingClientRect().right <= innerWidth + 1
        || scrolls(node.parentElement));
    const all = (root) => [...root.querySelectorAll("*")].flatMap((node) => [node, ...all(node.shadowRoot ?? {
        querySelectorAll: () => []})]);
    return all(document.querySelector(".stMain"))
        .filter((node) => node.checkVisibility() && node.getBoundingClientRect().right > innerWidth + 1)
        .filter((node) => !scrolls(node) && !unseen(node))
        .map((node) => node.outerHTML.slice(0, 120));
}
"""
# Pictures that lie over one another, by what stands around them; layers of one picture have the same parent.
OVERLAPPING = """
() => {
    const all = (root) => [...root.querySelectorAll("*")].flatMap((node) => [node, ...all(node.shadowRoot ?? {
        querySelectorAll: () => []})]);
    const drawn = all(document.querySelector(".stMain"))
        .filter((node) => node.matches("canvas, img") && node.checkVisibility({visibilityProperty: true}))
        .map((node) => [node, node.getBoundingClientRect()])
        .filter(([, box]) => box.width > 1 && box.height > 1);
    const layers = (one, other) => one.parentElement.contains(other) || other.parentElement.contains(one);
    const cross = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
        && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
    return drawn.flatMap(([one, a], at) => drawn.slice(at + 1)
        .filter(([other, b]) => cross(a, b) && !layers(one, other))
        .map(([other]) => [one, other].map((node) => node.parentElement.outerHTML.slice(0, 80)).join(" over ")));
}
"""
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
MISPLACED = f"""
() => [...({SIDEWAYS})(),
    ...({BEYOND})().map((one) => `beyond the edge: ${{one}}`),
    ...({OVERLAPPING})(),
    ...({CLIPPED})().map((one) => `cut off: ${{one}}`)]
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
MOVING = """
() => {
    const roots = (root) => [root, ...[...root.querySelectorAll("*")].flatMap((node) =>
        node.shadowRoot ? roots(node.shadowRoot) : [])];
    return roots(document).flatMap((root) => root.getAnimations())
        .filter((one) => one.playState === "running" && one.effect?.getComputedTiming().duration > 1)
        .map((one) => `${one.animationName ?? one.transitionProperty} of ${one.effect.target?.outerHTML.slice(0, 90)}`);
}
"""


def moving(tab: Page) -> list[str]:
    """What still moves on a page whose visitor wants no motion."""
    return [f"moves: {one}" for one in tab.evaluate(MOVING)]


def alike(tab: Page) -> list[str]:
    """What nothing tells apart in forced colours."""
    tab.emulate_media(forced_colors="active")
    found = [f"forced colours: alike: {one}" for one in tab.evaluate(ALIKE)]
    tab.emulate_media(forced_colors="none")
    return found
