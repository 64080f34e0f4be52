from dataclasses import replace
from typing import Any

import pytest

from cnnviz import limits
from cnnviz.datasets.data import Described
from cnnviz.errors import InputError
from cnnviz.nets import layers, networks
from cnnviz.training import cost
from cnnviz.training.config import Augmentation, Config
from cnnviz.training.worker import bounds

SHAPES = Described("Shapes", (1, 28, 28), tuple("abcdefgh"), 6000, 1000, 1000)
FASHION = Described("Fashion-MNIST", (1, 28, 28), tuple("abcdefghij"), 58_000, 2000, 10_000)
LARGE = Described("Large", (3, 64, 64), tuple("ab"), 5000, 500, 500)


def network(*stack: layers.Layer, size: tuple[int, int, int] = (3, 64, 64)) -> networks.Network:
    return networks.Network("net", size, stack)


@pytest.fixture(autouse=True)
def on_a_plain_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "has_cuda", lambda: False)


def test_the_default_run_may_start_and_takes_seconds() -> None:
    said = cost.require_affordable(Config(), SHAPES)
    assert said.steps == 3 * (6000 // 64)
    assert 1 < said.seconds < 20
    assert 0.3e9 < said.memory < 1e9


def test_three_epochs_of_all_of_fashion_mnist_may_start() -> None:
    assert cost.require_affordable(Config(), FASHION).seconds < 120


def test_time_grows_with_epochs_and_memory_with_the_batch() -> None:
    one, two = (cost.estimated(Config(epochs=epochs), SHAPES) for epochs in (1, 2))
    # The test pictures are looked at once, however many epochs there are.
    assert 1.9 < two.seconds / one.seconds < 2
    small, large = (cost.estimated(Config(batch=batch), SHAPES) for batch in (64, 128))
    assert large.maps == 2 * small.maps


def seconds(*stack: layers.Layer, **settings: Any) -> float:
    config = Config(network=network(*stack, layers.GlobalPool(), layers.Dense(8), size=(1, 28, 28)), **settings)
    return cost.estimated(config, SHAPES).seconds


def test_wide_windows_close_together_take_time_though_they_have_no_weights() -> None:
    small, large = (seconds(layers.conv(32, 3), layers.Pool("max", (side, side), (1, 1))) for side in (2, 16))
    assert large > 3 * small
    assert seconds(layers.conv(32, 3), layers.LRN(32)) > 2 * seconds(layers.conv(32, 3))


def test_a_deep_network_of_nothing_is_not_free() -> None:
    deep = network(*[layers.Activation("ReLU")] * 4000, layers.Flatten(), layers.Dense(8), size=(1, 28, 28))
    with pytest.raises(InputError, match="would train for about"):
        cost.require_affordable(Config(network=deep, batch=1, epochs=8), SHAPES)


def test_every_augmentation_takes_time_and_turning_most() -> None:
    plain = seconds(layers.conv(4, 3))
    augmented = {
        name: seconds(layers.conv(4, 3), augmentation=replace(Augmentation(), **{name: type(usual)(1)}))
        for name, usual in vars(Augmentation()).items()
    }
    assert all(taken > plain for taken in augmented.values())
    assert max(augmented, key=lambda name: augmented[name]) == "turn"


def test_looking_at_what_is_not_learned_takes_time_too() -> None:
    few, many = (replace(SHAPES, validation=count) for count in (0, 6000))
    learned, looked = (cost.estimated(Config(epochs=10), data).seconds for data in (few, many))
    assert looked / learned == pytest.approx(4 / 3, rel=0.05)


def test_adam_remembers_two_numbers_for_each_weight_more_than_sgd() -> None:
    adam, sgd = (cost.estimated(Config(optimiser=name), SHAPES) for name in ("Adam", "SGD"))
    assert adam.weights - sgd.weights == 2 * 4 * adam.parameters


def test_a_hundred_gigabytes_are_refused_with_the_figure_and_what_to_lower() -> None:
    wide = network(*(layers.conv(512, 3, padding=1) for _ in range(2)), layers.GlobalPool(), layers.Dense(2))
    config = Config(network=wide, batch=1024)
    assert 40e9 < cost.estimated(config, LARGE).memory < 200e9
    with pytest.raises(InputError, match=r"would need about \d+\.\d GB of memory, and 3.2 GB is the most") as refused:
        cost.require_affordable(config, LARGE)
    batch = int(str(refused.value).split("Lower the batch to ")[1].split()[0])
    assert cost.estimated(replace(config, batch=batch), LARGE).memory <= limits.TRAIN_MEMORY
    assert cost.estimated(replace(config, batch=batch + 1), LARGE).memory > limits.TRAIN_MEMORY * 0.99


def test_an_hour_is_refused_with_the_figure() -> None:
    stack = (layers.conv(64, 3), layers.conv(64, 3), layers.GlobalPool(), layers.Dense(10))
    slow = Config(network=network(*stack, size=(1, 28, 28)), epochs=100, batch=256)
    assert 3600 < cost.estimated(slow, FASHION).seconds < 36_000
    with pytest.raises(InputError, match=r"train for about \d\.\d hours, and 15 minutes is the most"):
        cost.require_affordable(slow, FASHION)


def test_too_many_parameters_are_refused_by_their_number() -> None:
    dense = network(layers.Flatten(), layers.Dense(1000), layers.Dense(2))
    with pytest.raises(InputError, match="12,291,002"):
        cost.require_affordable(Config(network=dense), LARGE)


def test_too_many_steps_are_refused() -> None:
    tiny = network(layers.conv(1, 3), layers.GlobalPool(), layers.Dense(8), size=(1, 28, 28))
    with pytest.raises(InputError, match="600,000 steps, and 50,000 is the most"):
        cost.require_affordable(Config(network=tiny, epochs=100, batch=1), SHAPES)


def test_a_graphics_processor_may_take_longer_runs() -> None:
    slow, fast = (cost.estimated(Config(device=device), FASHION).seconds for device in ("cpu", "cuda"))
    assert slow == pytest.approx(fast * cost.CUDA)


def test_a_batch_larger_than_the_data_costs_what_the_data_cost() -> None:
    data = Described("few", (1, 28, 28), tuple("0123456789"), 50, 10, 10)
    assert cost.estimated(Config(batch=1000), data) == cost.estimated(Config(batch=50), data)


def test_looking_at_test_pictures_costs_time() -> None:
    few, many = (Described("some", (1, 28, 28), tuple("0123456789"), 50, 10, test) for test in (10, 1000))
    assert cost.estimated(Config(), few).seconds < cost.estimated(Config(), many).seconds
