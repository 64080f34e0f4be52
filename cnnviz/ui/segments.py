"""One choice of few, all of them in sight."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import streamlit as st

from cnnviz.ui import links

Option = TypeVar("Option")


def segments(
    label: str,
    name: str,
    options: Iterable[Option],
    default: Option | None = None,
    *,
    help: str | None = None,
    shown: Callable[[Any], str] | None = None,
    labelled: bool = True,
) -> Option:
    """The option chosen, the first unless another is the default; `name` is the widget's in the link."""
    known = list(options)
    chosen = st.segmented_control(
        label,
        known,
        required=True,
        format_func=shown,
        help=help,
        label_visibility="visible" if labelled else "collapsed",
        **links.choice(name, known, default),
    )
    assert chosen is not None  # required
    return chosen
