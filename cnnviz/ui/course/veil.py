"""What a lesson does to the page that it stands on: covers what it asks for, and lights what it speaks of."""

from typing import Any

import streamlit as st

from cnnviz.course.questions import Drawn
from cnnviz.ui.course import now

# Pixels of the window that the banner takes, for pictures that are as high as there is room; with a board to answer on.
BANNER, DRAWN = 150, 260
# What lies over what is covered.
SAID = "Covered until you answer"
_OVER = (
    f"content: '{SAID}'; position: absolute; inset: 0; display: grid; place-items: start center; padding-top: 0.1rem; "
    "border: 1px dashed; border-radius: 0.5rem; font-size: 0.875rem; text-align: center"
)


def is_closed() -> bool:
    """Whether a question about what this page shows is open, or its answer waits for the teacher or may be changed:
    then nothing is drawn that answers it."""
    on = now.current()
    return on is not None and on.covers()


def header() -> dict[str, Any]:
    """The same for a component that covers and lights by itself."""
    on = now.current()
    return {
        "asking": is_closed(),
        "above": (DRAWN if isinstance(on.step.question, Drawn) else BANNER) if on else 0,
        "lit": tuple(on.step.lights) if on else (),
    }


def light(keys: tuple[str, ...]) -> None:
    """Outline the widgets and containers with these keys; those that are not there are inside components."""
    if keys:
        st.html(
            f"<style>{_all(keys)} {{ outline: 3px solid light-dark(#b35900, #e69f00); outline-offset: 4px }}</style>"
        )


def cover(keys: tuple[str, ...]) -> None:
    """Keep what the widgets and containers with these keys hold from eyes, ears and keys while the question is open;
    its place stays. “key/part” covers a part of the component with that key: what its style sheet gives
    `visibility: var(--cover-part, inherit)`, since properties reach into components."""
    if keys and is_closed():
        whole, parts = tuple(key for key in keys if "/" not in key), [key.split("/") for key in keys if "/" in key]
        held = _all(whole)
        # Streamlit makes labels and texts visible in what is hidden.
        hidden = f"{held} * {{ visibility: hidden !important }}"
        outside = f"{held} {{ position: relative }} {hidden} {held}::after {{ {_OVER} }}" if whole else ""
        inside = " ".join(f".st-key-{key} {{ --cover-{part}: hidden; --cover-said: '{SAID}' }}" for key, part in parts)
        st.html(f"<style>{outside} {inside}</style>")


def covers(name: str) -> bool:
    """Whether what has this name is covered, as in `is_closed`: for what the page then draws in part."""
    on = now.current()
    return bool(on and on.covers() and name in on.shown.step.covers)


def fold(keys: tuple[str, ...]) -> None:
    """Put the containers with these keys away, while the step is on."""
    if keys:
        st.html(f"<style>{_all(keys)} {{ display: none }}</style>")


def _all(keys: tuple[str, ...]) -> str:
    """The selector of all of them."""
    return f":is({', '.join(f'.st-key-{key}' for key in keys)})"
