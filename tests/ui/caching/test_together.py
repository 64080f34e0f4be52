"""A class comes to a page all at once: what is the same for all is made once, and the others wait for it."""

import importlib
import inspect
import pkgutil
import threading
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from cnnviz import ui
from cnnviz.images import picture, samples
from cnnviz.images.samples import still_life
from cnnviz.ui.caching import pictures

MANY = 8


def together(ask: Callable[[], object]) -> list[object]:
    """What so many get who ask at the same moment."""
    begin, got = threading.Barrier(MANY), []

    def one() -> None:
        begin.wait()
        got.append(ask())

    threads = [threading.Thread(target=one) for _ in range(MANY)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return got


def slowly(made: list[object], what: Callable[..., Any]) -> Callable[..., Any]:
    """The same, noted, and not done before others have had the time to ask."""

    def slow(*given: Any) -> Any:
        made.append(given)
        threading.Event().wait(0.2)
        return what(*given)

    return slow


def test_a_working_picture_is_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[object] = []
    monkeypatch.setattr(picture, "working", slowly(made, picture.working))
    pictures.IMAGES.clear()
    got = together(lambda: pictures.sample("steps", 64, "grey"))
    assert len(got) == MANY
    assert all(one is got[0] for one in got)
    assert len(made) == 1


def test_the_still_life_is_traced_once_in_whatever_sizes_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[object] = []
    monkeypatch.setattr(still_life, "_developed", slowly(made, lambda colour: np.zeros(colour.shape, np.uint8)))
    still_life._traced.cache_clear()
    try:
        sides = iter(range(32, 32 + MANY))
        assert len(together(lambda: samples.SAMPLES["still-life"].draw(next(sides)))) == MANY
        assert len(made) == 1
    finally:
        still_life._traced.cache_clear()


def test_whatever_is_kept_for_all_is_made_once_unless_it_tells_its_asker_how_far_it_is() -> None:
    found = {}
    for module in pkgutil.walk_packages(ui.__path__, f"{ui.__name__}."):
        if module.name != f"{ui.__name__}.main":
            for name, value in vars(importlib.import_module(module.name)).items():
                if hasattr(value, "cache_condition"):
                    found[f"{value.__module__}.{name}"] = value
    assert len(found) > 15
    for name, value in found.items():
        tells = "tell" in inspect.signature(value).parameters
        assert (value.cache_condition is None) == tells, name
