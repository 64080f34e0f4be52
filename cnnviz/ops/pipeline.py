"""One setting, one call: image -> padded input, feature maps, activation, pooling, stage after stage."""

from dataclasses import dataclass, field

import numpy as np

from cnnviz import limits
from cnnviz.errors import InputError
from cnnviz.ops import activations, catalogue, composites, correlate, geometry, kernels, padding, pooling, whole

OWN, OWN_LABEL = "own", "Your own"
UNIT = 2.0**-24  # the largest relative error of one rounding to a 32-bit float


@dataclass(frozen=True)
class Mix:
    """A way to filter an image of several channels."""

    label: str
    sentence: str


MIXES = {
    "sum": Mix(
        "added up",
        "One filter looks at all channels at once and adds up: one map per filter, as in a network.",
    ),
    "each": Mix(
        "one by one",
        "Every channel is filtered on its own (depthwise): one map per channel and filter.",
    ),
}


Block = tuple[tuple[float, ...], ...]  # rows of weights


@dataclass(frozen=True)
class Kernels:
    """Which kernels: `bank` is a key of catalogue.BANKS with its `parameters` ((name, value), …), or OWN with
    `own` weights (rows of numbers). `more` blocks of them follow where channels or filters have their own: one block
    is laid on every channel, several are a filter's, channel by channel, then the next filter's. `flip` turns them
    by 180°: the convolution of mathematics."""

    bank: str = "sobel-xy"
    parameters: tuple[tuple[str, float], ...] = ()
    own: Block = ()
    flip: bool = False
    more: tuple[Block, ...] = ()

    def weights(self, channels: int = 1) -> tuple[tuple[str, ...], np.ndarray]:
        """Names and weights as they are correlated: (k channels i j). Raises InputError on unusable ones."""
        names: tuple[str, ...]
        if self.bank == OWN:
            weights = _own((self.own, *self.more), channels)
            names = _numbered(len(weights))
        else:
            names, weights = catalogue.weights(self.bank, dict(self.parameters), channels)
        return names, correlate.flipped(weights) if self.flip else weights

    @property
    def composite(self) -> str:
        """What the maps make together: "pair", "compass" or ""."""
        return "" if self.bank == OWN else catalogue.BANKS[self.bank].composite


@dataclass(frozen=True)
class Stage:
    """One convolution with what follows it. `mix` is a key of MIXES, `activation` of activations.ACTIVATIONS."""

    kernels: Kernels = field(default_factory=Kernels)
    mix: str = "each"
    bias: float = 0.0
    border: padding.Padding = field(default_factory=lambda: padding.Padding(mode="nearest"))
    stride: tuple[int, int] = (1, 1)
    dilation: tuple[int, int] = (1, 1)
    activation: str = "none"
    pool: pooling.Pool | None = None

    def __post_init__(self) -> None:
        if self.mix not in MIXES:
            raise InputError(f"There is no way to mix channels called “{self.mix}”. Choose {' or '.join(MIXES)}.")
        if self.activation not in activations.ACTIVATIONS:
            raise InputError(f"There is no activation “{self.activation}”. Choose one from the menu.")
        if not abs(self.bias) <= limits.KERNEL_WEIGHT:
            raise InputError(f"A bias of {self.bias} cannot be. Choose one within ±{limits.KERNEL_WEIGHT:,}.")


