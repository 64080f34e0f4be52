"""Exactly one thing differs (C102)."""

from dataclasses import fields

import pytest

from cnnviz.errors import InputError
from cnnviz.nets import layers, shapes
from cnnviz.training import config, experiments
from cnnviz.training.config import Config


@pytest.mark.parametrize("key", experiments.EXPERIMENTS)
@pytest.mark.parametrize("size", [(1, 28, 28), (3, 32, 32)])
def test_an_experiment_changes_exactly_one_setting(key: str, size: tuple[int, int, int]) -> None:
    experiment = experiments.EXPERIMENTS[key]
    first, second = experiment.pair(experiments.beginning(experiment, Config(), size, 6))
    changed = [one.name for one in fields(Config) if getattr(first, one.name) != getattr(second, one.name)]
    assert len(changed) == 1
    assert len(experiments.differences(first, second)) == 1
    assert first.seed == second.seed
    assert first.data == second.data
    for run in (first, second):
        assert run.network.input == size
        assert shapes.records(config.trained(run.network))[-1].output == (6,)


def test_an_experiment_whose_sides_are_the_same_config_would_be_seen() -> None:
    assert experiments.differences(Config(), Config()) == ()


def test_differences_name_each_setting_with_both_values() -> None:
    told = experiments.differences(Config(), Config(rate=0.05, augmentation=config.Augmentation(shift=2)))
    assert told == ("learning rate: 0.005 → 0.05", "augmentation: none → shift 2")


def test_filters_set_by_hand_are_told_by_their_name() -> None:
    experiment = experiments.EXPERIMENTS["fixed"]
    pair = experiment.pair(experiments.beginning(experiment, Config(), (1, 28, 28), 10))
    assert experiments.differences(*pair) == ("first filters: learned → Kirsch, fixed",)


@pytest.mark.parametrize("key", ["permuted-dense", "permuted-cnn"])
def test_permuted_pixels_are_told_and_the_network_is_the_same(key: str) -> None:
    """C29."""
    experiment = experiments.EXPERIMENTS[key]
    pair = experiment.pair(experiments.beginning(experiment, Config(), (1, 28, 28), 10))
    assert experiments.differences(*pair) == ("pixels permuted: no → yes",)
    assert experiments.recognised(*pair) == (key, experiments.beginning(experiment, pair[0], (1, 28, 28), 10))


def test_what_a_change_of_network_adds_and_costs_is_told() -> None:
    experiment = experiments.EXPERIMENTS["batch-norm"]
    pair = experiment.pair(experiments.beginning(experiment, Config(), (1, 28, 28), 10))
    # 2 trained numbers for each of the 32 + 64 maps.
    assert experiments.differences(*pair) == (
        "network: with 2 × BatchNorm (34,826 → 35,018 parameters, 2,440,960 multiply-adds in both)",
    )


def test_a_layer_that_only_changed_is_told_before_and_after() -> None:
    pair = experiments.EXPERIMENTS["dropout"].pair(
        experiments.beginning(experiments.EXPERIMENTS["dropout"], Config(), (1, 28, 28), 10)
    )
    (told,) = experiments.differences(*pair)
    assert told == "network: Dropout 0 → Dropout 0.5 (34,826 parameters in both, 2,440,960 multiply-adds in both)"


def test_pooling_costs_more_multiply_adds_than_a_stride() -> None:
    """C68."""
    experiment = experiments.EXPERIMENTS["pooling"]
    pair = experiment.pair(experiments.beginning(experiment, Config(), (1, 28, 28), 10))
    pooled, strided = (shapes.totals(shapes.records(one.network)).macs for one in pair)
    assert pooled > 3 * strided
    assert f"{pooled:,} → {strided:,} multiply-adds" in experiments.differences(*pair)[0]


@pytest.mark.parametrize("key", [key for key in experiments.EXPERIMENTS if key != "dropout"])
def test_no_experiment_changes_dropout_beside_what_it_is_about(key: str) -> None:
    pair = experiments.EXPERIMENTS[key].pair(
        experiments.beginning(experiments.EXPERIMENTS[key], Config(), (1, 28, 28), 10)
    )
    rates = [
        [record.layer.rate for record in shapes.records(one.network) if isinstance(record.layer, layers.Dropout)]
        for one in pair
    ]
    assert rates[0] == rates[1]


def test_ten_times_a_rate_that_is_too_large_for_it_is_refused_and_not_cut() -> None:
    experiment = experiments.EXPERIMENTS["rate"]
    with pytest.raises(InputError, match="learning rate of 20"):
        experiment.pair(experiments.beginning(experiment, Config(rate=2.0), (1, 28, 28), 10))
