"""Activations and dropout: what lets a gradient through, what softmax says, and what is left out when."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from cnnviz.course.lesson import Lesson, Step
from cnnviz.course.questions import Choice, Number, Order
from cnnviz.course.scenes import Scene
from cnnviz.nets.inside import dropout
from cnnviz.ops import activations, softmax

PAGE = "activations"
NAMES = ("a", "b", "c", "d")
CURVE = ("curve_told", "curve_drawn", "curve_maps", "each_function")
SHARES, DROPPED = ("softmax_told",), ("dropout", "dropout_told", "dropout_plainly", "mode_dropout")
# What is put away while a step is about one part of the page.
FUNCTIONS, MAPS = ("functions",), ("curve_maps", "each_function")
# An activation that dropout keeps.
KEPT = 0.5
BELOW = ("softmax", "dropout_part")


@dataclass(frozen=True)
class Curve(Scene):
    """A function by its name, and a place on it."""

    page: str = PAGE
    values: Mapping[str, object] = field(default_factory=dict)
    name: str = "ReLU"
    x: float = 1.5


@dataclass(frozen=True)
class Logits(Scene):
    """Logits of four classes, and a temperature."""

    page: str = PAGE
    values: Mapping[str, object] = field(default_factory=dict)
    logits: tuple[float, ...] = (2.0, 1.0, 0.0, -1.0)
    temperature: float = 1.0

    @property
    def heated(self) -> softmax.Heated:
        """What the page computes."""
        return softmax.heated(np.array(self.logits), self.temperature)


@dataclass(frozen=True)
class Dropping(Scene):
    """Dropout at a rate, while training or later; `activation` is one that is kept."""

    page: str = PAGE
    values: Mapping[str, object] = field(default_factory=dict)
    rate: float = 0.5
    training: bool = True
    activation: float = KEPT


def at(name: str, x: float) -> Curve:
    """A place on a function, with the link that opens it."""
    return Curve(values={"curve": name, "curve_x": x}, name=name, x=x)


def logits(*values: float, temperature: float = 1.0) -> Logits:
    """Logits, with the link that opens them."""
    named = {f"logit_{name}": value for name, value in zip(NAMES, values, strict=True)}
    return Logits(values={**named, "temperature": temperature}, logits=values, temperature=temperature)


def dropping(rate: float, training: bool = True) -> Dropping:
    """Dropout, with the link that opens it."""
    values = {"rate_dropout": rate, "mode_dropout": "training" if training else "test"}
    return Dropping(values=values, rate=rate, training=training)


def _curve(scene: Scene) -> activations.Curve:
    assert isinstance(scene, Curve)
    return activations.curve(scene.name, scene.x)


def _slope(scene: Scene) -> float:
    return _curve(scene).slope


def _value(scene: Scene) -> float:
    return _curve(scene).value


def _passes(scene: Scene) -> str:
    """What comes back through a unit that is negative."""
    slope = _slope(scene)
    return "nothing" if slope == 0 else "little" if slope < 1 / 10 else "all"


def _slopes(scene: Scene) -> dict[str, float]:
    """The slope of each function at the same place."""
    assert isinstance(scene, Curve)
    return {name: _slope(replace(scene, name=name)) for name in THREE}


def _values(scene: Scene) -> dict[str, float]:
    """As if a large value had a large slope."""
    assert isinstance(scene, Curve)
    return {name: _value(replace(scene, name=name)) for name in THREE}


def _heated(scene: Scene) -> softmax.Heated:
    assert isinstance(scene, Logits)
    return scene.heated


def _less(scene: Scene) -> str:
    """What becomes of the first probability where 2 is taken from every logit."""
    assert isinstance(scene, Logits)
    lower = replace(scene, logits=tuple(one - LOWER for one in scene.logits))
    return _moved(_heated(scene).shares[0], lower.heated.shares[0])


def _cooler(scene: Scene) -> str:
    """What becomes of the largest probability at the temperature of the scene, beside that at 1."""
    heated = _heated(scene)
    return _moved(heated.usual.max(), heated.shares.max())


def _moved(before: float, after: float) -> str:
    return "stays" if abs(after - before) < 1e-9 else "rises" if after > before else "falls"


def _dropping(scene: Scene) -> Dropping:
    assert isinstance(scene, Dropping)
    return scene


def _silenced(scene: Scene) -> int:
    """How many of the page's activations are set to 0, all of them being above it."""
    asked = _dropping(scene)
    values = np.ones((dropout.SIDE, dropout.SIDE))
    dropped = dropout.drawn(values, asked.rate, 0)
    return int(((dropped.training if asked.training else dropped.values) == 0).sum())


def _as_in_training(scene: Scene) -> int:
    """The same, if it went on as while training: as many as there are on average."""
    return round(_dropping(scene).rate * dropout.SIDE**2)


def _scaled(scene: Scene) -> float:
    """What a kept activation goes on as."""
    asked = _dropping(scene)
    one = np.array([asked.activation])
    return float(dropout.dropped(one, np.array([True]), asked.rate)[0])


def _unscaled(scene: Scene) -> float:
    return _dropping(scene).activation


