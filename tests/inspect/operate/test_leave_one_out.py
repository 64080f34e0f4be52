"""Each filter left out, in batches, is each left out in a loop."""

import numpy as np
import pytest

from cnnviz.images import samples
from cnnviz.inspect import passing, preparation
from cnnviz.inspect.models import Model
from cnnviz.inspect.operate import again, leave_one_out, suggested, surgery
from cnnviz.inspect.operate.edits import Edit
from cnnviz.inspect.way import graph, passage
from cnnviz.nets import networks
from tests.inspect.operate import torch_twin
from tests.inspect.operate.test_again import before
from tests.inspect.way import small


@pytest.mark.parametrize(("network", "name"), [(small.MANY, "0.2"), (small.FLAT, "1"), (small.MANY, "4")])
def test_it_is_torchs_network_with_one_channel_after_the_other_at_0(network: networks.Network, name: str) -> None:
    whole = before(network)
    last, count = whole.network.stations[-1].name, whole.network.steps[name].output[0]
    told: list[float] = []
    found = leave_one_out.without(whole, name, last, range(count), told.append)
    weights, image = small.weights(network), small.image(network)
    for channel, made in enumerate(found.logits):
        expected = torch_twin.outputs(network, weights, image, {name: torch_twin.times(channel, 0)})[last]
        np.testing.assert_allclose(made, expected, rtol=1e-3, atol=1e-4)
    np.testing.assert_allclose(found.all, small.outputs(network)[last], rtol=1e-4, atol=1e-5)
    assert told == sorted(told)
    assert told[-1] == 1


def test_drops_are_of_the_logit_and_of_the_share() -> None:
    found = leave_one_out.Without((4, 7), np.log([1.0, 3.0]), np.log([[1.0, 1.0], [1.0, 7.0]]))
    np.testing.assert_allclose(found.logit_drops(1), np.log([3, 3 / 7]))
    np.testing.assert_allclose(found.share_drops(1), [0.25, -0.125])
    assert found.strongest == 4


def test_others_have_their_turn_between_batches() -> None:
    """Whoever waits for the turn gets it: it is free each time that somebody is told how far it is."""
    whole = before(small.MANY)
    free: list[bool] = []

    def tell(_: float) -> None:
        free.append(passing.TURN.acquire(blocking=False))
        passing.TURN.release()

    leave_one_out.without(whole, "0.2", whole.network.stations[-1].name, range(8), tell)
    assert free == [True, True]


@pytest.mark.parametrize(("photo", "answer"), [("coffee", "espresso"), ("cat", "Egyptian Mau")])
def test_the_filter_silenced_first_is_the_one_missed_most(lite0: Model, photo: str, answer: str) -> None:
    values = preparation.prepared(samples.picture(photo, 384).pixels, lite0.preparation).values
    seen = passage.passed(lite0, values)
    whole = again.Before(seen.network, seen.weights, seen.known)
    first = suggested.step(seen.network)
    found = leave_one_out.without(whole, first.name, lite0.last, range(32))
    assert lite0.classes[int(found.all.argmax())] == answer
    usual = suggested.edit(lite0.id, seen.network, seen.known[first.name])
    assert usual == Edit("0.0", found.strongest, "silence")
    change = surgery.change(seen.network, seen.weights, [usual])
    alone = again.made(whole, change, {lite0.last})[lite0.last][0]
    np.testing.assert_allclose(found.logits[found.strongest], alone, rtol=0, atol=1e-4)


def test_of_another_network_the_filter_whose_map_varies_most_is_silenced() -> None:
    read = graph.graph(small.FLAT)
    made = np.zeros((5, 12, 12))
    made[3, 0, 0] = 1
    assert suggested.edit("another", read, made) == Edit("0", 3, "silence")
