"""The kernel that is looked for, how it is compared, and what is found."""

import threading
from dataclasses import dataclass

import numpy as np
import streamlit as st
from cachetools import LRUCache, cached

from cnnviz import numbers
from cnnviz.figures.alike import first_filters as drawn
from cnnviz.figures.alike import kind_shares, matches
from cnnviz.figures.draw import tiles
from cnnviz.images import picture
from cnnviz.inspect.alike import candidates, first_filters, kinds, maps, nearest
from cnnviz.ops import catalogue as banks
from cnnviz.ops import kernel_text, pipeline
from cnnviz.ui import caching, catalogue, links, page, widgets
from cnnviz.ui.components import gallery
from cnnviz.ui.inspect import kernel_sources
from cnnviz.ui.inspect.kernel_sources import Source
from cnnviz.ui.kernel import editor
from cnnviz.ui.results import charts, tables
from cnnviz.ui.told import facts

# How many are shown.
FOUND = 5
# Searches made last: half a megabyte each here, fifty times that among the kernels of a model somebody brings.
SEARCHES_BYTES = 24 * 2**20
PALETTE = "blue-orange"
KERNELS = candidates.candidates()


@dataclass(frozen=True)
class Rule:
    """When kernels are said to look alike: from which |cos| on, and whether that of what is left of them without their
    means."""

    centred: bool
    threshold: float


@dataclass(frozen=True, eq=False)
class Query:
    """A kernel (i j) and what it is called."""

    label: str
    weights: np.ndarray


@dataclass(frozen=True, eq=False)
class Search:
    """How alike all kernels are, those that look most like the one asked for, and both drawn with their maps."""

    every: tuple[nearest.Compared, ...]
    found: tuple[nearest.Match, ...]
    sections: tuple[tiles.Section, ...]


def rule() -> Rule:
    """How kernels are compared, from its controls."""
    threshold = widgets.slider(
        "alike",
        "“Looks like it” from |cos|",
        0.7,
        0.99,
        kinds.ALIKE,
        step=0.01,
        help="cos is the cosine of the angle between two kernels as vectors: 1 the same pattern, 0 nothing in common.",
    )
    centred = widgets.switch(
        "centred",
        "Compare without the mean",
        help="The mean of each kernel is taken away first: only its pattern counts, not how bright its map is.",
    )
    return Rule(centred, threshold)


def _own(weights: np.ndarray) -> None:
    """Let the learner's own kernel begin as this one (i j)."""
    links.put("own1", kernel_text.text(weights))
    links.put("kernel", pipeline.OWN)


@page.part
def search(alike: Rule, source: Source, pixels: picture.Pixels, missing: str) -> None:
    """A kernel from its controls, and those that look most like it, which alone another kernel draws anew, with their
    maps of pixels uint8 (1 h w); `missing` is said instead of how many there are."""
    left, right = st.columns([1, 3.2], gap="medium")
    with left:
        asked = _query()
    with right, st.container(key="found"), page.explained():
        made = _searched(asked, alike, source, pixels)
        st.markdown(missing or _how_many(asked, alike, source, made.every))
        _show(asked, source, made)
        st.caption(matches.CAUTION)


def _bytes(made: Search) -> int:
    drawn = (tile for section in made.sections for tile in section.tiles if isinstance(tile, tiles.Picture))
    compared = sum(one.places.nbytes + one.cosines.nbytes for one in made.every)
    return min(compared + sum(tile.pixels.nbytes for tile in drawn), SEARCHES_BYTES)


@cached(
    LRUCache(SEARCHES_BYTES, getsizeof=_bytes),
    key=lambda asked, alike, source, pixels: (
        *(asked.label, caching.digest(asked.weights)),
        *(alike, source.key, caching.digest(pixels)),
    ),
    condition=threading.Condition(),
)
def _searched(asked: Query, alike: Rule, source: Source, pixels: picture.Pixels) -> Search:
    """The kernels of a source, which its key tells from others, that look most like the one asked for."""
    every = nearest.compared(caching.kernel_indexes(source.key, alike.centred, source.layers), asked.weights)
    found = nearest.nearest(every, FOUND)
    kernels = [source.layers[one.layer].kernels[one.kernel] for one in found]
    own, *others = maps.compared(picture.floats(pixels), [asked.weights, *kernels])
    shown = [
        matches.Shown(source.layers[one.layer].named(one.kernel), kernel, made, one.cosine)
        for one, kernel, made in zip(found, kernels, others, strict=True)
    ]
    return Search(
        every, found, matches.sections(matches.Shown(asked.label, asked.weights, own), shown, alike.threshold)
    )


