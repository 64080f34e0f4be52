import json
from dataclasses import replace

import pytest

from cnnviz import limits
from cnnviz.errors import InputError
from cnnviz.nets import layers, networks, zoo
from cnnviz.training import config
from cnnviz.training.config import Config
from cnnviz.training.exciting import wanted as pictures
from cnnviz.training.exciting.wanted import How, Source
from tests.training.exciting.networks import BODY, COLOUR, wanted


@pytest.mark.parametrize(
    "one",
    [
        wanted(),
        replace(wanted(COLOUR, "7", 2, seed=7, twin=True, smooth=False), permuted=3, mean=(1.0, 2.0, 3.0)),
        replace(wanted(), source=Source(run="recorded", kind="snapshot", step=9)),
    ],
)
def test_what_is_wanted_is_read_back_as_it_was_and_told_from_a_run(one: pictures.Wanted) -> None:
    described = pictures.to_json(one)
    assert pictures.from_json(described) == one
    assert pictures.is_one(described)
    assert not pictures.is_one(config.to_json(Config()))


@pytest.mark.parametrize(
    "change",
    [
        *({"work": "training"}, {"version": 2}, {"path": "9"}, {"channel": 6}, {"channel": -1}, {"secret": 1}),
        *({"how": {"steps": 10**6}}, {"how": {"aim": "all"}}, {"source": {"host": "a"}}, {"network": {}}),
        *({"mean": None}, {"how": {}}),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(change: dict) -> None:
    said = json.loads(pictures.to_json(wanted())) | change
    if change == {"how": {}}:
        del said["channel"]
    with pytest.raises(InputError, match=r"\."):
        pictures.from_json(json.dumps(said))


@pytest.mark.parametrize("text", ["", "[]", "{}", "[" * 2000, "null"])
def test_what_is_no_description_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        pictures.from_json(text)


@pytest.mark.parametrize(
    ("path", "climbed", "summed"),
    [
        ("3", ("3", False), ("3", False)),
        ("5", ("5", True), ("5", True)),
        # A pooling lets through what its activation would hold back.
        ("6", ("5", True), ("6", False)),
        ("2", ("1", True), ("2", False)),
        ("7", ("7", False), ("7", False)),
    ],
)
def test_climbed_is_the_number_before_an_activation(
    path: str, climbed: tuple[str, bool], summed: tuple[str, bool]
) -> None:
    one = wanted(path=path, channel=0)
    assert (one.climbed, one.summed) == (climbed, summed)


def test_of_a_block_the_last_layer_counts() -> None:
    block = networks.Block("block", BODY[:2])
    network = networks.Network("blocks", (1, 20, 20), (block, layers.GlobalPool(), layers.Dense(3)))
    assert wanted(network, "0").summed == ("0.1", True)
    assert wanted(network, "1").climbed == ("0.1", True)


def test_a_network_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    alexnet = zoo.ENTRIES["alexnet"].network()
    one = replace(wanted(), network=alexnet, path="0", channel=0)
    monkeypatch.setattr(limits, "EXCITE_MACS", 10**8)
    with pytest.raises(InputError, match="multiply-adds"):
        pictures.require_affordable(one)
    pictures.require_affordable(wanted())


def test_what_is_usual_is_smooth_and_shaken() -> None:
    assert How() == How(pictures.MAP, 0, 160, True, True, False)
