"""The controls of one convolution stage, as a frozen `pipeline.Stage`."""

from dataclasses import dataclass
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from cnnviz import limits
from cnnviz.ops import activations, catalogue, padding, pipeline, pooling
from cnnviz.ui import kernel_editor, links, segments, settings

NO_POOLING = "none"
USUAL = pipeline.Stage().border
# Strides and dilations offered; the library goes further.
STEPS = 8

STRIDE = "Pixels from one window to the next: 2 about halves the map."
DILATION = "Pixels from one kernel cell to the next: sees further, costs the same."
POOL_WINDOW = "Pixels on a side of one window."
POOL_STRIDE = "Pixels from one window to the next. Less than the window: windows overlap."


@dataclass(frozen=True)
class Places:
    """Where a stage's controls stand: its kernel's menu on top, the sentence about it below, the rest in a panel."""

    top: DeltaGenerator
    notes: DeltaGenerator
    panel: DeltaGenerator


def controls(number: int, count: int, channels: int, places: Places) -> pipeline.Stage:
    """The settings of stage `number` of `count`, whose input has this many channels. Raises InputError."""
    name = places.top.selectbox(
        "Kernel" if count == 1 else f"Kernel of stage {number}",
        [*catalogue.BANKS, pipeline.OWN],
        **links.choice(f"kernel{number}", [*catalogue.BANKS, pipeline.OWN]),
        width=230,
        help="Also called filter, or patch: the small matrix that slides over the image. Type to search.",
    )
    stage = f"Stage {number} · " if count > 1 else ""
    if name == pipeline.OWN:
        most = f"{limits.KERNEL_SIDE} × {limits.KERNEL_SIDE}"
        places.notes.caption(f"**{stage}{name}.** Type it into the grid of the settings: 1 × 1 to {most}.")
    else:
        bank = catalogue.BANKS[name]
        places.notes.caption(f"**{stage}{name}.** {bank.sentence} *{bank.source}.*")
    with places.panel:
        return _stage(number, name, channels)


def _stage(number: int, name: str, channels: int) -> pipeline.Stage:
    parameters, own = _kernels(number, name)
    mix = _mix(number, name, channels)
    border = _border(number)
    stride = _bounded("Stride", f"stride{number}", 1, STRIDE)
    with st.container(horizontal=True):
        activation = _activation(number)
        kind = _pool_kind(number)
    if activation != "none":
        st.caption(f"{activations.ACTIVATIONS[activation].sentence} {activations.ACTIVATIONS[activation].formula}")
    pool = _pool(number, kind) if kind != NO_POOLING else None
    more = _more(number, stride)
    kernels = pipeline.Kernels(name, parameters, own, more.flip)
    return pipeline.Stage(kernels, mix, more.bias, border, more.stride, more.dilation, activation, pool)


@dataclass(frozen=True)
class _More:
    """What is folded away until somebody wants it."""

    flip: bool
    stride: tuple[int, int]
    dilation: tuple[int, int]
    bias: float


def _more(number: int, stride: int) -> _More:
    folded = st.expander("More: flip, per axis, dilation, bias", key=f"more{number}", on_change="rerun")
    names = (f"flip{number}", f"stride{number}_", f"dilation{number}", f"bias{number}")
    if not (folded.open or links.moved(names)):
        return _More(False, (stride, stride), (1, 1), 0.0)
    with folded:
        flip = st.toggle(
            "Flip the kernel (true convolution)",
            **links.switch(f"flip{number}"),
            help="Deep learning's “convolution” is cross-correlation; mathematics turns the kernel by 180° first.",
        )
        strides = _across("Stride", f"stride{number}", stride, STRIDE)
        dilation = _bounded("Dilation", f"dilation{number}", 1, DILATION)
        dilations = _across("Dilation", f"dilation{number}", dilation, DILATION)
        bias = st.number_input(
            "Bias",
            -10.0,
            10.0,
            step=0.1,
            **links.number(f"bias{number}", -10.0, 10.0, 0.0),
            help="Added to every number of every map.",
        )
    return _More(flip, strides, dilations, bias)


def _kernels(number: int, name: str) -> tuple[tuple[tuple[str, float], ...], tuple[tuple[float, ...], ...]]:
    """Parameters and own weights: at most one of them is not empty."""
    if name == pipeline.OWN:
        return (), kernel_editor.controls(number)
    return tuple((one.name, _parameter(one, name, number)) for one in catalogue.BANKS[name].parameters), ()


def _parameter(one: catalogue.Parameter, bank: str, number: int) -> float:
    kind: type[int] | type[float] = int if one.whole else float
    low, high, default, step = (kind(value) for value in (one.low, one.high, one.default, one.step))
    key = settings.parameter_key(one.name, number, bank)
    keyed = links.number(f"{one.name}{number}", low, high, default, key=key)
    return float(st.slider(one.label, low, high, step=step, **keyed, help=one.sentence))


