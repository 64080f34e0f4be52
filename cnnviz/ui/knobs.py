"""Controls that a component draws itself: what they are called, what they can be, and their values in the link."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from cnnviz import limits
from cnnviz.ops import activations, catalogue, padding, pooling
from cnnviz.ui import links, settings, stage_controls


@dataclass(frozen=True)
class Knob:
    """A slider (`low` to `high` by `step`), a choice (of `options`) or a switch, called `name` without stage number.

    `fitted` ones may not be turned to where no window fits; `when` names the values of others beside which it is of
    use; `remote` ones change what only the server can compute; `key` is its session key if not its name in the link;
    `whole` ones belong to no stage; `folded` ones are out of sight until somebody wants them; `first` is what 0 is
    called where it is read (places count from 1).
    """

    name: str
    label: str
    sentence: str
    default: Any
    options: tuple[str, ...] = ()
    low: float = 0
    high: float = 0
    step: float = 1
    fitted: bool = False
    remote: bool = False
    when: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    key: str = ""
    whole: bool = False
    folded: bool = False
    first: int = 0

    @property
    def kind(self) -> str:
        """Which control it is."""
        return "switch" if isinstance(self.default, bool) else "choice" if self.options else "slider"

    @property
    def named(self) -> str:
        """Its name in a link: that of the first stage."""
        return self.name if self.whole else settings.numbered(self.name, 1)

    def value(self) -> Any:
        """Its value now; from here on it is part of the link."""
        if self.kind == "choice":
            keyed = links.choice(self.named, self.options, self.default, self.key)
        elif self.kind == "switch":
            keyed = links.switch(self.named, self.default)
        else:
            kind = type(self.default)
            keyed = links.number(self.named, kind(self.low), kind(self.high), self.default, self.key)
        return st.session_state[keyed["key"]]

    def drawn(self) -> dict[str, object]:
        """What the component needs to draw it."""
        return {
            "name": self.name,
            "kind": self.kind,
            "label": self.label,
            "sentence": self.sentence,
            "options": self.options,
            "low": self.low,
            "high": self.high,
            "step": self.step,
            "fitted": self.fitted,
            "remote": self.remote,
            "when": self.when,
            "folded": self.folded,
            "first": self.first,
        }


def values(knobs: Iterable[Knob]) -> dict[str, Any]:
    """Name -> value of every knob."""
    return {knob.name: knob.value() for knob in knobs}


def take(knobs: Iterable[Knob], said: object) -> None:
    """Set the knobs to what a component says, as far as they can be; for callbacks."""
    if not isinstance(said, Mapping):
        return
    for knob in knobs:
        if knob.name in said and (value := _usable(knob, said[knob.name])) is not None:
            links.put(knob.named, value, knob.key)


def _usable(knob: Knob, value: object) -> object:
    """The value as this knob has it; None where it cannot be one of its values."""
    if knob.kind == "switch":
        return value if isinstance(value, bool) else None
    if knob.kind == "choice":
        return value if value in knob.options else None
    if isinstance(value, bool) or not isinstance(value, int | float) or not knob.low <= value <= knob.high:
        return None
    return type(knob.default)(value)


def _split(name: str, label: str, sentence: str, default: int, most: int, **more: Any) -> tuple[Knob, ...]:
    """A slider for both axes, and on demand another one across."""
    whole = {"low": 1, "high": most, "fitted": True, **more}
    apart = {**whole, "when": {**whole.get("when", {}), f"{name}_split": (True,)}}
    other = f"{label} across differs"
    why = "Another number of pixels along a row than from row to row."
    return (
        Knob(name, label, sentence, default, **whole),
        Knob(f"{name}_split", other, why, False, when=whole.get("when", {}), folded=True),
        Knob(f"{name}_across", f"{label} across", sentence, 1, **apart, folded=True),
    )


def centred(length: int) -> tuple[Knob, ...]:
    """Which of a row's `length` weights is the kernel's centre, and whether zeros let it meet the first number."""
    sentence = "The weight that the result stands under: 1 is the leftmost."
    usual = length // 2
    centre = Knob("centre", "Centre", sentence, usual, high=length - 1, whole=True, first=1)
    zeros = Knob("ends", "Zeros at the ends", "With them the kernel's centre meets every number.", True, whole=True)
    return centre, zeros


def parameters(bank: str) -> tuple[Knob, ...]:
    """The numbers a kernel is rebuilt from: nothing for kernels without any, and for one's own."""
    if bank not in catalogue.BANKS:
        return ()
    return tuple(_parameter(bank, one) for one in catalogue.BANKS[bank].parameters)


