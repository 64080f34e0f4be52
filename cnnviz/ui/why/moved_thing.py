"""A thing that is moved over a field, on a page: what it is, what filters it, and where it came to rest."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from cnnviz.figures.why import same_object
from cnnviz.images.samples import scenes
from cnnviz.ops import catalogue, pipeline
from cnnviz.ops.compared import equivariance
from cnnviz.ui import caching, links, page, widgets
from cnnviz.ui.components import same_object as component
from cnnviz.ui.course import veil
from cnnviz.ui.kernel import editor
from cnnviz.ui.picture import image_input
from cnnviz.ui.results import tables
from cnnviz.ui.told import facts

PICTURE, WHOLE = "picture", "whole"
THINGS = {
    PICTURE: "Picture",
    WHOLE: "Picture that fills the field",
    **{key: shape.label for key, shape in scenes.SHAPES.items()},
}
# The longest side of a picture that is cut out: its field is twice as large.
MOST_SIDE = 128
SIDES = (64, 128, 256)
# Where the thing stands when the page opens, as shares of the field.
DOWN, RIGHT = 1 / 16, 3 / 16


def scene(top: DeltaGenerator) -> scenes.Scene:
    """What is moved, chosen from the menus in `top`."""
    with top:
        thing = widgets.choice("thing", "What is moved", THINGS, on_change=_begin_again, width=210)
    if thing in scenes.SHAPES:
        with top:
            sides = {one: f"{one} × {one} px" for one in SIDES}
            side = widgets.choice("field_side", "Field", sides, on_change=_begin_again, width=130)
        return scenes.shape(thing, side)
    menu = top.popover("Photo, size", key="picture_menu")
    pixels = image_input.controls(top, menu, colour=False, most=MOST_SIDE).working.pixels
    return scenes.whole(pixels) if thing == WHOLE else scenes.cut_out(pixels)


@page.part
def show(top: DeltaGenerator, seen: scenes.Scene) -> None:
    """The thing, its map at every place, and both orders under every rule for what is beyond the edge."""
    kernel, beside = _kernel(top)
    with top:
        how = _filter(kernel)
    at = _place(seen)
    with beside:
        component.same_object(same_object.blob(seen, how, at, asking=veil.is_closed()), "same_object", _put)
    with st.container(key="beyond"):
        _border(how, seen, at)
    if seen.box[:2] != (0, 0):
        st.button("Fill the field with the picture", on_click=_fill)
    with st.container(key="one_cell_sees"):
        st.markdown(same_object.sees(how, seen))


def _border(how: equivariance.Filter, seen: scenes.Scene, at: tuple[int, int]) -> None:
    """Both orders under every rule for what is beyond the edge."""
    every = caching.every_edge(seen.pixels, how.kernel, how.stride, at)
    facts.tell("down", "how many rows the thing was moved down", at[0], covers=("same_object",))
    facts.tell("right", "how many columns the thing was moved to the right", at[1], covers=("same_object",))
    facts.tell("weights", "the number of weights of the filter", how.kernel.size)
    st.header("The border, rule by rule", anchor=False)
    st.markdown(same_object.sentence(at, how.stride, every))
    with st.expander("The border under every rule, in numbers"):
        tables.plain(same_object.edges_table(every))
        st.caption(same_object.HOW)


def _kernel(top: DeltaGenerator) -> tuple[np.ndarray, DeltaGenerator]:
    """The kernel chosen in `top`, float32 (i j), and where the picture goes: beside the grid of one's own."""
    with top:
        labels = pipeline.labels()
        why = "Correlated with the picture, as networks do: the kernel is not flipped."
        name = widgets.choice("moved_kernel", "Kernel", labels, "sobel-x", width=165, help=why)
    if name == pipeline.OWN:
        grid, beside = st.columns((1, 3), gap="medium")
        with grid:
            return np.asarray(editor.controls(1)[0], np.float32), beside
    names, weights = catalogue.weights(name, {})
    which = names[0]
    if len(names) > 1:
        with top:
            which = widgets.choice("which", "Which of them", names, width=140)
    return np.asarray(weights[names.index(which), 0], np.float32), st.container()


def _filter(kernel: np.ndarray) -> equivariance.Filter:
    """The kernel, with its stride and what is beyond the edge from their menus."""
    edge = widgets.choice(
        "edge",
        "Beyond the edge",
        dict(equivariance.EDGES),
        width=170,
        help="What a shift brings into sight, and what the kernel sees there.",
    )
    stride = widgets.segments("moved_stride", "Stride", equivariance.STRIDES, 1)
    return equivariance.Filter(kernel, stride, edge)


def _place(seen: scenes.Scene) -> tuple[int, int]:
    """Rows down and columns to the right of its first place."""
    rows, columns = (side // 2 for side in seen.pixels.shape)
    down = widgets.hidden_number("down", -rows, rows, round(2 * rows * DOWN))
    return down, widgets.hidden_number("right", -columns, columns, round(2 * columns * RIGHT))


def _fill() -> None:
    """Move the picture without its black frame; for callbacks."""
    links.put("thing", WHOLE)
    _begin_again()


def _begin_again() -> None:
    """Let another thing, or a field of another size, begin where one opens with it; for callbacks."""
    links.forget(("down", "right"))


def _put(said: Mapping[str, Any]) -> None:
    """Take over where the thing came to rest, as far as it can be a place; for callbacks."""
    for name in ("down", "right"):
        if type(value := said.get(name)) is int and abs(value) <= MOST_SIDE:
            links.put(name, value)
