"""Where a learner's files come in; the files themselves travel beside Streamlit (see cnnviz/api/uploads.py)."""

from collections.abc import Callable, Mapping
from typing import Any

from cnnviz.ui import components

_uploader = components.declared(__file__)


def uploader(
    key: str,
    data: Mapping[str, Any],
    on_brought: components.Use,
    on_removed: Callable[[list[str]], None],
    on_wanted: Callable[[], None],
) -> None:
    """Show it. `on_brought` gets the id under which files wait and the token by which the browser knows a picture,
    `on_removed` the names no longer wanted; `on_wanted` is called when a picture that is kept is to be shown again.

    `data`: {"label", "hint", "ticket", "largest": bytes of all files, "most": files, "several", "folder" and
    "picture": whether they may be, "shrunk": pixels that a large picture's shorter side is made to have before it is
    sent, 0 for all, "shown": names in use, "removable": whether they may be given up, "aside": the name of a picture
    that is kept and not in use, "again": when it changes, the last files are brought once more}.
    """

    def removed(sent: Mapping[str, Any]) -> None:
        names = sent.get("names")
        if isinstance(names, list):
            on_removed([str(name) for name in names])

    _uploader(
        key=key,
        data=dict(data),
        on_brought_change=components.passed_on(key, "brought", on_brought),
        on_removed_change=components.passed_on(key, "removed", removed),
        on_wanted_change=on_wanted,
    )
