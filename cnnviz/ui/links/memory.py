"""What a session keeps of the settings on its pages: the one place that all of `links` reads and writes."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

# Session key owned here.
_MEMORY = "_links"

# The part that is the page itself; others are called after it and those that they stand in.
WHOLE = "page"


@dataclass
class Widget:
    """A widget on the page now; `along` is the value of it that goes with the learner from page to page, if any. Where
    it is seen it is called `label`, and its values are as `named` has them, else as a link does."""

    key: str
    default: object
    along: object = None
    label: str = ""
    named: Callable[[Any], str] | None = None


@dataclass
class Memory:
    """Values are those away from their defaults, by their names in a link; a query has them as a link spells them."""

    # Values by page; those that go along to every page.
    pages: dict[str, dict[str, object]] = field(default_factory=dict)
    along: dict[str, object] = field(default_factory=dict)
    # The page that is shown, which part of it is being drawn, whether a link or Back opened it, and whether just now.
    page: str = ""
    part: str = WHOLE
    linked: bool = False
    opening: bool = False
    # Widgets on the page now, by part and name; the keys of all widgets that there ever were.
    live: dict[str, dict[str, Widget]] = field(default_factory=dict)
    keys: set[str] = field(default_factory=set)
    # What the link asked for and no widget has read yet, and what could not be; what was told of that, and the query
    # under which it was.
    asked: dict[str, str] = field(default_factory=dict)
    lost: dict[str, str] = field(default_factory=dict)
    missed: dict[str, str] = field(default_factory=dict)
    missed_under: str = ""
    # By page what an exercise lets nobody change, as a link spells it, and what of that is out of sight.
    fixed: dict[str, dict[str, str]] = field(default_factory=dict)
    hidden: dict[str, frozenset[str]] = field(default_factory=dict)
    # The values with which the page was left when it was last seen.
    as_left: dict[str, object] = field(default_factory=dict)
    # What an earlier session left, as queries by page, until a widget reads it; whether it came only now.
    earlier: dict[str, dict[str, str]] = field(default_factory=dict)
    earlier_came: bool = False
    # Widgets that no link names, by key: what they start over with, and what was chosen in them.
    unlinked: dict[str, object] = field(default_factory=dict)
    unlinked_choices: dict[str, str] = field(default_factory=dict)

    @property
    def values(self) -> dict[str, object]:
        """Those of the page that is shown."""
        return self.pages.setdefault(self.page, {})

    @property
    def widgets(self) -> dict[str, Widget]:
        """All that are on the page now, by name."""
        return {name: widget for part in self.live.values() for name, widget in part.items()}

    @property
    def fixed_here(self) -> dict[str, str]:
        """What cannot be changed on the page that is shown."""
        return self.fixed.get(self.page, {})

    @property
    def earlier_here(self) -> dict[str, str]:
        """What an earlier session left of the page that is shown."""
        return self.earlier.get(self.page, {})


def memory() -> Memory:
    """The session's."""
    kept: Memory = st.session_state.setdefault(_MEMORY, Memory())
    return kept
