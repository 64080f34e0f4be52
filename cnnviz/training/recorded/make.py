"""Makes the recorded runs that come with the package: `python -m cnnviz.training.recorded.make FOLDER [VIEW …]`.

A run goes twice. The first tells how long each step takes; the second, the same to the last bit, shows
itself at every step, of which some are kept: every one at first, ever fewer later; of all pairs but the first the
ends of epochs.
"""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from cnnviz.datasets import catalogue, data
from cnnviz.training import config as configs
from cnnviz.training import recipes, recorded
from cnnviz.training.events import Event, EventKind
from cnnviz.training.learning import control, loop, pace


@dataclass(frozen=True)
class Kept:
    """Snapshots that are kept: the first steps, then so many, fewer and fewer the higher the power."""

    first: tuple[int, ...] = (0, 1, 2, 3, 4, 6, 8)
    later: int = 34
    power: int = 2
    speed: pace.Pace = pace.WHOLE

    def steps(self, count: int) -> set[int]:
        """Of a run of so many steps, those that are kept."""
        return {*self.first, *np.rint(count * np.linspace(0, 1, self.later) ** self.power).astype(int).tolist()}


MANY, FEW = Kept(), Kept(later=12)


def run(config: configs.Config, dataset: data.Dataset, kept: Kept) -> Iterator[Event]:
    """The events worth keeping."""
    timed = [
        event for event in loop.train(config, dataset, control.Nobody(), threads=1) if event.kind == EventKind.SCALARS
    ]
    steps, seconds = [0, *(event.step for event in timed)], [0.0, *(event.header["seconds"] for event in timed)]
    shown = kept.steps(steps[-1])
    waiting: list[Event] = []
    for exact in loop.train(config, dataset, control.Nobody(), threads=1, pace=kept.speed):
        header = dict(exact.header)
        if "seconds" in header:
            header["seconds"] = round(float(np.interp(exact.step, steps, seconds)), 4)
        event = replace(exact, header=header)
        if event.kind == EventKind.SCALARS:
            waiting.append(event)
        elif event.kind != EventKind.CHECKPOINT and (event.step in shown or event.kind == EventKind.MARK):
            if waiting:
                yield together(waiting)
            waiting = []
            yield event


def together(scalars: Sequence[Event]) -> Event:
    """Scalars that follow one another as one event."""
    names = scalars[0].arrays
    arrays = {name: np.concatenate([event.arrays[name] for event in scalars]) for name in names}
    return Event(EventKind.SCALARS, scalars[-1].step, scalars[-1].header, arrays)


def write(folder: Path, view: str, config: configs.Config, kept: Kept) -> None:
    """Writes a file, and says what became of the run."""
    config = replace(config, device="cpu")
    history = list(run(config, catalogue.load(config.data), kept))
    written = recorded.packed(config, history)
    (folder / recorded.FILES[view]).write_bytes(written)
    tested = [event.header for event in history if event.kind == EventKind.EVALUATION][-1]
    print(f"{view}: {tested['part']} accuracy {tested['accuracy']:.3f}, {len(history)} events, {len(written):,} bytes")


def main(folder: Path, *views: str) -> None:
    """Writes the files of these runs, or of all."""
    asked = {recorded.FIRST: (recipes.first(), MANY)}
    for pair, made in zip(recorded.PAIRS, recipes.PAIRS, strict=True):
        for view, config in zip(pair, made(), strict=True):
            ends = Kept((), config.epochs + 1, 1, pace.ENDS)
            asked[view] = (config, FEW if pair == recorded.PAIR else ends)
    for view in views or asked:
        write(folder, view, *asked[view])


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
