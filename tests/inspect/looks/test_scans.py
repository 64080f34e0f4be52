"""Scans at work: whoever looks gets what there is, work nobody looks at ends, errors are told."""

import dataclasses
import threading
import time

import numpy as np
import pytest

from cnnviz.errors import InputError
from cnnviz.inspect.looks import scan, scans, sets
from cnnviz.inspect.models import Model
from tests.inspect.looks.conftest import steps


def test_a_scan_ends_with_all_pictures_and_is_kept(model: Model, pictures: sets.Pictures) -> None:
    known = scans.Scans()
    step = steps(model)[0]
    done = known.look(model, step, pictures, 60)
    assert done.done == len(pictures)
    assert known.look(model, step, pictures, 0) is done
    assert not known.jobs


def test_two_scans_at_once_both_end(model: Model, pictures: sets.Pictures) -> None:
    known = scans.Scans()
    found: list[scan.Scan] = []
    threads = [
        threading.Thread(target=lambda step=step: found.append(known.look(model, step, pictures, 60)))
        for step in steps(model)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert [one.done for one in found] == [len(pictures)] * len(steps(model))


def test_what_nobody_looks_at_any_more_is_dropped(model: Model, pictures: sets.Pictures) -> None:
    now = [0.0]
    known = scans.Scans(lambda: now[0])
    work = scan.scanning(model, steps(model)[0], pictures)
    known.jobs["a", "b", "c"] = scans._Job(work, work.begun(), 0.0)
    assert known._next() is not None
    now[0] = scans.UNWATCHED + 1
    assert known._next() is None
    assert not known.jobs


def test_an_error_is_told_to_whoever_looks_and_forgotten(model: Model, pictures: sets.Pictures) -> None:
    known = scans.Scans()
    broken = dataclasses.replace(model, weights={**model.weights, "6.bias": np.full(3, np.nan, np.float32)})
    for _ in range(2):
        with pytest.raises(InputError, match="grow beyond"):
            known.look(broken, steps(model)[-1], pictures, 60)
        assert not known.jobs


def test_too_many_at_once_are_refused(model: Model, pictures: sets.Pictures, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scans, "MOST", 0)
    with pytest.raises(InputError, match="Reload the page"):
        scans.Scans().look(model, steps(model)[0], pictures)


def test_kept_scans_are_bounded(model: Model, pictures: sets.Pictures) -> None:
    known = scans.Scans()
    for at in range(3):
        known.look(dataclasses.replace(model, id=str(at)), steps(model)[0], pictures, 60)
    assert known.finished.currsize == sum(one.nbytes for one in known.finished.values())
    assert known.finished.maxsize == scans.KEPT_BYTES


def test_a_block_may_take_longer_than_a_scan_is_kept_unwatched(
    model: Model, pictures: sets.Pictures, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever waits for it looks: it does not begin again and again."""
    monkeypatch.setattr(scans, "UNWATCHED", 0.2)
    monkeypatch.setattr(scan, "BLOCK", 1)
    begun: list[scan.Scanning] = []
    advanced, first = scan.Scanning.advanced, scan.Scanning.begun

    def slowly(one: scan.Scanning, known: scan.Scan) -> scan.Scan:
        time.sleep(0.3)
        return advanced(one, known)

    def noted(one: scan.Scanning) -> scan.Scan:
        begun.append(one)
        return first(one)

    monkeypatch.setattr(scan.Scanning, "advanced", slowly)
    monkeypatch.setattr(scan.Scanning, "begun", noted)
    assert scans.Scans().look(model, steps(model)[0], pictures, 60).done == len(pictures)
    assert len(begun) == 1
