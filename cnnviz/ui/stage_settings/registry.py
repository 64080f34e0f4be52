"""The settings of a stage. Adding one is one entry in GROUPS, and nothing else anywhere.

In this order they stand in the Kernel Lab, group by group; pages with an explorer show those about what they are about.
"""

from collections.abc import Iterator, Mapping

from cnnviz import limits
from cnnviz.ops import activations, padding, pipeline, pooling
from cnnviz.ui.stage_settings.controls import Choice, Option, Slider, Switch
from cnnviz.ui.stage_settings.places import NO_POOLING, Counted, Down, Field, Kind
from cnnviz.ui.stage_settings.setting import Group, Setting, Topic, apart

# Strides, dilations and pooling windows offered; the library goes further.
STEPS = 8


def settings() -> Iterator[Setting]:
    """All of them, in order."""
    return (setting for group in GROUPS.values() for setting in group.settings)


def about(*topics: Topic) -> tuple[Setting, ...]:
    """Those about these topics, topic by topic."""
    return tuple(setting for topic in topics for setting in settings() if setting.topic == topic)


def _side(name: str) -> Setting:
    return Setting(
        id=name,
        topic="padding",
        place=Field("border", name),
        label=name.capitalize(),
        sentence=f"Pixels invented at the {name}.",
        control=Slider(0, limits.PADDING, 1, typed=True),
        when={"padding": ("explicit",)},
        beside=name != "top",
    )


def _centre(name: str) -> Setting:
    return Setting(
        id=f"centre_{name}",
        topic="padding",
        place=Counted("border", f"centre_{name}"),
        label=f"Centre's {name}",
        sentence=f"Which {name} of the kernel its centre is in, from 1: the last where there are fewer.",
        control=Slider(1, limits.KERNEL_SIDE, 2, typed=True),
        when={"padding": ("centre",)},
        beside=name != "row",
        fitted=True,
    )


# Half a window is as much as a pooling can be padded; across as well as down unless that is said apart.
def _half_down(values: Mapping[str, int]) -> int:
    return values["window"] // 2 if values["poolpadding_split"] else min(values["window"], _across(values)) // 2


def _half_across(values: Mapping[str, int]) -> int:
    return _across(values) // 2


def _across(values: Mapping[str, int]) -> int:
    return values["window_across"] if values["window_split"] else values["window"]


USUAL = pipeline.Stage()
INVENTED = {"padding": tuple(amount for amount in padding.AMOUNTS if amount != "valid")}
POOLED = {"pool": tuple(pooling.POOLINGS)}
WINDOWED = {**POOLED, "global": (False,)}

