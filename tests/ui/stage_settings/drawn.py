"""Random stages, made of what the registry says a setting can be: every one that widgets can make."""

import functools
from typing import Any

from hypothesis import strategies as st

from cnnviz.errors import InputError
from cnnviz.ops import catalogue, pipeline
from cnnviz.ui.stage_settings import registry, values
from cnnviz.ui.stage_settings.controls import Choice, Control, Slider, Switch


@functools.singledispatch
def of_control(control: Control) -> st.SearchStrategy[Any]:
    """Every value that a control can have."""
    raise TypeError(control)


@of_control.register
def _(control: Slider) -> st.SearchStrategy[Any]:
    steps = round((control.high - control.low) / control.step)
    kind = type(control.default)
    return st.integers(0, steps).map(lambda count: kind(round(control.low + count * control.step, 6)))


@of_control.register
def _(control: Choice) -> st.SearchStrategy[Any]:
    return st.sampled_from(list(control.options))


@of_control.register
def _(_control: Switch) -> st.SearchStrategy[Any]:
    return st.booleans()


@st.composite
def kernels(draw: st.DrawFn) -> pipeline.Kernels:
    bank = draw(st.sampled_from([*catalogue.BANKS, pipeline.OWN]))
    if bank == pipeline.OWN:
        return pipeline.Kernels(bank, own=((1.0, -0.25), (0.5, draw(st.sampled_from([0.0, 3.0])))))
    given = [(one.name, one.high if draw(st.booleans()) else one.default) for one in catalogue.BANKS[bank].parameters]
    return pipeline.Kernels(bank, tuple((name, float(value)) for name, value in given))


def settings() -> st.SearchStrategy[dict[str, Any]]:
    """A value of every setting."""
    return st.fixed_dictionaries({setting.id: of_control(setting.control) for setting in registry.settings()})


@st.composite
def stages(draw: st.DrawFn) -> pipeline.Stage:
    """A stage that has these settings; without a pooling whose padding is more than half its window."""
    given, mix = draw(settings()), draw(st.sampled_from(list(pipeline.MIXES)))
    try:
        return values.stage(draw(kernels()), mix, given)
    except InputError:
        return values.stage(draw(kernels()), mix, {**given, "poolpadding": 0, "poolpadding_across": 0})
