"""A neuron is a template: b·x as likeness, a bias, and what light does to both."""

from dataclasses import dataclass, field

from cnnviz.course.lesson import Lesson, Step
from cnnviz.course.questions import Choice, Number
from cnnviz.course.scenes import Scene
from cnnviz.datasets import shapes as drawn_shapes
from cnnviz.figures.why import templates
from cnnviz.nets import layers, shapes, small
from cnnviz.ops.templates import neuron
from cnnviz.ops.templates.neuron import Setting

PAGE = "neuron"
SIDE = 16


@dataclass(frozen=True)
class Held(Scene):
    """A template and the shape that is held against it, both by their ids among the drawn shapes."""

    template: str = "t"
    against: str = "t"
    setting: Setting = field(default_factory=Setting)


def held(against: str, setting: Setting, template: str = "t") -> Held:
    """The shape against the template, on its page."""
    values = {
        "pixels": SIDE,
        "template": template,
        "against": against,
        "theta": "" if setting.theta is None else f"{setting.theta:g}",
        "weight_length": setting.length,
        "brightness": setting.brightness,
        "neuron_bias": setting.bias,
        "normalise": setting.normalise,
        "sigma": setting.activation,
    }
    return Held(PAGE, values, template, against, setting)


def _turned(theta: float, length: float) -> Held:
    return held("cross", Setting(theta, length))


def _thresholded(length: float, bias: float) -> Held:
    return held("t", Setting(0.0, length, bias=bias, activation="ReLU"))


def _lit(against: str, normalise: bool, template: str = "t") -> Held:
    return held(against, Setting(brightness=templates.BRIGHT, normalise=normalise), template)


def answer(scene: Scene, **changed: object) -> neuron.Answer:
    """What the page's neuron does, as it is set or with some of it `changed`."""
    assert isinstance(scene, Held)
    template, against = (drawn_shapes.upright(id, SIDE).astype(float) for id in (scene.template, scene.against))
    return neuron.answer(template, against, _with(scene.setting, **changed))


def _with(setting: Setting, **changed: object) -> Setting:
    return Setting(**{**vars(setting), **changed})


def _sum(scene: Scene) -> float:
    return answer(scene).sum


def _lengths(scene: Scene) -> float:
    """b·x, if the angle did not matter."""
    came = answer(scene)
    assert isinstance(scene, Held)
    return scene.setting.length * came.size


def _in_proportion(scene: Scene) -> float:
    """b·x, if it fell evenly to 0 at 90°."""
    return _lengths(scene) * (1 - answer(scene).angle / 90)


def _output(scene: Scene) -> float:
    return answer(scene).output


def _brighter(scene: Scene) -> str:
    """Which gives the larger b·x: the template in dim light, or the other shape in bright light."""
    assert isinstance(scene, Held)
    template = held(scene.template, scene.setting, scene.template)
    right = answer(template, theta=None, brightness=templates.DIM).sum
    wrong = answer(scene, theta=None, brightness=templates.BRIGHT).sum
    return "right" if right > wrong else "wrong"


def hidden() -> shapes.Record:
    """The second dense layer of the network with one hidden layer."""
    dense = [one for one in shapes.records(small.SMALL["dense"].network()) if isinstance(one.layer, layers.Dense)]
    return dense[1]


def _read(scene: Scene) -> str:
    """What a unit of that layer has a weight for."""
    record = hidden()
    pixels = small.SMALL["dense"].network().input
    return "pixel" if record.input == (pixels[0] * pixels[1] * pixels[2],) else "unit"


TWO = {"right": "The template itself, in dim light", "wrong": "The other shape, in bright light"}

LESSON = Lesson(
    "A neuron is a template",
    7,
    "say what b·x measures, and why inputs are normalised.",
    (
        Step(
            "angle",
            (_turned(60, 20), _turned(-60, 30), _turned(120, 10)),
            "Two images are two arrows. The neuron's weights are b, and b·x = |b| |x| cos θ. Here x is normalised, so "
            "|x| = 1. Length |b| and angle θ stand at their sliders; cos 60° = 0.5 and cos 120° = −0.5.",
            Number(
                "How much is b·x?",
                _sum,
                {"length-alone": _lengths, "angle-linear": _in_proportion},
            ),
            "All of |b| where x points where b does, nothing at 90°, below 0 beyond: b·x says how alike they are.",
            concepts=(24, 25, 26),
        ),
        Step(
            "bias",
            (_thresholded(20, -15), _thresholded(30, -12), _thresholded(25, -5)),
            "x is the template itself, normalised, so b·x is |b|. The bias is added to it. Then ReLU keeps what is "
            "above 0.",
            Number("What does the neuron answer?", _output, {"bias-forgotten": _sum}),
            "A bias below 0 is a threshold: b·x has to get over it before anything comes out.",
            concepts=(24,),
        ),
        Step(
            "light",
            (_lit("cross", False), _lit("square", False), _lit("star", False)),
            "Nothing is normalised. b and the x you see are two shapes. Take the template itself as x at "
            f"{templates.DIM:g} of its light, and the other shape at {templates.BRIGHT:g} times its light.",
            Choice("Which of the two gives the larger b·x?", TWO, _brighter, {"right": "likeness-wins"}),
            "As they come, b·x measures light as much as likeness. The table below has all four numbers.",
            concepts=(27,),
        ),
        Step(
            "normalised",
            (_lit("cross", True), _lit("square", True), _lit("star", True)),
            f"The template itself at {templates.DIM:g} of its light, and another shape at {templates.BRIGHT:g} times "
            "its light. But x is normalised first: less its mean, and scaled to length 1.",
            Choice("Which of the two gives the larger b·x?", TWO, _brighter, {"wrong": "light-counts"}),
            "What is left is the angle. That is why inputs are normalised, and why networks normalise in between.",
            concepts=(26, 27),
        ),
        Step(
            "learned",
            (_lit("cross", True), _lit("ring", True, "square")),
            "Nobody has to draw templates. A network without a hidden layer learns one for each class: an image of "
            f"weights. Another has {hidden().input[0]} hidden units, and a second layer behind them.",
            Choice(
                "What does a unit of the second layer have a weight for?",
                {"pixel": "Each pixel of the picture", "unit": "Each unit of the hidden layer"},
                _read,
                {"pixel": "later-pixels"},
            ),
            "So only the first weights are images. The second mix what those found, and no eye reads them.",
            concepts=(31, 33),
            covers=("from_here",),
        ),
        Step(
            "yours",
            (held("cross", Setting()),),
            "Now it is yours. Drag the arrow x around b, draw a template of your own, and cut one from a picture. Then "
            "carry it to Step by step: the same neuron at every window is convolution.",
            taken="Now it is yours. Drag the arrow x around b, draw a template of your own, and cut one from a "
            "picture. In the app it goes on to Step by step: the same neuron at every window is convolution.",
        ),
    ),
)
