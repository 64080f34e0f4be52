"""Networks as data: one frozen record for every kind of layer, stacked like bricks (C77, C80)."""

from dataclasses import dataclass
from typing import Literal

from cnnviz import limits
from cnnviz.errors import InputError
from cnnviz.nets import checks

Pair = tuple[int, int]  # rows, columns
Pads = tuple[Pair, Pair]  # (top, bottom), (left, right)
Padding = Literal["valid", "same"] | Pads
Layers = tuple["Layer", ...]

POOLINGS = ("max", "average", "L2")
ACTIVATIONS = ("ReLU", "leaky ReLU", "sigmoid", "tanh", "softmax", "ReLU6")


@dataclass(frozen=True)
class Layer:
    """One layer. Every kind raises InputError, with the way out, for settings outside its range."""

    @property
    def title(self) -> str:
        """The layer in a few words: Conv 32@3×3."""
        return type(self).__name__

    @property
    def parts(self) -> dict[str, Layers]:
        """The sequences of layers inside, by the name each adds to a path; none unless it is a container."""
        return {}


@dataclass(frozen=True)
class Conv(Layer):
    """Filters slid over maps (c h w) -> (filters h' w'), each over c / groups of the channels (C57–C59).

    Sizes in pixels as (rows, columns). Padding with zeros: none, what keeps ⌈size / stride⌉, or pixels per side.
    """

    filters: int = 32
    size: Pair = (3, 3)
    stride: Pair = (1, 1)
    dilation: Pair = (1, 1)
    padding: Padding = "valid"
    groups: int = 1
    bias: bool = True

    def __post_init__(self) -> None:
        checks.whole(self.filters, 1, limits.NET_UNITS, "number of filters")
        checks.pair(self.size, 1, limits.KERNEL_SIDE, "filter size")
        checks.pair(self.stride, 1, limits.STRIDE, "stride")
        checks.pair(self.dilation, 1, limits.DILATION, "dilation")
        checks.padding(self.padding, (limits.PADDING, limits.PADDING))
        checks.whole(self.groups, 1, limits.NET_UNITS, "number of groups")
        checks.flag(self.bias, "bias")
        if self.filters % self.groups:
            raise InputError(
                f"{self.filters:,} filters cannot be shared out among {self.groups:,} groups. "
                "Choose a number of groups that divides the number of filters."
            )

    @property
    def title(self) -> str:
        return (
            f"Conv {self.filters}@{_times(self.size)}"
            + (f" stride {_short(self.stride)}" if self.stride != (1, 1) else "")
            + (f" dilation {_short(self.dilation)}" if self.dilation != (1, 1) else "")
            + (f" in {self.groups} groups" if self.groups > 1 else "")
        )


