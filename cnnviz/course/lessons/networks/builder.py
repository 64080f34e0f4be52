"""Builder: what goes through a network, and what of it is learned."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import prod

from cnnviz.course.lesson import Lesson, Step
from cnnviz.course.questions import Choice, Number
from cnnviz.course.scenes import Scene
from cnnviz.nets import layers, networks, shapes, text, variants, zoo
from cnnviz.nets.inside import stacks

PAGE = "builder"
# What tells the parameters, and what tells the shapes, too.
COUNTS = ("net_counts", "bricks/counts", "words", "each_layer", "as_code")
SHAPES = (*COUNTS, "bricks/shapes", "diagram")


@dataclass(frozen=True)
class Built(Scene):
    """A network in the builder, `made` without arguments; what is read of it is what its bricks say."""

    page: str = PAGE
    values: Mapping[str, object] = field(default_factory=dict)
    made: Callable[[], networks.Network] = zoo.ENTRIES["reference"].network

    @cached_property
    def network(self) -> networks.Network:
        """The network itself."""
        return self.made()

    @cached_property
    def records(self) -> tuple[shapes.Record, ...]:
        """Its layers, read."""
        return shapes.records(self.network)

    def layer(self, kind: type[layers.Layer], place: int = 0) -> shapes.Record:
        """One of its layers of a kind: the first, unless another is asked for."""
        return [record for record in self.records if isinstance(record.layer, kind)][place]


def of(made: Callable[[], networks.Network]) -> Built:
    """The scene of a network, with the link that opens it."""
    return Built(values={"net": text.to_link(made())}, made=made)


def _sized(side: int) -> Callable[[], networks.Network]:
    """The reference model for pictures of another size."""
    return lambda: replace(zoo.ENTRIES["reference"].network(), input=(1, side, side))


def _mixing(maps: int, filters: int) -> Callable[[], networks.Network]:
    """A layer of 1 × 1 filters alone."""
    return lambda: networks.Network("1 × 1", (maps, 8, 8), (layers.conv(filters, 1),))


def bottleneck(wide: int = stacks.WIDE, narrow: int = stacks.NARROW) -> networks.Network:
    """Through fewer maps and back, as on the page Receptive field, for maps of 14 × 14."""
    through = (layers.conv(narrow, 1, bias=False), layers.conv(narrow, 3, padding=1, bias=False))
    return networks.Network("Bottleneck", (wide, 14, 14), (*through, layers.conv(wide, 1, bias=False)))


def _thinner() -> networks.Network:
    """The reference model with half as many first filters, and fewer second ones."""
    reference = zoo.ENTRIES["reference"].network()
    counts = iter((16, 24))
    thinned = (replace(one, filters=next(counts)) if isinstance(one, layers.Conv) else one for one in reference.layers)
    return replace(reference, layers=tuple(thinned))


THINNER = of(_thinner)
(RATE,) = variants.dropouts(zoo.ENTRIES["reference"].network())
REFERENCE, SMALLER, LARGER = (of(_sized(side)) for side in (28, 20, 32))


def _built(scene: Scene) -> Built:
    assert isinstance(scene, Built)
    return scene


def _pooled(scene: Scene) -> int:
    """Rows of a map behind the first pooling."""
    return _built(scene).layer(layers.Pool).output[1]


def _padded(scene: Scene) -> int:
    """The same, if a convolution kept the size."""
    network = _built(scene).network
    padded = tuple(replace(one, padding="same") if isinstance(one, layers.Conv) else one for one in network.layers)
    return _pooled(Built(made=lambda: replace(network, layers=padded)))


def _second(scene: Scene) -> int:
    """Parameters of the second convolution."""
    return _built(scene).layer(layers.Conv, 1).parameters


def _flat(scene: Scene) -> int:
    """The same, if each filter had one flat kernel for all maps."""
    conv = _conv(scene)
    return conv.filters * (prod(conv.size) + 1)


def _biased(scene: Scene) -> int:
    """The same, if every pixel of a map had a bias."""
    record = _built(scene).layer(layers.Conv, 1)
    return record.parameters - _conv(scene).filters + prod(record.output)


def _conv(scene: Scene) -> layers.Conv:
    layer = _built(scene).layer(layers.Conv, 1).layer
    assert isinstance(layer, layers.Conv)
    return layer


def _dense(scene: Scene) -> int:
    """Parameters of the dense layer."""
    return _built(scene).layer(layers.Dense).parameters


def _halved(scene: Scene) -> int:
    """The same, if dropout took away for good the share that it drops."""
    record = _built(scene).layer(layers.Dense)
    (units,), (rate,) = record.output, variants.dropouts(_built(scene).network)
    return round((record.parameters - units) * (1 - rate)) + units


def _growing(scene: Scene) -> str:
    """Which kinds of layers have more parameters for a picture of twice the side."""
    small, large = _built(scene), of(_sized(2 * _built(scene).network.input[1]))
    pairs = list(zip(small.records, large.records, strict=True))
    convs, dense = (
        any(isinstance(one.layer, kind) and other.parameters > one.parameters for one, other in pairs)
        for kind in (layers.Conv, layers.Dense)
    )
    return "all" if convs else "dense" if dense else "none"


def _made(scene: Scene) -> str:
    """What a layer of 1 × 1 filters makes of its maps."""
    record = _built(scene).layer(layers.Conv)
    weights = record.parameters - record.output[0]
    return "mix" if weights == record.output[0] * record.input[0] else "copy"


def _bottleneck(scene: Scene) -> str:
    """How the weights of three layers compare with those of the one beside them."""
    built = _built(scene)
    single = layers.conv(built.network.input[0], 3, padding=1, bias=False)
    one = shapes.alone(single, built.network.input).parameters
    share = shapes.totals(built.records).parameters / one
    return "more" if share > 1 else "most" if share > 1 / 4 else "few"


LESSON = Lesson(
    "Bricks and what they cost",
    7,
    "say of a network what goes through it, and where its parameters sit.",
    (
        Step(
            "shapes",
            (REFERENCE, LARGER, SMALLER),
            "A network is a stack of bricks. Each reads what the one before made. The input has the rows and columns "
            "written at the top; 3 × 3 filters lie on it without padding, and max pooling takes 2 × 2.",
            Number("How many rows has a map behind the first MaxPool?", _pooled, {"keeps-size": _padded}),
            "The convolution takes a pixel off every side, the pooling halves what is left.",
            ("bricks",),
            (77, 78, 80),
            SHAPES,
        ),
        Step(
            "parameters",
            (REFERENCE, THINNER),
            "The second convolution reads the maps that the first made and the pooling shrank. How many filters both "
            "have, and of which size, stands in their bricks.",
            Number(
                "How many parameters has the second convolution?",
                _second,
                {"one-kernel": _flat, "bias-per-pixel": _biased},
            ),
            "Each filter has a window of weights for every map that it reads, and one bias. The arithmetic stands in "
            "the table below.",
            ("bricks",),
            (57, 77, 79),
            COUNTS,
        ),
        Step(
            "dropout",
            (REFERENCE, LARGER),
            f"While training, dropout sets each number that Flatten made to 0 with probability {RATE:g}. The dense "
            "layer reads what it hands on. An arrow → names the size of what each brick makes.",
            Number("How many parameters has the dense layer?", _dense, {"dropout-removes": _halved}),
            "Every number has a weight to every unit, whether it is dropped now and then or not.",
            ("bricks",),
            (78, 79, 82),
            COUNTS,
        ),
        Step(
            "larger",
            (REFERENCE, SMALLER),
            "Think of a picture of twice the rows and twice the columns, and the same bricks.",
            Choice(
                "Which layers need more parameters then?",
                {"none": "None of them", "dense": "Only the dense layer", "all": "The convolutions, too"},
                _growing,
                {"none": "dense-any-size", "all": "picture-size"},
            ),
            "Filters are used at more places. The dense layer has a weight for every number, and there are more "
            "numbers. Set the input's rows and columns and see.",
            ("bricks",),
            (78, 79, 80),
            COUNTS,
            seen="Filters are used at more places. The dense layer has a weight for every number, and there are "
            "more numbers.",
        ),
        Step(
            "pointwise",
            (of(_mixing(64, 16)), of(_mixing(128, 32))),
            "A single brick: filters of 1 × 1, which see one pixel at a time, on many maps.",
            Choice(
                "What are the maps that it makes?",
                {
                    "copy": "Some of those that it was given, as they are",
                    "mix": "New ones, each a weighted sum of all it was given",
                },
                _made,
                {"copy": "one-by-one-nothing"},
            ),
            "Its parameters tell: filters × maps given weights. It is a dense layer at every pixel, and makes many "
            "maps few.",
            ("bricks",),
            (80, 86, 87),
            SHAPES,
        ),
        Step(
            "bottleneck",
            (of(bottleneck), of(lambda: bottleneck(64, 32))),
            "Three layers: 1 × 1 to fewer maps, 3 × 3 among those, 1 × 1 back. A single 3 × 3 from as many maps to "
            "as many could stand in their place.",
            Choice(
                "How many weights have the three layers together?",
                {
                    "more": "More than the one: they are three",
                    "most": "Fewer, but more than a quarter of it",
                    "few": "Less than a quarter of it",
                },
                _bottleneck,
                {"more": "layers-cost"},
            ),
            "The 3 × 3 is the dear one, and it now has fewer maps on both sides.",
            ("bricks",),
            (87, 93),
            COUNTS,
        ),
        Step(
            "yours",
            (REFERENCE,),
            "Now it is yours. Take a brick out, double one, change its numbers: shapes, parameters and receptive "
            "field follow. Where do most of its parameters sit?",
            taken="Where do most of its parameters sit? In the app bricks are taken out, doubled and changed, and "
            "all numbers follow.",
        ),
    ),
)
