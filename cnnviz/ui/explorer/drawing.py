"""The explorer on a page: how it stands there, what people change in it, and the way back into the link."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import streamlit as st

from cnnviz import limits
from cnnviz.errors import InputError
from cnnviz.figures.convolution import pools
from cnnviz.figures.draw import tiles
from cnnviz.figures.walk import explored, walks
from cnnviz.ops import kernel_text, pipeline, pooling
from cnnviz.ops.compared import poolings
from cnnviz.ui import caching, components, links, widgets
from cnnviz.ui.components import explorer, gallery
from cnnviz.ui.course import veil
from cnnviz.ui.explorer import knobs, painting, texts
from cnnviz.ui.explorer.sources import Numbers, Picture, Source
from cnnviz.ui.kernel import reading
from cnnviz.ui.stage_settings import values as stage_values
from cnnviz.ui.told import walk as told_walk

PALETTE = "blue-orange"
# The largest row or column that a link may name: padding makes maps larger than images.
FARTHEST = 2 * limits.MAX_SIDE
# Session key owned here: the last change that a component told.
_EDITION = "_edition"


@dataclass(frozen=True)
class Shown:
    """How the explorer stands on a page: its knobs, the name under which the link keeps a kernel typed into it (none:
    it cannot be typed into), its layout, and values for the component alone."""

    turned: tuple[knobs.Knob, ...] = ()
    kernel: str = ""
    layout: str = "plane"
    more: Mapping[str, Any] | None = None


def show(walk: walks.Walk, source: Source, shown: Shown, key: str, trouble: str = "") -> tuple[int, int]:
    """Draw the explorer; returns the output that is pinned."""
    start = 0 if shown.layout == "signal" else None
    # Not held to this map: the same place is meant again when a map is large enough.
    pinned = [widgets.hidden_number(name, -1, FARTHEST, -1) for name in ("row", "column")]
    cell = tuple(_cell(value, size, start) for value, size in zip(pinned, walk.shape, strict=True))
    trouble = " ".join(filter(None, (*texts.taken_troubles(), trouble)))
    values = stage_values.of_stage(walk.result.stage) | knobs.values(shown.turned) | dict(shown.more or {})
    header = {
        "layout": shown.layout,
        "knobs": [knob.drawn() for knob in shown.turned if not links.is_hidden(knob.name)],
        # Of settings that could not be computed, those that were.
        "values": values | (stage_values.of_stage(walk.result.stage) if trouble else {}),
        "editable": bool(shown.kernel) and not (links.is_fixed(shown.kernel) or links.is_fixed("kernel1")),
        "paintable": "" if walk.pooling else _changed_by(source),
        "largest": limits.KERNEL_SIDE,
        "cell": cell,
        "begun": pinned[1] >= 0,
        "edition": st.session_state.get(_EDITION + key, ""),
        "trouble": trouble,
        **veil.header(),
    }
    first = walk.channels.start
    explorer.explorer(
        explored.blob(walk, source.channels, header, source.pixels if isinstance(source, Picture) else None),
        key,
        lambda said: _changed(said, shown, source, first, key),
        _pinned,
    )
    told_walk.tell(walk, (cell[0], cell[1]), isinstance(source, Numbers))
    return cell[0], cell[1]


def _changed_by(source: Source) -> Literal["numbers", "pixels", ""]:
    """What the component sends of a source that is changed in it, where that can be."""
    if isinstance(source, Numbers):
        return "" if links.is_fixed(source.name) else "numbers"
    return "pixels" if isinstance(source, Picture) and source.base and not links.is_fixed("image") else ""


def _cell(value: int, size: int, start: int | None) -> int:
    if value >= 0:
        return min(value, size - 1)
    return size // 2 if start is None else start


def _pinned(said: Mapping[str, Any]) -> None:
    for name in ("row", "column"):
        value = said.get(name)
        if type(value) is int and -1 <= value <= FARTHEST:
            links.put(name, value)


def _changed(said: Mapping[str, Any], shown: Shown, source: Source, first: int, key: str) -> None:
    """Take over what somebody changed in the component, as far as it can be used."""
    st.session_state[_EDITION + key] = components.edition(said)
    knobs.take(shown.turned, said.get("values"))
    try:
        if shown.kernel:
            _take_kernel(said, shown)
        if isinstance(source, Numbers) and (numbers := components.rows(said.get("numbers"))):
            links.put(source.name, _spelled(numbers))
    except InputError as error:
        texts.explain(str(error))
    if isinstance(source, Picture) and source.base and isinstance(cells := said.get("painted"), list):
        painting.paint(source.pixels, source.base, cells, first)


def _take_kernel(said: Mapping[str, Any], shown: Shown) -> None:
    """Take over a kernel that was typed cell by cell, or pasted as a block in whatever notation. Raises InputError."""
    weights, block = components.rows(said.get("kernel")), said.get("pasted")
    if weights:
        links.put(shown.kernel, _spelled(weights))
    elif isinstance(block, str):
        flat = shown.layout == "signal"
        reading.put(shown.kernel, lambda: kernel_text.parsed(block, "kernel", flat, asking=True), kernel_text.linkable)
    else:
        return
    if shown.kernel == "own1":
        links.put("kernel1", pipeline.OWN)


def _spelled(rows: list[list[float]]) -> str:
    """Numbers as the link holds them. Raises InputError for what is no kernel of a size and values that can be."""
    text = kernel_text.linkable(rows)
    kernel_text.linked(text)
    return text


def every_pooling(before: np.ndarray, pool: pooling.Pool, key: str) -> None:
    """A map (h w) under every kind of pooling; a class that is sent to the page looks at the same one."""

    def drawn() -> bytes:
        return tiles.blob((pools.kinds(before, poolings.kinds(before, pool)),), PALETTE)

    gallery.drawn(caching.message(("every pooling", caching.digest(before), pool), drawn), key)
