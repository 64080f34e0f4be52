"""Operate on a network: what a filter is missed for, and what is left of one without weights."""

import functools

import numpy as np

from cnnviz.course.lesson import Lesson, Step
from cnnviz.course.lessons.real import known
from cnnviz.course.questions import Choice
from cnnviz.course.scenes import Scene
from cnnviz.inspect.operate import edits, leave_one_out, outcome
from cnnviz.inspect.way import graph

PAGE = "operate"
LAYER, CHANNEL, EDITS = "op_layer", "op_channel", "op_edits"
FIRST = "0"
# Filters to choose from, from 1: the one with the longest weights first.
THREE = (27, 7, 25)


def _step(scene: Scene) -> graph.Step:
    found = known.passed(scene).network.step_of(FIRST)
    assert found
    return found


@functools.cache
def _without(number: int) -> leave_one_out.Without:
    """The answers to a validation picture without each of the three filters."""
    seen = known.passed(_on(number))
    channels = [one - 1 for one in THREE]
    return leave_one_out.without(outcome.before(seen), _step(_on(number)).name, outcome.last(seen), channels)


def _missed(scene: Scene) -> str:
    """Without which of the three the first answer's logit loses most."""
    without = _without(int(str(scene.values[known.PICTURE])))
    drops = without.logit_drops(int(without.all.argmax()))
    return str(THREE[int(drops.argmax())])


def _emptied(scene: Scene) -> str:
    """What the filter's map is, once all its weights are 0."""
    channel = int(str(scene.values[CHANNEL])) - 1
    step = _step(scene)
    _, after = outcome.outcome(known.passed(scene), (edits.Edit(FIRST, channel, edits.EMPTY),), step.name, channel).maps
    if not np.ptp(after):
        return "bias" if after.max() > 0 else "zero"
    return "same"


def _on(number: int, channel: int = THREE[0], done: str = "") -> Scene:
    """A filter of the first layer on the table, from 1, before a validation picture; nothing or something is done."""
    return Scene(PAGE, known.on(number, "", **{LAYER: FIRST, CHANNEL: channel, EDITS: done}))


def _empty(channel: int) -> str:
    return edits.text((edits.Edit(FIRST, channel - 1, edits.EMPTY),))


LESSON = Lesson(
    "Take a filter out, and see who misses it",
    6,
    "measure what a filter is good for instead of reading it off its look.",
    (
        Step(
            "missed",
            (_on(7), _on(4), _on(2)),
            f"Nothing is done yet. Of the filters {THREE[0]}, {THREE[1]} and {THREE[2]}, number {THREE[0]} has the "
            "strongest weights and looks most like an edge.",
            Choice(
                "Without which one does the first answer lose most?",
                {str(one): f"Filter {one}" for one in THREE},
                _missed,
                {str(THREE[0]): "looks-tell-use"},
            ),
            "What a filter is missed for depends on the picture, and on what later layers do with its map. Silencing "
            "each in turn measures it.",
            ("op_first",),
            (32, 84, 85),
            ("op_without", "op_results"),
        ),
        Step(
            "empty",
            (_on(7, 4, _empty(4)), _on(1, 17, _empty(17))),
            "All weights of this filter are set to 0. Its bias, a number above 0, is left.",
            Choice(
                "What is its map now, behind the ReLU?",
                {"zero": "0 everywhere", "bias": "The bias, everywhere", "same": "As before, but fainter"},
                _emptied,
                {"zero": "no-weights-no-answer"},
            ),
            "Every sum is then the bias alone. Silence makes the map itself 0: another operation, with other answers.",
            ("op_acts",),
            (24, 84),
            ("op_results", "op_without"),
        ),
        Step(
            "yours",
            (Scene(PAGE),),
            "Now it is yours. Silence the filter that a photo of yours needs most in the large network, then swap one "
            "of the Lab’s in. What becomes of the answers?",
            taken="Here one filter of the first layer has been operated on. Read what became of its map and of the "
            "answers, and what it makes of the photo in disorder. In the app you operate on any filter, before a photo "
            "of your own.",
        ),
    ),
)
