"""A network learning, live: train, pause, watch filters form, and go back to any moment of it; one run or two."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from cnnviz.ui import components

_live = components.declared(__file__)

MOST_RUNS = 2
_ID = re.compile(r"[\w-]{0,64}", re.ASCII)


def live(
    data: Mapping[str, Any], key: str, on_run: Callable[[list[str]], None], on_take: Callable[[], None] = lambda: None
) -> None:
    """Show the runs that `data` names; everything else the browser asks of the routes in cnnviz/api/runs/routes.py.

    `data`: {"runs": [{"run": view id or "", "control": what controls it where a link said so, "title", "config": JSON
    that Train starts, or "", "trouble": then why not}], "recorded": whether the run is the one that comes with the app,
    "differ": how two runs differ, "unlike": how what Train starts differs from what is shown, "takes": whether its
    settings can be taken, "layer": the layer, from 1, whose maps somebody came for, 0 for none,
    "moment": the snapshot that somebody came for, by its number, 0 for none, "way" and "looks": the paths of the pages
    on a picture's way and on what a unit looks for}. `on_run` gets the view
    ids of the runs shown, once some were started ("" for none); `on_take` is called when somebody wants the settings of
    the runs shown.
    """

    def announced(sent: Mapping[str, Any]) -> None:
        ids = sent.get("ids")
        if isinstance(ids, list) and len(ids) <= MOST_RUNS and all(_is_id(id) for id in ids):
            on_run(ids)

    on_announced = components.passed_on(key, "run", announced)
    _live(key=key, data=dict(data), default={"run": {}}, on_run_change=on_announced, on_take_change=on_take)


def _is_id(id: object) -> bool:
    return isinstance(id, str) and _ID.fullmatch(id) is not None
