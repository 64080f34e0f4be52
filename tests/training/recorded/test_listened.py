"""cnnviz.training.recorded.listened: the gradient that is shown is that of the run's own network, held to torch."""

import dataclasses

import numpy as np
import torch

from cnnviz.datasets import catalogue
from cnnviz.nets import build, networks
from cnnviz.nets.inside import effective
from cnnviz.training import recorded
from cnnviz.training.events import EventKind
from cnnviz.training.recorded import listened


def test_what_the_trained_network_listens_to_is_torchs_gradient() -> None:
    """C75: mean size over all maps of the last layer, and over the pictures."""
    _, after = listened.recorded_fields()
    run = recorded.run()
    begun = next(one.event.header for one in run.events if one.event.kind == EventKind.BEGUN)
    last = [one.event for one in run.events if one.event.kind == EventKind.SNAPSHOT][-1]
    read, records = listened.seen_through(run.config.network)
    module = build.build(networks.Network("read", read.input, read.layers))
    module.load_state_dict(
        {name: torch.from_numpy(last.arrays[name].astype(np.float32)) for name in module.state_dict()}
    )
    data = catalogue.load(dataclasses.replace(run.config.data, images=listened.PICTURES))
    pictures = data.test.pictures[: listened.PICTURES] / np.float32(255)
    given = torch.from_numpy((pictures - np.float32(begun["mean"])) / np.float32(begun["deviation"])).requires_grad_()
    made = module(given)
    row, column = records[-1].output[1] // 2, records[-1].output[2] // 2
    expected = sum(
        torch.autograd.grad(made[:, number, row, column].sum(), given, retain_graph=True)[0].abs().mean(0)[0]
        for number in range(made.shape[1])
    )
    assert isinstance(expected, torch.Tensor)
    np.testing.assert_allclose(after.field, expected.numpy() / made.shape[1], rtol=1e-3, atol=1e-6)


def test_training_changes_what_is_listened_to_within_the_same_window() -> None:
    before, after = listened.recorded_fields()
    assert (before.step, before.box) == (0, after.box)
    assert after.step > 0
    for one in (before, after):
        outside = one.field.copy()
        outside[one.box.top : one.box.bottom + 1, one.box.left : one.box.right + 1] = 0
        assert not outside.any()
        assert effective.central_share(one.field, one.box) > effective.even_share(one.field.shape, one.box)
