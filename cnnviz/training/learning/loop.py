"""How a network learns: take a batch, see how wrong the answers are, and move every weight a little against its slope.

`train` is the whole of it. What it needs stands beside it: the batches in `batches`, the learning rate in
`schedules`, the network in `module`; what a run tells of itself in `reporting` and `evaluation`, what it
can go on from in `checkpoint`, and what may be asked of it in `control`.
"""

from collections.abc import Iterator

import torch
from torch import Tensor
from torch.nn import functional

from cnnviz import limits
from cnnviz.datasets import data
from cnnviz.training import config as configs
from cnnviz.training.events import Event, EventKind, Why
from cnnviz.training.learning import checkpoint, control, draws, evaluation, memory, reporting, state
from cnnviz.training.learning.pace import LIVE, Pace

AUXILIARY = 0.3  # the share of a side head's loss. Szegedy et al. 2014


def train(
    config: configs.Config,
    dataset: data.Dataset,
    inbox: control.Inbox,
    start: Event | None = None,
    threads: int | None = None,
    pace: Pace = LIVE,
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
    reporter, evaluator = reporting.Reporter(run, pace.shown), evaluation.Evaluator(run, pace)
    keeper = checkpoint.Keeper(run)
    controls = control.Control(run, inbox, reporter, keeper)

    yield reporting.begun(run)
    yield from marks
    yield from reporter.snapshot()
    while not (why := _end(run, controls, reporter)):
        yield from controls.obey()
        if controls.stopped or reporter.diverged:
            continue

        # Copying the weights costs time, so it is settled before the step whether anyone will see how far they moved.
        shown = reporter.due(run.step + 1) or controls.pauses_after(run.step + 1)
        before = reporter.before() if shown else {}
        rate = run.rates.at(run.step)
        reporter.note(*learn(run, rate), rate)
        run.step += 1

        whole = run.step % run.batches.epoch_steps == 0
        keeping, evaluating = keeper.due(), evaluator.due()
        yield from reporter.scalars(now=whole or keeping or evaluating)
        if shown:
            yield from reporter.snapshot(before)
        if reporter.diverged:
            continue
        if whole:
            yield controls.mark("epoch", run.step // run.batches.epoch_steps)
        if whole or evaluating:
            yield from evaluator.validation()
        if keeping:
            yield from keeper.keep()

    yield from _conclude(run, why, reporter, evaluator, keeper)


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
    if start.kind == EventKind.CHECKPOINT:
        checkpoint.go_on(run, start)
        return [Event(EventKind.MARK, run.step, {"what": "resumed", "value": 0.0})]
    checkpoint.branch(run, start)
    return [Event(EventKind.MARK, 0, {"what": "branch", "value": float(start.step)})]


def _end(run: state.State, controls: control.Control, reporter: reporting.Reporter) -> Why | None:
    """Why the run is over; None while it is not."""
    if reporter.diverged:
        return "diverged"
    if controls.stopped:
        return "stopped"
    if run.step >= run.steps:
        return "finished"
    over = run.step >= limits.TRAIN_STEPS or run.clock.seconds() >= limits.TRAIN_SECONDS
    return "budget" if over else None


def _conclude(
    run: state.State,
    why: Why,
    reporter: reporting.Reporter,
    evaluator: evaluation.Evaluator,
    keeper: checkpoint.Keeper,
) -> Iterator[Event]:
    """The weights that the run ends with, how good they are, and why it ends."""
    yield from reporter.snapshot()
    why = "diverged" if reporter.diverged else why
    if why in ("finished", "budget"):
        yield from evaluator.validation()
        yield from evaluator.test()
    if why != "diverged":
        yield from keeper.keep()
    header = {"why": why, "sentence": _sentence(why, run), "seconds": run.clock.seconds()}
    yield Event(EventKind.DONE, run.step, header)


def _sentence(why: Why, run: state.State) -> str:
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
