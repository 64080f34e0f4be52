"""A run's own file: its settings, all that it told, and the arrays of that.

`config.json` is the settings as everywhere, `events.json` a list of events with the names of their arrays, in order,
and `arrays.safetensors` holds these, each called by its event's number: “12/0.weight”.
"""

import io
import json
import zipfile
from collections.abc import Sequence
from typing import Any

import numpy as np

from cnnviz import limits
from cnnviz.training import config as configs
from cnnviz.training import weights
from cnnviz.training.config import Config
from cnnviz.training.events import EventKind, NumberedEvent
from cnnviz.training.worker import thinning

CONFIG, EVENTS, ARRAYS = "config.json", "events.json", "arrays.safetensors"
# The oldest day that a zip file knows: the same run gives the same bytes.
DAY = (1980, 1, 1, 0, 0, 0)
# However large its snapshots, a file keeps this many; and what it may take of the largest file that comes back.
FEWEST, FULL = 8, 0.95


def packed(config: Config, events: Sequence[NumberedEvent]) -> bytes:
    """The file. Where it would be larger than what can be loaded back, the timeline loses snapshots, those closest to
    each other first. Of checkpoints only the newest goes along, without what only training needs."""
    kept = [_bare(one) for one in _newest_checkpoint(events)]
    written = _zipped(config, kept)
    while len(written) > limits.UPLOAD_BYTES:
        shots = [one for one in kept if one.event.kind == EventKind.SNAPSHOT]
        most = max(FEWEST, int(FULL * len(shots) * limits.UPLOAD_BYTES / len(written)))
        gone = {shots[at].seq for at in thinning.dropped([one.event.step for one in shots], most)}
        if not gone:
            break
        kept = [one for one in kept if one.seq not in gone]
        written = _zipped(config, kept)
    return written


def _newest_checkpoint(events: Sequence[NumberedEvent]) -> list[NumberedEvent]:
    last = max((one.seq for one in events if one.event.kind == EventKind.CHECKPOINT), default=0)
    return [one for one in events if one.event.kind != EventKind.CHECKPOINT or one.seq == last]


def _bare(numbered: NumberedEvent) -> NumberedEvent:
    """A checkpoint without its optimiser: a run that is loaded back does not go on."""
    event = numbered.event
    if event.kind != EventKind.CHECKPOINT:
        return numbered
    arrays = {name: array for name, array in event.arrays.items() if name.startswith(weights.MODULE)}
    header = {name: event.header[name] for name in ("epoch", "seconds") if name in event.header}
    return NumberedEvent(numbered.seq, type(event)(event.kind, event.step, header, arrays))


def _zipped(config: Config, events: Sequence[NumberedEvent]) -> bytes:
    # 0.3 s that few ask for.
    from safetensors.numpy import save  # noqa: PLC0415

    described: list[dict[str, Any]] = []
    arrays: dict[str, np.ndarray] = {}
    for numbered in events:
        event = numbered.event
        described.append(
            {
                "seq": numbered.seq,
                "kind": event.kind,
                "step": event.step,
                "header": event.header,
                "arrays": list(event.arrays),
            }
        )
        arrays |= {f"{numbered.seq}/{name}": array for name, array in event.arrays.items()}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        parts = {
            CONFIG: configs.to_json(config, 2).encode(),
            EVENTS: json.dumps(described, ensure_ascii=False).encode(),
            ARRAYS: save(arrays),
        }
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, DAY), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()
