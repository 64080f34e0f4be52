"""The live panel beneath the controls of a page that trains: what would run, and the runs that the link names.

A run that is shown stands under its own settings, read from its own config; where the controls say something else, the
panel says so, and offers to take the run's.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

import streamlit as st

from cnnviz import limits
from cnnviz.errors import InputError
from cnnviz.nets import shapes
from cnnviz.training import config, experiments, recipes, recorded, runs
from cnnviz.training.config import Config
from cnnviz.ui import catalogue as pages
from cnnviz.ui import links, widgets, words
from cnnviz.ui.components import live
from cnnviz.ui.runs import data_controls, settings
from cnnviz.ui.runs.settings import Chosen
from cnnviz.ui.taking_part import noting
from cnnviz.ui.told import totals

# Between the ids of two runs in a link.
BETWEEN = "-"
# Differences that are listed; of more, how many there are.
LISTED = 8
# Of an event's number in a link.
MOST_MOMENT = 2**31 - 1
# Session key owned here: what controls runs that an old link of this session named, by their view ids.
_HELD = "_runs_held"


@dataclass(frozen=True)
class Shown:
    """A run in sight: its view id ("" for none), what controls it where the link said so, and its config if known."""

    view: str = ""
    control: str = ""
    config: Config | None = None


def panel(name: str, chosen: Chosen, titles: tuple[str, ...]) -> tuple[str, ...]:
    """The panel of as many runs as there are `titles`; `name` is its page's, and the key of the component. Gives the
    view ids of the runs in sight."""
    if chosen.trouble:
        words.explain(chosen.trouble)
    for one in chosen.configs[:1]:
        totals.tell(shapes.walk(one.network).records)
    shown = _asked(len(titles))
    shipped = () if any(one.view for one in shown) else _recorded(chosen, len(titles))
    shown = [_found(view) for view in shipped] or shown
    configs = tuple(one.config for one in shown if one.config)
    whole = configs if len(configs) == len(titles) else ()
    described = [config.to_json(one) for one in chosen.configs] or [""] * len(titles)
    live.live(
        {
            "runs": [
                {"run": one.view, "control": one.control, "title": title, "config": text, "trouble": chosen.trouble}
                for one, title, text in zip(shown, _titles(whole, titles), described, strict=True)
            ],
            "recorded": bool(shipped),
            "differ": _differ(whole, chosen) if len(titles) == 2 else "",
            "unlike": _listed(_unlike(shown, chosen)),
            "layer": widgets.hidden_number("layer", 0, limits.NET_LAYERS, 0),
            "moment": widgets.hidden_number("moment", 0, MOST_MOMENT, 0),
            "way": pages.WAY.path,
            "looks": pages.LOOKS.path,
            "takes": len(whole) == 1 or (len(whole) == 2 and experiments.recognised(*whole) is not None),
        },
        f"live {name}",
        started,
        lambda: _take(whole),
    )
    return tuple(one.view for one in shown if one.view)


def _differ(whole: tuple[Config, ...], chosen: Chosen) -> str:
    """In what the two runs in sight differ, said to be of those where the controls describe others; before there are
    any, in what those would that the controls describe."""
    pair = whole or chosen.configs
    if len(pair) < 2:
        return ""
    said = _listed(experiments.differences(*pair))
    return f"The two below: {said}" if whole and whole != chosen.configs else said


def _asked(count: int) -> list[Shown]:
    """The runs that the link names. One that it names by the id that controls it gives way to the id for looking:
    who copies the address hands out no more than a look."""
    asked = widgets.hidden_text("run", "").split(BETWEEN)[:count]
    shown = [_found(id) for id in (*asked, *[""] * (count - len(asked)))]
    if [one.view for one in shown if one.view] != [id for id in asked if id]:
        started([one.view for one in shown])
    return shown


def _found(id: str) -> Shown:
    """The run with that id; one that cannot be read now is left to the panel, which says why."""
    if not id:
        return Shown()
    held: dict[str, str] = st.session_state.setdefault(_HELD, {})
    try:
        run = runs.fetch_run(id)
    except InputError:
        return Shown(id)
    if run.control:
        held[run.view] = run.control
    # Recorded runs are on the processor, as anybody's may be.
    known = replace(run.config, device="auto") if run.view in recorded.VIEWS else run.config
    return Shown(run.view, held.get(run.view, ""), known)


def _titles(whole: tuple[Config, ...], titles: tuple[str, ...]) -> tuple[str, ...]:
    """What the runs in sight are called: two of them by what they differ in, whatever experiment is chosen now."""
    if len(whole) < 2:
        return titles
    if found := experiments.recognised(*whole):
        return experiments.EXPERIMENTS[found[0]].names
    names = [one.network.name for one in whole]
    return tuple(f"{at}: {name}" for at, name in enumerate(names, start=1))


def _unlike(shown: list[Shown], chosen: Chosen) -> tuple[str, ...]:
    """How what would run differs from the runs in sight."""
    pairs = [(one.config, other) for one, other in zip(shown, chosen.configs, strict=False) if one.config]
    found = [
        experiments.differences(replace(one, branch=other.branch), other)
        for one, other in pairs
        if one is not None and replace(one, branch=other.branch) != other
    ]
    if len(pairs) < 2 or not found:
        return tuple(sorted(dict.fromkeys(said for one in found for said in one), key=_weight))
    return _unlike_pair([one for one, _ in pairs if one], chosen)


def _unlike_pair(whole: list[Config], chosen: Chosen) -> tuple[str, ...]:
    """Two runs beside another experiment, or the same one with other settings."""
    names = [experiments.recognised(*pair) for pair in (whole, chosen.configs)]
    titles = [experiments.EXPERIMENTS[one[0]].title if one else "two other runs" for one in names]
    first = experiments.differences(whole[0], chosen.configs[0])
    if titles[0] == titles[1]:
        return tuple(sorted(first, key=_weight))
    # Which networks an experiment is about is said by its name.
    return (f"{titles[0]} → {titles[1]}", *(said for said in first if not said.startswith("network:")))


def _weight(said: str) -> int:
    """Data and network first: they tell most."""
    return not said.startswith(("data:", "network:"))


def _listed(said: Sequence[str]) -> str:
    more = len(said) - LISTED
    return "; ".join((*said[:LISTED], *([f"and {more} more"] if more > 0 else ())))


def _recorded(chosen: Chosen, count: int) -> Sequence[str]:
    """The recorded runs to show before anyone has trained: a run alone always, two only if they are what would run."""
    if count == 1:
        return (recorded.FIRST,)
    if len(chosen.configs) != count or data_controls.missing(chosen.configs[0].data):
        return ()
    wanted = tuple(replace(one, device="auto") for one in chosen.configs)
    for made, views in zip(recipes.PAIRS, recorded.PAIRS, strict=True):
        # Where fewer pictures are allowed than one of them had, it is not offered.
        with suppress(InputError):
            if made() == wanted:
                return views
    return ()


def _take(whole: tuple[Config, ...]) -> None:
    """Set the controls to the runs in sight; for callbacks."""
    if len(whole) == 2:
        settings.put_pair(*whole)
    elif whole:
        settings.put(whole[0])


def started(ids: Sequence[str]) -> None:
    """Put runs that were just started into the link, by the ids that let others look; for callbacks."""
    links.put("run", BETWEEN.join(ids))
    links.put("moment", 0)
    noting.share(ids)
