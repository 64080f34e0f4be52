"""Contestants timed in turns (A B A B …), so that whatever slows the machine down slows all of them."""

import random
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from statistics import median

SECONDS = 0.4  # per row of a table, spread over all contestants


def ratios(ours: Callable[[], object], others: Mapping[str, Callable[[], object]]) -> dict[str, float]:
    """How many times longer each of the others takes than we do: the median over rounds."""
    contestants = [ours, *others.values()]
    order = random.Random(0)
    _times(contestants, order)  # fills caches and thread pools
    rounds = max(7, min(200, round(SECONDS / sum(_times(contestants, order)))))
    times = [_times(contestants, order) for _ in range(rounds)]
    return {name: median(one[place] / one[0] for one in times) for place, name in enumerate(others, start=1)}


def table(title: str, rows: Iterable[tuple[str, Mapping[str, float]]]) -> None:
    """Prints the rows as they come: a label, then one number for each name."""
    print(f"\n{title}")
    header: Sequence[str] = ()
    for label, values in rows:
        if tuple(values) != header:
            header = tuple(values)
            print(" " * 34 + "".join(f"{name:>16}" for name in header))
        print(f"{label:34}" + "".join(f"{value:16.2f}" for value in values.values()), flush=True)


def _times(contestants: Sequence[Callable[[], object]], order: random.Random) -> list[float]:
    """Seconds of each; shuffled, for what one leaves in the caches helps or hurts whoever comes next."""
    times = [0.0] * len(contestants)
    for place in order.sample(range(len(contestants)), len(contestants)):
        start = time.perf_counter()
        contestants[place]()
        times[place] = time.perf_counter() - start
    return times
