"""What is made of networks by their descriptions: shapes, diagrams, code, gradients of untrained ones."""

import threading
from collections.abc import Callable
from typing import Any

import numpy as np
import streamlit as st
from cachetools import LRUCache, cached

from cnnviz.codegen.network import languages
from cnnviz.figures.networks import diagrams
from cnnviz.images import samples
from cnnviz.nets import networks, shapes, text, zoo
from cnnviz.nets.inside import batch_norm, effective, gradients, reaching
from cnnviz.training.recorded import listened
from cnnviz.ui.results import reading

# Networks that are kept of those looked at last.
NETWORKS = 32
# The side of the pictures of a batch that is measured.
BATCH_SIDE = 32


@st.cache_resource(max_entries=len(zoo.ENTRIES), show_spinner=False)
def records(key: str) -> tuple[shapes.Record, ...]:
    """Every layer of a network of the zoo."""
    return shapes.records(zoo.ENTRIES[key].network())


@cached(LRUCache(NETWORKS), condition=threading.Condition())
def made(make: Callable[[], networks.Network]) -> networks.Network:
    """A network that has a name."""
    return make()


@cached(LRUCache(NETWORKS), condition=threading.Condition())
def from_link(said: str) -> networks.Network:
    """The network that a link describes. Raises InputError where it describes none."""
    return text.from_link(said)


@cached(LRUCache(NETWORKS), condition=threading.Condition())
def read(network: networks.Network) -> reading.Reading:
    """Everything that is shown of a network."""
    return reading.Reading(network)


@cached(LRUCache(NETWORKS), condition=threading.Condition())
def source(language: str, network: networks.Network) -> str:
    """A network as code, by the id of its language. Raises InputError for an impossible one."""
    return languages.LANGUAGES[language].source(network)


@st.cache_resource(max_entries=len(zoo.ENTRIES), show_spinner=False)
def described(key: str) -> dict[str, Any]:
    """A network of the zoo as the diagram draws it."""
    network = zoo.ENTRIES[key].network()
    return diagrams.describe(network, shapes.walk(network))


@st.cache_resource(max_entries=1, show_spinner="Reading every network …")
def all_totals() -> dict[str, shapes.Totals]:
    """What each network of the zoo comes to."""
    return {key: shapes.totals(records(key)) for key in zoo.ENTRIES}


@st.cache_resource(max_entries=gradients.MOST, show_spinner="Passing gradients back …")
def gradient_lengths(count: int) -> dict[str, np.ndarray]:
    """How large the gradient of a small batch is at each of `count` layers."""
    return gradients.gradients(samples.batch(samples.VARIED, BATCH_SIDE), count)


@st.cache_resource(max_entries=64, show_spinner="Passing gradients back …")
def random_field(steps: tuple[str, ...], unit: tuple[int, int], digest: str, _image: np.ndarray) -> np.ndarray:
    """How much a unit of an untrained stack listens to each pixel of the image uint8 (h w) with this digest."""
    return effective.random_field(steps, _image / 255, unit)


@cached(LRUCache(NETWORKS), condition=threading.Condition())
def ways(size: tuple[int, int], maps: int, first: reaching.Point, second: reaching.Point) -> reaching.Compared:
    """All ways until one unit sees two points of an image of so many rows and columns."""
    return reaching.compared(size, maps, first, second)


@st.cache_resource(max_entries=1, show_spinner="Passing gradients back …")
def recorded_fields() -> tuple[listened.Listened, ...]:
    """How much a unit of the recorded run listens to each pixel, before and after training."""
    return listened.recorded_fields()


@st.cache_resource(max_entries=1, show_spinner=False)
def normalised() -> batch_norm.Comparison:
    """Maps of a small batch of pictures before and after batch normalisation."""
    return batch_norm.compared(samples.batch(samples.VARIED, BATCH_SIDE))