def _query() -> Query:
    """The kernel, from its controls."""
    options = {pipeline.OWN: "Your own …", **{id: one.label for id, one in KERNELS.items()}}
    id = widgets.choice("kernel", "Kernel", options, "sobel-x", help="The Kernel Lab's, or type your own.")
    if id == pipeline.OWN:
        return Query("your own kernel", np.asarray(editor.controls(1)[0], float))
    one = KERNELS[id]
    st.caption(banks.BANKS[one.bank].sentence)
    st.button("Change its numbers", on_click=_own, args=(one.weights,))
    return Query(one.label, one.weights)


def _show(asked: Query, source: Source, made: Search) -> None:
    """The kernel and those that look most like it, with their maps, and where those sit in the real network."""
    if made.found:
        facts.tell("cosine", "the largest cosine that was found", made.found[0].cosine, covers=("matches",))
    facts.tell("sum", "the sum of the kernel's weights", asked.weights.sum())
    gallery.gallery(made.sections, PALETTE, "matches")
    if source.key == kernel_sources.REAL:
        _places(source, made.found)


def _places(source: Source, found: tuple[nearest.Match, ...]) -> None:
    """Links from the kernels that are found to the maps that they make in the network."""
    places = st.popover("See them in the network", key="matches_places", on_change="rerun")
    if not places.open:
        return
    with places:
        for one in found:
            layer = source.layers[one.layer]
            row, _ = layer.place(one.kernel)
            page.link(catalogue.WAY, layer.named(one.kernel), {"way_at": layer.path, "way_map": str(row + 1)})


def _how_many(asked: Query, alike: Rule, source: Source, every: tuple[nearest.Compared, ...]) -> str:
    """Where the kernels sit that look like it, and what chance finds."""
    above = nearest.above(every, alike.threshold)
    named = [(layer.label, above.get(at, 0)) for at, layer in enumerate(source.layers)]
    searched = sum(len(one.cosines) for one in every)
    smallest = source.layers[every[0].places[0, 0]].size
    chance = caching.random_best(
        len(every[0].cosines), smallest, alike.centred, repr(asked.weights.tolist()).encode(), asked.weights
    )
    return (
        f"{matches.counted(named, alike.threshold, searched)} Chance finds some too: of {len(every[0].cosines):,} "
        f"random {numbers.size(smallest)} kernels the nearest has |cos| {numbers.text(chance)}."
    )


def shares(alike: Rule, source: Source) -> None:
    """How many kernels of each layer look like one of the Lab's, beside random ones."""
    *learned, _ = rows = caching.kernel_shares(source.key, alike.threshold, alike.centred, source.layers)
    if learned:
        _beside_chance(alike, source, learned[-1], dict(rows)[kinds.CHANCE])
        charts.chart(kind_shares.chart(rows), "shares", "The shares")
    else:
        st.markdown(kind_shares.NONE)
    with st.expander("How they are compared, and what is left out"):
        st.markdown(f"{matches.HOW} {kind_shares.left_out(source.layers)}")
        tables.plain(kind_shares.table(kinds.references()))


def _beside_chance(alike: Rule, source: Source, learned: tuple[str, kinds.Shares], chance: kinds.Shares) -> None:
    """What is said of the shares of learned kernels and of random ones."""
    name, found = learned
    st.markdown(kind_shares.sentence(found, chance, alike.threshold))
    if not alike.centred:
        bare = dict(caching.kernel_shares(source.key, alike.threshold, True, source.layers))
        st.markdown(kind_shares.without_mean(bare[name], bare[kinds.CHANCE]))


def first_layer(alike: Rule, source: Source) -> None:
    """The filters that read the pixels: where they read colours, in three groups, otherwise as they are."""
    found = first_filters.first_filters(source.layers[0])
    special = drawn.special(found, alike.threshold)
    if special:
        gallery.gallery(special, PALETTE, "special_filters")
    others = drawn.others(found, alike.threshold)
    shown = sum(len(section.tiles) for section in others)
    label = f"The other {shown}" if special else f"All {shown}"
    folded = st.expander(label, key="other_filters", on_change="rerun")
    if folded.open:
        with folded:
            gallery.gallery(others, PALETTE, "first_filters")
