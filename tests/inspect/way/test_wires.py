"""What a unit's sum loses when a map is silenced."""

import numpy as np
import pytest

from cnnviz.inspect.way import graph, strongest, wires
from cnnviz.nets import forward, networks, shapes
from tests.inspect.way import small

WEIGHTS = small.weights(small.MANY)
READ, MADE = graph.graph(small.MANY), small.outputs(small.MANY)


def without(network: networks.Network, image: np.ndarray, channel: int) -> dict[str, np.ndarray]:
    """What the whole network makes when one of the image's channels is 0."""
    silent = image.copy()
    silent[channel] = 0
    return {path: made[0] for path, made in forward.outputs(network, WEIGHTS, silent[None]).items()}


def test_a_wire_says_what_the_whole_network_loses_without_that_channel() -> None:
    units = [strongest.largest("0.2", MADE["0.2"], channel) for channel in range(8)]
    found = wires.wires(READ, WEIGHTS, {"": MADE[""]}, ("", (0, 2)), units)
    assert len(found) == 16
    for wire in found:
        # Before ReLU6: a unit at its ceiling still has a sum.
        place = (wire.unit.channel, wire.unit.row, wire.unit.column)
        lost = MADE["0.1"][place] - without(small.MANY, MADE[""], wire.channel)["0.1"][place]
        assert wire.loss == pytest.approx(lost, abs=1e-4)


@pytest.mark.parametrize(("source", "target", "path"), [("0.2", "1.0.7", "1.0"), ("1.0.7", "1.1.0", "1.1")])
def test_it_hears_a_silence_through_all_layers_of_a_block(source: str, target: str, path: str) -> None:
    values = MADE[source]
    (block,) = (record for record in shapes.records(small.MANY) if record.path == path)
    part = networks.Network("part", values.shape, (block.layer,))
    own = {f"0.{name.removeprefix(f'{path}.')}": one for name, one in WEIGHTS.items() if name.startswith(f"{path}.")}
    units = [strongest.largest(target, MADE[target], channel) for channel in range(8)]
    for wire in wires.wires(READ, WEIGHTS, {source: values}, (source, (1, 5)), units):
        silent = values.copy()
        silent[wire.channel] = 0
        place = (wire.unit.channel, wire.unit.row, wire.unit.column)
        lost = MADE[target][place] - forward.outputs(part, own, silent[None])["0"][0][place]
        assert wire.loss == pytest.approx(lost, abs=1e-4)


def test_of_a_sum_over_a_vector_it_is_the_product() -> None:
    units = [strongest.Unit("13", channel) for channel in range(7)]
    found = wires.wires(READ, WEIGHTS, {"12": MADE["12"]}, ("12", (3,)), units)
    products = WEIGHTS["13.weight"][:, 3] * MADE["12"][3]
    np.testing.assert_allclose([wire.loss for wire in found], products, rtol=1e-3, atol=1e-5)


def test_a_map_that_nobody_reads_is_no_loss() -> None:
    """Groups: the first half of the filters reads the first half of the maps."""
    unit = strongest.largest("10", MADE["10"], 0)
    (wire,) = wires.wires(READ, WEIGHTS, {"8": MADE["8"]}, ("8", (9,)), [unit])
    assert wire.loss == 0