def _mix(number: int, bank: str, channels: int) -> str:
    usual = settings.usual_mix(number, bank)
    if channels == 1:
        return usual
    mix = segments.segments("Channels", f"mix{number}", pipeline.MIXES, usual, shown=settings.SHOWN["mix"])
    st.caption(pipeline.MIXES[mix])
    return mix


def _border(number: int) -> padding.Padding:
    with st.container(horizontal=True):
        amount = st.selectbox(
            "Padding",
            list(padding.AMOUNTS),
            **links.choice(f"padding{number}", padding.AMOUNTS, USUAL.amount),
            width=120,
        )
        if amount == "valid":
            st.caption(padding.AMOUNTS[amount])
            return padding.Padding(amount)
        mode = st.selectbox(
            "Mode", list(padding.MODES), **links.choice(f"mode{number}", padding.MODES, USUAL.mode), width=120
        )
    value = 0.0
    if mode == "constant":
        value = st.number_input(
            "Value of invented pixels", -1.0, 1.0, step=0.1, **links.number(f"value{number}", -1.0, 1.0, 0.0)
        )
    st.caption(f"{padding.AMOUNTS[amount]} {padding.MODES[mode].sentence}", help=padding.MODES[mode].names)
    return padding.Padding(amount, mode, value, **(_sides(number) if amount == "explicit" else {}))


def _sides(number: int) -> dict[str, int]:
    with st.container(horizontal=True):
        return {
            side: st.number_input(
                side.capitalize(), 0, limits.PADDING, **links.number(f"{side}{number}", 0, limits.PADDING, 1), width=110
            )
            for side in ("top", "bottom", "left", "right")
        }


def _across(label: str, key: str, down: int, sentence: str) -> tuple[int, int]:
    """The same pixels across as down, or others."""
    if not st.toggle(f"{label} across differs from down", **links.switch(f"{key}_split")):
        return down, down
    return down, _bounded(f"{label} across", f"{key}_across", 1, sentence)


def _bounded(label: str, key: str, usual: int, sentence: str, low: int = 1, high: int = STEPS) -> int:
    """A slider whose value follows when its range shrinks."""
    if low == high:
        return low
    return int(st.slider(label, low, high, **links.number(key, low, high, min(usual, high)), help=sentence))


def _activation(number: int) -> str:
    return str(
        st.selectbox(
            "Activation",
            list(activations.ACTIVATIONS),
            **links.choice(f"activation{number}", activations.ACTIVATIONS),
            width=120,
            help="\n".join(f"- **{name}** {one.sentence}" for name, one in activations.ACTIVATIONS.items()),
        )
    )


def _pool_kind(number: int) -> str:
    return str(
        st.selectbox(
            "Pooling",
            [NO_POOLING, *pooling.POOLINGS],
            **links.choice(f"pool{number}", [NO_POOLING, *pooling.POOLINGS]),
            width=120,
            help="\n".join(f"- **{name}** {one.sentence}" for name, one in pooling.POOLINGS.items()),
        )
    )


def _pool(number: int, kind: str) -> pooling.Pool:
    st.caption(pooling.POOLINGS[kind].sentence)
    more: dict[str, Any] = {}
    if not st.toggle("Over the whole map (global)", **links.switch(f"global{number}")):
        window = _bounded("Pooling window", f"window{number}", 2, POOL_WINDOW)
        stride = _bounded("Pooling stride", f"step{number}", 2, POOL_STRIDE)
        more |= _pool_more(number, window, stride, kind)
    else:
        more["everywhere"] = True
    if kind == "Lp":
        more["power"] = st.slider("Power p", 1.0, 8.0, step=0.5, **links.number(f"power{number}", 1.0, 8.0, 2.0))
    if kind == "Gaussian":
        more["sigma"] = st.slider(
            "Pooling width σ", 0.3, 4.0, step=0.1, **links.number(f"poolsigma{number}", 0.3, 4.0, 1.0)
        )
    return pooling.Pool(kind, **more)


def _pool_more(number: int, window: int, stride: int, kind: str) -> dict[str, Any]:
    """Sizes per axis, padding and rounding: folded away."""
    folded = st.expander("More: per axis, padding, rounding", key=f"poolmore{number}", on_change="rerun")
    names = (f"window{number}_", f"step{number}_", f"poolpadding{number}", f"ceil{number}", f"counted{number}")
    if not (folded.open or links.moved(names)):
        return {"window": (window, window), "stride": (stride, stride)}
    with folded:
        windows = _across("Window", f"window{number}", window, POOL_WINDOW)
        strides = _across("Pooling stride", f"step{number}", stride, POOL_STRIDE)
        most = min(windows) // 2
        added = _bounded("Pooling padding", f"poolpadding{number}", 0, "At most half a window.", 0, most)
        ceil = st.toggle("Keep a last, partly empty window (ceil mode)", **links.switch(f"ceil{number}"))
        counted = True
        if kind in ("average", "Gaussian"):
            counted = st.toggle("Padded zeros count in the mean", **links.switch(f"counted{number}", True))
    return {"window": windows, "stride": strides, "padding": (added, added), "ceil": ceil, "count_padding": counted}
