"""Runs that are taken along: what the routes of runs would be asked about them, for a page that has no server.

Nobody who has the file can find the run by it: its ids, and those of learners' own data, stay behind. So does its test
set, opened or not: a seal in a file would be none.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from cnnviz import packing
from cnnviz.api.runs import answers
from cnnviz.api.runs.requests import Asked
from cnnviz.datasets import permutation
from cnnviz.errors import InputError
from cnnviz.nets import layers, shapes
from cnnviz.nets.inside import feature_maps, learned_kernels, plain_steps
from cnnviz.training import config as configs
from cnnviz.training import runs, statuses
from cnnviz.training.events import Event, EventKind
from cnnviz.training.runs import Run

Said = Mapping[str, Any]
Arrays = dict[str, np.ndarray]
# What the browser reads of a run's config.
CONFIG = ("batch", "rate", "schedule", "smoothing", "permuted")
# The surest wrong answers of each look at the validation pictures: as many as the page lists.
MISTAKES = 12
LEARNING = "This run still learns. Take it along when it is over."
REST = "Training it, and its sealed test set, need the app."


@dataclass(frozen=True)
class Detail:
    """How much of each run goes along: snapshots, those of them with all their layers, and validation pictures. Where
    there are none of these, of the layers only what is drawn of their weights goes along."""

    snapshots: int
    whole: int
    pictures: int


# From the most to the least.
DETAILS = (
    Detail(60, 13, 160),
    Detail(60, 10, 128),
    Detail(60, 8, 96),
    Detail(40, 6, 64),
    Detail(40, 5, 48),
    Detail(40, 4, 48),
    Detail(40, 4, 24),
    Detail(40, 3, 48),
    Detail(16, 2, 48),
    Detail(8, 2, 24),
    Detail(40, 2, 0),
    Detail(8, 2, 0),
)


@dataclass(frozen=True)
class Told:
    """All that a run told: the header of the answers, its events, and their arrays."""

    header: dict[str, Any]
    events: list[dict[str, Any]]
    arrays: Arrays

    def of(self, kind: EventKind) -> list[dict[str, Any]]:
        """Its events of that kind."""
        return [event for event in self.events if event["kind"] == kind]


def still(data: Said) -> dict[str, Any] | None:
    """What the page said of its runs without what only a server can follow; None where there are none, or they cannot
    be read. Raises InputError for one that is not over."""
    found = [_found(one["run"]) for one in data["runs"]]
    if not all(found):
        return None
    if not all(run.status in statuses.ENDED for run in found if run):
        raise InputError(LEARNING)
    bare = {"control": "", "config": "", "trouble": ""}
    shown = [dict(one) | bare for one in data["runs"]]
    return dict(data) | {"runs": shown, "unlike": "", "takes": False, "way": "", "looks": ""}


def message(data: Said, detail: Detail) -> bytes:
    """What `still` gave, with the runs themselves, as bytes."""
    said, arrays = [], Arrays()
    for at, one in enumerate(data["runs"]):
        taken = _Taken(runs.fetch_run(one["run"]), detail, len(data["runs"]) == 1, data["moment"])
        said.append(dict(one) | taken.about())
        arrays |= {f"{at}.{name}": array for name, array in taken.arrays()}
    return packing.packed(dict(data) | {"runs": said}, arrays)


def spread(count: int, most: int) -> list[int]:
    """All of so many places, or as many as there may be, evenly spread: the first and the last among them."""
    return np.unique(np.rint(np.linspace(0, count - 1, min(count, most))).astype(int)).tolist() if count else []


def _found(id: str) -> Run | None:
    try:
        return runs.fetch_run(id) if id else None
    except InputError:
        return None


def _told(run: Run) -> Told:
    """What the route tells of it, all answers as one."""
    header, events, arrays = dict[str, Any](), list[dict[str, Any]](), Arrays()
    while header.get("more", True):
        body = answers.progress(Asked({"id": run.view}, {"after": str(header.get("last", 0))}, b"")).body
        more, found = packing.unpacked(body)
        events += more["events"]
        arrays |= found
        header |= more
    return Told(header, events, arrays)


class _Taken:
    """A run as it is taken along. Where it stands `alone`, pictures can be put to it."""

    def __init__(self, run: Run, detail: Detail, alone: bool, moment: int) -> None:
        self.run, self.told, self.alone = run, _told(run), alone
        self.network = configs.trained(run.config.network)
        self.steps = plain_steps.steps(self.network) if alone and detail.pictures else None
        snapshots = self.told.of(EventKind.SNAPSHOT)
        places = {*spread(len(snapshots), detail.snapshots)}
        self.kept = [one for at, one in enumerate(snapshots) if at in places or one["seq"] == moment]
        full = [one["seq"] for one in self.kept if not one.get("partial")]
        self.whole = [full[at] for at in spread(len(full), detail.whole)]
        looks = [one["seq"] for one in self.told.of(EventKind.EVALUATION)]
        self.looks = [looks[at] for at in spread(len(looks), detail.snapshots)]
        self.kernels = _kernels(self.network)
        self.pictures = self._pictures(detail.pictures) if self.steps is not None else []

    def about(self) -> dict[str, Any]:
        """What is said of it beside its arrays."""
        return {
            "run": _name(self.run.view),
            "taken": self._words(),
            "whole": self.whole,
            "kernels": {path: one.shape for path, one in self.kernels.items()},
            "steps": self.steps,
            "layers": _layers(self.network) if self.steps is not None else [],
            "pictures": self.pictures,
        }

    def arrays(self) -> Iterator[tuple[str, np.ndarray]]:
        yield "progress", np.frombuffer(self._progress(), np.uint8)
        for seq in self.whole:
            event = runs.fetch_event(self.run, seq).event
            for name, array in self._tensors(event):
                yield f"{seq}.{name}", array
        if self.pictures:
            yield "pictures", runs.validation(self.run).pictures[self.pictures]
        if self.pictures and self.run.config.permuted:
            _, rows, columns = self.network.input
            yield "order", permutation.order(rows * columns, self.run.config.seed).astype(np.int32)

    def _progress(self) -> bytes:
        """What the browser asks for first, and all of it."""
        snapshots, looks = {one["seq"] for one in self.kept}, {*self.looks}
        events = [one for one in self.told.events if one["kind"] != EventKind.SNAPSHOT or one["seq"] in snapshots]
        left = {one["seq"] for one in events if one["kind"] != EventKind.EVALUATION or one["seq"] in looks}
        arrays = {
            name: _short(array)
            for name, array in self.told.arrays.items()
            if name == "labels" or int(name.partition(".")[0]) in left
        }
        header = self.told.header
        hidden = {"view": _name(self.run.view), "parent": "", "control": False}
        config = {name: header["config"].get(name) for name in CONFIG}
        return packing.packed(
            header | {"run": header["run"] | hidden, "config": config, "events": events, "more": False}, arrays
        )

    def _tensors(self, event: Event) -> Iterator[tuple[str, np.ndarray]]:
        """A snapshot's tensors, kernels by their four sides; where nothing is computed with them, what is drawn of the
        deeper ones: the first come with the snapshot itself."""
        tensors = {one.tensor: one for one in self.kernels.values()}
        first = learned_kernels.first(self.network)
        for name, array in event.tensors.items():
            kernels = tensors.get(name)
            if self.steps is not None:
                yield name, array.reshape(kernels.shape) if kernels else array
            elif kernels and (first is None or kernels.path != first.path):
                yield name, array.reshape(kernels.shape)[: kernels.filters, : kernels.channels]

    def _pictures(self, most: int) -> list[int]:
        """The numbers of the validation pictures that go along: some from the first on, the surest mistakes of each
        look, the surest of each pair of classes at the end, and then the others in order."""
        labels = self.told.arrays["labels"]
        wanted = dict.fromkeys(range(most // 3))
        for seq in reversed(self.looks):
            predicted, confidence = (self.told.arrays[f"{seq}.{name}"] for name in ("predicted", "confidence"))
            surest = np.argsort(-confidence.astype(int), kind="stable")
            wrong = [int(at) for at in surest if predicted[at] != labels[at]]
            pairs = {(int(labels[at]), int(predicted[at])): int(at) for at in surest[::-1]}
            wanted |= dict.fromkeys(wrong[:MISTAKES])
            if seq == self.looks[-1]:
                wanted |= dict.fromkeys(pairs.values())
        wanted |= dict.fromkeys(range(len(labels)))
        return sorted([at for at in wanted if at < len(labels)][:most])

    def _words(self) -> str:
        """What of the run is here, in a sentence or two."""
        count, kept, whole = len(self.told.of(EventKind.SNAPSHOT)), len(self.kept), len(self.whole)
        moments = f"all {count:,}" if kept == count else f"{kept:,} of the {count:,}"
        said = f"Taken along: {moments} moments of this run"
        if whole < kept:
            said += f", {whole:,} of them with {'all' if self.steps is not None else 'the deeper'} layers"
        if self.pictures:
            said += f", and {len(self.pictures):,} of its {len(self.told.arrays['labels']):,} validation pictures"
        if self.alone and self.steps is None:
            return f"{said}. What its layers make of a picture, training it, and its sealed test set need the app."
        return f"{said}. {REST}"


def _name(view: str) -> str:
    """What a run is called in a file: the same for the same run, and none of its ids."""
    return hashlib.blake2b(view.encode(), digest_size=8).hexdigest()


def _kernels(network: Any) -> dict[str, learned_kernels.Kernels]:
    """The layers whose weights can be drawn as kernels, by their paths."""
    return {
        record.path: learned_kernels.kernels(network, record.path)
        for record in shapes.records(network)
        if isinstance(record.layer, layers.Conv | layers.Dense)
    }


def _layers(network: Any) -> list[dict[str, Any]]:
    """The layers that are shown: what the route says of them."""
    names = ("path", "title", "level", "shape", "signed")
    return [
        {name: getattr(part, name) for name in names} | {"maps": part.shown} for part in feature_maps.shown(network)
    ]


def _short(array: np.ndarray) -> np.ndarray:
    """In half precision where that is the same numbers: networks of the timeline were kept so."""
    if array.dtype != np.float32:
        return array
    with np.errstate(all="ignore"):
        halves = array.astype(np.float16)
    return halves if np.array_equal(halves.astype(np.float32), array, equal_nan=True) else array
