"""What learners call themselves: text and nothing else."""

import unicodedata

from cnnviz import limits

# Letters that draw nothing, turn the writing round, or lie over others without end.
_UNSEEN = ("C", "Z")
_MARKS, _MOST_MARKS = "M", 2


def cleaned(typed: str) -> str:
    """A name as it may be shown: letters, signs and single spaces, at most CLASS_NAME characters."""
    spaced = " ".join(unicodedata.normalize("NFC", typed[: 20 * limits.CLASS_NAME]).split())
    kept, marks = "", 0
    for letter in spaced:
        category = unicodedata.category(letter)
        marks = marks + 1 if category.startswith(_MARKS) else 0
        if letter == " " or not (category.startswith(_UNSEEN) or marks > _MOST_MARKS):
            kept += letter
    return kept[: limits.CLASS_NAME].strip()


def called(name: str, number: int) -> str:
    """What a learner is called who may have given no name."""
    return name or f"Learner {number}"
