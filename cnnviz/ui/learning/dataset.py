"""A data set on a page: pages of its pictures, how many of each class there are, and augmented versions of one."""

from dataclasses import replace

import numpy as np
import streamlit as st

from cnnviz.datasets import augment, catalogue, choice, statistics
from cnnviz.datasets.data import Dataset, Images
from cnnviz.figures.training import data_sheets
from cnnviz.training import config, own_datasets
from cnnviz.ui import caching, links, page, widgets, words
from cnnviz.ui.components import gallery
from cnnviz.ui.course import veil
from cnnviz.ui.results import charts
from cnnviz.ui.runs import data_controls
from cnnviz.ui.told import facts

PALETTE = "blue-orange"
# Sheets of pictures that can be turned to, and draws of random versions, before they begin again.
SHEETS, DRAWS = 10_000, 10_000
# The choice of all classes side by side.
EVERY = "every"


def taken(chosen: choice.Choice) -> tuple[Dataset, statistics.Summary]:
    """The data set chosen and what is counted of it, both from what is kept for all sessions."""
    dataset = catalogue.load(chosen, own_datasets.fetch)
    return dataset, caching.summary(chosen, dataset)


@page.part
def sheets(chosen: choice.Choice) -> None:
    """All pictures there are, by part and by class, page by page."""
    dataset, _ = taken(chosen)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        images = _part(dataset)
        label = _class(dataset.classes)
        pages = data_sheets.leaves(images, label)
        leaf = widgets.hidden_number("leaf", 0, SHEETS - 1, 0) if pages == 1 else _leaf(pages)
    shown = (
        data_sheets.sheets(images, dataset.classes, leaf)
        if label is None
        else data_sheets.of_class(images, label, dataset.classes[label], min(leaf, pages - 1))
    )
    gallery.gallery((shown,), PALETTE, "sheets")
    with st.container(horizontal=True, gap="xsmall"):
        st.button("Previous pictures", disabled=leaf < 1, on_click=links.put, args=("leaf", leaf - 1))
        st.button("Next pictures", disabled=pages < 2, on_click=links.put, args=("leaf", (leaf + 1) % pages))
        st.button("First pictures", disabled=not leaf, on_click=links.put, args=("leaf", 0))


def _part(dataset: Dataset) -> Images:
    """The pictures of one part of the data, to choose."""
    parts = {"train": dataset.train, "validation": dataset.validation, "test": dataset.test}
    names = {"train": "Training", "validation": "Validation", "test": "Test"}
    there = {id: f"{names[id]} · {len(part):,}" for id, part in parts.items() if len(part)}
    why = "No picture is in two parts. The network learns from the first alone."
    return parts[widgets.segments("part", "Part", there, help=why)]


def _class(classes: tuple[str, ...]) -> int | None:
    """One class, or None for all of them side by side."""
    options = {EVERY: "Every class", **{str(label): name for label, name in enumerate(classes)}}
    chosen = widgets.choice(
        "of_class", "Class", options, width=165, help=f"One class: {data_sheets.LEAF} of its pictures on a page."
    )
    return None if chosen == EVERY else int(chosen)


def _leaf(pages: int) -> int:
    """The page turned to, from 0."""
    why = "Every picture of this part stands on one of these pages."
    return widgets.place("leaf", "Page", pages, help=why, width=165)


def balance(dataset: Dataset, counted: statistics.Summary) -> None:
    """How many pictures of each class there are, and their means."""
    each = dict(zip(dataset.classes, map(float, counted.counts[0]), strict=True))
    facts.tell("pictures", "the number of training pictures", sum(each.values()))
    facts.tell("classes", "the number of classes", len(each))
    facts.tell("most", "the class with the most training pictures", each, {name: name for name in each}, ("balance",))
    left, right = st.columns([1.6, 1], gap="medium")
    with left:
        charts.chart(data_sheets.balance(dataset.classes, counted), "balance", "Pictures of each class")
    with right, st.container(key="balance_told"):
        st.markdown(words.plain(data_sheets.balance_sentence(dataset.classes, counted)))
    gallery.gallery(data_sheets.means(dataset.classes, counted), PALETTE, "means")
    st.markdown(data_sheets.level_sentence(counted))


@page.part
def versions(chosen: choice.Choice) -> None:
    """One picture as augmentation changes it."""
    dataset, counted = taken(chosen)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        how = data_controls.augmentation(config.Augmentation(shift=3, turn=15))
        there = [name for name, count in zip(dataset.classes, counted.counts[0], strict=True) if count]
        name = widgets.choice("subject", "Class", there, width=150)
        draw = widgets.hidden_number("throw", 0, DRAWS - 1, 0)
        st.button("Again", on_click=links.put, args=("throw", (draw + 1) % DRAWS))
    first = np.flatnonzero(dataset.train.labels == dataset.classes.index(name))[0]
    picture = dataset.train.pictures[first]
    made = augment.versions(picture, how, draw)
    section = data_sheets.versions(picture, made)
    # What it says of them is what a lesson asks.
    gallery.gallery((replace(section, sentence="") if veil.is_closed() else section,), PALETTE, "versions")
