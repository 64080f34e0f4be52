"""The live panel beneath the controls of a page that trains: what would run, and the runs that the link names."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from cnnviz.training import config, experiments, recorded
from cnnviz.ui import links, words
from cnnviz.ui.components import live
from cnnviz.ui.run_settings import Chosen

# Between the ids of two runs in a link.
BETWEEN = "-"


def panel(name: str, chosen: Chosen, titles: tuple[str, ...]) -> None:
    """The panel of as many runs as there are `titles`; `name` is its page's, and the key of the component."""
    asked = str(st.session_state[links.text("run", "")["key"]])
    ids = asked.split(BETWEEN)[: len(titles)]
    described = [config.to_json(one) for one in chosen.configs] or [""] * len(titles)
    differ = "; ".join(experiments.differences(*chosen.configs)) if len(chosen.configs) == 2 else ""
    if chosen.trouble:
        words.explain(chosen.trouble)
    shipped = () if any(ids) else _recorded(chosen, len(titles))
    shown = shipped or [*ids, *[""] * (len(titles) - len(ids))]
    live.live(
        {
            "runs": [
                {"run": run, "title": title, "config": text, "trouble": chosen.trouble}
                for run, title, text in zip(shown, titles, described, strict=True)
            ],
            "recorded": bool(shipped),
            "differ": differ,
        },
        f"live {name}",
        started,
    )


def _recorded(chosen: Chosen, count: int) -> Sequence[str]:
    """The recorded runs to show before anyone has trained: a run alone always, two only if they are what would run."""
    if count == 1:
        return (recorded.FIRST,)
    same = len(chosen.configs) == count and all(
        replace(recorded.run(view).config, device=one.device) == one
        for view, one in zip(recorded.PAIR, chosen.configs, strict=True)
    )
    return recorded.PAIR if same else ()


def started(ids: Sequence[str]) -> None:
    """Put runs that were just started into the link; for callbacks."""
    links.put("run", BETWEEN.join(ids))
