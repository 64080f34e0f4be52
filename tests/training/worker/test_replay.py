import numpy as np
import pytest

from cnnviz.training.events import Event, EventKind
from cnnviz.training.worker import replay


def scalars(last: int, count: int) -> Event:
    return Event(EventKind.SCALARS, last, {}, {"loss": np.arange(last - count + 1, last + 1, dtype=np.float32)})


@pytest.mark.parametrize("pieces", [1, 2, 3, 5, 7, 30])
@pytest.mark.parametrize("recorded", [-1, 0, 1, 7, 12, 30])
def test_every_step_is_told_once_wherever_a_run_goes_on(pieces: int, recorded: int) -> None:
    told = list(range(1, recorded + 1))
    for last in [*range(pieces, 31, pieces), *([30] if 30 % pieces else [])]:
        count = pieces if last % pieces == 0 else 30 % pieces
        if news := replay.news(scalars(last, count), {EventKind.SCALARS: recorded}):
            told += news.arrays["loss"].astype(int).tolist()
    assert told == list(range(1, 31))


def test_a_sign_of_life_is_passed_on_though_it_tells_no_step() -> None:
    sign = scalars(5, 0)
    assert replay.news(sign, {EventKind.SCALARS: 5}) is sign


@pytest.mark.parametrize("kind", [EventKind.SNAPSHOT, EventKind.EVALUATION])
def test_what_was_shown_is_not_shown_again(kind: EventKind) -> None:
    assert replay.news(Event(kind, 4), {kind: 5}) is None
    later = Event(kind, 6)
    assert replay.news(later, {kind: 5}) is later


def test_the_untrained_network_of_a_new_run_is_shown() -> None:
    first = Event(EventKind.SNAPSHOT, 0)
    assert replay.news(first, {}) is first


def test_a_run_begins_once() -> None:
    first = Event(EventKind.BEGUN, 0)
    assert replay.news(first, {}) is first
    assert replay.news(first, {EventKind.BEGUN: 0}) is None


@pytest.mark.parametrize("what", ["resumed", "pause", "resume", "rate", "branch"])
def test_marks_of_what_was_asked_are_always_told(what: str) -> None:
    mark = Event(EventKind.MARK, 3, {"what": what})
    assert replay.news(mark, {EventKind.MARK: 9}) is mark


def test_the_end_of_an_epoch_is_marked_once() -> None:
    mark = Event(EventKind.MARK, 10, {"what": "epoch"})
    assert replay.news(mark, {EventKind.MARK: 10}) is None
    assert replay.news(mark, {EventKind.MARK: 0}) is mark


def test_checkpoints_and_the_end_are_always_told() -> None:
    for kind in (EventKind.CHECKPOINT, EventKind.DONE):
        event = Event(kind, 3)
        assert replay.news(event, {kind: 9}) is event
