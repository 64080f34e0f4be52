"""What is kept of what a run tells: all of its curves, some of its pictures, the newest checkpoint."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cnnviz import limits
from cnnviz.training.events import Event, EventKind
from cnnviz.training.worker import thinning

# Thinned are pictures of a run's state, not its curves.
THINNED = (EventKind.SNAPSHOT, EventKind.EVALUATION, EventKind.PICTURE)
SELDOM = (*THINNED, EventKind.CHECKPOINT)
# However large its pictures, a run keeps this many.
FEWEST = 8

Sizes = Mapping[int, tuple[int, int]]  # by an event's number: its step, its bytes


@dataclass(frozen=True)
class PackedEvent:
    """An event as it is kept."""

    kind: str
    step: int
    data: bytes


def packed(event: Event) -> PackedEvent:
    """The event as it is kept."""
    return PackedEvent(event.kind, event.step, event.packed())


@dataclass(frozen=True)
class RetainedEvents:
    """The events kept of a run: those of the SELDOM kinds one by one, the bytes of all others together."""

    seldom: Mapping[str, Sizes]
    others: int

    @property
    def size(self) -> int:
        """Bytes of all but the checkpoint."""
        return self.others + sum(size for kind in THINNED for _, size in self.seldom[kind].values())

    @property
    def checkpoint(self) -> int:
        """Bytes of the checkpoint."""
        return sum(size for _, size in self.seldom[EventKind.CHECKPOINT].values())

    def after(self, news: Iterable[tuple[int, str, int, int]]) -> "RetainedEvents":
        """What is kept once more events have come: number, kind, step and bytes of each."""
        seldom, others = {kind: dict(sizes) for kind, sizes in self.seldom.items()}, self.others
        for seq, kind, step, size in news:
            if kind not in SELDOM:
                others += size
                continue
            if kind == EventKind.CHECKPOINT:
                seldom[kind] = {}
            seldom[kind][seq] = (step, size)
        most = limits.TRAIN_SNAPSHOTS
        if any(len(seldom[kind]) > most * thinning.SLACK for kind in THINNED):
            seldom |= {kind: _thinned(seldom[kind], most) for kind in THINNED}
        while RetainedEvents(seldom, others).size > limits.TRAIN_BYTES and most > FEWEST:
            most = max(FEWEST, most * 3 // 4)
            seldom |= {kind: _thinned(seldom[kind], most) for kind in THINNED}
        return RetainedEvents(seldom, others)


def _thinned(sizes: Sizes, most: int) -> dict[int, tuple[int, int]]:
    seqs = list(sizes)
    gone = {seqs[at] for at in thinning.dropped([sizes[seq][0] for seq in seqs], most)}
    return {seq: size for seq, size in sizes.items() if seq not in gone}
