"""Deeper: what is left of a gradient after many layers, and what normalising and shortcuts do to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from cnnviz.course.lesson import Lesson, Step
from cnnviz.course.questions import Choice, Number
from cnnviz.course.scenes import Scene
from cnnviz.images import samples
from cnnviz.nets import forward, layers, networks
from cnnviz.nets.inside import batch_norm, gradients

PAGE = "deeper"
# The side of the pictures that are measured, as on the page.
SIDE = 32
MEASURED = ("gradients_drawn", "gradients_told")
NORMALISED = ("normalised_told", "normalised_drawn", "normalised")
# A gradient that is as large within this factor has arrived; one so many times smaller is as good as none.
NEAR, GONE = 10.0, 1000.0


@dataclass(frozen=True)
class Deep(Scene):
    """A stack of so many layers, whose gradients are measured."""

    page: str = PAGE
    values: Mapping[str, object] = field(default_factory=dict)
    layers: int = 30

    @cached_property
    def lengths(self) -> dict[str, np.ndarray]:
        """The gradient's length at each layer, by the kind of stack."""
        return gradients.gradients(samples.batch(samples.VARIED, SIDE), self.layers)

    def first(self, kind: str) -> float:
        """That at layer 1, where it is 1 at the last."""
        lengths = self.lengths[kind]
        return float(lengths[0] / lengths[-1])


@dataclass(frozen=True)
class Normalised(Scene):
    """Maps before and after batch normalisation."""

    page: str = PAGE
    values: Mapping[str, object] = field(default_factory=dict)

    @cached_property
    def seen(self) -> batch_norm.Comparison:
        """What the page shows of them."""
        return batch_norm.compared(samples.batch(samples.VARIED, SIDE))


def of(count: int) -> Deep:
    """A stack of so many layers, with the link that opens it."""
    return Deep(values={"depth_layers": count}, layers=count)


def _deep(scene: Scene) -> Deep:
    assert isinstance(scene, Deep)
    return scene


def _size(share: float) -> str:
    """A gradient at layer 1 in words, where it is 1 at the last."""
    if 1 / NEAR <= share <= NEAR:
        return "as-large"
    return "larger" if share > NEAR else "gone" if share < 1 / GONE else "smaller"


def _sigmoid(scene: Scene) -> str:
    return _size(_deep(scene).first("plain, sigmoid"))


def _large(scene: Scene) -> str:
    return _size(_deep(scene).first("plain, large weights"))


def _doubled(scene: Scene) -> str:
    """Whether layer 1 gets more or less in a stack of twice as many layers."""
    kind, deep = "plain, small weights", _deep(scene)
    now, then = deep.first(kind), replace(deep, layers=2 * deep.layers).first(kind)
    return "less" if then < now / 2 else "more" if then > 2 * now else "same"


def _shortcut(scene: Scene) -> str:
    """What shortcuts make of the gradient that is gone without them."""
    share = _deep(scene).first("shortcuts, small weights")
    return "arrives" if share >= 1 / NEAR else "gone"


def _seen(scene: Scene) -> batch_norm.Comparison:
    assert isinstance(scene, Normalised)
    return scene.seen


def _trained(scene: Scene) -> int:
    """Parameters of the layer that are trained."""
    return _seen(scene).layer.parameters


def _kept(scene: Scene) -> int:
    """The same, and the statistics that it keeps."""
    layer = _seen(scene).layer
    return layer.parameters + layer.other


def _alone(scene: Scene) -> str:
    """Whose mean and deviation count for a picture, once training is over: what it becomes with another beside it."""
    maps = _seen(scene).before
    network = networks.Network("alone", maps.maps.shape[1:], (layers.BatchNorm(),))
    ones = np.ones(len(maps.means), np.float32)
    statistics = {"running_mean": maps.means.astype(np.float32), "running_var": maps.deviations.astype(np.float32) ** 2}
    weights = {f"0.{name}": value for name, value in {**statistics, "weight": ones, "bias": 0 * ones}.items()}
    single, both = (forward.outputs(network, weights, maps.maps[:count])["0"][0] for count in (1, 2))
    own = batch_norm.normalised(maps.maps[:1])[0]
    return "kept" if np.allclose(single, both) and not np.allclose(single, own, atol=1e-2) else "own"


