"""What pages with an explorer share: the step it shows, what people change in it, and the way back into the link."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from cnnviz import limits
from cnnviz.errors import InputError
from cnnviz.figures import explored, signals
from cnnviz.images import picture, volume
from cnnviz.ops import catalogue, kernel_text, pipeline, pooling
from cnnviz.ui import components, image_input, kernel_editor, kernel_reading, knobs, links, places, segments, settings
from cnnviz.ui.components import explorer

PALETTE = "Blue–orange"
INPUTS = ("Small numbers", "Picture", "3-D stack")
POINTWISE = "Random filters"
# A T, small enough to read.
EXAMPLE = ";".join(("0,0,0,0,0,0,0,0", *("0,1,1,1,1,1,1,0",) * 2, *("0,0,0,1,1,0,0,0",) * 4, "0,0,0,0,0,0,0,0"))
# The largest working image here: every pixel of it travels with each answer.
MOST_SIDE = 256

# The largest row or column that a link may name: padding makes maps larger than images.
FARTHEST = 2 * limits.MAX_SIDE

# Session keys owned here: the last change that a component told, why it could not be used, the stage last computed,
# the picture as painted.
_EDITION, _TROUBLE, _GOOD, _PAINTED = "_edition", "_explorer_trouble", "_explorer_stage", "_painted"


@dataclass(frozen=True, eq=False)
class Source:
    """What is convolved: image (c h w) float32, its channels' names, and how it may be changed: as "numbers" (kept
    as text, under `name` in the link), as "pixels" (bytes, held in `pixels`) or not at all. `deep` images are summed
    over their channels, as a kernel with that depth does."""

    image: np.ndarray
    channels: tuple[str, ...]
    paintable: str = ""
    pixels: np.ndarray | None = None
    name: str = ""
    deep: bool = False
    # Of pixels: which picture it was before somebody painted over it.
    base: str = ""


def source(top: DeltaGenerator, example: str = EXAMPLE) -> Callable[[], Source]:
    """The menus of what is convolved, in `top`; `example` is the small matrix to begin with.

    Returns what reads it, for every run of the fragment: painting and typing change it without a run of the page.
    """
    with top:
        kind = segments.segments("Input", "input", INPUTS)
    if kind == "Small numbers":
        return lambda: from_numbers("numbers", example)
    if kind == "Picture":
        menu = top.popover("Photo, size, colour", key="picture_menu")
        chosen = image_input.controls(top, menu, most=MOST_SIDE)
        return lambda: from_picture(chosen)
    stack = _stack(top)
    return lambda: stack


def _stack(top: DeltaGenerator) -> Source:
    """Two neighbouring slices of a small volume: what a kernel two slices deep sees at one depth."""
    slices = volume.moving_square()
    last = len(slices) - volume.DEPTH
    with top:
        why = "In 3-D the kernel slides along the depth as well: here it covers this slice and the next."
        depth = places.place("First slice under the kernel", "depth", last + 1, 1, 220, why)
    seen = slices[depth : depth + volume.DEPTH]
    return Source(seen, tuple(f"slice {depth + k + 1}" for k in range(len(seen))), deep=True)


def from_picture(chosen: image_input.Chosen) -> Source:
    """A picture, with what somebody painted over it."""
    base = _base(chosen.working.pixels)
    key = links.passing(_PAINTED, ("", chosen.working.pixels))["key"]
    before, painted = st.session_state.get(key, ("", chosen.working.pixels))
    pixels = painted if before == base else chosen.working.pixels
    return Source(picture.floats(pixels), chosen.channels, "pixels", pixels, base=base)


def from_numbers(name: str, usual: str, flat: bool = False) -> Source:
    """Numbers that the link holds as text under `name`, one row of them if `flat`."""
    rows = _read(name, usual, "data", flat)
    return Source(rows[None].astype(np.float32), ("numbers",), "numbers", name=name)


def typed(name: str, usual: str, flat: bool = False) -> tuple[tuple[float, ...], ...]:
    """A kernel that the link holds as text under `name`, one row if `flat`."""
    return tuple(tuple(float(value) for value in row) for row in _read(name, usual, "kernel", flat))


def _read(name: str, usual: str, what: str, flat: bool) -> np.ndarray:
    """The matrix in a text; what cannot be read is explained, and the last that could be is taken."""
    text, good = st.session_state[links.text(name, usual)["key"]], f"_good_{name}"
    try:
        rows = kernel_reading.read(name, text, what, flat)
    except InputError as error:
        _explain(f"{error} Shown is what last could be read.")
        return kernel_text.linked(st.session_state.get(good, usual))
    st.session_state[good] = kernel_text.linkable(rows)
    return rows


def _explain(why: str) -> None:
    """Tell it, beside whatever else is to be told, when the explorer is drawn."""
    told = st.session_state.setdefault(_TROUBLE, [])
    if why not in told:
        told.append(why)


def bank(top: DeltaGenerator, usual: str = "") -> str:
    """The menu of kernels, in `top`: the name of the one chosen."""
    known = [*catalogue.BANKS, pipeline.OWN]
    keyed = links.choice("kernel1", known, usual or known[0])
    why = "Type into its numbers to make it your own."
    return str(top.selectbox("Kernel", known, **keyed, on_change=_mix_as_usual, width=200, help=why))


def _mix_as_usual() -> None:
    links.put("mix1", settings.usual_mix(1, st.session_state["kernel1"]))


def mixed(top: DeltaGenerator, name: str, image: Source) -> str:
    """How channels are mixed: asked, in `top`, where there is a choice."""
    if image.deep or len(image.channels) == 1:
        return "sum" if image.deep else settings.usual_mix(1, name)
    with top:
        usual = settings.usual_mix(1, name)
        return segments.segments("Channels", "mix1", pipeline.MIXES, usual, shown=settings.SHOWN["mix"])


def stage(name: str, mix: str, values: Mapping[str, Any]) -> pipeline.Stage:
    """The stage of the kernel of this name, its parameters among `values`. Raises InputError."""
    if name == pipeline.OWN:
        kernels = pipeline.Kernels(pipeline.OWN, own=typed("own1", kernel_editor.START))
    else:
        given = tuple((one.name, float(values[one.name])) for one in catalogue.BANKS[name].parameters)
        kernels = pipeline.Kernels(name, given)
    return settings.stage(kernels, mix, values)


def chosen_map(top: DeltaGenerator, result: pipeline.Result) -> int:
    """Which of several maps is shown: asked in `top`."""
    if len(result.names) == 1:
        return 0
    name = top.selectbox("Map", result.names, **links.choice("map", result.names), width=120)
    return result.names.index(name)


def computed(source: Source, stage: pipeline.Stage, key: str) -> tuple[pipeline.Result, str]:
    """The result, and why it is not the one asked for: then it is the last that could be computed."""
    try:
        result = pipeline.result(source.image, source.channels, stage)
    except InputError as error:
        for last in (
            st.session_state.get(_GOOD + key),
            pipeline.Stage(pool=stage.pool and pooling.Pool(everywhere=True)),
        ):
            if isinstance(last, pipeline.Stage):
                try:
                    return pipeline.result(source.image, source.channels, last), f"{error} Shown is what last worked."
                except InputError:
                    continue
        raise
    st.session_state[_GOOD + key] = stage
    return result, ""


@dataclass(frozen=True)
class Shown:
    """How the explorer stands on a page: its knobs, the name under which the link keeps a kernel typed into it (none:
    it cannot be typed into), its layout, and values for the component alone."""

    turned: tuple[knobs.Knob, ...] = ()
    kernel: str = ""
    layout: str = "plane"
    palette: str = PALETTE
    more: Mapping[str, Any] | None = None


def show(subject: explored.Subject, source: Source, shown: Shown, key: str, trouble: str = "") -> tuple[int, int]:
    """Draw the explorer; returns the output that is pinned."""
    start = 0 if shown.layout == "signal" else None
    cell = tuple(_cell(name, size, start) for name, size in zip(("row", "column"), subject.outputs, strict=True))
    trouble = " ".join(filter(None, (*st.session_state.pop(_TROUBLE, []), trouble)))
    values = explored.values(subject.result.stage) | knobs.values(shown.turned) | dict(shown.more or {})
    header = {
        "layout": shown.layout,
        "knobs": [knob.drawn() for knob in shown.turned],
        # Of settings that could not be computed, those that were.
        "values": values | (explored.values(subject.result.stage) if trouble else {}),
        "editable": bool(shown.kernel),
        "paintable": "" if subject.pool else source.paintable,
        "largest": limits.KERNEL_SIDE,
        "cell": cell,
        "edition": st.session_state.get(_EDITION + key, ""),
        "trouble": trouble,
    }
    first = subject.seen.start
    explorer.explorer(
        explored.blob(subject, shown.palette, header),
        key,
        lambda said: _changed(said, shown, source, first, key),
        _pinned,
    )
    return cell[0], cell[1]


def _cell(name: str, size: int, start: int | None) -> int:
    # Not held to this map: the same place is meant again when a map is large enough.
    keyed = links.number(name, -1, FARTHEST, -1)
    value = st.session_state[keyed["key"]]
    if value >= 0:
        return min(value, size - 1)
    return size // 2 if start is None else start


def _pinned(said: Mapping[str, Any]) -> None:
    for name in ("row", "column"):
        value = said.get(name)
        if type(value) is int and 0 <= value <= FARTHEST:
            links.put(name, value)


def _changed(said: Mapping[str, Any], shown: Shown, source: Source, first: int, key: str) -> None:
    """Take over what somebody changed in the component, as far as it can be used."""
    st.session_state[_EDITION + key] = components.edition(said)
    knobs.take(shown.turned, said.get("values"))
    try:
        if shown.kernel:
            _take_kernel(said, shown)
        if source.name and isinstance(text := said.get("numbers"), str):
            kernel_text.linked(text)
            links.put(source.name, text)
    except InputError as error:
        _explain(str(error))
    if source.pixels is not None and isinstance(cells := said.get("painted"), list):
        _paint(source.pixels, source.base, cells, first)


def _take_kernel(said: Mapping[str, Any], shown: Shown) -> None:
    """Take over a kernel that was typed cell by cell, or pasted as a block in whatever notation. Raises InputError."""
    text, block = said.get("kernel"), said.get("pasted")
    if isinstance(text, str):
        kernel_text.linked(text)
        links.put(shown.kernel, text)
    elif isinstance(block, str):
        flat = shown.layout == "signal"
        kernel_reading.put(
            shown.kernel, lambda: kernel_text.parsed(block, "kernel", flat, asking=True), kernel_text.linkable
        )
    else:
        return
    if shown.kernel == "own1":
        links.put("kernel1", pipeline.OWN)


def _base(pixels: np.ndarray) -> str:
    return hashlib.blake2b(pixels.tobytes() + str(pixels.shape).encode()).hexdigest()


def take_example() -> None:
    """Take over the data and the kernel of the example chosen; for callbacks."""
    if (name := st.session_state.get("example")) in signals.EXAMPLES:
        links.put("data", signals.EXAMPLES[name].data)
        links.put("weights", signals.EXAMPLES[name].kernel)


def take_pointwise() -> None:
    """Make the kernels random filters of 1 × 1; for callbacks."""
    links.put("kernel1", POINTWISE)
    links.put("mix1", settings.usual_mix(1, POINTWISE))
    links.put("size1", 1, settings.parameter_key("size", 1, POINTWISE))


def unpaint(source: Source) -> None:
    """A button that takes the paint off the picture, where there is any."""
    if source.pixels is not None and st.session_state.get(_PAINTED, ("", None))[1] is source.pixels:
        st.button("Take the paint off", key="unpaint", on_click=lambda: st.session_state.pop(_PAINTED, None))


def _paint(pixels: np.ndarray, base: str, cells: list[Any], first: int) -> None:
    """Paint [channel, place, byte] cells over the picture `base`, `first` being the channel that the component calls
    0."""
    result = pixels.copy()
    flat = result.reshape(len(result), -1)
    for cell in cells[: flat.size]:
        if not (isinstance(cell, list) and len(cell) == 3 and all(type(one) is int for one in cell)):
            continue
        channel, place, byte = cell
        if 0 <= channel + first < len(flat) and 0 <= place < flat.shape[1] and 0 <= byte <= 255:
            flat[channel + first, place] = byte
    st.session_state[_PAINTED] = (base, result)
