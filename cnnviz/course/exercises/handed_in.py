"""What learners handed in, as tables: who answered what, and how each question went; and all that a page without Python
needs to make the same ones."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from cnnviz.course import misconceptions
from cnnviz.course.exercises import codes
from cnnviz.course.exercises.asked import Asked
from cnnviz.course.exercises.codes import Line
from cnnviz.course.questions import Given

Rows = list[dict[str, str]]
_FORMULA = re.compile(r"(^|;\s*)(?=[=+\-@\t＝＋－＠])")
RIGHT, WRONG, OPEN = "✓", "✗", "–"
# Wrong answers to a question, at the most, that are counted out.
COUNTED = 4
# What a code is worth. What is said here holds of every code, on the server as in a file.
WORTH = (
    "A code finds slips of the pen: a wrong letter, or two that were swapped. It proves nothing of who wrote it: equal "
    "answers make equal codes, and whoever knows how codes are made can write one."
)


def rows(lines: Sequence[Line], asked: Sequence[Asked], written: Callable[[str], str] = str) -> Rows:
    """A row a line. Which letters maps stand under follows from the words as they are `written`."""
    told = []
    for line in lines:
        row = {"Who": harmless(line.who)}
        for number, one in enumerate(asked, 1):
            row[f"Question {number}"] = _answered(one, line.given[number - 1], written) if line.given else ""
        right = sum(one.is_right(given) for one, given in zip(asked, line.given, strict=False))
        row["Right"] = line.trouble or f"{right} of {len(asked)}"
        if any(one.traps for one in asked):
            row["Misconceptions"] = "; ".join(dict.fromkeys(filter(None, map(_believed, asked, line.given))))
        told.append(row)
    return told


def by_question(lines: Sequence[Line], asked: Sequence[Asked], written: Callable[[str], str] = str) -> Rows:
    """A row a question: how many had it right, and the wrong answers that were given most."""
    handed = [line.given for line in lines if line.given]
    told = []
    for number, one in enumerate(asked):
        given = [answer for answers in handed if (answer := answers[number]) is not None]
        wrong = Counter(_wrong(one, answer, written) for answer in given if not one.is_right(answer))
        most = sorted(wrong.items(), key=lambda counted: (-counted[1], counted[0]))[:COUNTED]
        row = {"Question": f"{number + 1}: {one.ask}", "Right": f"{len(given) - wrong.total()} of {len(handed)}"}
        row["Not answered"] = str(len(handed) - len(given))
        row["Wrong answers"] = "; ".join(f"{count} × {words}" for words, count in most)
        told.append(row)
    return told


def harmless(text: str) -> str:
    """A text that no spreadsheet reads as a formula, also where a semicolon ends a cell."""
    return _FORMULA.sub(r"\1'", text)


def told(id: str, asked: Sequence[Asked], written: Callable[[str], str] = str) -> dict[str, Any]:
    """Exercise and key as JSON, for whoever has no Python (see components/checking/file.d.ts)."""
    known = {trap for one in asked for trap in one.traps if trap in misconceptions.MISCONCEPTIONS}
    return {
        "prefix": codes.prefix(id),
        "questions": [_told(one, written) for one in asked],
        "misconceptions": {trap: misconceptions.MISCONCEPTIONS[trap].name for trap in sorted(known)},
        "wrong": codes.WRONG,
        "other": codes.OTHER,
    }


def _told(one: Asked, written: Callable[[str], str]) -> dict[str, Any]:
    chosen = codes.chosen(one)
    names = {id: one.options.get(id) or one.in_words(id, written) for id in chosen}
    return {
        "kind": one.kind,
        "ask": one.ask,
        "key": one.key,
        "ids": chosen,
        "names": names,
        "sides": codes.sides(one),
        "traps": list(one.traps.items()),
    }


def _answered(asked: Asked, given: Given | None, written: Callable[[str], str]) -> str:
    if given is None:
        return OPEN
    return f"{RIGHT if asked.is_right(given) else WRONG} {asked.in_words(given, written)}"


def _wrong(asked: Asked, given: Given, written: Callable[[str], str]) -> str:
    believed = _believed(asked, given)
    return asked.in_words(given, written) + (f" ({believed})" if believed else "")


def _believed(asked: Asked, given: Given | None) -> str:
    """The misconception that an answer is, in its own words; "" for one that this version does not know any more."""
    found = misconceptions.MISCONCEPTIONS.get(asked.misconception(given))
    return found.name if found else ""