STRIDE = Setting(
    id="stride",
    topic="stride",
    place=Down(Field("stage", "stride")),
    label="Stride",
    sentence="Pixels from one window to the next: 2 about halves the map.",
    control=Slider(1, STEPS, 1),
    fitted=True,
)
DILATION = Setting(
    id="dilation",
    topic="dilation",
    place=Down(Field("stage", "dilation")),
    label="Dilation",
    sentence="Pixels from one kernel cell to the next: sees further, costs the same.",
    control=Slider(1, STEPS, 1),
    fitted=True,
)
WINDOW = Setting(
    id="window",
    topic="pooling",
    place=Down(Field("pool", "window")),
    label="Pooling window",
    short="Window",
    sentence="Pixels on a side of one window.",
    control=Slider(1, STEPS, 2),
    when=WINDOWED,
    fitted=True,
)
STEP = Setting(
    id="step",
    topic="pooling",
    place=Down(Field("pool", "stride")),
    label="Pooling stride",
    short="Stride",
    sentence="Pixels from one window to the next. Less than the window: windows overlap.",
    control=Slider(1, STEPS, 2),
    when=WINDOWED,
    fitted=True,
)
AROUND = Setting(
    id="poolpadding",
    topic="pooled border",
    place=Down(Field("pool", "padding")),
    label="Pooling padding",
    sentence="At most half a window.",
    control=Slider(0, STEPS // 2, 0, fits=_half_down),
    when=WINDOWED,
)

GROUPS: dict[str, Group] = {
    "border": Group(
        (
            Setting(
                id="padding",
                topic="padding",
                place=Field("border", "amount"),
                label="Padding",
                control=Choice(
                    {id: Option(one.label, one.sentence) for id, one in padding.AMOUNTS.items()}, USUAL.border.amount
                ),
                fitted=True,
            ),
            Setting(
                id="mode",
                topic="padding",
                place=Field("border", "mode"),
                label="Mode",
                control=Choice(
                    {id: Option(one.label, one.sentence, names=one.names) for id, one in padding.MODES.items()},
                    USUAL.border.mode,
                ),
                when=INVENTED,
                beside=True,
            ),
            Setting(
                id="value",
                topic="padding",
                place=Field("border", "value"),
                label="Value of invented pixels",
                short="Value",
                sentence="The value of invented pixels.",
                control=Slider(-1.0, 1.0, 0.0, 0.1, typed=True),
                when={**INVENTED, "mode": ("constant",)},
            ),
        ),
        joined=True,
    ),
    "sides": Group(tuple(map(_side, ("top", "bottom", "left", "right")))),
    "centre": Group(tuple(map(_centre, ("row", "column")))),
    "stride": Group((STRIDE,)),
    "after": Group(
        (
            Setting(
                id="activation",
                topic="activation",
                place=Field("stage", "activation"),
                label="Activation",
                control=Choice(
                    {id: Option(one.label, one.sentence, one.formula) for id, one in activations.ACTIVATIONS.items()},
                    USUAL.activation,
                    silent=USUAL.activation,
                ),
            ),
            Setting(
                id="pool",
                topic="pooling",
                place=Kind(),
                label="Pooling",
                control=Choice(
                    {
                        NO_POOLING: Option("none"),
                        **{id: Option(one.label, one.sentence) for id, one in pooling.POOLINGS.items()},
                    },
                    NO_POOLING,
                    silent=NO_POOLING,
                ),
                beside=True,
            ),
        )
    ),
    "pooling": Group(
        (
            Setting(
                id="global",
                topic="pooling",
                place=Field("pool", "everywhere"),
                label="Over the whole map (global)",
                short="Global",
                sentence="The whole map is one window.",
                control=Switch(),
                when=POOLED,
            ),
            WINDOW,
            STEP,
        )
    ),
    "poolmore": Group(
        (
            *apart(WINDOW, "Window"),
            *apart(STEP, "Pooling stride"),
            AROUND,
            *apart(AROUND, "Pooling padding", _half_across),
            Setting(
                id="ceil",
                topic="pooling",
                place=Field("pool", "ceil"),
                label="Keep a last, partly empty window (ceil mode)",
                short="Ceil mode",
                sentence="Keep a last, partly empty window.",
                control=Switch(),
                when=WINDOWED,
            ),
            Setting(
                id="counted",
                topic="pooled border",
                place=Field("pool", "count_padding"),
                label="Padded zeros count in the mean",
                sentence="Off: a window's mean is taken over its own pixels of the map alone.",
                control=Switch(True),
                when={**WINDOWED, "pool": ("average", "Gaussian")},
            ),
        ),
        "More: per axis, padding, rounding",
    ),
    "power": Group(
        (
            Setting(
                id="power",
                topic="pooling",
                place=Field("pool", "power"),
                label="Power p",
                sentence="1 adds up, 2 is L2, a large p nears max.",
                control=Slider(1.0, 8.0, 2.0, 0.5),
                when={"pool": ("Lp",)},
            ),
            Setting(
                id="poolsigma",
                topic="pooling",
                place=Field("pool", "sigma"),
                label="Pooling width σ",
                short="Width σ",
                sentence="How much the middle of the window counts more: small, much more.",
                control=Slider(0.3, 4.0, 1.0, 0.1),
                when={"pool": ("Gaussian",)},
            ),
        )
    ),
    "more": Group(
        (
            Setting(
                id="flip",
                topic="flip",
                place=Field("kernels", "flip"),
                label="Flip the kernel (true convolution)",
                short="Flip",
                sentence="Deep learning's “convolution” is cross-correlation; mathematics turns the kernel by 180° "
                "first.",
                control=Switch(),
            ),
            *apart(STRIDE, "Stride"),
            DILATION,
            *apart(DILATION, "Dilation"),
            Setting(
                id="bias",
                topic="bias",
                place=Field("stage", "bias"),
                label="Bias",
                sentence="Added to every number of every map.",
                control=Slider(-10.0, 10.0, 0.0, 0.1, typed=True),
                folded=True,
            ),
        ),
        "More: flip, per axis, dilation, bias",
    ),
}
