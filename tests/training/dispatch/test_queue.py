"""cnnviz.training.dispatch.queue: who may wait, whose turn it is, and which runs get a place."""

import threading

import pytest

from cnnviz import limits
from cnnviz.errors import InputError
from cnnviz.training.dispatch import queue
from cnnviz.training.statuses import Ending, RunStatus
from cnnviz.training.store import jobs, tables
from cnnviz.training.store.database import Store
from tests.training.stored import put, row


def test_many_servers_dispatch_no_run_twice_and_fill_no_slot_twice(store: Store) -> None:
    for person in "abcdefghij":
        put(store, person)
    dispatched: list[list[tuple[int, str]]] = []
    barrier = threading.Barrier(4)

    def server() -> None:
        barrier.wait(10)
        dispatched.append(queue.dispatch(store, "here", 3))

    servers = [threading.Thread(target=server) for _ in range(4)]
    for one in servers:
        one.start()
    for one in servers:
        one.join(20)
    assert sorted(run for some in dispatched for run, _ in some) == [1, 2, 3]
    assert len(dispatched) == 4


def test_a_full_queue_is_refused_with_its_length(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "TRAIN_QUEUE", 5)
    for _ in range(limits.TRAIN_QUEUE_EACH):
        put(store)
    with pytest.raises(InputError, match="4 of your runs wait already"):
        put(store)
    put(store, "you")
    with pytest.raises(InputError, match="5 runs wait already"):
        put(store, "them")


def test_starting_too_often_is_refused(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "TRAIN_STARTS", 3)
    for _ in range(3):
        put(store)
        queue.dispatch(store, "here", 100)
    with pytest.raises(InputError, match="3 runs within a minute"):
        put(store)
    put(store, "you")


def test_taking_up_a_run_again_counts_as_starting_it(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "TRAIN_STARTS", 2)
    first = put(store)
    with store.writing() as connection:
        jobs.end(connection, first, Ending(RunStatus.STOPPED, ""))
        connection.execute(tables.RUNS.update().values(created=0.0, queued=0.0))
    assert queue.requeue(store, first)
    put(store)
    with pytest.raises(InputError, match="2 runs within a minute"):
        put(store)


def test_places_in_the_queue_are_fair(store: Store) -> None:
    mine = [put(store) for _ in range(3)]
    yours = put(store, "you")
    assert queue.places(store) == {mine[0]: 1, yours: 2, mine[1]: 3, mine[2]: 4}
    queue.dispatch(store, "here", 1)
    assert queue.places(store) == {yours: 1, mine[1]: 2, mine[2]: 3}


def test_every_engine_has_its_own_slots(store: Store) -> None:
    for _ in range(4):
        put(store)
    assert len(queue.dispatch(store, "machine a", 2)) == 2
    assert len(queue.dispatch(store, "machine a", 2)) == 0
    assert len(queue.dispatch(store, "machine b", 1)) == 1


def test_why_runs_wait_is_said_and_taken_back(store: Store) -> None:
    run = put(store)
    queue.explain_waiting(store, "The scheduler is away.")
    assert row(store, run).reason == "The scheduler is away."
    queue.explain_waiting(store, "")
    assert row(store, run).reason == ""


def test_a_run_that_could_not_be_placed_waits_again(store: Store) -> None:
    run = put(store)
    [(_, ticket)] = queue.dispatch(store, "here", 1)
    queue.put_back(store, run, ticket, "No process could be started.")
    assert (row(store, run).status, row(store, run).reason) == (RunStatus.QUEUED, "No process could be started.")
    assert queue.counts(store) == (1, 0)
