"""Ten things to see in the Kernel Lab, each with a task: its menu offers them one by one."""

from cnnviz.course.lesson import Lesson, Step
from cnnviz.course.scenes import Photo
from cnnviz.ops import padding, pipeline, pooling

PAGE = "kernel-lab"


def _stage(bank: str, **more: object) -> pipeline.Stage:
    return pipeline.Stage(pipeline.Kernels(bank), **more)  # type: ignore[arg-type]


def _photo(*stages: pipeline.Stage, sample: str = "still-life", side: int = 256, **values: object) -> Photo:
    return Photo(PAGE, values, stages, sample, side)


LESSON = Lesson(
    "Ten things to see in the Kernel Lab",
    10,
    "put any kernel on any picture and read its map.",
    (
        Step(
            "edges",
            (_photo(_stage("sobel-xy")),),
            "Sobel's two maps, the strength of an edge and its direction.",
            title="Edges and directions",
            notice="Point along the edge of a ball. Where does the map of x change its sign?",
            concepts=(17, 18),
        ),
        Step(
            "compass",
            (_photo(_stage("kirsch-all")),),
            "One Kirsch mask turned by 45° seven times: eight maps, and the strongest of them.",
            title="Eight compass directions",
            notice="Choose one edge. Which of the eight maps answers most to it, and which least?",
            concepts=(19,),
        ),
        Step(
            "own-kernel",
            (_photo(pipeline.Stage(pipeline.Kernels(pipeline.OWN, own=((-2, -1, 0), (-1, 1, 1), (0, 1, 2))))),),
            "Numbers in a grid, and the map that follows them.",
            title="Type your own kernel",
            notice="Change one number so that all nine add up to 0. What becomes of flat areas?",
            concepts=(23,),
        ),
        Step(
            "find-the-t",
            (
                _photo(
                    pipeline.Stage(pipeline.Kernels("t-shape-parts", (("size", 27.0),))),
                    sample="t-shape",
                    side=128,
                    combine="smaller",
                ),
            ),
            "A bar lying down and a bar standing up, combined by the smaller answer: the T answers most.",
            title="Find the T",
            notice="Combine the two by another rule. Which shape answers most now?",
            concepts=(20,),
        ),
        Step(
            "stride-or-pooling",
            (_photo(_stage("sobel-x", activation="ReLU", pool=pooling.Pool()), view="pooling"),),
            "Edges, ReLU, then a quarter of the numbers: the largest of every four.",
            title="Stride against pooling",
            notice="Which of the small maps still shows the thin lines, and which lost some?",
            concepts=(67,),
        ),
        Step(
            "borders",
            (_photo(_stage("sobel-xy", border=padding.Padding(mode="constant")), view="borders"),),
            f"Zeros around the picture draw an edge that is not there: {len(padding.MODES)} ways to invent pixels.",
            title="The trouble with borders",
            notice="Find the way whose map has no bright frame.",
            concepts=(48, 50),
        ),
        Step(
            "filters-32",
            (Photo(PAGE, {}, (_stage("random", mix="sum", activation="ReLU"),), side=32, colour="rgb"),),
            "32 random filters of 3 × 3 × 3 on 32 × 32 × 3: the 32 maps of a network's first layer.",
            title="32 filters, 3 channels",
            notice="Choose a map. Could you have told it from its filter's numbers?",
            concepts=(22, 57),
        ),
        Step(
            "blur-then-edges",
            (_photo(_stage("gaussian"), _stage("laplacian-8", mix="sum"), sample="noise"),),
            "Two convolutions in series: a Gaussian first keeps the noise out of the Laplacian.",
            title="Blur, then edges",
            notice="Make the Gaussian narrower, bit by bit. When does the noise come back?",
            concepts=(23,),
        ),
        Step(
            "no-middle",
            (_photo(_stage("mean-2"), sample="impulse", side=32, view="numbers"),),
            "2 × 2: padding same adds its one row at the bottom and its one column at the right.",
            title="A kernel with no middle",
            notice="Find the impulse in both. To which side did the answer move?",
            concepts=(14,),
        ),
        Step(
            "sobel-or-prewitt",
            (_photo(_stage("prewitt-xy"), sample="noise"),),
            "On noise, the middle row counting twice changes little: switch the kernel and compare.",
            title="Sobel beside Prewitt",
            notice="Switch to Sobel x and y. What changes more: the picture, or the scale below it?",
            concepts=(18,),
        ),
        Step(
            "yours",
            (_photo(_stage("sobel-xy")),),
            "Now it is yours: drop a photo of your own, and put three kernels on it of which you know beforehand what "
            "they will show.",
        ),
    ),
)
