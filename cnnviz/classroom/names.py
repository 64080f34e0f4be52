"""What learners call themselves: text and nothing else."""

import re
import unicodedata
from collections.abc import Collection

from cnnviz import limits

# Letters that draw nothing, turn the writing round, or lie over others without end; those of the first kind that
# Unicode counts with the seen ones.
_UNSEEN = ("C", "Z")
_BLANK = "\u115f\u1160\u2800\u3164\uffa0"
# What those are called who give no name, which is nobody's to take.
_NAMELESS = re.compile(r"learner \d+", re.IGNORECASE)
_MARKS, _MOST_MARKS = "M", 2


def cleaned(typed: str) -> str:
    """A name as it may be shown: letters, signs and single spaces, at most CLASS_NAME characters."""
    spaced = " ".join(unicodedata.normalize("NFC", typed[: 20 * limits.CLASS_NAME]).split())
    kept, marks = "", 0
    for letter in spaced:
        category = unicodedata.category(letter)
        marks = marks + 1 if category.startswith(_MARKS) else 0
        if letter == " " or not (category.startswith(_UNSEEN) or letter in _BLANK or marks > _MOST_MARKS):
            kept += letter
    name = kept[: limits.CLASS_NAME].strip()
    return "" if _NAMELESS.fullmatch(name) else name


def apart(name: str, taken: Collection[str]) -> str:
    """The name, or where another in the class has it, with a number behind it."""
    used, number, found = {one.casefold() for one in taken}, 2, name
    while found and found.casefold() in used:
        end = f" ({number})"
        number, found = number + 1, name[: max(1, limits.CLASS_NAME - len(end))].rstrip() + end
    return found


def called(name: str, number: int) -> str:
    """What a learner is called who may have given no name."""
    return name or f"Learner {number}"
