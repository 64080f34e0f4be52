"""A row of numbers and the weights that slide over it: where both come from, and the stage that they make."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from cnnviz import limits
from cnnviz.figures.convolution import signals
from cnnviz.ops import pipeline
from cnnviz.ui import links, widgets
from cnnviz.ui.explorer import knobs, sources, texts
from cnnviz.ui.kernel import reading
from cnnviz.ui.stage_settings import values as stage_values

# Names in the link of the row and of its weights; the key of the menu of examples.
DATA, WEIGHTS, _EXAMPLE = "data", "weights", "example"
# Key of the learner's guess.
_GUESS = "rise_guess"


def inputs() -> None:
    """Data and kernel, to type or to take from an example."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        labels = {id: example.label for id, example in signals.EXAMPLES.items()}
        known, keyed, named = list(labels), links.unlinked(_EXAMPLE), labels.__getitem__
        example = st.selectbox(
            "Example", known, index=None, format_func=named, **keyed, on_change=_take_example, width=230
        )
        why, typed = f"Up to {limits.KERNEL_SIDE} numbers.", reading.typed
        widgets.text(DATA, "Data", signals.STEP.data, on_change=typed, args=(DATA,), help=why, width=330)
        widgets.text(WEIGHTS, "Kernel", signals.STEP.kernel, on_change=typed, args=(WEIGHTS,), width=160)
        reading.help_with_notations(WEIGHTS)
    if example:
        st.caption(signals.EXAMPLES[example].sentence)


def data() -> sources.Source:
    """The row of numbers."""
    return sources.from_numbers(DATA, signals.STEP.data, flat=True)


def weights() -> tuple[float, ...]:
    """The weights of the kernel."""
    return texts.kernel(WEIGHTS, signals.STEP.kernel, flat=True)[0]


def guessed(rise: signals.Rise) -> None:
    """Ask what the map is where the data rises; then say it, and draw the derivative over the map."""
    guess = widgets.guess(_GUESS, signals.QUESTION, signals.GUESSES, on_change=_draw_derivative)
    if guess is not None:
        st.info(signals.reply(guess, rise))


def asked() -> bool:
    """Whether somebody has guessed, or the link draws the derivative."""
    return st.session_state.get(_GUESS) in signals.GUESSES or bool(knobs.DERIVATIVE.value())


def turned(weights: tuple[float, ...]) -> tuple[knobs.Knob, ...]:
    """What can be set of a stage with these weights."""
    return (*knobs.centred(len(weights)), *knobs.named("stride", "flip"), knobs.DERIVATIVE)


def padded(source: sources.Source, weights: tuple[float, ...], values: Mapping[str, Any]) -> bool:
    """Whether there are zeros at the ends: more weights than numbers have a window with them only."""
    return bool(values["ends"]) or len(weights) > source.image.shape[2]


def stage(weights: tuple[float, ...], values: Mapping[str, Any], ends: bool) -> pipeline.Stage:
    """The stage that the weights and the values of the knobs make. Raises InputError."""
    border = signals.border(len(weights), values["centre"], ends)
    return stage_values.stage(pipeline.Kernels(pipeline.OWN, own=(weights,)), "sum", {**border, **values})


def _take_example() -> None:
    """Take over the data and the kernel of the example chosen."""
    if (name := st.session_state.get(_EXAMPLE)) in signals.EXAMPLES:
        links.put(DATA, signals.EXAMPLES[name].data)
        links.put(WEIGHTS, signals.EXAMPLES[name].kernel)


def _draw_derivative() -> None:
    links.put(knobs.DERIVATIVE.name, True)