@dataclass(frozen=True, eq=False)
class Result:
    """Everything one stage computed, float32: image (c h w), kernels (o c/groups i j), padded (c h' w'),
    maps, activated (o y x), pooled (o y' x'; None without pooling); `names` says which map is which. The maps of
    `exact` results are the exact sums rounded once: what is equal is equal in them."""

    stage: Stage
    image: np.ndarray
    axes: tuple[geometry.Axis, geometry.Axis]
    names: tuple[str, ...]
    kernels: np.ndarray
    groups: int
    padded: np.ndarray
    maps: np.ndarray
    activated: np.ndarray
    pooled: np.ndarray | None
    exact: bool = False

    @property
    def rounding(self) -> float:
        """How far apart rounding may have moved numbers of the maps that are equal: 0 where the sums are exact
        (Higham, Accuracy and Stability of Numerical Algorithms, 2002, section 3.1)."""
        if self.exact:
            return 0.0
        reach = float(np.abs(self.kernels).sum(axis=(1, 2, 3)).max()) * float(np.abs(self.padded).max())
        return 2 * UNIT * (1 + self.kernels[0].size) * (reach + abs(self.stage.bias))

    @property
    def has_rose(self) -> bool:
        """Whether the maps are one for each direction of the compass."""
        return self.stage.kernels.composite == "compass" and len(self.maps) == len(kernels.COMPASS)

    def strongest(self) -> composites.Strongest:
        """The largest of the maps at each place, which one it was, and where it was not alone."""
        return composites.strongest(self.maps, self.rounding)

    @property
    def pairs(self) -> tuple[composites.Pair, ...]:
        """Each two maps, one after the other."""
        every = zip(self.maps[::2], self.maps[1::2], strict=True)
        return tuple(composites.Pair(first, second, self.stage.bias) for first, second in every)

    @property
    def parameters(self) -> int:
        """Weights and biases of a layer with these filters: o · (c · i · j + 1)."""
        return self.kernels.size + len(self.kernels)

    @property
    def coverage(self) -> np.ndarray:
        """How many windows use each pixel of the image: int (h w)."""
        return geometry.coverage(*self.axes)

    @property
    def output(self) -> np.ndarray:
        """What the next stage sees: (o y' x')."""
        return self.activated if self.pooled is None else self.pooled


def results(image: np.ndarray, channels: tuple[str, ...], stages: tuple[Stage, ...]) -> tuple[Result, ...]:
    """The stages applied one after the other: image (c h w) in 0–1 -> a Result each.

    `channels` names the image's channels. Raises InputError where a setting cannot be.
    """
    done: list[Result] = []
    for number, stage in enumerate(stages, start=1):
        try:
            done.append(result(image, channels, stage))
        except InputError as error:
            raise InputError(f"Stage {number}: {error}" if len(stages) > 1 else str(error)) from None
        image, channels = done[-1].output, done[-1].names
    return tuple(done)


def result(image: np.ndarray, channels: tuple[str, ...], stage: Stage) -> Result:
    """One stage applied to an image (c h w); `channels` names its channels."""
    names, weights, groups = _filters(channels, stage)
    axes = stage.border.axes((image.shape[1], image.shape[2]), weights.shape[2:], stage.stride, stage.dilation)
    _affordable(len(names), axes)
    rows, columns = ((axis.before, axis.after) for axis in axes)
    framed = padding.padded(image, rows, columns, stage.border.mode, stage.border.value)
    maps, exact = _maps(framed, weights, stage, groups)
    activated = activations.ACTIVATIONS[stage.activation].function(maps)
    pooled = pooling.pooled(activated, stage.pool) if stage.pool else None
    return Result(stage, image, axes, names, weights, groups, framed, maps, activated, pooled, exact)


def _maps(framed: np.ndarray, weights: np.ndarray, stage: Stage, groups: int) -> tuple[np.ndarray, bool]:
    """The maps (o y x), and whether their sums are exact."""
    sums = whole.correlated(framed, weights, stage.stride, stage.dilation, groups)
    if sums is None:
        bias = np.full(len(weights), stage.bias, np.float32) if stage.bias else None
        return correlate.correlate(framed, weights, stage.stride, stage.dilation, groups, bias), False
    exact, part = sums
    maps = exact + np.float32(stage.bias) if stage.bias else exact
    return maps, whole.told_apart(float(np.abs(maps).max()), part)


def labels() -> dict[str, str]:
    """Id -> what menus call it, for every kernel there is to choose, the learner's own last."""
    return {**{id: bank.label for id, bank in catalogue.BANKS.items()}, OWN: OWN_LABEL}


def depth(channels: int, stage: Stage) -> int:
    """How many maps a stage makes of an image with this many channels."""
    if stage.mix == "sum":
        return len(stage.kernels.weights(channels)[0])
    return len(stage.kernels.weights(1)[0]) * channels


def together(result: Result, combination: str) -> dict[str, np.ndarray]:
    """What a stage's maps make together, by name: `composite` and, of x and y, `direction` of every pair (k h w); of
    eight their `maximum`, the number (from 0) of the `winner`, and where others `tied` with it (h w)."""
    if result.has_rose:
        return dict(zip(("maximum", "winner", "tied"), result.strongest(), strict=True))
    if result.stage.kernels.composite != "pair":
        return {}
    made = {"composite": np.stack([pair.combined(combination) for pair in result.pairs])}
    directed = result.names[0].endswith("x")
    return made | ({"direction": np.stack([pair.direction for pair in result.pairs])} if directed else {})


