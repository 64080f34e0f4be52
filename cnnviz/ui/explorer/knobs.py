"""Controls that a component draws itself: what they are called, what they can be, and their values in the link."""

import dataclasses
import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from cnnviz.ui import links
from cnnviz.ui.stage_settings import parameters as kernel_parameters
from cnnviz.ui.stage_settings import places, registry
from cnnviz.ui.stage_settings import values as stage_values
from cnnviz.ui.stage_settings.controls import Choice, Control, Described, Slider, Switch
from cnnviz.ui.stage_settings.setting import Setting, Topic


@dataclass(frozen=True)
class Knob:
    """A setting as the component draws it, and `name`, what links call it; `key` is its session key if not that.

    `fitted` ones may not be turned to where no window fits; `remote` ones change what only the server can compute;
    `first` is what 0 is called where it is read (places count from 1).
    """

    setting: Described
    name: str
    key: str = ""
    fitted: bool = False
    remote: bool = False
    first: int = 0

    @property
    def id(self) -> str:
        """What it is called here, without the number of its stage."""
        return self.setting.id

    def value(self) -> Any:
        """Its value now; from here on it is part of the link."""
        return st.session_state[_kept(self.setting.control, self.name, self.key, self.label)["key"]]

    @property
    def label(self) -> str:
        """What it is called where it is seen."""
        return self.setting.short or self.setting.label

    def drawn(self) -> dict[str, object]:
        """What the component needs to draw it."""
        setting = self.setting
        return {
            "name": setting.id,
            "label": self.label,
            "locked": links.is_fixed(self.name),
            "sentence": setting.control.sentence if isinstance(setting.control, Choice) else setting.sentence,
            "fitted": self.fitted,
            "remote": self.remote,
            "when": setting.when,
            "folded": setting.folded,
            "first": self.first,
            **{"options": {}, "low": 0, "high": 0, "step": 1},
            **_drawn(setting.control),
        }


@functools.singledispatch
def _kept(control: Control, name: str, key: str, label: str) -> links.Keyed:
    """Where the link keeps the control's value."""
    raise TypeError(control)


@_kept.register
def _(control: Slider, name: str, key: str, label: str) -> links.Keyed:
    return links.number(name, control.low, control.high, control.default, key, label)


@_kept.register
def _(control: Choice, name: str, key: str, label: str) -> links.Keyed:
    return links.choice(name, control.options, control.default, key, label=label, named=control.labels.__getitem__)


@_kept.register
def _(control: Switch, name: str, key: str, label: str) -> links.Keyed:
    return links.switch(name, control.default, label)


@functools.singledispatch
def _drawn(control: Control) -> dict[str, object]:
    """Which control it is, and what it can be."""
    raise TypeError(control)


@_drawn.register
def _(control: Slider) -> dict[str, object]:
    return {"kind": "slider", "low": control.low, "high": control.high, "step": control.step}


@_drawn.register
def _(control: Choice) -> dict[str, object]:
    return {"kind": "choice", "options": control.labels}


@_drawn.register
def _(control: Switch) -> dict[str, object]:
    return {"kind": "switch"}


def values(knobs: Iterable[Knob]) -> dict[str, Any]:
    """Id -> value of every knob."""
    return {knob.id: knob.value() for knob in knobs}


def take(knobs: Iterable[Knob], said: object) -> None:
    """Set the knobs to what a component says, as far as they can be; for callbacks."""
    if not isinstance(said, Mapping):
        return
    for knob in knobs:
        if knob.id in said and (value := knob.setting.control.reading(said[knob.id])) is not None:
            links.put(knob.name, value, knob.key)


def about(*topics: Topic) -> tuple[Knob, ...]:
    """The settings of the first stage that are about these topics."""
    return tuple(map(_of_stage, registry.about(*topics)))


def named(*ids: str) -> tuple[Knob, ...]:
    """These settings of the first stage."""
    known = {setting.id: setting for setting in registry.settings()}
    return tuple(_of_stage(known[id]) for id in ids)


def pooling() -> tuple[Knob, ...]:
    """Those of a pooling, where there always is one."""
    return tuple(_always(knob) if knob.id == "pool" else knob for knob in about("pooling"))


def parameters(bank: str) -> tuple[Knob, ...]:
    """The numbers a kernel is rebuilt from: nothing for kernels without any, and for one's own."""
    return tuple(
        Knob(one, stage_values.numbered(one.id, 1), kernel_parameters.key(one.id, 1, bank), remote=True)
        for one in kernel_parameters.of_bank(bank)
    )


def centred(length: int) -> tuple[Knob, ...]:
    """Which of a row's `length` weights is the kernel's centre, and whether zeros let it meet the first number."""
    sentence = "The weight that the result stands under: 1 is the leftmost."
    centre = Described("centre", "Centre", Slider(0, length - 1, length // 2), sentence)
    zeros = Described("ends", "Zeros at the ends", Switch(True), "With them the kernel's centre meets every number.")
    return Knob(centre, centre.id, first=1), Knob(zeros, zeros.id)


def _of_stage(setting: Setting) -> Knob:
    return Knob(setting, stage_values.numbered(setting.id, 1), fitted=setting.fitted)


def _always(knob: Knob) -> Knob:
    control = knob.setting.control
    assert isinstance(control, Choice)
    kinds = {id: option for id, option in control.options.items() if id != places.NO_POOLING}
    control = dataclasses.replace(control, options=kinds, default=next(iter(kinds)))
    return dataclasses.replace(knob, setting=dataclasses.replace(knob.setting, control=control))


def _switch(id: str, label: str, sentence: str) -> Knob:
    return Knob(Described(id, label, Switch(), sentence), id)


SHARED = _switch(
    "shared",
    "One scale for all maps",
    "Off: the map uses its whole colour range. On: the same colour means the same number in every map of this stage.",
)
DERIVATIVE = _switch(
    "derivative",
    "Show the derivative",
    "Draws the differences of neighbours, x[k] − x[k − 1], in green over the result.",
)
