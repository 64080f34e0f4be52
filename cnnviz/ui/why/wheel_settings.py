"""The page of two wheels: what is looked at, where the points are and which layers there are, all in the link."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from cnnviz.errors import InputError
from cnnviz.figures.why import two_wheels
from cnnviz.images.samples import car
from cnnviz.nets.inside import reaching
from cnnviz.ui import caching, links, widgets, words
from cnnviz.ui.picture import image_input

Points = tuple[reaching.Point, reaching.Point]

SIDES, USUAL_SIDE = (32, 48, 64, 80, 96), 64
MAPS, USUAL_MAPS = (1, 16, 64, 256), 16
CAR, PICTURE = "car", "picture"
# The stack to begin with, and its name in the link, where steps stand with dashes between.
STACK, LAYERS = "3x3-pool-3x3-pool-3x3-pool-3x3", "wheel_layers"
# What the link says of a stack without layers.
EMPTY = "none"
# Names in the link of the points' places, in thousandths of the picture's side, and what they are to begin with.
PER = 1000
PLACES = {"first_row": 680, "first_column": 274, "second_row": 680, "second_column": 742}


def controls() -> tuple[two_wheels.Scene, int]:
    """What is looked at, and how many maps each convolution makes."""
    top = st.container(horizontal=True, vertical_alignment="bottom")
    scene = _scene(top)
    with top:
        return scene, _maps()


def _scene(top: DeltaGenerator) -> two_wheels.Scene:
    with top:
        shown = widgets.segments("wheels_on", "Look at", {CAR: "A car", PICTURE: "A picture"})
        if shown == CAR:
            side = widgets.select_slider(
                "car_side",
                "Pixels on a side",
                SIDES,
                USUAL_SIDE,
                help="The same car in more pixels: its wheels are more pixels apart, and need more layers.",
                width=220,
            )
    if shown == CAR:
        halves = caching.car_halves(side)
        left, right = car.settled(halves, *(column for _, column in _points((side, side))))
        return two_wheels.Scene(car.joined(halves, left, right), ((halves.row, left), (halves.row, right)), halves)
    menu = top.popover("Photo, size", key="picture_menu")
    image = image_input.controls(top, menu, colour=False, most=max(SIDES)).working.pixels[0]
    return two_wheels.Scene(image, _points((image.shape[0], image.shape[1])))


def _maps() -> int:
    return widgets.select_slider(
        "wheel_maps",
        "Maps in each layer, C",
        MAPS,
        USUAL_MAPS,
        help="How many filters each convolution has. Weights grow with its square; what a unit sees does not change.",
        width=220,
    )


def steps() -> tuple[str, ...]:
    """The layers of the stack; what the link's cannot be is explained, and the usual ones taken."""
    said = widgets.hidden_text(LAYERS, STACK)
    try:
        return _steps(said)
    except InputError as error:
        words.explain(error)
        return _steps(STACK)


def put_stack(size: tuple[int, int]) -> Callable[[Mapping[str, Any]], None]:
    """A callback that takes over the layers that a component says, or as many of a way as the points need where it says
    they are, on a picture of that size."""

    def put(said: Mapping[str, Any]) -> None:
        named = said.get("steps")
        if (
            isinstance(way := said.get("way"), str)
            and way in reaching.WAYS
            and (points := _said(said.get("places"), size))
        ):
            _put_points(points, size)
            reached = reaching.reached(reaching.WAYS[way], size, 1, *points)
            named = list(reached.steps) if reached else None
        if isinstance(named, list) and len(named) <= reaching.MOST and all(step in reaching.STEPS for step in named):
            links.put(LAYERS, "-".join(named) or EMPTY)

    return put


def put_points(size: tuple[int, int]) -> Callable[[Mapping[str, Any]], None]:
    """A callback that takes over where a component says the points are, on a picture of that size."""

    def put(said: Mapping[str, Any]) -> None:
        if points := _said(said.get("places"), size):
            _put_points(points, size)

    return put


def _said(places: object, size: tuple[int, int]) -> Points | None:
    """The points that a component says, if they are two on the picture."""
    if not isinstance(places, list) or len(places) != 2 or not all(isinstance(one, list) for one in places):
        return None
    if any(len(one) != 2 or not all(_within(at, side) for at, side in zip(one, size, strict=True)) for one in places):
        return None
    return (places[0][0], places[0][1]), (places[1][0], places[1][1])


def _within(at: object, side: int) -> bool:
    return type(at) is int and 0 <= at < side


def _put_points(points: Points, size: tuple[int, int]) -> None:
    for name, at, side in zip(PLACES, (*points[0], *points[1]), size * 2, strict=True):
        links.put(name, round((at + 0.5) * PER / side))


def _steps(said: str) -> tuple[str, ...]:
    """Raises InputError where they are no stack."""
    named = () if said == EMPTY else tuple(said.split("-"))
    reaching.network(named, (1, 1), 1)
    return named


def _points(size: tuple[int, int]) -> Points:
    said = [widgets.hidden_number(name, 0, PER, usual) for name, usual in PLACES.items()]
    rows, columns = size
    at = [min(side - 1, place * side // PER) for place, side in zip(said, (rows, columns, rows, columns), strict=True)]
    return (at[0], at[1]), (at[2], at[3])
