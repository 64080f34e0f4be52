from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch
from torch.nn import functional

from cnnviz import limits
from cnnviz.datasets import permutation
from cnnviz.nets import forward, networks
from cnnviz.training.events import Command, Event, EventKind
from cnnviz.training.exciting import ascent, canvas
from cnnviz.training.exciting.wanted import MAP, UNIT, Wanted
from tests.training.exciting.networks import CLASSES, COLOUR, GREY, wanted, weights


class Inbox:
    """Gives a command after so many looks."""

    def __init__(self, after: int = 10**9, name: Any = "stop") -> None:
        self.left, self.command = after, Command(name)

    def read(self) -> list[Command]:
        self.left -= 1
        return [self.command] if self.left < 0 else []


def told(one: Wanted, inbox: Inbox | None = None, tensors: dict[str, np.ndarray] | None = None) -> list[Event]:
    return list(ascent.excite(one, tensors or weights(one.network), inbox or Inbox()))


def pictures(events: list[Event]) -> list[Event]:
    return [event for event in events if event.kind == EventKind.PICTURE]


def by_numpy(one: Wanted, pixels: np.ndarray, path: str) -> np.ndarray:
    """What the layer makes of pixels uint8, in numpy."""
    values = (pixels.astype(np.float32) - one.mean[0]) / one.deviation[0]
    return forward.outputs(one.network, weights(one.network), values[None], {path})[path][0]


@pytest.mark.parametrize("network", [GREY, COLOUR], ids=lambda network: network.name)
@pytest.mark.parametrize("smooth", [True, False])
@pytest.mark.parametrize(("path", "before"), [("0", "0"), ("3", "3"), ("5", "4"), ("6", "6"), ("7", "7")])
def test_the_number_rises_and_is_that_of_the_picture_as_it_is_shown(
    network: networks.Network, smooth: bool, path: str, before: str
) -> None:
    one = wanted(network, path, 1, smooth=smooth, steps=32)
    first, *_, last = pictures(told(one))
    assert last.header["sum"] > first.header["sum"]
    pixels = last.arrays["picture"]
    assert pixels.dtype == np.uint8
    assert pixels.shape == network.input
    channel = by_numpy(one, pixels, before)[1]
    assert last.header["sum"] == pytest.approx(channel.mean(), rel=1e-3, abs=1e-4)
    assert last.header["largest"] == pytest.approx(channel.max(), rel=1e-3, abs=1e-4)
    assert last.header["after"] == pytest.approx(by_numpy(one, pixels, path)[1].mean(), rel=1e-3, abs=1e-4)


