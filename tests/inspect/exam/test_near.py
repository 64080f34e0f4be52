"""The exam of a recorded run, and its nearest training pictures: what plain loops find too."""

import numpy as np
import pytest

from cnnviz.inspect import trained_runs
from cnnviz.inspect.exam import near, paper
from cnnviz.inspect.exam.near import Known, Near
from cnnviz.inspect.exam.paper import Paper
from cnnviz.nets import forward
from cnnviz.training import recorded, runs, weights
from cnnviz.training.events import EventKind


@pytest.fixture(scope="module")
def run() -> runs.Run:
    return runs.fetch_run(recorded.FIRST)


@pytest.fixture(scope="module")
def taken(run: runs.Run) -> Paper:
    found = paper.paper(run)
    assert found
    return found


@pytest.fixture(scope="module")
def known(run: runs.Run, taken: Paper) -> Known:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(near, "MOST", 150)
        *shares, (end, known) = near.known(run, taken)
    assert [share for share, _ in shares] == sorted(share for share, _ in shares)
    assert end == 1
    assert known
    return known


def test_the_paper_is_what_the_run_answered_last(run: runs.Run, taken: Paper) -> None:
    (event,) = [
        one.event
        for one in runs.fetch_events(run, 0, (EventKind.EVALUATION,), 2**30)
        if one.event.header["part"] == "test"
    ]
    assert taken.accuracy == pytest.approx(event.header["accuracy"])
    assert (taken.labels == runs.dataset(run).test.labels).all()
    assert len(taken.wrong) == len(taken.labels) - taken.right
    sure = [taken.confidence[at] for at in taken.wrong]
    assert sure == sorted(sure, reverse=True)
    assert all(taken.labels[at] == taken.predicted[at] for at in taken.rights(20))
    assert len(taken.rights(20)) == 20


def test_a_run_that_was_not_examined_has_no_paper(run: runs.Run, monkeypatch: pytest.MonkeyPatch) -> None:
    every = runs.fetch_events(run, 0, (EventKind.EVALUATION,), 2**30)
    monkeypatch.setattr(runs, "fetch_events", lambda *_: [one for one in every if not paper.is_event(one.event)])
    assert paper.paper(run) is None


def test_neighbours_are_those_that_plain_loops_find(run: runs.Run, taken: Paper, known: Known) -> None:
    model, begun, dataset = trained_runs.model(run), weights.begun(run), runs.dataset(run)

    def features(picture: np.ndarray) -> np.ndarray:
        seen = forward.outputs(model.network, model.weights, weights.standardised(picture[None], begun))
        return seen["7"][0].astype(float)

    place = taken.wrong[0]
    own = features(dataset.test.pictures[place])
    distances = {at: float(np.sqrt(((features(dataset.train.pictures[at]) - own) ** 2).sum())) for at in known.places}
    found = near.near(run, taken, known, place)
    expected = sorted(distances, key=distances.__getitem__)[: near.SHOWN]
    assert list(found.places) == expected
    assert found.distances == pytest.approx([distances[at] for at in expected], rel=1e-4)
    assert (found.labels == dataset.train.labels[expected]).all()
    assert (found.truth, found.taken) == (taken.labels[place], taken.predicted[place])


def test_reasons_hold_by_the_neighbours() -> None:
    def found(labels: list[int], first: float = 1.0) -> Near:
        count = len(labels)
        return Near(tuple(range(count)), np.array(labels), np.full(count, first), 0, 1, np.linspace(0, 2, 11))

    assert found([1, 1, 1, 0]).holds(near.LIKE)
    assert not found([0, 0, 1, 2]).holds(near.LIKE)
    assert found([0, 1, 2, 2]).holds(near.BETWEEN)
    assert not found([1, 1, 1, 1]).holds(near.BETWEEN)
    assert found([0], 3.0).holds(near.STRANGE)
    assert not found([0], 1.0).holds(near.STRANGE)
    assert [found([label]).first for label in (0, 1, 2)] == ["truth", "taken", "other"]