THREE = {name: activations.ACTIVATIONS[name].label for name in ("ReLU", "sigmoid", "tanh")}
LOWER = 2.0

LESSON = Lesson(
    "What lets a gradient through",
    8,
    "say what an activation lets back, what softmax's numbers mean, and when dropout works.",
    (
        Step(
            "slope",
            (at("ReLU", 3.0), at("ReLU", 2.5), at("ReLU", 5.0)),
            "What comes back through an activation is multiplied by its slope at x. The function is ReLU, and the "
            "number of x is set below.",
            Number(
                "By which number is a gradient multiplied that comes back to here?", _slope, {"slope-is-value": _value}
            ),
            "Above 0 ReLU is a straight line of slope 1: whatever its value, the gradient passes as it is.",
            ("curve_x",),
            (97, 101),
            CURVE,
            BELOW,
        ),
        Step(
            "negative",
            (at("ReLU", -2.0), at("leaky ReLU", -2.0), at("ReLU", -4.5)),
            "x is below 0. Say a unit is negative like this for every picture that there is.",
            Choice(
                "What of the gradient reaches its weights?",
                {
                    "all": "All of it: it has the most to learn",
                    "little": f"{activations.LEAK:.0%} of it",
                    "nothing": "Nothing",
                },
                _passes,
                {"all": "dead-recovers"},
            ),
            "ReLU's slope there is 0: such a unit is dead, its weights are never told how to change. A leaky ReLU lets "
            f"{activations.LEAK:.0%} through.",
            ("curve", "curve_x"),
            (97, 101),
            CURVE,
            BELOW,
        ),
        Step(
            "order",
            (at("sigmoid", 3.0), at("sigmoid", -3.0), at("sigmoid", 4.0)),
            "Three functions at one and the same x, which is set below. Their curves are covered.",
            Order(
                "Which lets the least of a gradient through there, which the most?",
                THREE,
                _slopes,
                {"slope-is-value": _values},
            ),
            "Far from 0 sigmoid and tanh are flat on both sides, and tanh, which rises faster, is flat sooner. ReLU "
            "has slope 1 above 0 and none below.",
            ("curve_x",),
            (97, 101),
            CURVE,
            BELOW,
        ),
        Step(
            "level",
            (logits(4, 3, 2, 1), logits(5, 4.5, 2, 2), logits(3, 1, 0.5, 0)),
            f"Softmax makes probabilities of logits. Take {LOWER:g} from every logit.",
            Choice(
                "What becomes of the probability of A?",
                {"rises": "It rises", "stays": "It stays", "falls": "It falls: its logit is smaller"},
                _less,
                {"falls": "softmax-level"},
            ),
            "Only the differences count. A logit says nothing alone, and low ones are as sure as high ones.",
            ("softmax",),
            (83, 101),
            SHARES,
            FUNCTIONS,
        ),
        Step(
            "sure",
            (
                logits(2, 1, 0, -1, temperature=0.4),
                logits(2, 1, 0.5, 0, temperature=2),
                logits(1, 0.5, 0, 0, temperature=0.2),
            ),
            "A network has given these logits. Then somebody divides them by the temperature that is set and shows "
            "the probabilities. No picture was added, nothing was learned.",
            Choice(
                "What becomes of the largest probability?",
                {"stays": "It stays: the network knows what it knew", "rises": "It rises", "falls": "It falls"},
                _cooler,
                {"stays": "softmax-certainty"},
            ),
            "Divided by less than 1 they move apart, by more together. A probability of softmax is a way to write "
            "logits, not a measure of how often the network is right: that only pictures with known answers tell.",
            ("softmax",),
            (83, 101),
            SHARES,
            (*FUNCTIONS, "terms"),
        ),
        Step(
            "scaled",
            (dropping(0.5), dropping(0.2), dropping(0.75)),
            "While training, dropout sets activations to 0, each with probability p, the rate. On average the next "
            "layer shall meet as much as without it.",
            Number(f"A kept activation is {KEPT:g}. As what does it go on?", _scaled, {"dropout-unscaled": _unscaled}),
            "It is divided by 1 − p, so that the mean stays. Later, without dropout, nothing has to be changed.",
            ("rate_dropout",),
            (82, 102),
            DROPPED,
            (*FUNCTIONS, "softmax"),
        ),
        Step(
            "test",
            (dropping(0.5, False), dropping(0.25, False)),
            f"Training is over. The same rate stands at the layer, and a new picture comes: {dropout.SIDE**2} of its "
            "activations, all above 0, reach the dropout.",
            Number("How many of them does it silence?", _silenced, {"dropout-test": _as_in_training}),
            "None. It made learning harder, so that no unit relies on another; now all may help.",
            ("rate_dropout",),
            (82, 102),
            DROPPED,
            (*FUNCTIONS, "softmax", "terms"),
        ),
        Step(
            "yours",
            (at("sigmoid", 0.0),),
            "Now it is yours. Look below at what each function makes of a map, and where on it training can reach. "
            "Then find logits that make softmax nearly sure of B.",
            taken="Look below at what the function makes of a map, and where on it training can reach. In the app "
            "you choose the function, and logits that make softmax nearly sure of B.",
        ),
    ),
)
