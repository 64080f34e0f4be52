"""cnnviz.training.recorded.flattened: a picture through the run's own network, held to torch (C81)."""

import numpy as np
import torch

from cnnviz.nets import build
from cnnviz.training import recorded
from cnnviz.training.events import EventKind
from cnnviz.training.recorded import flattened

IMAGE = np.random.default_rng(5).random((28, 28)).astype(np.float32)


def test_maps_and_logits_are_torchs() -> None:
    run = recorded.run()
    events = [one.event for one in run.events]
    begun = next(event.header for event in events if event.kind == EventKind.BEGUN)
    last = [event for event in events if event.kind == EventKind.SNAPSHOT][-1]
    module = build.build(run.config.network).eval()
    module.load_state_dict({name: torch.from_numpy(array.astype(np.float32)) for name, array in last.tensors.items()})
    given = torch.from_numpy((IMAGE - np.float32(begun["mean"])) / np.float32(begun["deviation"]))[None, None]
    with torch.inference_mode():
        flat = torch.nn.Sequential(*list(module.children())[:7])(given)[0]
        answered = module(given)[0]
    passed = flattened.flattened(IMAGE)
    np.testing.assert_allclose(passed.maps.ravel(), flat.numpy(), rtol=1e-3, atol=1e-4)
    np.testing.assert_allclose(
        passed.weights @ passed.maps.ravel() + passed.biases, passed.logits, rtol=1e-3, atol=1e-3
    )
    ours = passed.probabilities if abs(float(answered.sum()) - 1) < 1e-3 else passed.logits
    np.testing.assert_allclose(ours, answered.numpy(), rtol=1e-2, atol=1e-3)
    assert passed.classes == tuple(begun["classes"])
    assert flattened.side() == 28


def test_another_picture_makes_other_maps() -> None:
    assert (flattened.flattened(IMAGE).maps != flattened.flattened(1 - IMAGE).maps).any()
