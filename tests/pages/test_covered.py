"""What steps of lessons cover, put away and light is on their pages: a name that is nowhere would cover nothing."""

from collections.abc import Iterator
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from cnnviz.course import registry, scenes
from cnnviz.ui.course import now
from tests import weights
from tests.pages.conftest import Open

STEPS = [
    now.Now(id, number)
    for id, lesson in registry.LESSONS.items()
    for number, step in enumerate(lesson.steps, 1)
    if step.covers or step.folds or not isinstance(step.scenes[0], scenes.Computed)
]

# Runs within which a page has computed what it computes a part at a time: pictures' features, half a second in each.
TURNS = 40


@pytest.fixture(autouse=True)
def learned() -> None:
    """Some steps stand on pages that begin with the large network: it is not to be waited for."""
    weights.keep()


def keys(app: AppTest) -> set[str]:
    """The keys of all widgets and containers, as their classes spell them."""
    found: set[str] = set()
    for node in nodes(app._tree):
        id = getattr(getattr(node, "proto", None), "id", "") or ""
        key = getattr(node, "key", None) or id.partition("-")[2].partition("-")[2]
        found.add(str(key).replace(" ", "-"))
    return found


def nodes(node: Any) -> Iterator[Any]:
    yield node
    for child in getattr(node, "children", {}).values():
        yield from nodes(child)


@pytest.mark.parametrize("one", STEPS, ids=lambda one: one.name)
def test_what_a_step_covers_folds_and_lights_is_there(opened: Open, one: now.Now) -> None:
    app = opened(one.entry, **one.query)
    named = {name.partition("/")[0] for name in (*one.step.covers, *one.step.folds)}
    # An explorer lights its own knobs.
    named |= set() if isinstance(one.scene, scenes.Computed) else set(one.step.lights)
    for _ in range(TURNS):
        if named <= keys(app):
            break
        app.run()
    assert named <= keys(app)
