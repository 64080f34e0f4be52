"""Commands to a run."""

import numpy as np
import pytest

from cnnviz.training import events
from cnnviz.training.events import Command
from tests.training.learning import runs

STOP = Command("stop")


def test_stop_ends_before_the_next_batch() -> None:
    told = runs.told(runs.config(), inbox=runs.Inbox({6: [STOP]}))
    assert (told[-1].step, told[-1].header["why"]) == (6, "stopped")
    assert "6 of 20" in told[-1].header["sentence"]
    assert runs.of(events.SNAPSHOT, told)[-1].step == runs.of(events.CHECKPOINT, told)[-1].step == 6
    assert {one.header["part"] for one in runs.of(events.EVALUATION, told)} == {"validation"}


def test_a_paused_run_shows_and_keeps_everything_and_waits() -> None:
    inbox = runs.Inbox({7: [Command("pause")]}, [Command("pause"), Command("resume")])
    told = runs.told(runs.config(), inbox=inbox)
    assert ("pause", 7) in runs.marks(told)
    at = next(place for place, one in enumerate(told) if one.kind == events.MARK and one.header["what"] == "pause")
    assert [one.kind for one in told[at - 1 : at + 2]] == [events.CHECKPOINT, events.MARK, events.MARK]
    assert [one.step for one in runs.of(events.SNAPSHOT, told[:at])][-1] == 7
    assert [what for what, _ in runs.marks(told)].count("pause") == 1
    assert inbox.waits == 2
    assert told[-1].header["why"] == "finished"
    assert np.array_equal(runs.losses(told), runs.losses(runs.told(runs.config())))


def test_pauses_are_left_out_of_the_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    inbox = runs.Inbox({7: [Command("pause")]}, [Command("resume")])
    moved = [0.0]
    monkeypatch.setattr("time.perf_counter", lambda: moved[0])
    wait = inbox.wait

    def slowly(seconds: float) -> list[Command]:
        moved[0] += 1000
        return wait(seconds)

    monkeypatch.setattr(inbox, "wait", slowly)
    told = runs.told(runs.config(), inbox=inbox)
    assert told[-1].header["seconds"] == 0


def test_one_batch_is_learned_at_a_time() -> None:
    inbox = runs.Inbox({5: [Command("pause")]}, [Command("batch"), Command("batch"), STOP])
    told = runs.told(runs.config(), inbox=inbox)
    assert told[-1].step == 7
    assert runs.marks(told) == [("epoch", 5), ("pause", 5)]
    shots = runs.of(events.SNAPSHOT, told)
    assert [one.step for one in shots][-2:] == [6, 7]
    assert all(one.header["updates"] for one in shots[-2:])


@pytest.mark.parametrize("before", ["pause", "resume", "epoch"])
def test_two_batches_asked_for_at_once_are_two(before: str) -> None:
    asked = [Command(before), Command("batch"), Command("batch")]
    told = runs.told(runs.config(), inbox=runs.Inbox({5: asked}, [STOP]))
    assert told[-1].step == 7


def test_a_batch_asked_for_in_the_middle_of_an_epoch_is_the_last_one() -> None:
    told = runs.told(runs.config(), inbox=runs.Inbox({5: [Command("epoch")], 7: [Command("batch")]}, [STOP]))
    assert told[-1].step == 8


def test_one_batch_of_a_running_run_pauses_after_it() -> None:
    told = runs.told(runs.config(), inbox=runs.Inbox({6: [Command("batch")]}, [STOP]))
    assert ("pause", 7) in runs.marks(told)
    assert told[-1].step == 7


def test_one_epoch_is_as_many_batches() -> None:
    inbox = runs.Inbox({2: [Command("pause")]}, [Command("epoch"), STOP])
    told = runs.told(runs.config(), inbox=inbox)
    assert runs.marks(told) == [("pause", 2), ("resume", 2), ("epoch", 5), ("pause", 7)]


def test_resume_calls_off_the_pause_to_come() -> None:
    told = runs.told(runs.config(), inbox=runs.Inbox({2: [Command("epoch")], 4: [Command("resume")]}))
    assert told[-1].header["why"] == "finished"
    assert "pause" not in dict(runs.marks(told))


def test_a_new_rate_holds_from_the_next_batch() -> None:
    config = runs.config(schedule="constant", rate=0.01)
    told = runs.told(config, inbox=runs.Inbox({8: [Command("rate", 0.002)]}))
    assert ("rate", 8) in runs.marks(told)
    assert runs.rates(told) == pytest.approx([0.01] * 8 + [0.002] * 12)


def test_a_run_resumed_after_a_new_rate_keeps_it() -> None:
    inbox = {3: [Command("rate", 0.002)]}
    config = runs.config(schedule="cosine")
    whole = runs.told(config, inbox=runs.Inbox(inbox))
    first = runs.told(config, inbox=runs.Inbox({**inbox, 9: [STOP]}))
    second = runs.told(config, start=runs.of(events.CHECKPOINT, first)[-1])
    assert np.array_equal(runs.rates(whole)[9:], runs.rates(second))
    assert runs.same(runs.weights(whole), runs.weights(second))


def test_while_paused_the_rate_can_be_changed_and_the_run_stopped() -> None:
    inbox = runs.Inbox({4: [Command("pause")]}, [Command("rate", 0.001), STOP])
    told = runs.told(runs.config(), inbox=inbox)
    assert runs.marks(told) == [("pause", 4), ("rate", 4)]
    assert told[-1].header["why"] == "stopped"
