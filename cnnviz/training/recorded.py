"""The runs that come with the package, so that there is something to look at before anyone has trained anything.

A file is compressed messages, one after the other, each behind its length in 4 bytes: first the config, then every
event. `training.learning.record` makes it.
"""

import functools
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from cnnviz import packing
from cnnviz.training import config as configs
from cnnviz.training.config import Config
from cnnviz.training.events import Event

FOLDER = Path(__file__).parent
# The view ids of the recorded runs, which name their files too: the one to begin with, and the two sides of the first
# experiment.
FIRST, PAIR = "recorded", ("recordedone", "recordedother")
VIEWS = (FIRST, *PAIR)


@dataclass(frozen=True, eq=False)
class Recorded:
    """A run, and its events with their numbers, from 1. It has no checkpoint to go on from."""

    config: Config
    events: tuple[tuple[int, Event], ...]


@functools.cache
def run(view: str = FIRST) -> Recorded:
    """The recorded run with this view id."""
    return unpacked((FOLDER / f"{view}.bin").read_bytes())


def packed(config: Config, events: Iterable[Event]) -> bytes:
    """A run as bytes."""
    messages = [packing.packed({"config": configs.to_json(config)}, {})]
    messages += [packing.packed({"kind": e.kind, "step": e.step, "header": e.header}, e.arrays) for e in events]
    return zlib.compress(b"".join(len(one).to_bytes(4, "little") + one for one in messages), 9)


def unpacked(data: bytes) -> Recorded:
    """The run that was packed."""
    rest, place, read = zlib.decompress(data), 0, []
    while place < len(rest):
        end = place + 4 + int.from_bytes(rest[place : place + 4], "little")
        read.append(packing.unpacked(rest[place + 4 : end]))
        place = end
    config = configs.from_json(read[0][0]["config"])
    events = (Event(said["kind"], said["step"], said["header"], arrays) for said, arrays in read[1:])
    return Recorded(config, tuple(enumerate(events, start=1)))
