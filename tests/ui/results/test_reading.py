"""cnnviz.ui.results.reading: what a page shows of a network is what each of its parts says of it."""

import pytest

from cnnviz.figures.networks import architectures, builder, diagrams
from cnnviz.nets import layers, networks, shapes, zoo
from cnnviz.ui.results import reading

IMPOSSIBLE = networks.Network("too small", (1, 2, 2), (layers.conv(4, 3),))


@pytest.mark.parametrize("network", [zoo.ENTRIES["resnet-18"].network(), IMPOSSIBLE], ids=lambda one: one.name)
def test_a_network_is_read_once_for_all_that_shows_it(network: networks.Network) -> None:
    read, walk = reading.Reading(network), shapes.walk(network)
    assert read.walk == walk
    assert read.described == diagrams.describe(network, walk)
    assert read.bricks == builder.data(network, walk)
    assert read.rows == architectures.rows(walk.records)
    assert read.described is read.described
