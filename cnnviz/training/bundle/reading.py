"""A run's own file, read as something that anybody may have written: every part of it is checked before it is used.

What can be known without the file, the layers and tensors of the network and the classes of the data, is not read off
it. Nothing in it is executed, and what it may take is bounded before it is unpacked.
"""

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from cnnviz import limits
from cnnviz.datasets.choice import Choice
from cnnviz.datasets.data import Described
from cnnviz.errors import DAMAGED_ZIP, InputError
from cnnviz.training import config as configs
from cnnviz.training import cost
from cnnviz.training.bundle import checks
from cnnviz.training.bundle.writing import ARRAYS, CONFIG, EVENTS
from cnnviz.training.config import Config
from cnnviz.training.events import Event, EventKind, NumberedEvent

DAMAGED = "This file of a run is damaged, or not whole. Take the run away once more, and bring that file."
LARGE = "This file of a run holds more than a run may tell. Take it away from the page “Watch it learn” itself."
# Events of a run: about ten a second; and characters that describe them.
MOST_EVENTS, MOST_DESCRIBED = 20_000, 16 * 2**20
# Lists and objects in what describes them, which take many times their characters when they are read: an event and its
# header, their arrays, gradients and updates.
MOST_PARTS = 1 + 5 * MOST_EVENTS


@dataclass(frozen=True, eq=False)
class TakenRun:
    """What a file holds of a run."""

    config: Config
    events: tuple[NumberedEvent, ...]


def is_run(data: bytes) -> bool:
    """Whether these bytes look like such a file: a zip in which events stand."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return EVENTS in archive.namelist()
    except DAMAGED_ZIP:
        return False


def read(data: bytes, described: Callable[[Choice], Described]) -> TakenRun:
    """The run in the file; `described` finds what is known of its data. Raises InputError where anything is wrong."""
    config_text, events_text, arrays_bytes = _members(data)
    config = configs.from_json(config_text.decode("utf-8", "replace"))
    about = checks.About(config, described(config.data))
    _require_trainable(about)
    arrays = _arrays(arrays_bytes)
    events = [checks.numbered(one, arrays, about) for one in _list(events_text)]
    checks.require_order(events)
    return TakenRun(config, tuple(_known(one, about) for one in events))


def _require_trainable(about: checks.About) -> None:
    """Whether this could be a run at all: nothing is looked at here that would not have been trained here."""
    if about.config.network.input != about.data.size:
        raise InputError("This file does not fit the run that it describes: its network reads other pictures.")
    cost.require_affordable(about.config, about.data)


def _members(data: bytes) -> list[bytes]:
    most = {
        CONFIG: limits.NET_JSON_BYTES,
        EVENTS: MOST_DESCRIBED,
        ARRAYS: limits.TRAIN_BYTES + 4 * limits.TRAIN_PARAMETERS,
    }
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return [_member(archive, name, bytes) for name, bytes in most.items()]
    except InputError:
        raise
    except (*DAMAGED_ZIP, KeyError):
        raise InputError(DAMAGED) from None


def _member(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    if archive.getinfo(name).file_size > most:
        raise InputError(LARGE)
    with archive.open(name) as file:
        content = file.read(most + 1)
    if len(content) > most:
        raise InputError(LARGE)
    return content


def _arrays(data: bytes) -> dict[str, np.ndarray]:
    # 0.3 s that few ask for.
    from safetensors import SafetensorError  # noqa: PLC0415
    from safetensors.numpy import load  # noqa: PLC0415

    try:
        return load(data)
    except (SafetensorError, KeyError, ValueError, TypeError, OverflowError, MemoryError):
        raise InputError(DAMAGED) from None


def _list(text: bytes) -> list[Any]:
    if text.count(b"{") + text.count(b"[") > MOST_PARTS:
        raise InputError(LARGE)
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise InputError(DAMAGED) from None
    if not isinstance(found, list) or not 1 <= len(found) <= MOST_EVENTS:
        raise InputError(DAMAGED)
    return found


def _known(numbered: NumberedEvent, about: checks.About) -> NumberedEvent:
    """The event, what it says at the beginning of a run written anew."""
    if numbered.event.kind != EventKind.BEGUN:
        return numbered
    event = numbered.event
    return NumberedEvent(numbered.seq, Event(event.kind, event.step, {**event.header, **about.begun()}, {}))
