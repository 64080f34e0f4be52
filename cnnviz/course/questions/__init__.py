"""Questions as values: their keys and what a misconception would answer are computed from what stands on the page."""

from cnnviz.course.questions.drawn import Cell, Cells, Curve, Point, Size, cells, largest
from cnnviz.course.questions.judging import (
    LETTERS,
    Drawn,
    Given,
    Question,
    Verdict,
    close,
    in_words,
    lettered,
    listed,
    ranked,
    right_answer,
    usable,
    verdict,
)
from cnnviz.course.questions.kinds import KEY, Choice, Number, Order, Which

__all__ = [
    "KEY",
    "LETTERS",
    "Cell",
    "Cells",
    "Choice",
    "Curve",
    "Drawn",
    "Given",
    "Number",
    "Order",
    "Point",
    "Question",
    "Size",
    "Verdict",
    "Which",
    "cells",
    "close",
    "in_words",
    "largest",
    "lettered",
    "listed",
    "ranked",
    "right_answer",
    "usable",
    "verdict",
]