def _parameter(bank: str, one: catalogue.Parameter) -> Knob:
    kind = int if one.whole else float
    low, high, step = (kind(value) for value in (one.low, one.high, one.step))
    key = settings.parameter_key(one.name, 1, bank)
    return Knob(
        one.name, one.label, one.sentence, kind(one.default), low=low, high=high, step=step, remote=True, key=key
    )


STRIDE = _split("stride", "Stride", stage_controls.STRIDE, 1, stage_controls.STEPS)
DILATION = _split("dilation", "Dilation", stage_controls.DILATION, 1, stage_controls.STEPS)
SIDES = tuple(
    Knob(
        side,
        side.capitalize(),
        f"Pixels invented at the {side}.",
        1,
        high=limits.PADDING,
        when={"padding": ("explicit",)},
    )
    for side in ("top", "bottom", "left", "right")
)
INVENTED = {"padding": tuple(amount for amount in padding.AMOUNTS if amount != "valid")}
PADDING = (
    Knob(
        "padding",
        "Padding",
        " ".join(f"{name}: {sentence}" for name, sentence in padding.AMOUNTS.items()),
        stage_controls.USUAL.amount,
        tuple(padding.AMOUNTS),
        fitted=True,
    ),
    *SIDES,
    Knob(
        "mode",
        "Mode",
        " ".join(f"{name}: {mode.sentence}" for name, mode in padding.MODES.items()),
        stage_controls.USUAL.mode,
        tuple(padding.MODES),
        when=INVENTED,
    ),
    Knob(
        "value",
        "Value",
        "The value of invented pixels.",
        0.0,
        low=-1.0,
        high=1.0,
        step=0.1,
        when={**INVENTED, "mode": ("constant",)},
    ),
)
GEOMETRY = (*STRIDE, *PADDING, *DILATION)
FLIP = Knob(
    "flip",
    "Flip",
    "Deep learning's “convolution” is cross-correlation; mathematics turns the kernel by 180° first.",
    False,
)
BIAS = Knob("bias", "Bias", "Added to every number of the map.", 0.0, low=-10.0, high=10.0, step=0.1, folded=True)
ACTIVATION = Knob(
    "activation",
    "Activation",
    " ".join(f"{name}: {one.sentence}" for name, one in activations.ACTIVATIONS.items()),
    "none",
    tuple(activations.ACTIVATIONS),
)
SHARED = Knob(
    "shared",
    "One scale for all maps",
    "Off: the map uses its whole colour range. On: the same colour means the same number in every map of this stage.",
    False,
    whole=True,
)
DERIVATIVE = Knob(
    "derivative",
    "Show the derivative",
    "Draws the differences of neighbours, x[k] − x[k − 1], in green over the result.",
    False,
    whole=True,
)
WINDOWED = {"global": (False,)}
POOL = (
    Knob(
        "pool",
        "Pooling",
        " ".join(f"{name}: {one.sentence}" for name, one in pooling.POOLINGS.items()),
        "max",
        tuple(pooling.POOLINGS),
    ),
    Knob("global", "Global", "The whole map is one window.", False),
    *_split("window", "Window", stage_controls.POOL_WINDOW, 2, stage_controls.STEPS, when=WINDOWED),
    *_split("step", "Stride", stage_controls.POOL_STRIDE, 2, stage_controls.STEPS, when=WINDOWED),
    Knob("ceil", "Ceil mode", "Keep a last, partly empty window.", False, when=WINDOWED),
    Knob(
        "power",
        "Power p",
        "1 adds up, 2 is L2, a large p nears max.",
        2.0,
        low=1.0,
        high=8.0,
        step=0.5,
        when={"pool": ("Lp",)},
    ),
    Knob(
        "poolsigma",
        "Width σ",
        "How much the middle of the window counts more: small, much more.",
        1.0,
        low=0.3,
        high=4.0,
        step=0.1,
        when={"pool": ("Gaussian",)},
    ),
)
