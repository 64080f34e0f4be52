"""Commands to a run."""

import numpy as np
import pytest

from cnnviz.training.events import Command, CommandName, EventKind
from tests.training.learning import runs

STOP = Command("stop")


def test_stop_ends_before_the_next_batch() -> None:
    history = runs.history(runs.config(), inbox=runs.Inbox({6: [STOP]}))
    assert (history[-1].step, history[-1].header["why"]) == (6, "stopped")
    assert "6 of 20" in history[-1].header["sentence"]
    assert runs.of(EventKind.SNAPSHOT, history)[-1].step == runs.of(EventKind.CHECKPOINT, history)[-1].step == 6
    assert {one.header["part"] for one in runs.of(EventKind.EVALUATION, history)} == {"validation"}


def test_a_paused_run_shows_and_keeps_everything_and_waits() -> None:
    inbox = runs.Inbox({7: [Command("pause")]}, [Command("pause"), Command("resume")])
    history = runs.history(runs.config(), inbox=inbox)
    assert ("pause", 7) in runs.marks(history)
    at = next(
        place for place, one in enumerate(history) if one.kind == EventKind.MARK and one.header["what"] == "pause"
    )
    assert [one.kind for one in history[at - 1 : at + 2]] == [EventKind.CHECKPOINT, EventKind.MARK, EventKind.MARK]
    assert [one.step for one in runs.of(EventKind.SNAPSHOT, history[:at])][-1] == 7
    assert [what for what, _ in runs.marks(history)].count("pause") == 1
    assert inbox.waits == 2
    assert history[-1].header["why"] == "finished"
    assert np.array_equal(runs.losses(history), runs.losses(runs.history(runs.config())))


def test_pauses_are_left_out_of_the_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    inbox = runs.Inbox({7: [Command("pause")]}, [Command("resume")])
    moved = [0.0]
    monkeypatch.setattr("time.perf_counter", lambda: moved[0])
    wait = inbox.wait

    def slowly(seconds: float) -> list[Command]:
        moved[0] += 1000
        return wait(seconds)

    monkeypatch.setattr(inbox, "wait", slowly)
    history = runs.history(runs.config(), inbox=inbox)
    assert history[-1].header["seconds"] == 0


def test_one_batch_is_learned_at_a_time() -> None:
    inbox = runs.Inbox({5: [Command("pause")]}, [Command("batch"), Command("batch"), STOP])
    history = runs.history(runs.config(), inbox=inbox)
    assert history[-1].step == 7
    assert runs.marks(history) == [("epoch", 5), ("pause", 5)]
    shots = runs.of(EventKind.SNAPSHOT, history)
    assert [one.step for one in shots][-2:] == [6, 7]
    assert all(one.header["updates"] for one in shots[-2:])


@pytest.mark.parametrize("before", ["pause", "resume", "epoch"])
def test_two_batches_asked_for_at_once_are_two(before: CommandName) -> None:
    asked = [Command(before), Command("batch"), Command("batch")]
    history = runs.history(runs.config(), inbox=runs.Inbox({5: asked}, [STOP]))
    assert history[-1].step == 7


def test_a_batch_asked_for_in_the_middle_of_an_epoch_is_the_last_one() -> None:
    history = runs.history(runs.config(), inbox=runs.Inbox({5: [Command("epoch")], 7: [Command("batch")]}, [STOP]))
    assert history[-1].step == 8


def test_one_batch_of_a_running_run_pauses_after_it() -> None:
    history = runs.history(runs.config(), inbox=runs.Inbox({6: [Command("batch")]}, [STOP]))
    assert ("pause", 7) in runs.marks(history)
    assert history[-1].step == 7


def test_one_epoch_is_as_many_batches() -> None:
    inbox = runs.Inbox({2: [Command("pause")]}, [Command("epoch"), STOP])
    history = runs.history(runs.config(), inbox=inbox)
    assert runs.marks(history) == [("pause", 2), ("resume", 2), ("epoch", 5), ("pause", 7)]


def test_resume_calls_off_the_pause_to_come() -> None:
    history = runs.history(runs.config(), inbox=runs.Inbox({2: [Command("epoch")], 4: [Command("resume")]}))
    assert history[-1].header["why"] == "finished"
    assert "pause" not in dict(runs.marks(history))


def test_a_new_rate_holds_from_the_next_batch() -> None:
    config = runs.config(schedule="constant", rate=0.01)
    history = runs.history(config, inbox=runs.Inbox({8: [Command("rate", 0.002)]}))
    assert ("rate", 8) in runs.marks(history)
    assert runs.rates(history) == pytest.approx([0.01] * 8 + [0.002] * 12)


def test_a_run_resumed_after_a_new_rate_keeps_it() -> None:
    inbox = {3: [Command("rate", 0.002)]}
    config = runs.config(schedule="cosine")
    whole = runs.history(config, inbox=runs.Inbox(inbox))
    first = runs.history(config, inbox=runs.Inbox({**inbox, 9: [STOP]}))
    second = runs.history(config, start=runs.of(EventKind.CHECKPOINT, first)[-1])
    assert np.array_equal(runs.rates(whole)[9:], runs.rates(second))
    assert runs.same(runs.weights(whole), runs.weights(second))


def test_while_paused_the_rate_can_be_changed_and_the_run_stopped() -> None:
    inbox = runs.Inbox({4: [Command("pause")]}, [Command("rate", 0.001), STOP])
    history = runs.history(runs.config(), inbox=inbox)
    assert runs.marks(history) == [("pause", 4), ("rate", 4)]
    assert history[-1].header["why"] == "stopped"
