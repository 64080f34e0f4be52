"""Keeps what is the learner's in their browser; draws nothing."""

from collections.abc import Callable, Mapping
from typing import Any

from cnnviz.ui import components

_keeper = components.declared(__file__)


def keeper(
    key: str,
    data: Mapping[str, Any],
    on_found: Callable[[Mapping[str, str], str], None],
    on_given: Callable[[str, str], None],
) -> None:
    """`data`: {"ticket": which session this is, "heard": whether it knows what the browser keeps, "asked": whether it
    has to, "turn": how often it was asked, "texts": by name, to be kept, "picture", "dropped" and "wanted": tokens of
    pictures to keep, to forget and to give}.

    `on_found` gets the texts that were kept and the picture's token, or ""; `on_given` the id under which the picture
    that was wanted waits, "" where there is none, and its token.
    """

    def found(sent: Mapping[str, Any]) -> None:
        texts = sent.get("texts")
        known = texts if isinstance(texts, Mapping) else {}
        on_found({str(name): text for name, text in known.items() if isinstance(text, str)}, _text(sent, "token"))

    def given(sent: Mapping[str, Any]) -> None:
        on_given(_text(sent, "id"), _text(sent, "token"))

    _keeper(
        key=key,
        # A mapping in a mapping would be looked into for tables.
        data={**data, "texts": list(data["texts"].items())},
        on_found_change=components.passed_on(key, "found", found),
        on_given_change=components.passed_on(key, "given", given),
    )


def _text(sent: Mapping[str, Any], name: str) -> str:
    """A token or an id in what the browser sends."""
    value = sent.get(name)
    return value if isinstance(value, str) and len(value) <= 64 and value.isascii() else ""
