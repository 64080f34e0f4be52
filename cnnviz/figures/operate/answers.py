"""Answers before and after an operation: two lists for the component answers, and the change in a sentence."""

from collections.abc import Sequence

from cnnviz import numbers, packing
from cnnviz.figures.way import views
from cnnviz.inspect.operate.compared import Compared


def message(names: Sequence[str], both: Compared) -> bytes:
    """The message of the largest answers before and after."""
    first = [
        _row(names[at], both.share(at), [views.percent(both.share(at)), _number(both.before[at])])
        for at in both.best_before
    ]
    second = [_changed(names[at], both, at) for at in both.best_after]
    lists = (
        {"title": "Before", "heads": ("class", "share", "logit"), "rows": first},
        {"title": "After", "heads": ("class", "share", "change", "logit", "change"), "rows": second},
    )
    return packing.packed({"lists": lists}, {})


def _changed(name: str, both: Compared, at: int) -> dict[str, object]:
    moved, share = both.moved(at), both.share_after(at)
    logit = float(both.after[at])
    cells = [views.percent(share), points(moved), _number(logit), _change(logit - float(both.before[at]))]
    return _row(name, share, cells, "rises" if moved > 0 else "falls" if moved < 0 else "")


def _row(name: str, share: float, cells: list[str], turn: str = "") -> dict[str, object]:
    return {"name": name, "share": float(share), "cells": cells, "turn": turn}


def _number(value: float) -> str:
    return f"{value:.2f}".replace("-", "−")


def _change(value: float) -> str:
    """A difference with its sign, two decimals."""
    said = f"{value:+.2f}".replace("-", "−")
    return "0" if said.lstrip("+−") == "0.00" else said


def points(value: float) -> str:
    """A difference of shares, in percentage points."""
    said = f"{100 * value:+.1f}".replace("-", "−")
    return "0" if said.lstrip("+−") == "0.0" else said


def sentence(names: Sequence[str], both: Compared) -> str:
    """What becomes of the first answer, and which class gains and which loses most."""
    first, now = both.best_before[0], both.best_after[0]
    share = views.percent(both.share(first))
    if both.still:
        return f"“{names[first]}” keeps its {share}: no share changes by 0.1 points."
    said = f"“{names[first]}”: {share} → {views.percent(both.share_after(first))}."
    if now != first:
        said += f" Now it says “{names[now]}”, {views.percent(both.share_after(now))}."
    if points(both.moved(both.gains)) != "0":
        said += f" Gains most: “{names[both.gains]}”, {points(both.moved(both.gains))} points."
    if both.loses != first:
        said += f" Loses most: “{names[both.loses]}”, {points(both.moved(both.loses))} points."
    return said


def without(names: Sequence[str], index: int, strongest: int, drop: float, quiet: int, tried: int) -> str:
    """Which of the filters tried the first answer needs most, if it needs any, and how many it does not miss."""
    points = numbers.text(round(100 * drop, 1))
    most = f"loses most without filter {strongest + 1}: {points} points" if drop > 0 else "loses nothing without any"
    return (
        f"“{names[index]}” {most}. {numbers.count(quiet, 'filter')} of these {tried} "
        f"{'changes' if quiet == 1 else 'change'} its share by less than 0.1 points."
    )