ARRIVAL = {
    "as-large": "About as much: a gradient is a gradient",
    "smaller": f"{NEAR:g} to {GONE:,.0f} times less",
    "gone": f"Over {GONE:,.0f} times less",
    "larger": f"More than {NEAR:g} times as much",
}

LESSON = Lesson(
    "Why deep is hard",
    7,
    "say what becomes of a gradient on its way through many layers, and what helps.",
    (
        Step(
            "sigmoid",
            (of(30), of(5), of(50)),
            "A stack of convolutions, each followed by a sigmoid. The loss is at the end. Each layer learns from the "
            "gradient that comes back to it through all layers behind it.",
            Choice(
                "What does layer 1 get, beside the last layer?", ARRIVAL, _sigmoid, {"as-large": "gradient-arrives"}
            ),
            "A sigmoid's slope is a quarter at most, and every layer multiplies by its own. The first layers stand "
            "still while the last ones learn.",
            ("depth_layers",),
            (97, 101),
            MEASURED,
            ("depth_how",),
        ),
        Step(
            "large",
            (of(30), of(20), of(50)),
            "A stack of convolutions with ReLU, whose slope is 1 or 0. Its random weights are drawn larger than He's "
            "rule says.",
            Choice(
                "What does layer 1 get, beside the last layer?",
                ARRIVAL,
                _large,
                {"as-large": "gradient-arrives", "smaller": "only-vanish", "gone": "only-vanish"},
            ),
            "Each layer hands on more than it got: the gradient explodes, and one step of learning can ruin all. "
            "He's weights are made so that neither happens.",
            ("depth_layers",),
            (97,),
            MEASURED,
            ("depth_how",),
        ),
        Step(
            "twice",
            (of(10), of(15), of(25)),
            "Small random weights and ReLU. Somebody makes the network twice as deep, so that it can do more, and "
            "changes nothing else.",
            Choice(
                "What is left for layer 1 to learn from?",
                {"more": "More: there is more network", "same": "As much as before", "less": "Less than before"},
                _doubled,
                {"more": "more-layers", "same": "gradient-arrives"},
            ),
            "Move the slider and see. More layers could do more, if only they could be trained: for years that was "
            "why nobody had many.",
            ("depth_layers",),
            (92, 97),
            MEASURED,
            ("depth_how",),
            seen="More layers could do more, if only they could be trained: for years that was why nobody had many.",
        ),
        Step(
            "shortcut",
            (of(20), of(15), of(25)),
            "Small random weights and ReLU: almost nothing reaches layer 1. Now, with the same weights, each layer "
            "adds its input to what it made: a shortcut around it.",
            Choice(
                "What reaches layer 1 now?",
                {"gone": "Almost nothing: the weights are the same", "arrives": "As much as at the end, or more"},
                _shortcut,
                {"gone": "shortcut-nothing"},
            ),
            "The gradient also takes the shortcut, unchanged. So ResNet could be far deeper than any network before "
            "it. What a layer learns is only what it adds.",
            ("depth_layers",),
            (96, 97),
            MEASURED,
            ("depth_how",),
        ),
        Step(
            "statistics",
            (Normalised(),),
            "Batch normalisation measures each map's mean and deviation, μ and σ, and takes them out. Then it scales "
            f"by γ and moves by β, which are trained. Here it is given {len(batch_norm.FACTORS)} maps.",
            Number("How many numbers does this layer train?", _trained, {"bn-statistics": _kept}),
            "γ and β of each map. μ and σ² are measured, not learned: no gradient changes them.",
            ("normalised_told",),
            (94, 95),
            NORMALISED[:2],
            ("depth", "terms"),
        ),
        Step(
            "single",
            (Normalised(),),
            "While training, μ and σ are those of the batch: all its pictures together. Later somebody shows the "
            "network one picture.",
            Choice(
                "Whose mean and deviation are used for it?",
                {
                    "own": "Its own: it is the whole batch now",
                    "kept": "Averages that were kept while training",
                },
                _alone,
                {"own": "bn-test-batch"},
            ),
            "Otherwise its answer would depend on what else is asked at the same time.",
            ("normalised",),
            (95,),
            ("normalised_told",),
            ("depth",),
        ),
        Step(
            "yours",
            (of(50),),
            "Now it is yours. Which of the stacks hands the first of all these layers a gradient that is neither "
            "gone nor far too large?",
        ),
    ),
)
