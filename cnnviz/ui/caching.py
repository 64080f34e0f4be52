"""Every cache of the app: pure functions, bounded, keyed by what decides the result."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

import numpy as np
import streamlit as st

from cnnviz import limits
from cnnviz.datasets import choice, data
from cnnviz.figures import data_sheets, depth, diagrams, maps, normalising
from cnnviz.images import picture, samples
from cnnviz.nets import shapes, zoo
from cnnviz.ops import pipeline
from cnnviz.ui import lessons

# The side, in pixels, at which a lesson's little picture is computed.
PORTRAIT = 192


class Images:
    """Working images by what decides them, those used last, up to so many bytes; the newest is kept whatever its size.

    Streamlit's caches count entries, and one image may be a thousand times as large as another.
    """

    def __init__(self, most: int) -> None:
        self._most, self._lock = most, threading.Lock()
        self._kept: OrderedDict[tuple[object, ...], picture.Working] = OrderedDict()

    def get(self, key: tuple[object, ...], make: Callable[[], picture.Working]) -> picture.Working:
        """The image under that key, made where it is not kept. Raises what making it raises."""
        with self._lock:
            if found := self._kept.get(key):
                self._kept.move_to_end(key)
                return found
        made = make()
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > 1 and self.bytes() > self._most:
                self._kept.popitem(last=False)
        return made

    def bytes(self) -> int:
        """What all of them take."""
        kept = self._kept.values()
        return sum(one.pixels.nbytes + sum(step.pixels.nbytes for step in one.steps) for one in kept)


IMAGES = Images(limits.CACHED_IMAGE_BYTES)


def sample(key: str, side: int, channel: str) -> picture.Working:
    """A sample's working image; its arrays are read-only."""
    return IMAGES.get(
        ("sample", key, side, channel), lambda: picture.working(samples.picture(key, side), side, channel)
    )


def own(digest: str, brought: picture.Picture, side: int, channel: str) -> picture.Working:
    """An upload's working image, by the SHA-256 of the file; its arrays are read-only."""
    return IMAGES.get(("own", digest, side, channel), lambda: picture.working(brought, side, channel))


@st.cache_resource(max_entries=2 * len(lessons.LESSONS), show_spinner=False)
def portrait(title: str) -> bytes:
    """A lesson's result on its sample, small, as PNG."""
    lesson = lessons.LESSONS[title]
    working = sample(lesson.sample, min(lesson.side, PORTRAIT), lesson.colour)
    channels = picture.CHANNELS[lesson.colour].names
    results = pipeline.results(picture.floats(working.pixels), channels, lesson.stages)
    return picture.png(maps.portrait(results[-1], str(lesson.more.get("combine", "magnitude"))))


@st.cache_resource(max_entries=len(zoo.ENTRIES), show_spinner=False)
def records(key: str) -> tuple[shapes.Record, ...]:
    """Every layer of a network of the zoo."""
    return shapes.records(zoo.ENTRIES[key].network())


@st.cache_resource(max_entries=len(zoo.ENTRIES), show_spinner=False)
def described(key: str) -> dict[str, Any]:
    """A network of the zoo as the diagram draws it."""
    return diagrams.describe(zoo.ENTRIES[key].network())


@st.cache_resource(max_entries=1, show_spinner="Reading every network …")
def all_totals() -> dict[str, shapes.Totals]:
    """What each network of the zoo comes to."""
    return {key: shapes.totals(records(key)) for key in zoo.ENTRIES}


@st.cache_resource(max_entries=depth.MOST, show_spinner="Passing gradients back …")
def gradients(count: int) -> dict[str, np.ndarray]:
    """How large the gradient is at each of `count` layers."""
    return depth.gradients(count)


@st.cache_resource(max_entries=1, show_spinner=False)
def normalised() -> tuple[np.ndarray, np.ndarray]:
    """Maps of a small batch of pictures before and after batch normalisation."""
    before = normalising.maps(normalising.batch())
    return before, normalising.normalised(before)


@st.cache_resource(max_entries=32, show_spinner="Counting …")
def told(chosen: choice.Choice, _dataset: data.Dataset) -> data_sheets.Told:
    """What is counted of the data set chosen."""
    return data_sheets.told(_dataset)
