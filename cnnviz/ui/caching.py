"""Every cache of the app: pure functions, bounded, keyed by what decides the result."""

import streamlit as st

from cnnviz import limits
from cnnviz.figures import maps
from cnnviz.images import picture, samples
from cnnviz.ops import pipeline
from cnnviz.ui import lessons

# The side, in pixels, at which a lesson's little picture is computed.
PORTRAIT = 192


@st.cache_resource(max_entries=limits.CACHED_IMAGES, show_spinner=False)
def sample(key: str, side: int, channel: str) -> picture.Working:
    """A sample's working image; its arrays are read-only."""
    return picture.working(samples.picture(key, side), side, channel)


@st.cache_resource(max_entries=limits.CACHED_IMAGES, show_spinner=False)
def own(digest: str, _picture: picture.Picture, side: int, channel: str) -> picture.Working:
    """An upload's working image, keyed by the SHA-256 of the file; its arrays are read-only."""
    return picture.working(_picture, side, channel)


@st.cache_resource(max_entries=2 * len(lessons.LESSONS), show_spinner=False)
def portrait(title: str) -> bytes:
    """A lesson's result on its sample, small, as PNG."""
    lesson = lessons.LESSONS[title]
    working = sample(lesson.sample, min(lesson.side, PORTRAIT), lesson.colour)
    channels = picture.CHANNELS[lesson.colour].names
    results = pipeline.results(picture.floats(working.pixels), channels, lesson.stages)
    return picture.png(maps.portrait(results[-1], str(lesson.more.get("combine", "magnitude"))))
