"""A setting of a stage, and settings that stand together."""

from dataclasses import dataclass
from typing import Any, Literal

from cnnviz.ui.stage_settings.controls import Bound, Described, Slider, Switch
from cnnviz.ui.stage_settings.places import Across, Differs, Down, Place

Topic = Literal["padding", "stride", "dilation", "flip", "bias", "activation", "pooling", "pooled border"]


@dataclass(frozen=True, kw_only=True)
class Setting(Described):
    """One thing a stage can be set to. Its `id` names it in links: `stride` is stride1 in the first stage.

    `topic` is what it is about, `place` where in the stage it stands. `beside` ones stand in a row with the one before;
    `fitted` ones may not be turned to where no window fits.
    """

    topic: Topic
    place: Place
    beside: bool = False
    fitted: bool = False


@dataclass(frozen=True)
class Group:
    """Settings that stand together, folded away under the title `fold` if there is one; what their menus' choices mean
    is said below, in one sentence after the other if `joined`."""

    settings: tuple[Setting, ...]
    fold: str = ""
    joined: bool = False


def apart(down: Setting, name: str, fits: Bound | None = None) -> tuple[Setting, Setting]:
    """What makes a pair of a setting for both axes: whether another number is meant across, and which."""
    assert isinstance(down.control, Slider)
    assert isinstance(down.place, Down)
    split, short = f"{down.id}_split", down.short or name
    shared: dict[str, Any] = {"topic": down.topic, "folded": True}
    whether = Setting(
        id=split,
        label=f"{name} across differs from down",
        short=f"{short} across differs",
        sentence="Another number of pixels along a row than from row to row.",
        control=Switch(),
        place=Differs(down.place.pair),
        when=down.when,
        **shared,
    )
    across = Setting(
        id=f"{down.id}_across",
        label=f"{name} across",
        short=f"{short} across",
        sentence=down.sentence,
        control=Slider(down.control.low, down.control.high, down.control.low, fits=fits),
        place=Across(down.place.pair),
        when={**down.when, split: (True,)},
        fitted=down.fitted,
        **shared,
    )
    return whether, across
