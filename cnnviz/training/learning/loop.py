"""How a network learns: take a batch, see how wrong the answers are, and move every weight a little against its slope.

`train` is the whole of it. What it needs stands beside it: the batches in `batches`, the learning rate in
`schedules`, the network in `module`; what is told of the run in `recording` and `evaluation`, what is kept of it in
`checkpoint`, and what it is told in `control`.
"""

from collections.abc import Iterator

import torch
from torch import Tensor
from torch.nn import functional

from cnnviz import limits
from cnnviz.datasets import data
from cnnviz.training import config as configs
from cnnviz.training import events
from cnnviz.training.events import Event
from cnnviz.training.learning import checkpoint, control, draws, evaluation, memory, pace, recording, state

AUXILIARY = 0.3  # the share of a side head's loss. Szegedy et al. 2014


def train(
    config: configs.Config,
    dataset: data.Dataset,
    inbox: control.Inbox,
    start: Event | None = None,
    threads: int | None = None,
    told: pace.Pace = pace.LIVE,
) -> Iterator[Event]:
    """What happens while the network learns, as it happens; the same config gives the same run.

    `start` is a CHECKPOINT to go on from, or another run's SNAPSHOT whose weights to begin with. On one device, with
    as many threads, a run is the same to the last bit however often it is paused, recorded or continued. Raises
    InputError where data, network and settings do not go together.
    """
    memory.keep_freed_pages()
    if threads:
        torch.set_num_threads(threads)
    run = state.State(config, dataset)
    marks = _begin(run, start)
    recorder, evaluator = recording.Recorder(run, told.shown), evaluation.Evaluator(run, told)
    keeper = checkpoint.Keeper(run)
    controls = control.Control(run, inbox, recorder, keeper)

    yield recording.begun(run)
    yield from marks
    yield from recorder.snapshot()
    while not (why := _end(run, controls, recorder)):
        yield from controls.obey()
        if controls.stopped or recorder.diverged:
            continue

        # Copying the weights costs time, so it is settled before the step whether anyone will see how far they moved.
        shown = recorder.due(run.step + 1) or controls.pauses_after(run.step + 1)
        before = recorder.before() if shown else {}
        rate = run.rates.at(run.step)
        recorder.note(*learn(run, rate), rate)
        run.step += 1

        whole = run.step % run.batches.epoch_steps == 0
        keeping, evaluating = keeper.due(), evaluator.due()
        yield from recorder.scalars(now=whole or keeping or evaluating)
        if shown:
            yield from recorder.snapshot(before)
        if recorder.diverged:
            continue
        if whole:
            yield controls.mark("epoch", run.step // run.batches.epoch_steps)
        if whole or evaluating:
            yield from evaluator.validation()
        if keeping:
            yield from keeper.keep()

    yield from recorder.snapshot()
    why = "diverged" if recorder.diverged else why
    if why in ("finished", "budget"):
        yield from evaluator.validation()
        yield from evaluator.test()
    if why != "diverged":
        yield from keeper.keep()
    yield Event(events.DONE, run.step, {"why": why, "sentence": _sentence(why, run), "seconds": run.clock.seconds()})


def learn(run: state.State, rate: float) -> tuple[Tensor, Tensor]:
    """One step: the batch's loss and the share it got right, as numbers that nobody has read yet."""
    images, labels = run.batches.at(run.step)
    run.module.train()
    run.module.draw_from(draws.generator(run.config.seed, draws.DROPOUT, run.step))

    # Forward: how sure is the network of each class, and how far is that from the truth?
    logits = run.module(images)
    loss = functional.cross_entropy(logits, labels, label_smoothing=run.config.smoothing)
    for guess in run.module.side_logits():
        loss = loss + AUXILIARY * functional.cross_entropy(guess, labels, label_smoothing=run.config.smoothing)

    # Backward: the slope of the loss along every weight.
    run.optimiser.zero_grad()
    loss.backward()

    # Downhill, by the rate.
    for group in run.optimiser.param_groups:
        group["lr"] = rate
    run.optimiser.step()
    return loss.detach(), (logits.detach().argmax(dim=1) == labels).float().mean()


def _begin(run: state.State, start: Event | None) -> list[Event]:
    """Puts the run at its start, and the mark that says so."""
    if start is None:
        return []
    if start.kind == events.CHECKPOINT:
        checkpoint.go_on(run, start)
        return [Event(events.MARK, run.step, {"what": "resumed", "value": 0.0})]
    checkpoint.branch(run, start)
    return [Event(events.MARK, 0, {"what": "branch", "value": float(start.step)})]


def _end(run: state.State, controls: control.Control, recorder: recording.Recorder) -> str:
    """Why the run is over; "" while it is not."""
    if recorder.diverged:
        return "diverged"
    if controls.stopped:
        return "stopped"
    if run.step >= run.steps:
        return "finished"
    over = run.step >= limits.TRAIN_STEPS or run.clock.seconds() >= limits.TRAIN_SECONDS
    return "budget" if over else ""


def _sentence(why: str, run: state.State) -> str:
    learned = f"{run.step:,} of {run.steps:,} batches"
    if why == "diverged":
        return (
            f"The loss is no number any more since batch {run.step:,}: the weights were moved so far that the next "
            "answers were worse, and so on. "
            f"Try a learning rate ten times smaller than {run.rates.at(run.step - 1):.2g}, "
            f"{'another optimiser' if run.config.optimiser in ('Adam', 'AdamW') else 'the optimiser Adam'}, "
            "or batch normalisation after each convolution."
        )
    return {
        "finished": f"All {run.steps:,} batches are learned.",
        "stopped": f"Stopped after {learned}.",
        "budget": f"The time or the number of batches a run may take is used up after {learned}. "
        "Choose fewer epochs, fewer pictures or a smaller network.",
    }[why]
