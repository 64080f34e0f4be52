"""A config is a value: it can be written down, read again, and refused."""

import json
import subprocess
import sys
from dataclasses import replace

import pytest

from cnnviz.datasets import choice
from cnnviz.errors import InputError
from cnnviz.nets import layers, networks, shapes, small, zoo
from cnnviz.training import config
from cnnviz.training.config import Augmentation, Branch, Config

ELABORATE = Config(
    data=choice.Choice("fashion-mnist", images=0, seed=3, colour=True, own="ab" * 32),
    network=small.SMALL["residual"].network(),
    optimiser="AdamW",
    rate=0.1,
    schedule="cosine",
    batch=17,
    epochs=9,
    decay=0.01,
    smoothing=0.1,
    augmentation=Augmentation(2, 15, True, 0.1, 6),
    permuted=True,
    fixed="kirsch",
    seed=5,
    device="cpu",
    branch=Branch("ab12", 40),
)


@pytest.mark.parametrize("given", [Config(), ELABORATE])
def test_a_config_written_down_is_read_as_the_same(given: Config) -> None:
    assert config.from_json(config.to_json(given)) == given
    assert config.from_json(config.to_json(given, indent=1)) == given


def changed(**settings: object) -> str:
    return json.dumps({**json.loads(config.to_json(Config())), **settings})


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{", "no JSON"),
        ("[]", "lacks “version”"),
        (changed(version=2), "lacks “version”"),
        (changed(rate="fast"), "learning rate"),
        (changed(rate=float("nan")), "learning rate"),
        (changed(rate=11), "learning rate of 11 cannot be"),
        (changed(epochs=1_000_000), "epochs"),
        (changed(batch=True), "batch"),
        (changed(batch=0), "batch"),
        (changed(optimiser="Lion"), "no optimiser"),
        (changed(optimiser=["Adam"]), "no optimiser"),
        (changed(schedule="none"), "no schedule"),
        (changed(network=3), "describes no network"),
        (changed(network={}), "version"),
        (changed(data={"name": "shapes", "images": -1}), "training pictures"),
        (changed(data={"name": "shapes", "turn": 2}), "turn is 2"),
        (changed(data={"name": []}), "no data set"),
        (changed(data={"size": 3}), "no setting “size”"),
        (changed(data=7), "described by settings"),
        (changed(data=None), "described by settings"),
        (changed(augmentation=None), "described by settings"),
        (changed(augmentation={"shift": 99}), "shift"),
        (changed(branch={"run": "../../etc", "event": 1}), "no such run"),
        (changed(branch={"run": "ab"}), "missing"),
        (changed(fixed="gauss"), "fixed filters"),
        (changed(device="tpu"), "device"),
        (changed(permuted="yes"), "permuted"),
        (changed(permuted=1), "permuted"),
        (changed(surprise=1), "no setting “surprise”"),
        (changed(seed=2**31), "seed"),
        (" " * 2_000_000, "longer"),
    ],
)
def test_what_is_no_config_is_refused_with_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        config.from_json(text)


def test_the_last_dense_layer_gets_a_unit_for_each_class() -> None:
    fitted = config.fitted(zoo.ENTRIES["reference"].network(), (3, 32, 32), 6)
    assert fitted.input == (3, 32, 32)
    assert shapes.records(fitted)[-1].output == (6,)
    assert fitted.layers[-1] == layers.Activation("softmax")
    assert config.trained(fitted).layers == fitted.layers[:-1]
    assert config.trained(config.trained(fitted)) == config.trained(fitted)


@pytest.mark.parametrize("ending", [(), (layers.Activation("softmax"),)])
@pytest.mark.parametrize("bias", [True, False])
def test_the_last_dense_layer_keeps_its_bias_or_has_none(bias: bool, ending: layers.Layers) -> None:
    network = networks.Network("mine", (1, 9, 9), (layers.Flatten(), layers.Dense(3, bias), *ending))
    fitted = config.fitted(network, (1, 9, 9), 7)
    assert fitted.layers == (layers.Flatten(), layers.Dense(7, bias), *ending)


def test_a_network_without_a_dense_layer_at_its_end_cannot_be_fitted() -> None:
    bare = networks.Network("bare", (1, 28, 28), (layers.Conv(),))
    with pytest.raises(InputError, match="Add a dense layer of 6 units"):
        config.fitted(bare, (1, 28, 28), 6)


def test_pictures_too_small_for_a_network_are_said_to_be() -> None:
    with pytest.raises(InputError, match="fit"):
        config.fitted(zoo.ENTRIES["alexnet"].network(), (1, 28, 28), 10)


def test_a_config_is_read_without_torch() -> None:
    code = "import sys; from cnnviz.training import config, events, experiments, runs; print('torch' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "False", done.stderr
    assert replace(Config(), seed=1) != Config()


def test_a_config_that_an_editor_put_a_mark_before_is_read() -> None:
    assert config.from_json(f"\ufeff{config.to_json(ELABORATE)}") == ELABORATE
