"""Settings worth starting from, each with the claim it makes visible. A lesson is a link; adding one is one entry."""

from dataclasses import dataclass, field

from cnnviz.ops import padding, pipeline, pooling
from cnnviz.ui import settings


@dataclass(frozen=True)
class Lesson:
    """A claim and what shows it: `sample` is a key of SAMPLES, `colour` of CHANNELS, `more` other widgets' values."""

    sentence: str
    stages: tuple[pipeline.Stage, ...]
    sample: str = "still-life"
    side: int = 256
    colour: str = "grey"
    more: settings.Values = field(default_factory=dict)

    @property
    def values(self) -> settings.Values:
        """Widget name -> value: everything in which the lesson differs from a fresh Kernel Lab."""
        usual = (("image", self.sample, "still-life"), ("side", self.side, 256), ("colour", self.colour, "grey"))
        return {key: value for key, value, same in usual if value != same} | settings.of_stages(self.stages) | self.more

    @property
    def query(self) -> dict[str, str]:
        """The same as the parameters of a link: never none at all, which would be no link."""
        return settings.query({"kernel1": self.stages[0].kernels.bank, **self.values})


def _stage(bank: str, **more: object) -> pipeline.Stage:
    return pipeline.Stage(pipeline.Kernels(bank), **more)  # type: ignore[arg-type]


LESSONS = {
    "Edges and directions": Lesson(
        "Sobel's two maps, the strength of an edge and its direction.",
        (_stage("Sobel x and y"),),
    ),
    "Eight compass directions": Lesson(
        "One Kirsch mask turned by 45° seven times: eight maps, and the strongest of them.",
        (_stage("Kirsch, all eight"),),
    ),
    "Type your own kernel": Lesson(
        "Numbers in a grid, and the map that follows them.",
        (pipeline.Stage(pipeline.Kernels(pipeline.OWN, own=((-2, -1, 0), (-1, 1, 1), (0, 1, 2)))),),
    ),
    "Find the T": Lesson(
        "A bar lying down and a bar standing up, combined by the smaller answer: the T answers most.",
        (pipeline.Stage(pipeline.Kernels("T-shape parts", (("size", 27.0),))),),
        sample="t-shape",
        side=128,
        more={"combine": "smaller"},
    ),
    "Stride against pooling": Lesson(
        "Edges, ReLU, then a quarter of the numbers: the largest of every four.",
        (_stage("Sobel x", activation="ReLU", pool=pooling.Pool()),),
        more={"view": "Pooling"},
    ),
    "The trouble with borders": Lesson(
        f"Zeros around the picture draw an edge that is not there: {len(padding.MODES)} ways to invent pixels.",
        (_stage("Sobel x and y", border=padding.Padding(mode="constant")),),
        more={"view": "Borders"},
    ),
    "32 filters, 3 channels": Lesson(
        "32 random filters of 3 × 3 × 3 on 32 × 32 × 3: the 32 maps of a network's first layer.",
        (_stage("Random filters", mix="sum", activation="ReLU"),),
        side=32,
        colour="rgb",
    ),
    "Blur, then edges": Lesson(
        "Two convolutions in series: a Gaussian first keeps the noise out of the Laplacian.",
        (_stage("Gaussian"), _stage("Laplacian, 8 neighbours", mix="sum")),
        sample="noise",
    ),
    "A kernel with no middle": Lesson(
        "2 × 2: padding same adds its one row at the bottom and its one column at the right.",
        (_stage("2 × 2 mean"),),
        sample="impulse",
        side=32,
        more={"view": "Numbers"},
    ),
    "Sobel beside Prewitt": Lesson(
        "On noise, the middle row counting twice changes little: switch the kernel and compare.",
        (_stage("Prewitt x and y"),),
        sample="noise",
    ),
}
