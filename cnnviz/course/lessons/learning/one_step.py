"""One step of learning: from the loss back to a weight, and how far to go."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from cnnviz.course.lesson import Lesson, Step
from cnnviz.course.questions import Choice, Number
from cnnviz.course.scenes import Scene
from cnnviz.training import backprop

PAGE = "one-step"
AGAIN = ("step_again",)
# A probability above which a network looks sure, and a learning rate that is too large.
SURE, LONG = 0.9, 1.0
# What is put away where a step is not about it.
FORWARD, SOFTMAX = ("step_about", "step_walk", "forward"), ("step_softmax",)
BACK = ("step_about", "step_choices", "step_walk", "dense", "back_map")


@dataclass(frozen=True)
class Learning(Scene):
    """A step on a picture, whose true class is its own; `cell` is the kernel, row and column of the weight followed."""

    page: str = PAGE
    values: Mapping[str, object] = field(default_factory=dict)
    picture: str = "cross"
    rate: float = 0.1
    seed: int = 1
    cell: tuple[int, int, int] = (0, 1, 1)

    @cached_property
    def step(self) -> backprop.Step:
        """What the page computes."""
        return self.at(self.rate)

    @property
    def true(self) -> int:
        """The place of the true class."""
        return backprop.CLASSES.index(self.picture)

    @property
    def slope(self) -> float:
        """The gradient of the weight followed."""
        return float(self.step.backward.weights.kernels[self.cell])

    def at(self, rate: float) -> backprop.Step:
        """The same step at another learning rate."""
        return backprop.walked(backprop.PICTURES[self.picture], self.true, rate, 0, self.seed)[0]


def of(
    picture: str, seed: int, half: str = "forward", rate: float = 0.1, cell: tuple[int, int, int] = (0, 1, 1)
) -> Learning:
    """A step, with the link that opens it."""
    kernel, row, column = cell
    chosen = {"step_picture": picture, "step_class": picture, "step_rate": rate, "step_seed": seed, "steps": 0}
    followed = {"half": half, "step_kernel": kernel + 1, "step_row": row, "step_column": column}
    return Learning(values=chosen | followed, picture=picture, rate=rate, seed=seed, cell=cell)


def _learning(scene: Scene) -> Learning:
    assert isinstance(scene, Learning)
    return scene


def _trust(scene: Scene) -> str:
    """What the largest probability of a network that has learned nothing is worth: whether it is the true class."""
    learning = _learning(scene)
    return "sure" if learning.step.forward.probabilities.argmax() == learning.true else "nothing"


def _gradient(scene: Scene) -> float:
    """The gradient of the true class's logit."""
    learning = _learning(scene)
    return float(learning.step.backward.logits[learning.true])


def _probability(scene: Scene) -> float:
    """The probability of the true class."""
    learning = _learning(scene)
    return float(learning.step.forward.probabilities[learning.true])


def _made_of(scene: Scene) -> str:
    """What the gradient of a kernel's weight is, of the products at its places."""
    learning = _learning(scene)
    products = learning.step.products(*learning.cell)
    ways = {"one": products.flat[np.abs(products).argmax()], "mean": products.mean(), "sum": products.sum()}
    return min(ways, key=lambda way: abs(ways[way] - learning.slope))


def _direction(scene: Scene) -> str:
    """Where the step moves the weight."""
    learning = _learning(scene)
    moved = learning.step.after.kernels[learning.cell] - learning.step.before.kernels[learning.cell]
    return "down" if moved < 0 else "up"


def _lower(scene: Scene) -> str:
    """At which rate the loss is lower after the step: that of the scene, or half of it."""
    learning = _learning(scene)
    whole, half = (learning.at(rate).again.loss(learning.true) for rate in (learning.rate, learning.rate / 2))
    return "whole" if whole < half else "half"