@dataclass(frozen=True)
class Pool(Layer):
    """One number for each window of each map, no parameters (T5): maps (c h w) -> (c h' w').

    `ceil` lets a last window hang over the edge; `count_padding` counts padding, as zeros, in an average.
    """

    kind: str = "max"
    size: Pair = (2, 2)
    stride: Pair = (2, 2)
    padding: Padding = "valid"
    ceil: bool = False
    count_padding: bool = True

    def __post_init__(self) -> None:
        checks.one_of(self.kind, POOLINGS, "pooling")
        checks.pair(self.size, 1, limits.POOL_WINDOW, "pooling window")
        checks.pair(self.stride, 1, limits.STRIDE, "stride")
        # PyTorch's rule: a window may not lie mostly in the padding.
        checks.padding(self.padding, (self.size[0] // 2, self.size[1] // 2))
        checks.flag(self.ceil, "ceil")
        checks.flag(self.count_padding, "count_padding")

    @property
    def title(self) -> str:
        stride = f" stride {_short(self.stride)}" if self.stride != self.size else ""
        return f"{self.kind[0].upper()}{self.kind[1:]}Pool {_times(self.size)}{stride}"


@dataclass(frozen=True)
class GlobalPool(Layer):
    """Each map becomes one number, whatever its size (C69, T6): maps (c h w) -> (c)."""

    kind: str = "average"

    def __post_init__(self) -> None:
        checks.one_of(self.kind, POOLINGS, "pooling")

    @property
    def title(self) -> str:
        return f"Global {self.kind} pool"


@dataclass(frozen=True)
class AdaptivePool(Layer):
    """As many windows as asked for, spread evenly over each map, whatever its size (C69, T6): (c h w) -> (c size)."""

    size: Pair = (1, 1)
    kind: str = "average"

    def __post_init__(self) -> None:
        checks.pair(self.size, 1, limits.NET_SIDE, "adaptive size")
        checks.one_of(self.kind, POOLINGS[:2], "adaptive pooling")

    @property
    def title(self) -> str:
        return f"Adaptive {self.kind} pool {_times(self.size)}"


@dataclass(frozen=True)
class BatchNorm(Layer):
    """Each channel less its mean, over its deviation, in the batch; then a learned scale and shift (C95).

    Per channel 2 parameters are trained and 2 statistics kept. Ioffe & Szegedy 2015.
    """

    affine: bool = True
    eps: float = 1e-5

    def __post_init__(self) -> None:
        checks.flag(self.affine, "affine")
        checks.real(self.eps, 1e-12, 1.0, "eps")


@dataclass(frozen=True)
class LRN(Layer):
    """Each value over (k + alpha · Σ squares of its `size` neighbours in other maps)^beta. Krizhevsky et al. 2012."""

    size: int = 5
    alpha: float = 1e-4
    beta: float = 0.75
    k: float = 2.0

    def __post_init__(self) -> None:
        checks.whole(self.size, 1, limits.NET_UNITS, "number of neighbours")
        checks.real(self.alpha, 0.0, 1e3, "alpha")
        checks.real(self.beta, 0.0, 1e3, "beta")
        checks.real(self.k, 1e-6, 1e3, "k")

    @property
    def title(self) -> str:
        return f"LRN over {self.size} maps"


@dataclass(frozen=True)
class Activation(Layer):
    """A function of each number; softmax is over the channels or units. The leaky slope is PyTorch's, 0.01."""

    kind: str = "ReLU"

    def __post_init__(self) -> None:
        checks.one_of(self.kind, ACTIVATIONS, "activation")

    @property
    def title(self) -> str:
        return self.kind


@dataclass(frozen=True)
class Dropout(Layer):
    """While training, sets each number to 0 with probability `rate` and scales up the rest."""

    rate: float = 0.5

    def __post_init__(self) -> None:
        checks.real(self.rate, 0.0, 0.99, "dropout rate")

    @property
    def title(self) -> str:
        return f"Dropout {self.rate:g}"


@dataclass(frozen=True)
class Flatten(Layer):
    """Maps one after the other, each row by row (C81): (c h w) -> (c · h · w)."""


@dataclass(frozen=True)
class Dense(Layer):
    """Every unit reads the whole vector: (n) -> (units)."""

    units: int = 10
    bias: bool = True

    def __post_init__(self) -> None:
        checks.whole(self.units, 1, limits.NET_UNITS, "number of units")
        checks.flag(self.bias, "bias")

    @property
    def title(self) -> str:
        return f"Dense {self.units}"


def conv(filters: int, size: int | Pair = 3, stride: int = 1, padding: int | Pair = 0, bias: bool = True) -> Conv:
    """A convolution as papers write it: one number where rows and columns agree, padding alike on both sides."""
    return Conv(filters, _both(size), (stride, stride), padding=_sides(padding), bias=bias)


def pool(kind: str, size: int, stride: int = 0, padding: int = 0, ceil: bool = False, count: bool = True) -> Pool:
    """A pooling as papers write it; its stride is its size unless given."""
    stride = stride or size
    return Pool(kind, (size, size), (stride, stride), _sides(padding), ceil, count)


def _both(size: int | Pair) -> Pair:
    return (size, size) if isinstance(size, int) else size


def _sides(padding: int | Pair) -> Padding:
    rows, columns = _both(padding)
    return ((rows, rows), (columns, columns)) if rows or columns else "valid"


def _times(size: Pair) -> str:
    return f"{size[0]}×{size[1]}"


def _short(size: Pair) -> str:
    return str(size[0]) if size[0] == size[1] else _times(size)
