"""Makes the recorded runs that come with the package: `python -m cnnviz.training.learning.record FOLDER`.

A run goes twice. The first tells how long each step takes; the second, the same to the last bit, shows
itself at every step, of which some are kept: every one at first, ever fewer later.
"""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from cnnviz.datasets import catalogue, data
from cnnviz.training import config as configs
from cnnviz.training import events, recipes, recorded
from cnnviz.training.events import Event
from cnnviz.training.learning import control, loop, pace

# Snapshots that are kept: the first steps, then fewer and fewer.
FIRST, LATER, FEW = (0, 1, 2, 3, 4, 6, 8), 34, 12


def run(config: configs.Config, dataset: data.Dataset, later: int) -> Iterator[Event]:
    """The events worth keeping."""
    timed = [one for one in loop.train(config, dataset, control.Nobody(), threads=1) if one.kind == events.SCALARS]
    steps, seconds = [0, *(one.step for one in timed)], [0.0, *(one.header["seconds"] for one in timed)]
    kept = {*FIRST, *np.rint(steps[-1] * np.linspace(0, 1, later) ** 2).astype(int).tolist()}
    waiting: list[Event] = []
    for told in loop.train(config, dataset, control.Nobody(), threads=1, told=pace.WHOLE):
        header = dict(told.header)
        if "seconds" in header:
            header["seconds"] = round(float(np.interp(told.step, steps, seconds)), 4)
        event = Event(told.kind, told.step, header, told.arrays)
        if event.kind == events.SCALARS:
            waiting.append(event)
        elif event.kind != events.CHECKPOINT and (event.step in kept or event.kind == events.MARK):
            if waiting:
                yield together(waiting)
            waiting = []
            yield event


def together(scalars: Sequence[Event]) -> Event:
    """Scalars that follow one another as one event."""
    names = scalars[0].arrays
    arrays = {name: np.concatenate([one.arrays[name] for one in scalars]) for name in names}
    return Event(events.SCALARS, scalars[-1].step, scalars[-1].header, arrays)


def write(folder: Path, view: str, config: configs.Config, later: int) -> None:
    """Writes a file with `later` snapshots after the first steps, and says what became of the run."""
    config = replace(config, device="cpu")
    told = list(run(config, catalogue.load(config.data), later))
    written = recorded.packed(config, told)
    (folder / f"{view}.bin").write_bytes(written)
    tested = [one.header for one in told if one.kind == events.EVALUATION][-1]
    print(f"{view}: {tested['part']} accuracy {tested['accuracy']:.3f}, {len(told)} events, {len(written):,} bytes")


def main(folder: Path) -> None:
    """Writes all files."""
    write(folder, recorded.FIRST, recipes.first(), LATER)
    for view, config in zip(recorded.PAIR, recipes.pair(), strict=True):
        write(folder, view, config, FEW)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