def reach(results: tuple[Result, ...], number: int, pooled: bool = False) -> tuple[geometry.Reach, geometry.Reach]:
    """Rows and columns of the image that a number of stage `number`, from 1, comes from: after its pooling if `pooled`,
    before it otherwise."""
    steps = [step for result in results[: number - 1] for step in _steps(result, pooled=True)]
    steps += _steps(results[number - 1], pooled)
    return geometry.reach(rows for rows, _ in steps), geometry.reach(columns for _, columns in steps)


def _steps(result: Result, pooled: bool) -> list[tuple[geometry.Axis, geometry.Axis]]:
    """The axes of a stage's convolution and, where that counts, of its pooling."""
    pool = result.stage.pool
    if pool is None or not pooled:
        return [result.axes]
    return [result.axes, pool.axes((result.activated.shape[1], result.activated.shape[2]))]


def _filters(channels: tuple[str, ...], stage: Stage) -> tuple[tuple[str, ...], np.ndarray, int]:
    """Names, weights (o c/groups i j) and groups for an image with these channels."""
    if stage.mix == "sum" or len(channels) == 1:
        return *stage.kernels.weights(len(channels)), 1
    names, weights = stage.kernels.weights(1)
    paired = tuple(f"{channel} · {name}" for channel in channels for name in names)
    return paired, np.tile(weights, (len(channels), 1, 1, 1)), len(channels)


def _affordable(maps: int, axes: tuple[geometry.Axis, geometry.Axis]) -> None:
    if maps > limits.MAPS:
        raise InputError(f"That makes {maps} maps. The limit is {limits.MAPS}: add channels up, or use fewer filters.")
    values = maps * axes[0].padded * axes[1].padded
    if values > limits.MAP_VALUES:
        raise InputError(
            f"That makes {values:,} numbers in {maps} maps. The limit is {limits.MAP_VALUES:,}: choose a smaller "
            "working size or fewer filters."
        )


def _numbered(filters: int) -> tuple[str, ...]:
    """The names of so many filters of the learner's own."""
    return (OWN_LABEL,) if filters == 1 else tuple(f"{OWN_LABEL} {number + 1}" for number in range(filters))


def _own(blocks: tuple[Block, ...], channels: int) -> np.ndarray:
    """The learner's own filters: blocks of rows -> (k channels i j), one block on every channel, or a block each."""
    weights = np.stack([_block(rows) for rows in _alike(blocks)])
    if len(blocks) == 1:
        return np.repeat(weights[None], channels, axis=1)
    if len(blocks) % channels:
        raise InputError(
            f"Your kernel has {len(blocks)} blocks of numbers, and {channels} channels come in. Type 1 block for all "
            f"of them, {channels} for one filter, or {2 * channels} for two."
        )
    return weights.reshape(-1, channels, *weights.shape[1:])


def _alike(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    sizes = [(len(rows), max(map(len, rows), default=0)) for rows in blocks]
    for number, (rows, columns) in enumerate(sizes, start=1):
        if (rows, columns) != sizes[0]:
            raise InputError(
                f"Block {number} of your kernel is {rows} × {columns}, the first one {sizes[0][0]} × {sizes[0][1]}. "
                "Make them alike: zeros weigh nothing."
            )
    return blocks


def _block(rows: Block) -> np.ndarray:
    if not rows or not rows[0] or len({len(row) for row in rows}) > 1:
        raise InputError("Your kernel is empty or its rows differ in length. Type at least one number.")
    weights = np.array(rows, np.float64)
    if max(weights.shape) > limits.KERNEL_SIDE:
        raise InputError(f"Your kernel is {weights.shape[0]} × {weights.shape[1]}. The limit is {limits.KERNEL_SIDE}.")
    if not np.abs(weights).max() <= limits.KERNEL_WEIGHT:
        raise InputError(f"Your kernel holds a number beyond ±{limits.KERNEL_WEIGHT:,}. Replace it.")
    return weights
