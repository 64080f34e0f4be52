"""The runs that come with the package, so that there is something to look at before anyone has trained anything.

A file is compressed messages, one after the other, each behind its length in 4 bytes: first the config, then every
event. `training.recorded.make` makes it.
"""

import functools
import zlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from cnnviz import packing
from cnnviz.training import config as configs
from cnnviz.training.config import Config
from cnnviz.training.events import Event, EventKind, NumberedEvent

FOLDER = Path(__file__).parent
# The view ids, which links hold: of the run to begin with, and of the two sides of experiments.
FIRST, PAIR = "recorded", ("recordedone", "recordedother")
DENSE, CNN = ("recordeddense", "recordeddensepermuted"), ("recordedcnn", "recordedcnnpermuted")
KIRSCH = ("recordedlearned", "recordedkirsch")
# In the order of `recipes.PAIRS`.
PAIRS = (PAIR, DENSE, CNN, KIRSCH)


@dataclass(frozen=True, eq=False)
class RecordedRun:
    """A run, and its events with their numbers, from 1. It has no checkpoint to go on from."""

    config: Config
    events: tuple[NumberedEvent, ...]


@functools.cache
def run(view: str = FIRST) -> RecordedRun:
    """The recorded run with this view id."""
    return unpacked((FOLDER / FILES[view]).read_bytes())


def event(view: str, seq: int) -> NumberedEvent | None:
    """One event of the recorded run with this view id, if it has that one."""
    return next((numbered for numbered in run(view).events if numbered.seq == seq), None)


def events(view: str, after: int, kinds: Collection[str], most_bytes: int) -> list[NumberedEvent]:
    """Events after that number, in order: as many as fit into so many bytes, but at least one if there is any."""
    chosen: list[NumberedEvent] = []
    total = 0
    for numbered in run(view).events:
        if numbered.seq <= after or numbered.event.kind not in kinds:
            continue
        total += sum(array.nbytes for array in numbered.event.arrays.values())
        if chosen and total > most_bytes:
            break
        chosen.append(numbered)
    return chosen


def packed(config: Config, events: Iterable[Event]) -> bytes:
    """A run as bytes."""
    messages = [packing.packed({"config": configs.to_json(config)}, {})]
    messages += [packing.packed({"kind": e.kind, "step": e.step, "header": e.header}, e.arrays) for e in events]
    return zlib.compress(b"".join(len(message).to_bytes(4, "little") + message for message in messages), 9)


def unpacked(data: bytes) -> RecordedRun:
    """The run that was packed."""
    rest, place, read = zlib.decompress(data), 0, []
    while place < len(rest):
        end = place + 4 + int.from_bytes(rest[place : place + 4], "little")
        read.append(packing.unpacked(rest[place + 4 : end]))
        place = end
    config = configs.from_json(read[0][0]["config"])
    events = (Event(EventKind(about["kind"]), about["step"], about["header"], arrays) for about, arrays in read[1:])
    return RecordedRun(config, tuple(NumberedEvent(*numbered) for numbered in enumerate(events, start=1)))


# The index: what each of them learns.
FILES = {
    FIRST: "reference.bin",
    PAIR[0]: "without-dropout.bin",
    PAIR[1]: "dropout.bin",
    DENSE[0]: "dense.bin",
    DENSE[1]: "dense-permuted.bin",
    CNN[0]: "cnn.bin",
    CNN[1]: "cnn-permuted.bin",
    KIRSCH[0]: "learned-filters.bin",
    KIRSCH[1]: "kirsch-filters.bin",
}
VIEWS = tuple(FILES)
