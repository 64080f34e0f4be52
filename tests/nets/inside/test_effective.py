"""cnnviz.nets.inside.effective: gradients held to torch's and to numeric differences; shares to arithmetic."""

import numpy as np
import pytest
import torch

from cnnviz.errors import InputError
from cnnviz.nets import build, forward, layers, networks
from cnnviz.nets.inside import effective, reaching, receptive
from cnnviz.nets.inside.receptive import Box

STACKS = (
    ("3x3", "3x3"),
    ("3x3", "pool", "3x3", "pool", "3x3"),
    ("stride", "stride", "dil2"),
    ("pool", "7x7", "dil4"),
    ("pool",),
)
SIZE = (19, 22)


def picture(seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).random(SIZE)


@pytest.mark.parametrize("of", [np.s_[:], np.s_[:, :, 0, -1], np.s_[1:, :, -2:, 1:3], np.s_[:0]], ids=str)
@pytest.mark.parametrize("steps", STACKS)
def test_the_gradient_is_torchs(steps: tuple[str, ...], of: tuple[slice, ...]) -> None:
    """C75: the numpy network passes back what autograd does, of all units, one, some and none."""
    network = effective.listening(steps, SIZE)
    weights = effective.random_weights(network, 3)
    images = np.stack([picture(1), picture(2)])[:, None].astype(np.float32)
    outputs = forward.outputs(network, weights, images)
    last = outputs[str(len(network.layers) - 1)]
    start = np.zeros_like(last)
    start[of] = np.random.default_rng(4).normal(size=start[of].shape)
    module = build.build(network)
    module.load_state_dict({name: torch.from_numpy(values) for name, values in weights.items()})
    given = torch.from_numpy(images).requires_grad_()
    (expected,) = torch.autograd.grad(module(given), given, torch.from_numpy(start))
    found = effective.gradient(network, weights, images, outputs, start)
    np.testing.assert_allclose(found, expected.numpy(), rtol=1e-3, atol=1e-5)


@pytest.mark.parametrize("steps", STACKS)
def test_the_field_is_what_the_unit_changes_by_when_one_pixel_does(steps: tuple[str, ...]) -> None:
    """C75: numeric differences; networks of ReLU and maxima are straight lines between their kinks."""
    network = effective.listening(steps, SIZE)
    weights = effective.random_weights(network, 0)
    given = (picture() - picture().mean())[None, None].astype(np.float32)
    last = str(len(network.layers) - 1)
    rows, columns = forward.outputs(network, weights, given)[last].shape[2:]
    unit, nudge = (rows // 2, columns // 2), 2e-4
    field = effective.field(network, weights, given, unit, maps=1)
    for pixel in np.random.default_rng(5).integers(0, SIZE, (40, 2)):
        ends = []
        for step in (-nudge, nudge):
            moved = given.copy()
            moved[0, 0, *pixel] += step
            ends.append(float(forward.outputs(network, weights, moved)[last][0, 0, *unit]))
        assert abs(ends[1] - ends[0]) / (2 * nudge) == pytest.approx(field[*pixel], rel=0.05, abs=5e-3), pixel


@pytest.mark.parametrize("steps", STACKS)
def test_no_pixel_outside_the_theoretical_window_is_listened_to(steps: tuple[str, ...]) -> None:
    records = receptive.records(reaching.network(steps, SIZE, effective.MAPS))
    unit = reaching.unit(records, len(records), (9, 8), (9, 12))
    seen = receptive.windows(records, len(records), *unit)[0]
    field = effective.random_field(steps, picture(), unit)
    outside = np.ones(SIZE, bool)
    outside[np.ix_(seen.rows, seen.columns)] = False
    assert field.max() > 0
    assert not field[outside].any()


def test_a_deeper_stack_of_small_filters_listens_more_to_its_middle() -> None:
    """Luo et al. 2016: the effective field grows more slowly than the theoretical one."""
    image, shares = np.random.default_rng(0).random((49, 49)), []
    for depth in (1, 5, 20):
        records = receptive.records(reaching.network(("3x3",) * depth, (49, 49), effective.MAPS))
        box = receptive.windows(records, depth, 24, 24)[0].box
        shares.append(effective.central_share(effective.random_field(("3x3",) * depth, image, (24, 24)), box))
    assert shares[0] < shares[1] < shares[2]
    assert shares[2] > 0.8


@pytest.mark.parametrize("box", [Box(0, 0, 7, 7), Box(2, 3, 8, 9), Box(4, 4, 4, 4), Box(1, 0, 10, 11)])
def test_one_who_listens_alike_has_a_quarter_in_the_central_half(box: Box) -> None:
    assert effective.even_share((12, 12), box) == pytest.approx(0.25)


def test_the_central_half_takes_parts_of_pixels() -> None:
    field = np.zeros((4, 4))
    field[1, 1] = 1
    assert effective.central_share(field, Box(0, 0, 3, 3)) == 1
    assert effective.central_share(field, Box(0, 0, 2, 2)) == 1
    assert effective.central_share(field, Box(1, 1, 3, 3)) == pytest.approx(0.0625)
    assert effective.central_share(np.zeros((4, 4)), Box(0, 0, 3, 3)) == 0


def test_a_field_is_measured_in_its_window() -> None:
    field = np.zeros((12, 12))
    field[4:8, 4:8] = 3
    field[2:4, 2:10] = 1
    made = effective.measured(field, Box(2, 2, 9, 9))
    assert made.field is field
    assert made.box == Box(2, 2, 9, 9)
    assert (made.share, made.even) == (48 / 64, 0.25)


def test_of_a_dear_stack_fewer_networks_are_measured() -> None:
    assert effective.affordable(("3x3",) * 4, (64, 64)) == effective.SEEDS
    assert 1 <= effective.affordable(("31x31",) * 5, (64, 64)) < effective.SEEDS
    with pytest.raises(InputError, match="too large to be measured"):
        effective.affordable(("31x31",) * reaching.MOST, (96, 96))


@pytest.mark.parametrize(
    "layer",
    [layers.Activation("tanh"), layers.Pool("average"), layers.Flatten(), layers.Conv(2, groups=2, bias=False)],
)
def test_layers_that_are_not_known_are_errors(layer: layers.Layer) -> None:
    network = networks.Network("unknown", (2, 8, 8), (layer,))
    weights = {"0.weight": np.ones((2, 1, 3, 3), np.float32)}
    images = np.ones((1, 2, 8, 8), np.float32)
    outputs = forward.outputs(network, weights, images)
    with pytest.raises(TypeError, match="passes no gradient back"):
        effective.gradient(network, weights, images, outputs, np.ones_like(outputs["0"]))
