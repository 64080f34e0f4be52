"""Every cache of the app: pure functions, bounded, keyed by what decides the result."""

import hashlib
import threading
from collections.abc import Callable
from typing import Any

import numpy as np
import streamlit as st
from cachetools import LRUCache, cached

from cnnviz import limits
from cnnviz.codegen.network import languages
from cnnviz.datasets import choice, data, statistics
from cnnviz.figures.convolution import maps
from cnnviz.figures.looks import sheet
from cnnviz.figures.networks import diagrams
from cnnviz.images import picture, samples
from cnnviz.images.samples import car
from cnnviz.inspect import models, pretrained
from cnnviz.inspect import twin as twins
from cnnviz.inspect.alike import kinds, nearest, spatial
from cnnviz.inspect.looks import patches, scan, sets
from cnnviz.inspect.operate import edits as operations
from cnnviz.inspect.operate import leave_one_out, outcome, reliance
from cnnviz.inspect.own_classes import features
from cnnviz.inspect.way import graph, passage
from cnnviz.nets import networks, shapes, text, zoo
from cnnviz.nets.inside import batch_norm, effective, gradients
from cnnviz.ops import pipeline
from cnnviz.ops.compared import edge_rules
from cnnviz.ops.detectors import chain, every_size
from cnnviz.training.recorded import listened
from cnnviz.ui import lessons
from cnnviz.ui.results import reading

# The side, in pixels, at which a lesson's little picture is computed, and the colours that it has at most.
PORTRAIT, COLOURS = 160, 24
# Networks that are kept of those looked at last.
NETWORKS = 32
# Tables of both orders under every rule, of the things, kernels and places looked at last.
PLACES = 512
# Settings of a detector that were tried on every size and turn last.
DETECTORS = 128
# Sheets of all channels of a layer, up to half a megabyte each.
SHEETS = 12
# Sizes of the car of two wheels, up to 40 kB each.
CARS = 8
# The side of the pictures of a batch that is measured.
BATCH_SIDE = 32


def _bytes(image: picture.Working) -> int:
    """What a working image takes; of one that is larger than the cache, all there is, so that it is kept alone."""
    whole = image.pixels.nbytes + sum(step.pixels.nbytes for step in image.steps)
    return min(whole, IMAGES_BYTES)


# Working images of all sessions, those used last. Streamlit's caches count entries, and one image may be a thousand
# times as large as another.
IMAGES_BYTES = max(1, limits.CACHED_IMAGE_BYTES)
IMAGES: LRUCache[tuple[str, str, int, str], picture.Working] = LRUCache(IMAGES_BYTES, getsizeof=_bytes)
_LOCK = threading.Lock()


@cached(IMAGES, key=lambda key, side, channel: ("sample", key, side, channel), lock=_LOCK)
def sample(key: str, side: int, channel: str) -> picture.Working:
    """A sample's working image; its arrays are read-only."""
    return picture.working(samples.picture(key, side), side, channel)


@cached(IMAGES, key=lambda digest, brought, side, channel: ("own", digest, side, channel), lock=_LOCK)
def own(digest: str, brought: picture.Picture, side: int, channel: str) -> picture.Working:
    """An upload's working image, by the SHA-256 of the file; its arrays are read-only."""
    return picture.working(brought, side, channel)


Passed = tuple[passage.Passage, passage.Chain]
PASSAGES_BYTES = max(1, limits.CACHED_PASSAGE_BYTES)
PASSAGES: LRUCache[tuple[str, str], Passed] = LRUCache(
    PASSAGES_BYTES, getsizeof=lambda passed: min(sum(part.nbytes for part in passed), PASSAGES_BYTES)
)


@cached(
    PASSAGES,
    key=lambda model, values: (model.id, hashlib.blake2b(values.tobytes()).hexdigest()),
    lock=threading.Lock(),
)
def passed(model: models.Model, values: np.ndarray) -> Passed:
    """Prepared values (c h w) through a model, and the strongest maps of all its stations."""
    made = passage.passed(model, values)
    return made, passage.way(made)


# Twins of the models looked at last; that of the largest network here is 19 MB.
TWINS_BYTES = 48 * 2**20
TWINS: LRUCache[tuple[object, ...], models.Model] = LRUCache(
    TWINS_BYTES, getsizeof=lambda model: min(sum(one.nbytes for one in model.weights.values()), TWINS_BYTES)
)


@cached(TWINS, key=lambda model, seed=0: (model.id, model.preparation, seed), lock=threading.Lock())
def twin(model: models.Model, seed: int = 0) -> models.Model:
    """The same network with random weights, which reads pictures as the model does."""
    return twins.twin(model, seed)


# What was operated on last, and what came of it.
OUTCOMES = 32


def _picture(seen: passage.Passage) -> str:
    return hashlib.blake2b(seen.known[""].tobytes()).hexdigest()


@cached(
    LRUCache(OUTCOMES),
    key=lambda model, seen, edits, name, channel: (model, _picture(seen), operations.text(edits), name, channel),
    lock=threading.Lock(),
)
def operated(
    model: str, seen: passage.Passage, edits: tuple[operations.Edit, ...], name: str, channel: int
) -> outcome.Outcome:
    """What edits change of the answers, and of a channel of the step `name`; `model` is the model's id."""
    return outcome.outcome(seen, edits, name, channel)


@cached(
    LRUCache(OUTCOMES),
    key=lambda model, seen, name, count, tell: (model, _picture(seen), name, count),
    lock=threading.Lock(),
)
def left_out(
    model: str, seen: passage.Passage, name: str, count: int, tell: Callable[[float], object]
) -> leave_one_out.Without:
    """The answers without each of the first channels of a step; `tell` hears which share of the work is done."""
    return leave_one_out.without(outcome.before(seen), name, outcome.last(seen), range(count), tell)


