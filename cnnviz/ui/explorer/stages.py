"""The stage that is explored: its kernel's menu, how it mixes channels, and which of its maps is shown."""

from collections.abc import Mapping
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from cnnviz.ops import catalogue, pipeline, pooling
from cnnviz.ui import attempts, links, widgets
from cnnviz.ui.course import veil
from cnnviz.ui.explorer import texts
from cnnviz.ui.explorer.sources import Source, Stack
from cnnviz.ui.kernel import editor
from cnnviz.ui.stage_settings import values as stage_values


def kernel_menu(top: DeltaGenerator, usual: str = "") -> str:
    """The menu of kernels, in `top`: the name of the one chosen."""
    why = "Type into its numbers to make it your own."
    with top:
        return widgets.choice(
            "kernel1", "Kernel", pipeline.labels(), usual or None, on_change=_mix_as_usual, width=200, help=why
        )


def _mix_as_usual() -> None:
    links.put("mix1", stage_values.usual_mix(1, st.session_state["kernel1"]))


def mix(top: DeltaGenerator, name: str, image: Source) -> str:
    """How channels are mixed: asked, in `top`, where there is a choice."""
    if isinstance(image, Stack):
        return "sum"
    if len(image.channels) == 1:
        return stage_values.usual_mix(1, name)
    with top:
        usual = stage_values.usual_mix(1, name)
        return widgets.segments("mix1", "Channels", {id: mix.label for id, mix in pipeline.MIXES.items()}, usual)


def made(name: str, mix: str, values: Mapping[str, Any]) -> pipeline.Stage:
    """The stage of the kernel of this name, its parameters among `values`. Raises InputError."""
    if name == pipeline.OWN:
        own, *more = texts.kernels("own1", editor.START)
        kernels = pipeline.Kernels(pipeline.OWN, own=own, more=tuple(more))
    else:
        given = tuple((one.name, float(values[one.name])) for one in catalogue.BANKS[name].parameters)
        kernels = pipeline.Kernels(name, given)
    return stage_values.stage(kernels, mix, values)


def chosen_map(top: DeltaGenerator, result: pipeline.Result) -> int:
    """Which of several maps is shown: asked in `top`."""
    if len(result.names) == 1:
        return 0
    if veil.is_closed():
        # How many there are may be what is asked.
        return widgets.hidden_choice("map", range(len(result.names)), 0)
    with top:
        return map_menu(result.names, 120)


def map_menu(names: tuple[str, ...], width: int) -> int:
    """The menu of maps of these names: which of them is chosen, from 0."""
    numbers = {name: which for which, name in enumerate(names)}
    return widgets.choice("map", "Map", dict(enumerate(names)), former_names=numbers, width=width)


def computed(source: Source, stage: pipeline.Stage, key: str) -> tuple[pipeline.Result, str]:
    """The result, and why it is not the one asked for: then it is the last that could be computed."""

    def computed_of(stage: pipeline.Stage) -> pipeline.Result:
        return pipeline.result(source.image, source.channels, stage)

    plain = pipeline.Stage(pool=stage.pool and pooling.Pool(everywhere=True))
    result, trouble = attempts.or_last(f"stage {key}", lambda: computed_of(stage), lambda _: stage, computed_of, plain)
    return result, f"{trouble} Shown is what last worked." if trouble else ""
