"""What is made of pictures, by what decides it: working images, small results, what is counted of them."""

import hashlib
import threading

import numpy as np
import streamlit as st
from cachetools import LRUCache, cached

from cnnviz import limits
from cnnviz.datasets import choice, data, statistics
from cnnviz.figures.convolution import maps
from cnnviz.images import picture, samples
from cnnviz.images.samples import car
from cnnviz.ops import pipeline
from cnnviz.ops.compared import edge_rules
from cnnviz.ops.detectors import chain, every_size
from cnnviz.ui import lessons

# The side, in pixels, at which a lesson's little picture is computed, and the colours that it has at most.
PORTRAIT, COLOURS = 160, 24
# Tables of both orders under every rule, of the things, kernels and places looked at last.
PLACES = 512
# Settings of a detector that were tried on every size and turn last.
DETECTORS = 128
# Sizes of the car of two wheels, up to 40 kB each.
CARS = 8


def _bytes(image: picture.Working) -> int:
    """What a working image takes; of one that is larger than the cache, all there is, so that it is kept alone."""
    whole = image.pixels.nbytes + sum(step.pixels.nbytes for step in image.steps)
    return min(whole, IMAGES_BYTES)


# Working images of all sessions, those used last. Streamlit's caches count entries, and one image may be a thousand
# times as large as another.
IMAGES_BYTES = max(1, limits.CACHED_IMAGE_BYTES)
IMAGES: LRUCache[tuple[str, str, int, str], picture.Working] = LRUCache(IMAGES_BYTES, getsizeof=_bytes)
# Who asks for what another is just making waits for it: a class comes to a page all at once.
_MAKING = threading.Condition()


@cached(IMAGES, key=lambda key, side, channel: ("sample", key, side, channel), condition=_MAKING)
def sample(key: str, side: int, channel: str) -> picture.Working:
    """A sample's working image; its arrays are read-only."""
    return picture.working(samples.picture(key, side), side, channel)


@cached(IMAGES, key=lambda digest, brought, side, channel: ("own", digest, side, channel), condition=_MAKING)
def own(digest: str, brought: picture.Picture, side: int, channel: str) -> picture.Working:
    """An upload's working image, by the SHA-256 of the file; its arrays are read-only."""
    return picture.working(brought, side, channel)


@st.cache_resource(max_entries=2 * len(lessons.LESSONS), show_spinner=False)
def portrait(id: str) -> bytes:
    """A lesson's result on its sample, small, as PNG."""
    lesson = lessons.LESSONS[id]
    working = sample(lesson.sample, min(lesson.side, PORTRAIT), lesson.colour)
    channels = picture.CHANNELS[lesson.colour].names
    results = pipeline.results(picture.floats(working.pixels), channels, lesson.stages)
    return picture.png(maps.portrait(results[-1], str(lesson.more.get("combine", "magnitude"))), COLOURS)


@st.cache_resource(max_entries=CARS, show_spinner=False)
def car_halves(side: int) -> car.Halves:
    """The car of two wheels in so many pixels a side; its arrays are read-only."""
    return car.halves(side)


@st.cache_resource(max_entries=32, show_spinner="Counting …")
def summary(chosen: choice.Choice, _dataset: data.Dataset) -> statistics.Summary:
    """What is counted of the data set chosen."""
    return statistics.summary(_dataset)


def _place(pixels: np.ndarray, kernel: np.ndarray, stride: int, by: tuple[int, int]) -> tuple[object, ...]:
    return hashlib.blake2b(pixels.tobytes()).digest(), pixels.shape, kernel.tobytes(), kernel.shape, stride, by


@cached(LRUCache(PLACES), key=_place, condition=threading.Condition())
def every_edge(
    pixels: np.ndarray, kernel: np.ndarray, stride: int, by: tuple[int, int]
) -> dict[str, edge_rules.Agreement]:
    """Shift and filter in both orders under every rule for what is beyond the edge: of pixels uint8 (h w)."""
    return edge_rules.every_edge(picture.floats(pixels), kernel, stride, by)


@cached(LRUCache(DETECTORS), condition=threading.Condition())
def every_size_of(settings: chain.Settings) -> dict[tuple[int, int], every_size.Count]:
    """What a detector makes of its shape in every size and turn."""
    return every_size.every(settings)
