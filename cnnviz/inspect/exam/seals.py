"""Which test sets a learner has opened, since when and for which runs: a value that their browser keeps as text."""

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from cnnviz.datasets import catalogue
from cnnviz.datasets.choice import Choice

# Test sets and runs that a text may hold, and characters of an id.
MOST_SETS, MOST_RUNS, LONGEST = 200, 2000, 64


@dataclass(frozen=True)
class Opened:
    """A test set that was looked at: since which day (ISO), and for which runs, by their view ids, in that order."""

    since: str
    runs: tuple[str, ...]

    def look(self, run: str) -> int:
        """Which look at the test set this run was, from 1; 0 where it was none."""
        return self.runs.index(run) + 1 if run in self.runs else 0


@dataclass(frozen=True)
class Seals:
    """By the key of a test set what was opened of it; all others are sealed."""

    sets: Mapping[str, Opened] = field(default_factory=dict)

    def of(self, chosen: Choice) -> Opened:
        """What was opened of these data's test set."""
        return self.sets.get(key(chosen), Opened("", ()))

    def opened(self, chosen: Choice, run: str, today: str) -> "Seals":
        """With the test set opened for one run more; a run that was counted is not counted again."""
        before = self.of(chosen)
        if run in before.runs:
            return self
        now = Opened(before.since or today, (*before.runs, run))
        return Seals({**self.sets, key(chosen): now})

    def text(self) -> str:
        """For `read` of a later session; "" where nothing was opened."""
        whole = {name: [one.since, *one.runs] for name, one in self.sets.items()}
        return json.dumps(whole, sort_keys=True) if whole else ""


def key(chosen: Choice) -> str:
    """What tells a test set from others, however many pictures are learned from beside it."""
    return hashlib.blake2b(repr(catalogue.held_back(chosen)).encode(), digest_size=12).hexdigest()


def read(text: str) -> Seals:
    """What `text` told; what is none is left out, whoever wrote it."""
    with suppress(ValueError, RecursionError):
        whole = json.loads(text)
        if isinstance(whole, dict):
            rows = ((name, _opened(row)) for name, row in list(whole.items())[:MOST_SETS] if len(name) <= LONGEST)
            return Seals({name: one for name, one in rows if one})
    return Seals()


def together(here: Seals, earlier: Seals) -> Seals:
    """Both: no look is lost, and none counts twice."""
    found = dict(earlier.sets)
    for name, one in here.sets.items():
        before = found.get(name, one)
        found[name] = Opened(min(before.since, one.since), tuple(dict.fromkeys((*before.runs, *one.runs))))
    return Seals(found)


def _opened(row: object) -> Opened | None:
    """A day and at least one run."""
    if not isinstance(row, list) or not all(isinstance(one, str) and len(one) <= LONGEST for one in row):
        return None
    since, *runs = row or [""]
    return Opened(since, tuple(dict.fromkeys(runs))[:MOST_RUNS]) if since and runs else None