def by_hand(steps: int, rate: float = canvas.RATE) -> np.ndarray:
    """Ascent on single pixels of GREY to the middle unit of the second convolution, Adam written out."""
    held = {name: torch.from_numpy(tensor) for name, tensor in weights().items()}
    start = torch.randn((1, 1, 20, 20), generator=torch.Generator().manual_seed(3))
    numbers = canvas.SPREAD_PIXELS * start
    mean, square = torch.zeros_like(numbers), torch.zeros_like(numbers)
    for step in range(1, steps + 1):
        numbers = numbers.detach().requires_grad_()
        values = (255 * torch.sigmoid(numbers) - 127) / 64
        maps = functional.max_pool2d(functional.conv2d(values, held["0.weight"], held["0.bias"]).relu(), 2)
        made = functional.conv2d(maps, held["3.weight"], held["3.bias"])[0, 1]
        (slope,) = torch.autograd.grad(made[made.shape[0] // 2, made.shape[1] // 2], numbers)
        mean = 0.9 * mean + 0.1 * slope
        square = 0.999 * square + 0.001 * slope**2
        numbers = numbers + rate * (mean / (1 - 0.9**step)) / ((square / (1 - 0.999**step)).sqrt() + 1e-8)
    return (255 * torch.sigmoid(numbers.detach())[0]).round().to(torch.uint8).numpy()


def test_without_helpers_it_is_plain_gradient_ascent() -> None:
    one = wanted(path="3", channel=1, aim=UNIT, seed=3, steps=16, smooth=False, jitter=False)
    difference = pictures(told(one))[-1].arrays["picture"].astype(int) - by_hand(16).astype(int)
    assert np.abs(difference).max() <= 1
    assert (difference != 0).mean() < 0.05


@pytest.mark.parametrize("path", ["0", "3", "5", "7"])
def test_the_gradient_is_that_of_the_unit(path: str) -> None:
    """Against differences of the number itself, in float64."""
    one = wanted(path=path, channel=1)
    climber = ascent.Climber(one, weights())
    climber.module.double()
    picture = torch.rand((1, *GREY.input), dtype=torch.float64, generator=torch.Generator().manual_seed(0))
    picture.requires_grad_()
    (slope,) = torch.autograd.grad(climber.climbed(picture), picture)
    towards = torch.randn(picture.shape, dtype=torch.float64, generator=torch.Generator().manual_seed(1))
    step = 1e-6
    ends = [float(climber.climbed(picture.detach() + sign * step * towards)) for sign in (1, -1)]
    assert (ends[0] - ends[1]) / (2 * step) == pytest.approx(float((slope * towards).sum()), rel=1e-4, abs=1e-7)


def test_the_same_seed_makes_the_same_picture_and_another_another() -> None:
    one, same, other = (pictures(told(wanted(COLOUR, steps=16, seed=seed)))[-1].arrays["picture"] for seed in (1, 1, 2))
    assert np.array_equal(one, same)
    assert not np.array_equal(one, other)


def test_a_climb_is_told_from_its_first_picture_to_its_end() -> None:
    events = told(wanted(steps=18))
    assert [event.kind for event in (events[0], events[-1])] == [EventKind.BEGUN, EventKind.DONE]
    assert events[0].header["steps"] == 18
    assert [event.step for event in pictures(events)] == [0, 1, 2, 4, 8, 12, 16, 18]
    assert events[-1].header["why"] == "finished"
    assert events[-1].header["sentence"] == "Done: 18 steps."


@pytest.mark.parametrize("name", ["stop", "pause"])
def test_who_stops_it_keeps_what_there_is(name: str) -> None:
    events = told(wanted(steps=100), Inbox(7, name))
    assert pictures(events)[-1].step == events[-1].step == 7
    assert events[-1].header["why"] == "stopped"
    whole = pictures(told(wanted(steps=100)))
    assert pictures(events)[-2].arrays["picture"].tobytes() == whole[3].arrays["picture"].tobytes()


def test_it_ends_when_its_time_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "EXCITE_SECONDS", 0)
    events = told(wanted(steps=100))
    assert events[-1].header["why"] == "budget"
    assert "0 seconds that a picture may take" in events[-1].header["sentence"]
    assert pictures(events)[-1].step == events[-1].step


def test_where_nothing_changes_the_number_that_is_said() -> None:
    tensors = weights()
    tensors["0.bias"] = np.full(4, -1e6, np.float32)
    events = told(wanted(path="3", steps=16), tensors=tensors)
    assert "in any of 16 steps, changed the number" in events[-1].header["sentence"]


def test_numbers_that_are_none_end_it() -> None:
    tensors = weights()
    tensors["3.bias"] = np.full(6, np.inf, np.float32)
    assert told(wanted(), tensors=tensors)[-1].header["why"] == "diverged"


def test_the_answer_is_that_of_the_whole_network_and_says_where_a_wanted_class_stands() -> None:
    one = wanted(path="7", channel=2, steps=64)
    last = pictures(told(one))[-1]
    logits = by_numpy(one, last.arrays["picture"], "7")
    shares = np.exp(logits - logits.max()) / np.exp(logits - logits.max()).sum()
    assert [name for name, _ in last.header["answers"]] == [CLASSES[at] for at in np.argsort(-logits)]
    assert [share for _, share in last.header["answers"]] == pytest.approx(sorted(shares, reverse=True), rel=1e-3)
    assert last.header["rank"] == 1
    assert pictures(told(wanted(steps=16)))[-1].header["rank"] == 0


def test_permuted_pixels_are_read_in_their_order() -> None:
    picture = torch.arange(400.0).reshape(1, 1, 20, 20) / 400
    climber = ascent.Climber(replace(wanted(), permuted=5), weights())
    values = (255 * picture.numpy() - 127) / 64
    np.testing.assert_allclose(climber.read(picture).numpy(), permutation.permuted(values, 5), rtol=1e-5)


def test_a_vector_is_aimed_at_as_a_whole_and_a_map_by_its_mean_or_its_middle() -> None:
    made = torch.arange(24.0).reshape(1, 2, 3, 4)
    assert float(ascent.aimed(made, wanted(channel=1, aim=MAP))) == pytest.approx(17.5)
    assert float(ascent.aimed(made, wanted(channel=1, aim=UNIT))) == 18.0
    assert float(ascent.aimed(made[:, :, 0, 0], wanted(channel=1, aim=UNIT))) == 12.0
