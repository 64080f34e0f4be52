"""Every data set there is to choose from, and the way from a choice to its pictures."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace

from cnnviz import limits
from cnnviz.datasets import choice, data, shapes, splits
from cnnviz.datasets.public import download, known, mnist_5k
from cnnviz.errors import InputError

Choice = choice.Choice


@dataclass(frozen=True)
class Known:
    """A data set to choose: what is said about it, why it cannot be had now (or empty), its pictures.

    `fetch`, where there is one, downloads it when asked to; `offer` says what that would fetch. The learner's own data
    are found by `own`, which every function here that may need them takes.
    """

    title: str
    sentence: str
    about: Callable[[Choice, data.Own | None], data.Described]
    whole: Callable[[Choice, data.Own | None], data.Dataset]
    why_not: Callable[[Choice], str] = lambda _: ""
    fetch: Callable[[download.Progress | None], None] | None = None
    offer: str = ""

    def described(self, chosen: Choice, own: data.Own | None = None) -> data.Described:
        """Title, size, classes and counts, `images` taken into account; cheap but for the learner's own."""
        said = self.about(chosen, own)
        return replace(said, train=min(said.train, chosen.images) if chosen.images else said.train)

    def size(self, chosen: Choice, own: data.Own | None = None) -> data.Size:
        """Channels, rows and columns."""
        return self.described(chosen, own).size

    def classes(self, chosen: Choice, own: data.Own | None = None) -> tuple[str, ...]:
        """The classes' names."""
        return self.described(chosen, own).classes

    def counts(self, chosen: Choice, own: data.Own | None = None) -> tuple[int, int, int]:
        """Pictures to train on, for validation and to test."""
        said = self.described(chosen, own)
        return said.train, said.validation, said.test

    def load(self, chosen: Choice, own: data.Own | None = None) -> data.Dataset:
        """The pictures, read-only, at most `images` of them to train on. Raises InputError when they cannot be had."""
        if why_not := self.why_not(chosen):
            raise InputError(why_not)
        return data.frozen(splits.capped(self.whole(chosen, own), chosen.images, chosen.seed))


def load(chosen: Choice, own: data.Own | None = None) -> data.Dataset:
    """The data set chosen, from memory if it was loaded before. Raises InputError when it cannot be had."""
    entry = DATASETS[chosen.name]
    # Who keeps the learners' own data keeps them in memory too; nobody is made to wait here for a store.
    if chosen.name == choice.OWN:
        return entry.load(chosen, own)
    return _LOADED.get(chosen, lambda: entry.load(chosen))


def validation(chosen: Choice, own: data.Own | None = None) -> data.Images:
    """The pictures for validation alone: the same however many are trained on, so those are not drawn for them."""
    return load(held_back(chosen), own).validation


def held_back(chosen: Choice) -> Choice:
    """Data with the same pictures for validation and test, cheap to have: however many are learned from beside them."""
    return replace(chosen, images=1) if chosen.name == choice.SHAPES else replace(chosen, images=0, seed=0)


def described(chosen: Choice, own: data.Own | None = None) -> data.Described:
    """What is said about the data set chosen; raises InputError for the learner's own when there are none."""
    return DATASETS[chosen.name].described(chosen, own)


class _LoadedSets:
    """The data sets used last, up to limits.DATA_CACHE_BYTES together; the newest is kept whatever its size.

    Not one of cachetools': those add up entries' sizes, and sets here share pictures, which are counted once.
    """

    def __init__(self) -> None:
        self._sets: OrderedDict[Choice | str, data.Dataset] = OrderedDict()
        self._lock = threading.Lock()
        # Held while loading: who asks for the same set meanwhile waits for it instead of loading it again. A set made
        # of another one waits for that one's, never the other way round.
        self._loading: dict[Choice | str, threading.Lock] = {}

    def get(self, key: Choice | str, load: Callable[[], data.Dataset]) -> data.Dataset:
        """The set in memory under the key, or else loaded. Raises what `load` raises."""
        with self._lock:
            if found := self._found(key):
                return found
            loading = self._loading.setdefault(key, threading.Lock())
        with loading:
            with self._lock:
                if found := self._found(key):
                    return found
            try:
                loaded = load()
                self._keep(key, loaded)
                return loaded
            finally:
                with self._lock:
                    self._loading.pop(key, None)

    def _found(self, key: Choice | str) -> data.Dataset | None:
        if key in self._sets:
            self._sets.move_to_end(key)
        return self._sets.get(key)

    def _keep(self, key: Choice | str, loaded: data.Dataset) -> None:
        with self._lock:
            self._sets[key] = loaded
            self._sets.move_to_end(key)
            while len(self._sets) > 1 and self._bytes() > limits.DATA_CACHE_BYTES:
                self._sets.popitem(last=False)

    def _bytes(self) -> int:
        # A capped set shares validation and test with the whole one.
        parts = {id(part): part for held in self._sets.values() for part in (held.train, held.validation, held.test)}
        return sum(part.pictures.nbytes for part in parts.values())


_LOADED = _LoadedSets()


def _shapes_about(chosen: Choice, _own: data.Own | None) -> data.Described:
    counts = chosen.images or shapes.TRAIN, shapes.HELD_BACK, shapes.HELD_BACK
    return data.Described("Shapes", shapes.size(chosen), shapes.CLASSES, *counts)


def _from_files(files: known.Files, what: str) -> Known:
    sentence = (
        f"{files.train:,} training and {files.test:,} test pictures: {what} Of the {files.train:,}, "
        f"{files.held_back:,} are held back for validation, and {files.train - files.held_back:,} are learned from."
    )
    return Known(
        files.title,
        sentence,
        lambda _chosen, _own: files.described,
        lambda _chosen, _own: _LOADED.get(files.folder, lambda: known.load(files)),
        lambda _chosen: known.why_not(files),
        lambda progress: known.fetch(files, progress),
        download.SOURCES[files.folder].sentence,
    )


def _own_dataset(chosen: Choice, own: data.Own | None) -> data.Dataset:
    if why_not := _own_why_not(chosen):
        raise InputError(why_not)
    if own is None:
        raise ValueError("A learner's own data were chosen, and nothing was given that finds them.")
    return own(chosen.own)


def _own_why_not(chosen: Choice) -> str:
    return "" if chosen.own else "There are no pictures of your own yet. Upload a zip of class folders, or draw some."


DATASETS: dict[str, Known] = {
    choice.SHAPES: Known(
        "Shapes",
        "Eight shapes, drawn for you by the app: any number, in grey or colour, as easy or hard as you like.",
        _shapes_about,
        lambda chosen, _own: shapes.drawn(chosen),
    ),
    choice.FASHION: _from_files(
        known.FASHION, "photos of clothes in ten classes, 28 × 28 grey: small, and not too easy."
    ),
    choice.MNIST: _from_files(known.MNIST, "handwritten digits, 28 × 28 grey: the first data set of most people."),
    choice.MNIST_5K: Known(
        mnist_5k.TITLE,
        "5,000 of the handwritten digits: the smallest of the real data sets.",
        lambda _chosen, _own: data.Described(mnist_5k.TITLE, mnist_5k.SIZE, mnist_5k.CLASSES, *mnist_5k.COUNTS),
        lambda _chosen, _own: mnist_5k.dataset(),
        lambda _chosen: mnist_5k.why_not(),
    ),
    choice.OWN: Known(
        "Your own",
        "Your pictures: a zip with one folder for each class, or a few you draw or upload.",
        lambda chosen, own: data.described(_own_dataset(chosen, own)),
        _own_dataset,
        _own_why_not,
    ),
}
