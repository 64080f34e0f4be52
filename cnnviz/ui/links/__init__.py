"""The settings in the address: a link restores every widget, and says which of its values could not be used.

Streamlit can bind a widget to the address itself, but forgets the binding of widgets that move down the page, and
cannot be told to put a widget back to its default. So the values of all widgets named here are kept in one place, by
page, and the address is written from them once the page is drawn. A setting replaces the address; only a change of
page adds to the browser's history.
"""

from cnnviz.ui.links.address import goes_along, here, link, page, query_of, with_along, write
from cnnviz.ui.links.arrival import arrive, fix, inner, mean, open_again, part, start_over, unchanged
from cnnviz.ui.links.sessions import restore, snapshot
from cnnviz.ui.links.values import (
    Keyed,
    away_from,
    choice,
    forget,
    is_fixed,
    is_hidden,
    key_of,
    moved,
    number,
    put,
    put_all,
    put_query,
    shown,
    switch,
    text,
    unlinked,
)

__all__ = [
    "Keyed",
    "arrive",
    "away_from",
    "choice",
    "fix",
    "forget",
    "goes_along",
    "here",
    "inner",
    "is_fixed",
    "is_hidden",
    "key_of",
    "link",
    "mean",
    "moved",
    "number",
    "open_again",
    "page",
    "part",
    "put",
    "put_all",
    "put_query",
    "query_of",
    "restore",
    "shown",
    "snapshot",
    "start_over",
    "switch",
    "text",
    "unchanged",
    "unlinked",
    "with_along",
    "write",
]
