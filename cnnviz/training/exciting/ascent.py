"""Gradient ascent on a picture: step by step it excites a unit more. What is told of it are events, as of a run."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

import numpy as np
import torch
from torch import Tensor, nn

from cnnviz import limits
from cnnviz.datasets import permutation
from cnnviz.nets import build, shapes
from cnnviz.training.events import Command, Event, EventKind, Why
from cnnviz.training.exciting import canvas
from cnnviz.training.exciting.wanted import MAP, Wanted

# Steps between two pictures that are told, once it is under way; before, each doubles the steps so far.
EVERY = 4
# Of its classes, how many a network's answer names.
ANSWERS = 5
# Of the generator that shakes: another than the one that the picture begins with.
SHAKING = 1
# A command that asks for an end: a picture does not pause, and what nobody looks at need not be made.
ENDING = ("stop", "pause")


class Inbox(Protocol):
    """Where commands arrive."""

    def read(self) -> Iterable[Command]:
        """What has arrived, at once."""


class _ReachedError(Exception):
    """The layer was reached: what lies behind it need not be computed."""


@dataclass(frozen=True)
class Look:
    """What the network makes of a picture: the wanted number before the activation, where the layer is one, and after
    it; the largest of its map before the activation; and the logits."""

    sum: float
    after: float
    largest: float
    logits: np.ndarray


class Climber:
    """A network whose unit is excited, for pictures float32 (1 c h w), 0 to 1."""

    def __init__(self, wanted: Wanted, tensors: Mapping[str, np.ndarray]) -> None:
        self.wanted = wanted
        self.module = loaded(wanted, tensors)
        self.path, self.before = wanted.climbed
        self.mean, self.deviation = (
            torch.tensor(part, dtype=torch.float32)[:, None, None] for part in (wanted.mean, wanted.deviation)
        )
        _, rows, columns = wanted.network.input
        seed = wanted.permuted
        self.order = None if seed is None else torch.from_numpy(permutation.order(rows * columns, seed))

    def read(self, picture: Tensor) -> Tensor:
        """As the first layer reads it."""
        values = (255 * picture - self.mean) / self.deviation
        return values if self.order is None else values.flatten(2)[..., self.order].reshape(values.shape)

    def climbed(self, picture: Tensor) -> Tensor:
        """The number that is climbed, with its way back to the picture."""
        found: list[Tensor] = []

        def reached(value: Tensor) -> None:
            found.append(value)
            raise _ReachedError

        part = self.module.get_submodule(self.path)
        hook = _listening(part, self.before, reached)
        try:
            self.module(self.read(picture))
        except _ReachedError:
            pass
        finally:
            hook.remove()
        return aimed(found[0], self.wanted)

    def look(self, pixels: np.ndarray) -> Look:
        """What the network makes of pixels uint8 (c h w), as they are shown."""
        found: dict[bool, Tensor] = {}
        path, is_activation = self.wanted.summed
        part = self.module.get_submodule(path)
        hooks = [_listening(part, False, partial(found.__setitem__, False))]
        hooks += [_listening(part, True, partial(found.__setitem__, True))] if is_activation else []
        try:
            with torch.no_grad():
                logits = self.module(self.read(torch.from_numpy(pixels)[None] / 255))
        finally:
            for hook in hooks:
                hook.remove()
        summed = found[is_activation]
        aimed_at = (aimed(made, self.wanted) for made in (summed, found[False]))
        total, after = map(float, aimed_at)
        return Look(total, after, float(summed[0, self.wanted.channel].max()), logits[0].numpy())


def loaded(wanted: Wanted, tensors: Mapping[str, np.ndarray]) -> nn.Sequential:
    """The network with these weights, which stay as they are; statistics of its normalisation too."""
    module = build.build(wanted.network, "meta")
    given = {name: torch.from_numpy(np.array(tensor)) for name, tensor in tensors.items()}
    # torch counts batches beside its statistics; nothing here reads that.
    for name in module.state_dict():
        given.setdefault(name, torch.tensor(0)) if name.endswith("num_batches_tracked") else None
    module.load_state_dict(given, assign=True)
    return module.eval().requires_grad_(False)


def _listening(part: nn.Module, before: bool, hear: Callable[[Tensor], Any]) -> Any:
    """Hears what a layer reads, or what it makes."""
    if before:
        return part.register_forward_pre_hook(lambda _, given: hear(given[0]) and None)
    return part.register_forward_hook(lambda _, __, made: hear(made) and None)


def aimed(made: Tensor, wanted: Wanted) -> Tensor:
    """The wanted number of what a layer makes: (1 c h w) or (1 c) -> ()."""
    of_channel = made[0, wanted.channel]
    if not of_channel.ndim or wanted.how.aim == MAP:
        return of_channel.mean()
    rows, columns = of_channel.shape
    return of_channel[rows // 2, columns // 2]


def excite(wanted: Wanted, tensors: Mapping[str, np.ndarray], inbox: Inbox, threads: int = 1) -> Iterator[Event]:
    """The events of a climb: BEGUN, a PICTURE now and then, from the one it begins with to the last one, DONE."""
    torch.set_num_threads(threads)
    began, size, how = time.perf_counter(), wanted.network.input, wanted.how
    climber = Climber(wanted, tensors)
    drawn = canvas.canvas(size, how.smooth, how.seed)
    optimiser = torch.optim.Adam([drawn.numbers], canvas.RATE)
    generator = torch.Generator().manual_seed(how.seed + SHAKING)
    yield Event(EventKind.BEGUN, 0, {"steps": how.steps, "size": size, "threads": threads})
    yield _told(climber, drawn, 0, began)
    why: Why = "finished"
    step, told, sloped = 0, 0, False
    while step < how.steps and why == "finished":
        if any(command.name in ENDING for command in inbox.read()):
            why = "stopped"
        elif time.perf_counter() - began > limits.EXCITE_SECONDS:
            why = "budget"
        elif not np.isfinite(stepped(climber, drawn, optimiser, generator if how.jitter else None)):
            why = "diverged"
        else:
            step += 1
            sloped = sloped or bool(drawn.numbers.grad is not None and drawn.numbers.grad.any())
            if step & (step - 1) == 0 or step % EVERY == 0 or step == how.steps:
                yield _told(climber, drawn, step, began)
                told = step
    if step > told and why != "diverged":
        yield _told(climber, drawn, step, began)
    sentence = SENTENCES[why] if sloped or why != "finished" else FLAT
    said = {"why": why, "sentence": sentence.format(step=step, seconds=limits.EXCITE_SECONDS)}
    yield Event(EventKind.DONE, step, {**said, "seconds": time.perf_counter() - began})


def stepped(
    climber: Climber, drawn: canvas.Canvas, optimiser: torch.optim.Optimizer, generator: torch.Generator | None
) -> float:
    """One step uphill, shaken where there is a generator to draw from: the number before it."""
    picture = drawn.picture()
    value = climber.climbed(picture if generator is None else canvas.shaken(picture, generator))
    optimiser.zero_grad()
    (-value).backward()
    optimiser.step()
    return float(value.detach())


def shown(drawn: canvas.Canvas) -> np.ndarray:
    """The picture as it is shown, uint8 (c h w)."""
    with torch.no_grad():
        return (255 * drawn.picture()[0]).round().to(torch.uint8).numpy()


def _told(climber: Climber, drawn: canvas.Canvas, step: int, began: float) -> Event:
    """The picture now, and what the network makes of it as it is shown: rounded to 8 bits, and not shaken."""
    pixels = shown(drawn)
    look = climber.look(pixels)
    header = {"sum": look.sum, "after": look.after, "largest": look.largest, **answered(climber.wanted, look)}
    return Event(EventKind.PICTURE, step, {**header, "seconds": time.perf_counter() - began}, {"picture": pixels})


def answered(wanted: Wanted, look: Look) -> dict[str, Any]:
    """What the network answers, of all its classes: the first few, and where the wanted one stands, from 1."""
    logits = look.logits.astype(np.float64)
    if logits.ndim != 1 or len(logits) != len(wanted.classes) or not np.isfinite(logits).all():
        return {"answers": []}
    shares = np.exp(logits - logits.max())
    shares /= shares.sum()
    order = np.argsort(-logits, kind="stable")
    answers = [[wanted.classes[at], float(shares[at])] for at in order[:ANSWERS]]
    is_class = wanted.path == shapes.records(wanted.network)[-1].path
    return {"answers": answers, "rank": int(np.flatnonzero(order == wanted.channel)[0]) + 1 if is_class else 0}


FLAT = (
    "Nothing that was changed, in any of {step} steps, changed the number: around such a picture it is flat. Choose "
    "another seed, or another layer."
)
SENTENCES: dict[Why, str] = {
    "finished": "Done: {step} steps.",
    "stopped": "Stopped after {step} steps.",
    "budget": "It took the {seconds} seconds that a picture may take, so it ended after {step} steps.",
    "diverged": "After {step} steps the number was no finite one any more. Choose another layer.",
}
