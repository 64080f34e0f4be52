"""A file that is as large as it may be: of the runs in it, as much as fits."""

import functools
import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from cnnviz import limits
from cnnviz.errors import InputError
from cnnviz.ui.alone import document
from cnnviz.ui.alone.document import RUNS, Document, Shown, Thing
from cnnviz.ui.alone.pages import Data

# Of how many times what fits a run is not packed to see whether it does: no packing makes it that small.
FAR = 2


def page(whole: Document) -> bytes:
    """The document as an HTML file, its runs in the most detail that fits. Raises InputError where nothing does."""
    draws = [draw for step in whole.steps for draw in step.draws]
    if not any(isinstance(item, Shown) and item.name == RUNS for draw in draws for item in draw.items):
        return document.page(whole)
    # Loads the database of runs.
    from cnnviz.ui.alone import taken_runs  # noqa: PLC0415

    *richer, least = taken_runs.DETAILS
    for detail in richer:
        try:
            made = functools.partial(taken_runs.message, detail=detail)
            return document.page(_detailed(whole, made, FAR * limits.ALONE_BYTES))
        except InputError:
            continue
    return document.page(_detailed(whole, functools.partial(taken_runs.message, detail=least)))


def _detailed(whole: Document, made: Callable[[dict[str, Any]], bytes], most: float = math.inf) -> Document:
    """The document with the runs themselves, as `made` packs them. Raises InputError for one of more than so many
    bytes."""
    known: dict[str, bytes] = {}

    def message(data: Data | None) -> Data | None:
        if not isinstance(data, dict):
            return data
        key = repr(data)
        if key not in known:
            known[key] = made(data)
            if len(known[key]) > most:
                raise InputError("This run is too large to be taken along as one file.")
        return known[key]

    def item(one: Thing) -> Thing:
        if not isinstance(one, Shown) or one.name != RUNS:
            return one
        told = message(one.data)
        assert told is not None
        return replace(one, data=told, open=message(one.open))

    steps = [
        replace(step, draws=tuple(replace(draw, items=tuple(map(item, draw.items))) for draw in step.draws))
        for step in whole.steps
    ]
    return replace(whole, steps=tuple(steps))
