"""Whose turn it is: one run for each address first, and behind each address one for each person.

Among those who have as many, who trained least and longest ago comes first, then the oldest run.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Job:
    """A run in the queue: its number, whose it is, since when it waits (Unix seconds), from which network."""

    run: int
    person: str
    since: float
    address: str = ""


def order(
    waiting: Iterable[Job],
    training: Iterable[str],
    served: Mapping[str, float],
    busy: Iterable[str] = (),
    reached: Mapping[str, float] | None = None,
) -> list[int]:
    """The numbers of the waiting runs, the next one first.

    `training` names the person of every run under way, `served` says when a person's last run began: so nobody's place
    gets worse because another one's run has ended. `busy` and `reached` say the same of addresses.
    """
    runs = sorted(waiting, key=lambda job: (job.since, job.run))
    persons = _in_turn(runs, [job.person for job in runs], training, served)
    return [job.run for job in _in_turn(persons, [job.address for job in persons], busy, reached or {})]


def _in_turn(runs: list[Job], whose: list[str], training: Iterable[str], served: Mapping[str, float]) -> list[Job]:
    """The runs, so that everybody's first comes before anybody's second; otherwise as they stood."""
    counts = Counter(training)
    ranked = []
    for place, (job, name) in enumerate(zip(runs, whose, strict=True)):
        ranked.append((counts[name], served.get(name, 0.0), place, job))
        counts[name] += 1
    return [job for *_, job in sorted(ranked, key=lambda ranked_run: ranked_run[:3])]
