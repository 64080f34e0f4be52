"""Which data a page shows or trains on, and how its pictures are changed: controls that keep all in the link."""

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

import streamlit as st

from cnnviz import limits
from cnnviz.datasets import catalogue
from cnnviz.datasets import choice as choices
from cnnviz.errors import InputError
from cnnviz.training import config, recipes
from cnnviz.ui import links, widgets, words

Choice = choices.Choice
Number = TypeVar("Number", int, float)

ALL = 0
IMAGES = tuple(count for count in (200, 500, 1000, 2000, 4000, 6000, 10_000, 20_000) if count <= limits.DATA_IMAGES)
# Names in the link of the knobs that are folded away, with what they are called and why one would touch them.
KNOBS = {
    "position": ("Position", "How far from the middle a shape may lie."),
    "scale": ("Scale", "How much larger or smaller it may be."),
    "turn": ("Turn", "How far it may be turned."),
    "noise": ("Noise", "How much noise lies over it."),
}
SHIFTS, TILTS = tuple(range(9)), (0, 5, 10, 15, 30, 45, 90, 180)
GRAINS, SQUARES = (0.0, 0.05, 0.1, 0.2, 0.3), (0, 4, 6, 8, 10, 12)

# One download at a time, for all sessions together.
_FETCHING = threading.Lock()


def chosen_query(chosen: Choice) -> dict[str, str]:
    """The parameters of a link to another page about the data set that is shown here."""
    return {"dataset": chosen.name} | links.query_of(("own", "images", "dataseed", "coloured", *KNOBS))


def choice(images: int = ALL, on_change: Callable[[], None] | None = None, begin: Choice | None = None) -> Choice:
    """The controls of the data set: which, and of how many pictures (`images`, or what is usual for it); the rest is
    folded. `on_change` is called when another data set is chosen. They begin with `begin` where it is given."""
    name = widgets.choice(
        "dataset",
        "Data",
        {key: known.title for key, known in catalogue.DATASETS.items()},
        begin.name if begin else None,
        on_change=on_change,
        width=190,
        help="What the network learns from.",
    )
    usual = begin if begin and begin.name == name else Choice(name, images or recipes.images(name))
    if name == choices.OWN:
        own = widgets.hidden_text("own", usual.own)
        return Choice(name, ALL, own=own)
    usual = replace(usual, images=_images(name, usual.images))
    names = ("dataseed", *(("coloured", *KNOBS) if name == choices.SHAPES else ()))
    label = "Drawing: position, noise …" if name == choices.SHAPES else "Seed"
    menu = st.popover(label, key=f"data_menu_{name}", on_change="rerun")
    if not menu.open and not links.moved(names):
        return usual
    with menu:
        return replace(usual, **_knobs(usual))


def _images(name: str, usual: int) -> int:
    options = {*IMAGES, usual} if name == choices.SHAPES else {ALL, *IMAGES, usual}
    if name == choices.MNIST_5K:
        options = {usual, *(one for one in options if one < catalogue.described(Choice(name)).train)}
    known = sorted(options, key=lambda one: (one == ALL, one))
    return widgets.choice(
        "images",
        "Training pictures",
        {count: f"{count:,}" if count else "all" for count in known},
        usual,
        width=150,
        help="Fewer are learned faster, and more easily by heart.",
    )


def _knobs(usual: Choice) -> dict[str, Any]:
    most = 2**31 - 1
    why = "Which pictures are drawn, or chosen: the same seed, the same pictures."
    values: dict[str, Any] = {"seed": widgets.number("dataseed", "Seed", 0, most, usual.seed, help=why)}
    if usual.name == choices.SHAPES:
        why = "32 × 32 in colour, not 28 × 28 grey."
        values["colour"] = widgets.switch("coloured", "Colour", usual.colour, help=why)
        for key, (title, why) in KNOBS.items():
            values[key] = widgets.slider(key, title, 0.0, 1.0, float(getattr(usual, key)), step=0.05, help=why)
    return values


def augmentation(usual: config.Augmentation) -> config.Augmentation:
    """The controls of augmentation, which begin with that."""
    shift = _select("Shift", "shift", SHIFTS, usual.shift, "Up to this many pixels each way, anew every time.")
    tilt = _select("Turn", "tilt", TILTS, usual.turn, "Up to this many degrees.")
    grain = _select("Noise", "grain", GRAINS, usual.noise, "Its deviation, where white is 1.")
    square = _select("Erase", "erase", SQUARES, usual.erase, "A square of this side is blanked.")
    why = "Left and right swapped in half of the pictures."
    mirror = widgets.switch("mirror", "Mirror half", usual.mirror, help=why)
    return config.Augmentation(shift, tilt, mirror, grain, square)


def _select(label: str, name: str, options: tuple[Number, ...], default: Number, help: str) -> Number:
    offered = {one: f"{one:g}" for one in sorted(set(options) | {default})}
    return widgets.choice(name, label, offered, default, help=help, width=110)


def missing(chosen: Choice) -> str:
    """Why the pictures cannot be had here now, "" where they can."""
    return catalogue.DATASETS[chosen.name].why_not(chosen)


def offer(chosen: Choice) -> bool:
    """Where the pictures are not on this computer: how to get them, and a button that does. Whether they are here."""
    known = catalogue.DATASETS[chosen.name]
    why_not = known.why_not(chosen)
    if not why_not:
        return True
    st.info(words.plain(why_not))
    if known.fetch is None or not st.button(known.offer.rstrip("."), key="fetch", type="primary"):
        return False
    try:
        _fetched(known)
    except InputError as error:
        words.explain(error)
        return False
    return True


def _fetched(known: catalogue.Known) -> None:
    """Download while a bar grows. Another run of the page, or its end, breaks off what is not whole yet."""
    assert known.fetch is not None
    if not _FETCHING.acquire(blocking=False):
        raise InputError("Somebody is downloading data already. Try again in a minute.")
    bar, drawn = st.progress(0.0, "Asking for the files …"), 0

    def progress(done: int, total: int) -> None:
        nonlocal drawn
        if (share := done * 100 // total) != drawn:
            drawn = share
            bar.progress(share / 100, f"{done / 1e6:.1f} of {total / 1e6:.1f} MB")

    try:
        known.fetch(progress)
    finally:
        _FETCHING.release()
        bar.empty()
