"""One change at a time, and nothing else."""

import pytest

from cnnviz.nets import shapes, small, variants, zoo
from cnnviz.nets.layers import Activation, BatchNorm, Conv, Dense, Dropout, Flatten, Pool
from cnnviz.nets.networks import Auxiliary, Block, Network, Parallel, Residual

RELU = Activation("ReLU")
INSIDE = Network(
    "inside",
    (1, 12, 12),
    (
        Block("first", (Conv(4, padding="same"), Dropout(0.3))),
        Residual((Conv(4, padding="same"), BatchNorm())),
        Parallel(((Conv(2, padding="same"),), (Dropout(0.2),))),
        Flatten(),
        Dense(3),
    ),
)


def titles(network: Network) -> list[str]:
    return [record.layer.title for record in shapes.records(network)]


def test_every_dropout_gets_the_rate_however_deep_it_lies() -> None:
    changed = variants.dropout(INSIDE, 0.7)
    assert [title for title in titles(changed) if "Dropout" in title] == ["Dropout 0.7"] * 2
    assert variants.dropout(changed, 0.3).layers[0] == INSIDE.layers[0]


def test_dropout_goes_before_the_last_dense_layer_where_there_was_none() -> None:
    network = Network("bare", (1, 4, 4), (Flatten(), Dense(8), RELU, Dense(3), Activation("softmax")))
    assert not variants.has_dropout(network)
    assert titles(variants.dropout(network, 0.5)) == ["Flatten", "Dense 8", "ReLU", "Dropout 0.5", "Dense 3", "softmax"]


def test_batch_norm_stands_behind_every_convolution_or_nowhere() -> None:
    on = variants.batch_norm(INSIDE, True)
    assert titles(on).count("BatchNorm") == 3
    assert variants.batch_norm(on, True) == on
    assert "BatchNorm" not in titles(variants.batch_norm(on, False))
    shapes.records(on)


def test_without_shortcuts_the_same_layers_stand_in_a_row() -> None:
    deep = small.SMALL["residual"].network()
    plain = variants.without_shortcuts(deep)
    assert "Residual" not in titles(plain)
    assert [title for title in titles(deep) if title != "Residual"] == titles(plain)
    counts = [shapes.totals(shapes.records(network)).parameters for network in (deep, plain)]
    assert counts[0] == counts[1]


def test_strides_take_the_place_of_poolings_at_a_quarter_of_the_work() -> None:
    network = Network("two", (1, 28, 28), (Conv(8, padding="same"), RELU, Pool(), Conv(8), Flatten(), Dense(2)))
    strided = variants.strided(network)
    assert titles(strided) == ["Conv 8@3×3 stride 2", "ReLU", "Conv 8@3×3", "Flatten", "Dense 2"]
    macs = [shapes.records(one)[0].macs for one in (network, strided)]
    assert macs[0] == 4 * macs[1]
    alone = Network("pool first", (1, 28, 28), (Pool(), Conv(4), Flatten(), Dense(2)))
    assert variants.strided(alone) == alone


def test_the_dense_network_ends_like_the_other() -> None:
    network = zoo.ENTRIES["reference"].network()
    dense = variants.dense(network, 16)
    assert titles(dense) == ["Flatten", "Dense 16", "ReLU", "Dense 10", "softmax"]
    assert dense.input == network.input


@pytest.mark.parametrize("key", small.SMALL)
def test_every_small_network_is_possible_and_fits_in_half_a_million_parameters(key: str) -> None:
    entry = small.SMALL[key]
    records = shapes.records(entry.network())
    assert records[-1].output == (10,)
    assert shapes.totals(records).parameters < 500_000


def test_strides_are_multiplied_along_rows_and_columns_each() -> None:
    layers_ = (Conv(4, stride=(1, 2)), Pool(size=(2, 3), stride=(3, 2)), Flatten(), Dense(2))
    assert variants.strided(Network("oblong", (1, 28, 28), layers_)).layers[0] == Conv(4, stride=(3, 4))


def test_a_change_reaches_shortcuts_branches_and_side_heads() -> None:
    one = (Conv(4, (1, 1)),)
    inside = (Residual(one, one), Parallel((one, one)), Auxiliary((*one, Flatten(), Dense(2))), Block("b", one))
    made = variants.batch_norm(Network("all", (4, 5, 5), inside), True)
    assert titles(made).count("BatchNorm") == titles(made).count("Conv 4@1×1") == 6
