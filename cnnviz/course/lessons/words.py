"""Words: one for each thing, where two are often taken for one."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from cnnviz.course.lesson import Lesson, Step
from cnnviz.course.questions import Choice, Number
from cnnviz.course.scenes import Numbers, Row, Scene
from cnnviz.ops import pipeline


@dataclass(frozen=True)
class Layer(Scene):
    """The glossary, and a layer to think of: so many filters of a size on so many channels."""

    page: str = "words"
    filters: int = 8
    size: int = 3
    channels: int = 3
    side: int = 16

    @cached_property
    def result(self) -> pipeline.Result:
        """What the layer makes of a picture, whatever it holds."""
        kernels = pipeline.Kernels("random", (("count", float(self.filters)), ("size", float(self.size))))
        picture = np.zeros((self.channels, self.side, self.side), np.float32)
        return pipeline.result(picture, tuple(map(str, range(self.channels))), pipeline.Stage(kernels, "sum"))


@dataclass(frozen=True)
class Turning(Scene):
    """The glossary, and a kernel to think of."""

    page: str = "words"
    kernel: Numbers = (1, 2, 3)


def _turns(scene: Scene) -> str:
    """Who turns the kernel: a single 1 tells, which leaves it behind as it was laid on, mirrored."""
    assert isinstance(scene, Turning)
    one = (0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0)
    networks = Row(data=one, kernel=scene.kernel).result.output[0, 0]
    turned = Row(data=one, kernel=scene.kernel, flip=True).result.output[0, 0]
    mathematics = np.convolve(one, scene.kernel, "same")
    known = {(True, False): "maths", (False, True): "networks", (True, True): "both", (False, False): "neither"}
    return known[np.array_equal(mathematics, turned), np.array_equal(networks, turned)]


def _slices(scene: Scene) -> int:
    """Flat kernels in one filter."""
    assert isinstance(scene, Layer)
    return scene.result.kernels.shape[1]


def _learned(scene: Scene) -> str:
    """What belongs to the layer: a larger picture changes how many numbers a map has, and no parameter."""
    assert isinstance(scene, Layer)
    larger = replace(scene, side=2 * scene.side).result
    maps = larger.parameters - scene.result.parameters
    return "kernels" if maps == 0 and larger.maps.size > scene.result.maps.size else "maps"


LESSON = Lesson(
    "One word for one thing",
    3,
    "use one word for one thing, in every text about CNNs.",
    (
        Step(
            "turns",
            (Turning(), Turning(kernel=(1, 0, -1))),
            "One word, two meanings: mathematics and deep learning both say “convolution”.",
            Choice(
                "Who turns the kernel by 180° before it is laid on?",
                {
                    "maths": "Mathematics",
                    "networks": "Deep learning",
                    "both": "Both",
                    "neither": "Neither",
                },
                _turns,
                {"networks": "flips", "both": "flips", "neither": "never-flips"},
            ),
            "So what deep learning calls convolution is cross-correlation. A learned kernel can be either.",
            concepts=(3,),
            covers=("word_correlation",),
            folds=("terms",),
        ),
        Step(
            "filter",
            (Layer(),),
            f"A colour picture has red, green and blue. Think of a layer of {Layer.filters} filters of {Layer.size} × "
            f"{Layer.size} on it. A filter is often called a kernel, too.",
            Number("How many flat slices has one of these filters?", _slices, {"one-kernel": lambda _: 1}),
            "One slice for each channel; they are added up. In some texts only a slice is called kernel.",
            concepts=(3, 56),
            covers=("word_kernel",),
            folds=("terms",),
        ),
        Step(
            "learned",
            (Layer(),),
            "A layer has kernels, and it makes feature maps. Both are blocks of numbers.",
            Choice(
                "Which of them are its parameters, which training changes?",
                {"kernels": "The kernels' numbers", "maps": "The maps' pixels", "both": "Both"},
                _learned,
                {"maps": "maps-learned", "both": "maps-learned"},
            ),
            "A map is computed anew from every picture. The kernels are what stays, and what is learned.",
            concepts=(3, 57),
            covers=("word_kernel", "word_feature-map", "word_parameters"),
            folds=("terms",),
        ),
        Step(
            "yours",
            (Scene("words"),),
            "Now it is yours. Look up the word that you have met under two names; the tables below have the names that "
            "libraries use.",
        ),
    ),
)
