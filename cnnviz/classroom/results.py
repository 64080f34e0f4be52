"""What a class has answered, as a table for a spreadsheet."""

import csv
import datetime
import io
import re
from collections.abc import Mapping, Sequence

from cnnviz.classroom import steps
from cnnviz.classroom.answered import Answered
from cnnviz.course import misconceptions

HEAD = (
    "learner",
    "name",
    "question",
    "step",
    "round",
    "draw",
    "first answer",
    "right at first",
    "misconception",
    "tries",
    "right by now",
    "time (UTC)",
)
# What a spreadsheet would take for a formula, at the beginning of a cell: also of one that begins within ours where the
# spreadsheet, as in half of Europe, takes a semicolon for what parts cells.
_FORMULA = re.compile("(^|[;\t\r\n])[\"' ]*(?=[=+@\t\r\uff1d\uff0b\uff0d\uff20-])")


def table(names: Mapping[int, str], answers: Sequence[Answered]) -> str:
    """CSV with a line for every question that a learner answered; `names` by their numbers."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEAD)
    for one in sorted(answers, key=lambda one: (one.learner, one.at)):
        known = misconceptions.MISCONCEPTIONS.get(one.misconception)
        row = (
            one.learner,
            names.get(one.learner, ""),
            steps.title(one.step),
            one.step,
            one.round,
            one.draw,
            steps.in_words(one.step, one.given, one.draw),
            "yes" if one.first else "no",
            known.name if known else one.misconception,
            one.tries,
            "yes" if one.right else "no",
            datetime.datetime.fromtimestamp(one.at, datetime.UTC).isoformat(timespec="seconds"),
        )
        writer.writerow([_plain(value) for value in row])
    return text.getvalue()


def _plain(value: object) -> object:
    """A text that no spreadsheet computes."""
    if isinstance(value, str) and not _is_number(value):
        return _FORMULA.sub(r"\g<1>'", value)
    return value


def _is_number(text: str) -> bool:
    try:
        float(text.replace("\u2212", "-"))
    except ValueError:
        return False
    return True
