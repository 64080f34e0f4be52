"""One stage on a page with an explorer: its kernel and settings, its result, and the explorer that walks through it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from streamlit.delta_generator import DeltaGenerator

from cnnviz.figures.walk import walks
from cnnviz.ops import pipeline
from cnnviz.ui.course import veil
from cnnviz.ui.explorer import drawing, export, knobs, painting, sources, stages


@dataclass(frozen=True)
class Asked:
    """What a page wants: its name, the settings drawn beside the kernel's parameters (those of `before` first), the
    kernel that is chosen at first, the name under which one's own is kept (none: it cannot be typed), and whether the
    walk is that of pooling."""

    page: str
    settings: tuple[knobs.Knob, ...]
    before: tuple[knobs.Knob, ...] = ()
    bank: str = ""
    own: str = "own1"
    pooling: bool = False


@dataclass(frozen=True)
class Explored:
    """What is shown: the values of the settings by their names, the stage's result, the map of it that is chosen and
    the output (row, column) that is pinned."""

    values: Mapping[str, Any]
    result: pipeline.Result
    which: int
    cell: tuple[int, int]


def explore(top: DeltaGenerator, source: sources.Source, asked: Asked) -> Explored:
    """The menus in `top` and the explorer below. Raises InputError where nothing can be computed."""
    name = stages.kernel_menu(top, asked.bank)
    mix = stages.mix(top, name, source)
    turned = (*asked.before, *knobs.parameters(name), *asked.settings)
    values = knobs.values(turned)
    stage = stages.made(name, mix, values)
    result, trouble = stages.computed(source, stage, asked.page)
    which = stages.chosen_map(top, result)
    walk = walks.Walk(result, which, pooling=asked.pooling)
    # A kernel with weights of its own for each channel is typed in the Lab.
    own = "" if result.stage.kernels.more else asked.own
    cell = drawing.show(walk, source, drawing.Shown(turned, own), "explorer", trouble)
    if not veil.is_closed():
        export.controls(walk, cell)
    if not asked.pooling and isinstance(source, sources.Picture):
        painting.unpaint(source.pixels)
    return Explored(values, result, which, cell)
