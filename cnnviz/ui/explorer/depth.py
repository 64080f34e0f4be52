"""The stage that is explored, in depth on a page: each filter as a block through all planes."""

from collections.abc import Mapping, Sequence
from typing import Any

from cnnviz.figures.walk import filter_blocks
from cnnviz.ui import links
from cnnviz.ui.components import filter_block
from cnnviz.ui.explorer import drawing, stage_explorer


def show(explored: stage_explorer.Explored, channels: Sequence[str]) -> None:
    """The block where the explorer's own cell is pinned; what is moved here moves there too."""
    data = filter_blocks.blob(explored.result, channels, explored.which, explored.cell, drawing.PALETTE)
    filter_block.filter_block(data, "filter_block", lambda said: _placed(said, len(explored.result.maps)))


def _placed(said: Mapping[str, Any], filters: int) -> None:
    """Take over where the block came to rest, as far as it can be."""
    for name in ("row", "column"):
        if type(value := said.get(name)) is int and 0 <= value <= drawing.FARTHEST:
            links.put(name, value)
    if filters > 1 and type(which := said.get("filter")) is int and 0 <= which < filters:
        links.put("map", which)
