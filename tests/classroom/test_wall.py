"""The wall: of every learner the latest run, its losses as one line, and no more than that."""

import numpy as np
import pytest

from cnnviz.classroom import lead, take_part, wall
from cnnviz.training import recorded, runs
from cnnviz.training.events import EventKind
from cnnviz.training.store.database import Store


@pytest.fixture(autouse=True)
def _forgotten() -> None:
    wall._lines.clear()
    wall._ended.clear()


def test_the_latest_run_of_every_learner_is_one_line(store: Store) -> None:
    opened = lead.open_class()
    mia, noah = (take_part.join(opened.code, name, "") for name in ("Mia", "Noah"))
    assert wall.shown(opened.teacher) == []
    take_part.share_runs(noah, ("f" * 32,))
    take_part.share_runs(mia, ("e" * 32,))
    take_part.share_runs(mia, (recorded.FIRST,))
    first, second = wall.shown(opened.teacher)
    assert (first["name"], first["view"], first["status"]) == ("Mia", recorded.FIRST, "finished")
    assert (second["name"], second["status"], second["line"]) == ("Noah", "gone", [])
    run = runs.fetch_run(recorded.FIRST)
    told = runs.fetch_events(run, 0, (EventKind.SCALARS,), 2**30)
    losses = np.concatenate([one.event.arrays["loss"] for one in told])
    assert first["steps"] == len(losses)
    assert 1 < len(first["line"]) <= wall.POINTS
    np.testing.assert_allclose(first["line"][0], losses[: -(-len(losses) // wall.POINTS)].mean(), rtol=1e-3)
    assert wall.shown(opened.teacher) == [first, second]


def test_runs_of_a_learner_have_a_cap(store: Store) -> None:
    opened = lead.open_class()
    mia = take_part.join(opened.code, "", "")
    for at in range(20):
        take_part.share_runs(mia, (f"{at:032x}",))
    assert [one["view"] for one in wall.shown(opened.teacher)] == [f"{19:032x}"]


@pytest.mark.parametrize(
    ("losses", "line"),
    [([], []), ([2.0], [2.0]), ([1.0, float("nan")], [1.0, None]), ([3.0] * 1000, [3.0] * wall.POINTS)],
)
def test_means_of_neighbours(losses: list[float], line: list[float | None]) -> None:
    assert wall.means(losses) == line
