"""What a lesson does to the page that it stands on: covers what it asks for, and lights what it speaks of."""

from typing import Any

import streamlit as st

from cnnviz.ui.course import now

# Pixels of the window that the banner takes, for pictures that are as high as there is room.
BANNER = 150


def is_closed() -> bool:
    """Whether a question about what this page shows is open: then nothing is drawn that answers it."""
    on = now.current()
    return bool(on and on.asks())


def header() -> dict[str, Any]:
    """The same for a component that covers and lights by itself."""
    on = now.current()
    return {
        "asking": is_closed(),
        "above": BANNER if on else 0,
        "lit": tuple(on.step.lights) if on else (),
    }


def light(keys: tuple[str, ...]) -> None:
    """Outline the widgets and containers with these keys; those that are not there are inside components."""
    if keys:
        named = ", ".join(f".st-key-{key}" for key in keys)
        st.html(
            f"<style>:is({named}) {{ outline: 3px solid light-dark(#b35900, #e69f00); outline-offset: 4px }}</style>"
        )
