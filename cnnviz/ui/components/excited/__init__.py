"""Pictures made to excite a unit, side by side: started, watched while they form, stopped, saved."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from cnnviz.ui import components

_excited = components.declared(__file__)


def excited(frames: Sequence[Mapping[str, Any]], key: str, on_start: Callable[[int], None]) -> None:
    """Show a frame for each picture; what it is doing the browser asks of the routes in cnnviz/api/runs/made.py.

    A frame: {"title", "about", "wanted": what tells it from every other, "view" and "control": ids of its job, "" where
    this session started none, "rows" and "columns" of the picture, heads of its numbers: "number", what is climbed,
    "largest" and "after", "" where there is no such, "best": [label, number] or None, "class": that is wanted or "",
    "who" answers, "file": its name as a file, "trouble": why it could not be started}. `on_start` gets the place of the
    frame whose picture is to be made.
    """

    def started(sent: Mapping[str, Any]) -> None:
        place = sent.get("frame")
        if type(place) is int and 0 <= place < len(frames):
            on_start(place)

    on_started = components.passed_on(key, "start", started)
    _excited(key=key, data={"frames": [dict(one) for one in frames]}, on_start_change=on_started)
