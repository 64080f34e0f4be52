"""Settings worth starting from, each with the claim it makes visible. A lesson is a link; adding one is one entry."""

from dataclasses import dataclass, field

from cnnviz.ops import padding, pipeline, pooling
from cnnviz.ui.links import spelling
from cnnviz.ui.stage_settings import values


@dataclass(frozen=True)
class Lesson:
    """A claim, its title, and what shows it: `sample` is a key of SAMPLES, `colour` of CHANNELS, `more` other widgets'
    values."""

    title: str
    sentence: str
    stages: tuple[pipeline.Stage, ...]
    sample: str = "still-life"
    side: int = 256
    colour: str = "grey"
    more: values.Values = field(default_factory=dict)

    @property
    def values(self) -> values.Values:
        """Widget name -> value: everything in which the lesson differs from a fresh Kernel Lab."""
        usual = (("image", self.sample, "still-life"), ("side", self.side, 256), ("colour", self.colour, "grey"))
        return {key: value for key, value, same in usual if value != same} | values.of_stages(self.stages) | self.more

    @property
    def query(self) -> dict[str, str]:
        """The same as the parameters of a link: never none at all, which would be no link."""
        return spelling.query({"kernel1": self.stages[0].kernels.bank, **self.values})


def _stage(bank: str, **more: object) -> pipeline.Stage:
    return pipeline.Stage(pipeline.Kernels(bank), **more)  # type: ignore[arg-type]


LESSONS = {
    "edges": Lesson(
        "Edges and directions",
        "Sobel's two maps, the strength of an edge and its direction.",
        (_stage("sobel-xy"),),
    ),
    "compass": Lesson(
        "Eight compass directions",
        "One Kirsch mask turned by 45° seven times: eight maps, and the strongest of them.",
        (_stage("kirsch-all"),),
    ),
    "own-kernel": Lesson(
        "Type your own kernel",
        "Numbers in a grid, and the map that follows them.",
        (pipeline.Stage(pipeline.Kernels(pipeline.OWN, own=((-2, -1, 0), (-1, 1, 1), (0, 1, 2)))),),
    ),
    "find-the-t": Lesson(
        "Find the T",
        "A bar lying down and a bar standing up, combined by the smaller answer: the T answers most.",
        (pipeline.Stage(pipeline.Kernels("t-shape-parts", (("size", 27.0),))),),
        sample="t-shape",
        side=128,
        more={"combine": "smaller"},
    ),
    "stride-or-pooling": Lesson(
        "Stride against pooling",
        "Edges, ReLU, then a quarter of the numbers: the largest of every four.",
        (_stage("sobel-x", activation="ReLU", pool=pooling.Pool()),),
        more={"view": "pooling"},
    ),
    "borders": Lesson(
        "The trouble with borders",
        f"Zeros around the picture draw an edge that is not there: {len(padding.MODES)} ways to invent pixels.",
        (_stage("sobel-xy", border=padding.Padding(mode="constant")),),
        more={"view": "borders"},
    ),
    "filters-32": Lesson(
        "32 filters, 3 channels",
        "32 random filters of 3 × 3 × 3 on 32 × 32 × 3: the 32 maps of a network's first layer.",
        (_stage("random", mix="sum", activation="ReLU"),),
        side=32,
        colour="rgb",
    ),
    "blur-then-edges": Lesson(
        "Blur, then edges",
        "Two convolutions in series: a Gaussian first keeps the noise out of the Laplacian.",
        (_stage("gaussian"), _stage("laplacian-8", mix="sum")),
        sample="noise",
    ),
    "no-middle": Lesson(
        "A kernel with no middle",
        "2 × 2: padding same adds its one row at the bottom and its one column at the right.",
        (_stage("mean-2"),),
        sample="impulse",
        side=32,
        more={"view": "numbers"},
    ),
    "sobel-or-prewitt": Lesson(
        "Sobel beside Prewitt",
        "On noise, the middle row counting twice changes little: switch the kernel and compare.",
        (_stage("prewitt-xy"),),
        sample="noise",
    ),
}
