"""The controls of one convolution stage, group by group, as a frozen `pipeline.Stage`."""

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from cnnviz import limits
from cnnviz.ops import catalogue, pipeline
from cnnviz.ui import links, widgets
from cnnviz.ui.kernel import editor
from cnnviz.ui.stage_settings import parameters, registry, values
from cnnviz.ui.stage_settings.controls import Choice, Control, Described, Slider, Switch
from cnnviz.ui.stage_settings.setting import Group, Setting

Width = int | Literal["stretch"]

# Pixels of a menu, and of a number, that stands in a row with others.
MENU, NUMBER = 126, 110


@dataclass(frozen=True)
class Places:
    """Where a stage's controls stand: those of its kernel, and the rest."""

    kernel: DeltaGenerator
    rest: DeltaGenerator


@dataclass(frozen=True)
class Here:
    """Where a widget stands: its name in the link, its session key if that is another, whether beside others, and the
    values set so far."""

    name: str
    values: values.Values
    key: str = ""
    beside: bool = False


def controls(number: int, count: int, channels: int, places: Places) -> pipeline.Stage:
    """The settings of stage `number` of `count`, whose input has this many channels. Raises InputError."""
    labels = pipeline.labels()
    with places.kernel:
        name = widgets.choice(
            f"kernel{number}",
            "Kernel" if count == 1 else f"Kernel of stage {number}",
            labels,
            help="Also called filter, or patch: the small matrix that slides over the image. Type to search.",
        )
        with st.container(key=f"lab_said{number}"):
            st.caption(_said(name))
        kernels = _kernels(number, name, channels)
        mix = _mix(number, name, channels)
    with places.rest:
        return values.stage(kernels, mix, _values(number))


def _said(name: str) -> str:
    """What is to be known of the kernel of this name."""
    if name == pipeline.OWN:
        return f"Type it into the grid: 1 × 1 to {limits.KERNEL_SIDE} × {limits.KERNEL_SIDE}."
    bank = catalogue.BANKS[name]
    return f"{bank.sentence} ({bank.source}.)"


def _kernels(number: int, name: str, channels: int) -> pipeline.Kernels:
    if name == pipeline.OWN:
        own, *more = editor.controls(number, channels)
        return pipeline.Kernels(name, own=own, more=tuple(more))
    chosen = []
    for one in parameters.of_bank(name):
        here = Here(f"{one.id}{number}", {}, parameters.key(one.id, number, name))
        chosen.append((one.id, float(_widget(one.control, one, here))))
    return pipeline.Kernels(name, tuple(chosen))


def _mix(number: int, bank: str, channels: int) -> str:
    usual = values.usual_mix(number, bank)
    if channels == 1:
        return usual
    mix = widgets.segments(f"mix{number}", "Channels", {id: mix.label for id, mix in pipeline.MIXES.items()}, usual)
    st.caption(pipeline.MIXES[mix].sentence)
    return mix


def _values(number: int) -> values.Values:
    """What every setting of the registry is set to; the usual where it is of no use, or folded away."""
    found = values.usual()
    for key, group in registry.GROUPS.items():
        if not any(setting.applies(found) for setting in group.settings):
            continue
        if not group.fold:
            _group(group, number, found)
            continue
        folded = st.expander(group.fold, key=f"{key}{number}", on_change="rerun")
        # Drawn only when unfolded or moved: every widget costs each answer time.
        if folded.open or links.moved(tuple(values.numbered(setting.id, number) for setting in group.settings)):
            with folded:
                _group(group, number, found)
    return found


def _group(group: Group, number: int, found: values.Values) -> None:
    """The widgets of a group and what their choices mean; writes their values into `found`."""
    for row in _rows(group.settings):
        if not any(setting.applies(found) for setting in row):
            continue
        with st.container(horizontal=True) if len(row) > 1 else st.container():
            for setting in row:
                if setting.applies(found):
                    here = Here(values.numbered(setting.id, number), found, beside=len(row) > 1)
                    found[setting.id] = _widget(setting.control, setting, here)
    said = list(_meanings(group, found))
    if group.joined and said:
        said = [(" ".join(sentence for sentence, _ in said), said[-1][1])]
    for sentence, names in said:
        st.caption(sentence, help=names or None)


def _rows(settings: tuple[Setting, ...]) -> list[list[Setting]]:
    rows: list[list[Setting]] = []
    for setting in settings:
        if setting.beside:
            rows[-1].append(setting)
        else:
            rows.append([setting])
    return rows


def _meanings(group: Group, found: values.Values) -> Iterator[tuple[str, str]]:
    """What each choice made in the group does, and other people's names for it."""
    for setting in group.settings:
        control, chosen = setting.control, found[setting.id]
        if isinstance(control, Choice) and setting.applies(found) and chosen != control.silent:
            yield control.options[chosen].caption, control.options[chosen].names


@functools.singledispatch
def _widget(control: Control, setting: Described, here: Here) -> Any:
    """Draw the control; its value."""
    raise TypeError(control)


@_widget.register
def _slider(control: Slider, setting: Described, here: Here) -> Any:
    """A slider, or a field to type into, whose value follows when its range shrinks."""
    low, high = control.low, control.fits(here.values) if control.fits else control.high
    if low == high:
        return low
    default, why = min(control.default, high), setting.sentence
    if control.typed:
        width: Width = NUMBER if here.beside else "stretch"
        return widgets.number(here.name, setting.label, low, high, default, step=control.step, help=why, width=width)
    return widgets.slider(here.name, setting.label, low, high, default, step=control.step, key=here.key, help=why)


@_widget.register
def _menu(control: Choice, setting: Described, here: Here) -> Any:
    width: Width = MENU if here.beside else "stretch"
    return widgets.choice(here.name, setting.label, control.labels, control.default, help=control.help, width=width)


@_widget.register
def _toggle(control: Switch, setting: Described, here: Here) -> Any:
    return widgets.switch(here.name, setting.label, control.default, help=setting.sentence)
