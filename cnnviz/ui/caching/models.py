"""What is made of networks that have learned, and of photos in them."""

import threading
from collections.abc import Callable
from typing import Any

import numpy as np
import streamlit as st
from cachetools import LRUCache, cached

from cnnviz import limits
from cnnviz.figures.looks import sheet
from cnnviz.images import picture
from cnnviz.inspect import models, preparation, pretrained
from cnnviz.inspect import twin as twins
from cnnviz.inspect.alike import kinds, nearest, spatial
from cnnviz.inspect.looks import patches, scan, sets
from cnnviz.inspect.operate import edits as operations
from cnnviz.inspect.operate import leave_one_out, outcome, reliance
from cnnviz.inspect.own_classes import features
from cnnviz.inspect.way import graph, passage
from cnnviz.ui.caching.digests import digest

# Sheets of all channels of a layer, up to half a megabyte each.
SHEETS = 12
PREPARED_BYTES = max(1, limits.CACHED_PREPARED_BYTES)


def _prepared_bytes(one: preparation.Prepared) -> int:
    """What a prepared photo takes; of one that is larger than the cache, all there is, so that it is kept alone."""
    whole = one.values.nbytes + one.pixels.nbytes + sum(step.pixels.nbytes for step in one.steps)
    return min(whole, PREPARED_BYTES)


PREPARED: LRUCache[tuple[object, ...], preparation.Prepared] = LRUCache(PREPARED_BYTES, getsizeof=_prepared_bytes)


@cached(
    PREPARED,
    key=lambda photo, read, normalisation=None: (digest(photo), read, normalisation),
    condition=threading.Condition(),
)
def prepared(
    photo: picture.Pixels, read: preparation.Preparation, normalisation: preparation.Normalisation | None = None
) -> preparation.Prepared:
    """A photo (h w 3) as a network reads it, with another normalisation than its own where one is given; its arrays are
    read-only."""
    made = preparation.prepared(photo, read, normalisation)
    made.values.setflags(write=False)
    return made


Passed = tuple[passage.Passage, passage.Chain]
PASSAGES_BYTES = max(1, limits.CACHED_PASSAGE_BYTES)
PASSAGES: LRUCache[tuple[str, str], Passed] = LRUCache(
    PASSAGES_BYTES, getsizeof=lambda passed: min(sum(part.nbytes for part in passed), PASSAGES_BYTES)
)


@cached(PASSAGES, key=lambda model, values: (model.id, digest(values)), condition=threading.Condition())
def passed(model: models.Model, values: np.ndarray) -> Passed:
    """Prepared values (c h w) through a model, and the strongest maps of all its stations."""
    made = passage.passed(model, values)
    return made, passage.way(made)


# Twins of the models looked at last; that of the largest network here is 19 MB.
TWINS_BYTES = 48 * 2**20
TWINS: LRUCache[tuple[object, ...], models.Model] = LRUCache(
    TWINS_BYTES, getsizeof=lambda model: min(sum(one.nbytes for one in model.weights.values()), TWINS_BYTES)
)


@cached(TWINS, key=lambda model, seed=0: (model.id, model.preparation, seed), condition=threading.Condition())
def twin(model: models.Model, seed: int = 0) -> models.Model:
    """The same network with random weights, which reads pictures as the model does."""
    return twins.twin(model, seed)


# What was operated on last, and what came of it.
OUTCOMES = 32


def _picture(seen: passage.Passage) -> str:
    return digest(seen.known[""])


@cached(
    LRUCache(OUTCOMES),
    key=lambda model, seen, edits, name, channel: (model, _picture(seen), operations.text(edits), name, channel),
    condition=threading.Condition(),
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
    condition=threading.Condition(),
)
def relied(
    model: models.Model, seen: passage.Passage, values: np.ndarray, name: str, side: int, seed: int
) -> reliance.Reliance:
    """How prepared values (c h w), whose passage was seen, are answered without colours and in disorder."""
    return reliance.reliance(model, seen, values, name, side, seed)


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


@cached(
    LRUCache(SHEETS),
    key=lambda model, step, pictures, known, names: (model.id, step.name, pictures.id, names),
    condition=threading.Condition(),
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