@cached(
    LRUCache(OUTCOMES),
    key=lambda model, seen, values, name, side, seed: (model.id, _picture(seen), name, side, seed),
    lock=threading.Lock(),
)
def relied(
    model: models.Model, seen: passage.Passage, values: np.ndarray, name: str, side: int, seed: int
) -> reliance.Reliance:
    """How prepared values (c h w), whose passage was seen, are answered without colours and in disorder."""
    return reliance.reliance(model, seen, values, name, side, seed)


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


@st.cache_resource(max_entries=len(zoo.ENTRIES), show_spinner=False)
def records(key: str) -> tuple[shapes.Record, ...]:
    """Every layer of a network of the zoo."""
    return shapes.records(zoo.ENTRIES[key].network())


@cached(LRUCache(NETWORKS), lock=threading.Lock())
def made(make: Callable[[], networks.Network]) -> networks.Network:
    """A network that has a name."""
    return make()


@cached(LRUCache(NETWORKS), lock=threading.Lock())
def from_link(said: str) -> networks.Network:
    """The network that a link describes. Raises InputError where it describes none."""
    return text.from_link(said)


@cached(LRUCache(NETWORKS), lock=threading.Lock())
def read(network: networks.Network) -> reading.Reading:
    """Everything that is shown of a network."""
    return reading.Reading(network)


@cached(LRUCache(NETWORKS), lock=threading.Lock())
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


@st.cache_resource(max_entries=1, show_spinner="Passing gradients back …")
def recorded_fields() -> tuple[listened.Listened, ...]:
    """How much a unit of the recorded run listens to each pixel, before and after training."""
    return listened.recorded_fields()


@st.cache_resource(max_entries=1, show_spinner=False)
def normalised() -> batch_norm.Comparison:
    """Maps of a small batch of pictures before and after batch normalisation."""
    return batch_norm.compared(samples.batch(samples.VARIED, BATCH_SIDE))


@st.cache_resource(max_entries=32, show_spinner="Counting …")
def summary(chosen: choice.Choice, _dataset: data.Dataset) -> statistics.Summary:
    """What is counted of the data set chosen."""
    return statistics.summary(_dataset)


def _place(pixels: np.ndarray, kernel: np.ndarray, stride: int, by: tuple[int, int]) -> tuple[object, ...]:
    return hashlib.blake2b(pixels.tobytes()).digest(), pixels.shape, kernel.tobytes(), kernel.shape, stride, by


@cached(LRUCache(PLACES), key=_place, lock=threading.Lock())
def every_edge(
    pixels: np.ndarray, kernel: np.ndarray, stride: int, by: tuple[int, int]
) -> dict[str, edge_rules.Agreement]:
    """Shift and filter in both orders under every rule for what is beyond the edge: of pixels uint8 (h w)."""
    return edge_rules.every_edge(picture.floats(pixels), kernel, stride, by)


@st.cache_resource(max_entries=1, show_spinner=False)
def pretrained_layers() -> tuple[spatial.SpatialLayer, ...]:
    """The kernels of the network that learned from a million photos. Raises InputError while it is not ready."""
    model = pretrained.model()
    return spatial.spatial_layers(model.network, model.weights)


@st.cache_resource(max_entries=8, show_spinner=False)
def kernel_indexes(source: str, centred: bool, _layers: tuple[spatial.SpatialLayer, ...]) -> tuple[nearest.Index, ...]:
    """What a search among the kernels of a source needs; its name says which layers they are."""
    return nearest.indexes(_layers, centred)


@st.cache_resource(max_entries=32, show_spinner=False)
def random_best(count: int, size: tuple[int, int], centred: bool, kernel: bytes, _kernel: np.ndarray) -> float:
    """What chance finds: the largest |cos| of a kernel, told apart by its bytes, among as many random ones."""
    return nearest.random_best(count, size, _kernel, centred)


@st.cache_resource(max_entries=32, show_spinner=False)
def kernel_shares(
    source: str, threshold: float, centred: bool, _layers: tuple[spatial.SpatialLayer, ...]
) -> tuple[tuple[str, kinds.Shares], ...]:
    """How many 3 × 3 kernels look like one of the Lab's: layer by layer, all but the first together, random ones."""
    return kinds.by_layer(_layers, threshold, centred)


@cached(LRUCache(DETECTORS), lock=threading.Lock())
def every_size_of(settings: chain.Settings) -> dict[tuple[int, int], every_size.Count]:
    """What a detector makes of its shape in every size and turn."""
    return every_size.every(settings)


@cached(
    LRUCache(SHEETS),
    key=lambda model, step, pictures, known, names: (model.id, step.name, pictures.id, names),
    lock=threading.Lock(),
)
def look_sheet(
    model: models.Model, step: graph.Step, pictures: sets.PictureSet, known: scan.Scan, names: tuple[str, ...]
) -> dict[str, Any]:
    """All channels of a layer by their best patches, of a scan that is done; `names` where they are classes."""
    # Of each of a thousand classes the whole picture is the patch: made small one by one, not all at once.
    best = patches.best(model, step, known, pictures, sheet.MOST, sheet.small)
    word = "Number" if len(step.output) == 1 else "Map"
    called = names or tuple(f"{word} {channel + 1:,}" for channel in range(step.output[0]))
    return sheet.described(best, patches.largest(step, known), called)


@st.cache_resource(max_entries=1, show_spinner=False)
def example_features() -> features.Kept:
    """Features of the classes that come with the app, for all sessions."""
    return features.Kept()
