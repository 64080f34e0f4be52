"""Which training pictures lie nearest to a test picture in what a run's last layer reads of both."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from cnnviz.datasets import permutation
from cnnviz.inspect import trained_runs
from cnnviz.inspect.exam.paper import Paper
from cnnviz.inspect.models import Model
from cnnviz.inspect.own_classes import features
from cnnviz.nets import forward, shapes
from cnnviz.training import runs, weights

# Training pictures at least and at most, multiplications for all of them: some seconds; and pictures at a time.
FEWEST, MOST, WORK, BLOCK = 64, 2000, 3 * 10**9, 64
# Test pictures with right answers that a distance is held against, and neighbours that are shown.
RIGHT, SHOWN = 48, 8
# Reasons for a wrong answer that neighbours speak for or against.
LIKE, STRANGE, BETWEEN = "like", "strange", "between"
FAR = 0.9


@dataclass(frozen=True, eq=False)
class Known:
    """The places of training pictures and their features (m d); and how far from the nearest of them some test
    pictures lie that were answered rightly (u)."""

    places: tuple[int, ...]
    learned: np.ndarray
    usual: np.ndarray

    @property
    def nbytes(self) -> int:
        """What it takes."""
        return self.learned.nbytes + self.usual.nbytes


@dataclass(frozen=True, eq=False)
class Near:
    """The nearest training pictures of one test picture: their places, classes and distances (k); its true class and
    the one that it was taken for; and the distances to the nearest of pictures that were answered rightly (u)."""

    places: tuple[int, ...]
    labels: np.ndarray
    distances: np.ndarray
    truth: int
    taken: int
    usual: np.ndarray

    @property
    def of_truth(self) -> int:
        """How many of them are of its true class."""
        return int((self.labels == self.truth).sum())

    @property
    def of_taken(self) -> int:
        """How many are of the class that it was taken for."""
        return int((self.labels == self.taken).sum())

    @property
    def farther(self) -> float:
        """The share of rightly answered pictures whose nearest lies nearer than this one's; 0 where there are none."""
        return float((self.usual < self.distances[0]).mean()) if len(self.usual) else 0.0

    @property
    def first(self) -> str:
        """Of which class the very nearest is: "truth", "taken" or "other"."""
        return {self.truth: "truth", self.taken: "taken"}.get(int(self.labels[0]), "other")

    def holds(self, reason: str) -> bool:
        """Whether the neighbours speak for a reason."""
        if reason == LIKE:
            return self.of_taken > self.of_truth
        if reason == STRANGE:
            return self.farther >= FAR
        return min(self.of_taken, self.of_truth) * 4 >= len(self.labels)


def known(run: runs.Run, paper: Paper) -> Iterator[tuple[float, Known | None]]:
    """The share that is done, again and again, and at the end what is known. Raises InputError as `model` does."""
    model = trained_runs.model(run)
    train, test = runs.dataset(run).train, runs.tested(run)
    macs = shapes.totals(shapes.records(model.network)).macs
    count = int(np.clip(WORK // max(1, macs), FEWEST, MOST))
    places = np.unique(np.rint(np.linspace(0, len(train) - 1, min(count, len(train)))).astype(int))
    usual = paper.rights(RIGHT)
    pictures = np.concatenate([train.pictures[places], test.pictures[usual]])
    found = []
    for at in range(0, len(pictures), BLOCK):
        yield at / len(pictures), None
        found.append(_features(run, model, pictures[at : at + BLOCK]))
    whole = np.concatenate(found)
    learned = whole[: len(places)]
    nearest = np.array([_distances(learned, one).min() for one in whole[len(places) :]])
    yield 1.0, Known(tuple(int(at) for at in places), learned, nearest)


def near(run: runs.Run, paper: Paper, known: Known, place: int) -> Near:
    """The nearest of the test picture at a place. Raises InputError as `known` does."""
    own = _features(run, trained_runs.model(run), runs.tested(run).pictures[[place]])[0]
    distances = _distances(known.learned, own)
    order = np.argsort(distances, kind="stable")[:SHOWN]
    places = tuple(known.places[at] for at in order)
    labels = runs.dataset(run).train.labels[list(places)].astype(np.int64)
    truth, taken = int(paper.labels[place]), int(paper.predicted[place])
    return Near(places, labels, distances[order], truth, taken, known.usual)


def _features(run: runs.Run, model: Model, pictures: np.ndarray) -> np.ndarray:
    """What the last layer reads of pictures uint8 (n c h w) -> (n d)."""
    path = features.source(model).path
    values = weights.standardised(permutation.read(pictures, run.config), weights.begun(run)).astype(np.float32)
    made = forward.outputs(model.network, model.weights, values, {path})[path]
    return made.reshape(len(made), -1)


def _distances(learned: np.ndarray, one: np.ndarray) -> np.ndarray:
    """Euclidean, of features (m d) to others (d) -> (m)."""
    return np.asarray(np.linalg.norm(learned.astype(np.float64) - one, axis=1))
