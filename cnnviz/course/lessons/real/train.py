"""Watch it learn: what changes, what a small loss says, and why the test waits."""

from math import prod

import numpy as np

from cnnviz import numbers
from cnnviz.course.lesson import Lesson, Step
from cnnviz.course.lessons.real import known
from cnnviz.course.questions import Choice, Number
from cnnviz.course.scenes import Scene
from cnnviz.datasets import choice
from cnnviz.datasets import shapes as drawn
from cnnviz.nets import layers, shapes, small
from cnnviz.training import config, recorded
from cnnviz.training.events import EventKind

PAGE = "train"
# Runs that are equally good, of which the best figure is kept.
RUNS = 20


def _first(scene: Scene) -> shapes.Record:
    """The convolution of the recorded run that reads the pictures."""
    records = shapes.records(config.trained(recorded.run(_view(scene)).config.network))
    return next(one for one in records if isinstance(one.layer, layers.Conv))


def _view(scene: Scene) -> str:
    return str(scene.values.get("run", recorded.FIRST))


def _weights(scene: Scene) -> int:
    """Weights of that layer, as the run lists its tensors."""
    (begun,) = known.told(_view(scene), EventKind.BEGUN)
    return prod(next(one["shape"] for one in begun.header["tensors"] if one["name"].endswith(".weight")))


def _pixels(scene: Scene) -> int:
    """Pixels of its maps, as if those were learned."""
    return prod(_first(scene).output)


def losses(view: str) -> tuple[float, float]:
    """The loss on training pictures, over the last epoch, and that on validation pictures at the end."""
    (begun,) = known.told(view, EventKind.BEGUN)
    batches = np.concatenate([event.arrays["loss"] for event in known.told(view, EventKind.SCALARS)])
    checked = [one for one in known.told(view, EventKind.EVALUATION) if one.header["part"] == "validation"]
    return float(batches[-begun.header["epoch_steps"] :].mean()), float(checked[-1].header["loss"])


def _beside(scene: Scene) -> str:
    """How the validation loss stands beside the training loss."""
    trained, checked = losses(_view(scene))
    return "higher" if checked > 2 * trained else "same" if checked > trained / 2 else "lower"


def _hidden(scene: Scene) -> int:
    """Weights of one unit of the chosen network's first dense layer, fitted to the data that the page begins with."""
    first = recorded.run(recorded.FIRST).config.network
    network = small.SMALL[str(scene.values["network"])].network()
    records = shapes.records(config.fitted(network, first.input, shapes.records(first)[-1].output[0]))
    dense = next(one for one in records if isinstance(one.layer, layers.Dense))
    return dense.input[0]


def _as_filter(scene: Scene) -> int:
    """As many as a filter of the recorded run has."""
    return _weights(scene) // _first(scene).output[0]


def too_high(count: int, pictures: int, share: float) -> float:
    """By how much the best test figure of so many runs, all truly right of that share, is expected to lie above it.

    `share` lies between 0 and 1. Each run's right pictures are binomial, its probabilities built from one to the next;
    scipy.stats has them too, and would cost every start of the server 30 MB.
    """
    right = np.arange(1, pictures + 1)
    ratios = np.log((pictures - right + 1) / right * share / (1 - share))
    chances = np.exp(pictures * np.log1p(-share) + np.concatenate(([0.0], np.cumsum(ratios))))
    return float((1 - np.cumsum(chances) ** count).sum() / pictures - share)


def _best(scene: Scene) -> str:
    """Where the figure of the best run lies beside its true share."""
    (begun,) = known.told(_view(scene), EventKind.BEGUN)
    checked = [one for one in known.told(_view(scene), EventKind.EVALUATION) if one.header["part"] == "validation"]
    above = too_high(RUNS, begun.header["test"], checked[-1].header["accuracy"])
    return "high" if above > 0.001 else "low" if above < -0.001 else "fair"


LESSON = Lesson(
    "What learning changes, and what it does not show",
    9,
    "say what a network learns, what its training loss hides, and why a test waits until the end.",
    (
        Step(
            "weights",
            (Scene(PAGE),),
            "Move the timeline: the 3 × 3 filters of the first layer turn from noise into edges. Below, under Feature "
            "maps, is what they make of a picture.",
            Number(
                "How many numbers of this layer does training change (no biases)?", _weights, {"maps-learned": _pixels}
            ),
            "Only the filters’ entries are learned. The maps are computed anew for every picture.",
            ("live-train",),
            (84, 37),
            ("live-train/detail",),
            folds=("terms",),
        ),
        Step(
            "by-heart",
            (Scene(PAGE, {"run": recorded.PAIR[0]}), Scene(PAGE, {"run": recorded.PAIR[1]})),
            "This run has gone through few pictures again and again. On those its loss has fallen nearly to 0.",
            Choice(
                "Where does its loss on validation pictures end?",
                {"lower": "Below that", "same": "About there too", "higher": "At twice that or more"},
                _beside,
                {"same": "low-loss-learned"},
            ),
            "It knows its own pictures better than others. Only pictures that it never learned from show what it has "
            "learned.",
            ("live-train",),
            (84, 102),
            ("live-train/curves", "exam"),
        ),
        Step(
            "hidden",
            (Scene(PAGE, {"network": "dense"}),),
            "The controls now say: one hidden layer, dense. Nothing is trained yet. Each of its units reads the whole "
            f"picture, {numbers.size(drawn.size(choice.Choice())[1:])}.",
            Number("How many weights has one hidden unit (no bias)?", _hidden, {"unit-is-filter": _as_filter}),
            "So its weights are a picture. Press Train, then Mark look-alikes: many units learn nearly the same one.",
            ("chosen-network",),
            (32,),
            taken="Think of one hidden layer, dense, which the app trains as well. Each of its units reads the whole "
            f"picture, {numbers.size(drawn.size(choice.Choice())[1:])}.",
            seen="So its weights are a picture. In the app you train it, and mark the units that learn nearly the same "
            "one: they are many.",
        ),
        Step(
            "best-of",
            (Scene(PAGE, {"run": recorded.PAIR[0]}), Scene(PAGE, {"run": recorded.PAIR[1]})),
            f"{RUNS} runs are equally good, and differ by chance. You test all of them and keep the one with the best "
            "test figure.",
            Choice(
                "That figure, beside what this run is truly worth, is on average …",
                {"fair": "… right: it was a test", "high": "… too high", "low": "… too low"},
                _best,
                {"fair": "test-may-choose"},
            ),
            "The best of many is partly the luckiest. Who chooses by test pictures needs new ones for a test: "
            "therefore the seal below the run, and its count.",
            (),
            (84, 102),
            ("exam",),
            folds=("terms",),
            seen="The best of many is partly the luckiest. Who chooses by test pictures needs new ones for a test: "
            "therefore the app seals those of a run, and counts who opens them.",
        ),
        Step(
            "yours",
            (Scene(PAGE),),
            "Now it is yours. Train a run, choose by the curves of validation alone, and open the seal once, at the "
            "end. Then guess why it got a picture wrong.",
            taken="Play the run, and say by the curves of validation alone whether longer training would help. In the "
            "app you train your own, open its seal once, at the end, and guess why it got a picture wrong.",
        ),
    ),
)