LESSON = Lesson(
    "From the loss back to a weight",
    8,
    "follow a loss back to a single weight, and say what a step changes.",
    (
        Step(
            "sure",
            (of("stripes", 25), of("stripes", 22), of("cross", 90)),
            "This network has learned nothing: its weights are random. Picture and true class stand below. Softmax "
            f"makes probabilities of its logits, and one of them is over {SURE:g}: see p in the table.",
            Choice(
                "What is such a p worth here?",
                {
                    "sure": f"It is right in over {SURE:.0%} of all cases, as p says",
                    "nothing": "Nothing: it only compares logits",
                },
                _trust,
                {"sure": "softmax-certainty"},
            ),
            "It is sure of the wrong class. Softmax makes the largest logit look certain, wherever the logits come "
            "from.",
            ("step_shares",),
            (83, 101),
            (),
            (*FORWARD, "terms"),
        ),
        Step(
            "logit",
            (of("cross", 2), of("square", 5), of("stripes", 3)),
            "The loss is −log of the true class's probability, written out below: a p near 1 costs nothing. Now "
            "backwards: how does the loss change with each logit?",
            Number(
                "What is the gradient of the true class's logit?",
                _gradient,
                {"gradient-is-p": _probability},
            ),
            "p − 1. It is negative, since a larger logit of the true class makes the loss smaller; the surer the "
            "network is, the less there is to change.",
            ("step_logits",),
            (83,),
            ("step_shares", "step_logits"),
            FORWARD,
        ),
        Step(
            "shared",
            (
                of("cross", 2, "back", cell=(1, 2, 1)),
                of("square", 2, "back", cell=(0, 2, 0)),
                of("cross", 6, "back", cell=(0, 0, 2)),
            ),
            "A weight of a kernel is used at every place. At each, the map's gradient times the pixel that the weight "
            "met there says how the loss would change. At most places that is 0, at some it is not.",
            Choice(
                "What is the gradient of the weight?",
                {
                    "one": "The largest of these numbers",
                    "mean": "Their mean",
                    "sum": "Their sum",
                },
                _made_of,
                {"one": "shared-one-place", "mean": "shared-mean"},
            ),
            "One weight, many places: it answers for all of them, so what it changes adds up. Autograd comes to the "
            "same number.",
            ("back_kernel",),
            (37, 46),
            ("back_kernel/sum", "update", *AGAIN),
            BACK,
        ),
        Step(
            "direction",
            (
                of("cross", 2, "back", cell=(1, 2, 0)),
                of("square", 2, "back", cell=(1, 2, 1)),
                of("square", 5, "back", cell=(1, 0, 0)),
            ),
            "Read the gradient of the framed weight in the kernel of gradients: is it above 0 or below?",
            Choice(
                "What does a step of learning do with this weight?",
                {"up": "It makes it larger", "down": "It makes it smaller"},
                _direction,
                {"up": "step-along", "down": "step-along"},
            ),
            "The gradient points where the loss rises. A step goes the other way: w − rate · gradient.",
            ("back_kernel",),
            (83,),
            ("update", *AGAIN),
            (*BACK, "terms"),
        ),
        Step(
            "rate",
            tuple(of(picture, seed, rate=LONG) for picture, seed in (("stripes", 49), ("stripes", 69), ("cross", 27))),
            f"The learning rate says how far a step goes. It is {LONG:.1f}, {LONG / Learning.rate:g} times what the "
            "page opens with. Compare with a rate half as large.",
            Choice(
                "At which rate is the loss lower after this step?",
                {"whole": f"At {LONG:.1f}: a larger step gets further", "half": f"At {LONG / 2:.1f}"},
                _lower,
                {"whole": "larger-rate"},
            ),
            "The slope is that of where the step begins. Too long a step lands beyond the valley. Move the rate and "
            "read the loss below.",
            ("step_rate",),
            (83, 102),
            AGAIN,
            (*FORWARD, *SOFTMAX),
            seen="The slope is that of where the step begins. Too long a step lands beyond the valley: read the "
            "loss below.",
        ),
        Step(
            "yours",
            (of("cross", 1),),
            "Now it is yours. Take the step again and again and watch the probability of the true class; then tell it "
            "that the cross is a square.",
            taken="All numbers of the way forward stand below. In the app the step is taken again and again, and "
            "learns a wrong class too.",
        ),
    ),
)
