"""What a learner has answered and how far they are: a value that their browser keeps as text."""

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace

from cnnviz.course.questions import Given

# Steps and answers that a text may hold, and characters of an answer in words.
MOST, LONGEST = 500, 200


@dataclass(frozen=True)
class Record:
    """What came of a question: what was given (None where it was skipped), whether it was right, at the first try too,
    which misconception it was, and the number of the draw that was answered."""

    given: Given | None
    right: bool
    first: bool
    misconception: str = ""
    draw: int = 0


@dataclass(frozen=True)
class Progress:
    """Records by the names of steps (“lesson.step”), and by lesson the number of the farthest step seen, from 1."""

    records: Mapping[str, Record] = field(default_factory=dict)
    reached: Mapping[str, int] = field(default_factory=dict)

    def answered(self, name: str, record: Record) -> "Progress":
        """With this answer: what it was at the first try stays."""
        before = self.records.get(name)
        kept = replace(record, first=before.first if before else record.first)
        return replace(self, records={**self.records, name: kept})

    def at(self, lesson: str, number: int) -> "Progress":
        """With this step of the lesson seen."""
        return replace(self, reached={**self.reached, lesson: max(number, self.reached.get(lesson, 0))})

    def without(self, lesson: str) -> "Progress":
        """With nothing of that lesson."""
        records = {name: record for name, record in self.records.items() if not name.startswith(f"{lesson}.")}
        return Progress(records, {id: number for id, number in self.reached.items() if id != lesson})

    def missed(self, names: Iterable[str]) -> tuple[str, ...]:
        """Of these steps, those whose question was skipped or answered wrongly."""
        return tuple(name for name in names if name in self.records and not self.records[name].right)

    def text(self) -> str:
        """For `read` of a later session; "" where there is nothing."""
        records = {
            name: [one.given, one.right, one.first, one.misconception, one.draw] for name, one in self.records.items()
        }
        whole = {"answers": records, "reached": dict(self.reached)}
        return json.dumps(whole, sort_keys=True) if any(whole.values()) else ""


def read(text: str) -> Progress:
    """What `text` told; what is none is left out, whoever wrote it."""
    with suppress(ValueError, RecursionError):
        whole = json.loads(text)
        if isinstance(whole, dict):
            return Progress(_records(whole.get("answers")), _reached(whole.get("reached")))
    return Progress()


def together(here: Progress, earlier: Progress) -> Progress:
    """Both: of the same question what was answered here, and the farther step."""
    most = {
        lesson: max(here.reached.get(lesson, 0), earlier.reached.get(lesson, 0))
        for lesson in sorted({*here.reached, *earlier.reached})
    }
    return Progress({**earlier.records, **here.records}, most)


def _records(said: object) -> dict[str, Record]:
    if not isinstance(said, dict):
        return {}
    read = ((name, _record(row)) for name, row in list(said.items())[:MOST] if len(name) <= LONGEST)
    return {name: record for name, record in read if record}


def _record(row: object) -> Record | None:
    if not isinstance(row, list) or len(row) != 5:
        return None
    given, right, first, misconception, draw = row
    if not (type(right) is bool and type(first) is bool and isinstance(misconception, str) and type(draw) is int):
        return None
    if isinstance(given, list):
        given = tuple(given) if len(given) <= MOST and len({type(one) is str for one in given}) == 1 else {}
    if not all(_plain(one) for one in (given if isinstance(given, tuple) else (given,))):
        return None
    return Record(given, right, first, misconception, draw)


def _plain(given: object) -> bool:
    """Whether it is a text, nothing, or a number that is not longer than any that can be computed with."""
    if type(given) is int:
        return given.bit_length() <= LONGEST
    return given is None or type(given) in (float, str)


def _reached(said: object) -> dict[str, int]:
    if not isinstance(said, dict):
        return {}
    read = list(said.items())[:MOST]
    return {id: number for id, number in read if type(number) is int and 0 < number < MOST and len(id) <= LONGEST}
