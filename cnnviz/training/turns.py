"""Whose turn it is: one run for each person first, before all who trained least and longest ago, then the oldest."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Waiting:
    """A run in the queue: its number, whose it is, since when it waits (Unix seconds)."""

    run: int
    person: str
    since: float


def order(waiting: Iterable[Waiting], training: Iterable[str], served: Mapping[str, float]) -> list[int]:
    """The numbers of the waiting runs, the next one first.

    `training` names the person of every run under way, `served` says when a person's last run began: so nobody's place
    gets worse because another one's run has ended.
    """
    counts = Counter(training)
    ranked = []
    for one in sorted(waiting, key=lambda one: (one.since, one.run)):
        ranked.append((counts[one.person], served.get(one.person, 0.0), one.since, one.run))
        counts[one.person] += 1
    return [run for *_, run in sorted(ranked)]
