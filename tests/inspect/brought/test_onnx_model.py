"""A model in ONNX as one that can be looked into: logits, names, numbers, bounds."""

import json

import numpy as np
import pytest
import torch
from torch import nn

from cnnviz import limits
from cnnviz.errors import InputError
from cnnviz.inspect import models, passing, preparation
from cnnviz.inspect.brought import kept, names, onnx_model
from cnnviz.nets.onnx import ending as endings
from cnnviz.nets.onnx import export, reading
from cnnviz.ops import softmax
from tests.nets import forward_cases
from tests.nets.onnx import exported
from tests.nets.onnx.exported import by_torch, node, numbers, of_nodes, run

PHOTO = np.random.default_rng(2).integers(0, 256, (40, 50, 3), np.uint8)


def ready(data: bytes, side: int = 16) -> onnx_model.Ready:
    return onnx_model.ready(reading.read(reading.opened(data), side))


def made(data: bytes, chosen: str = onnx_model.UNIT) -> models.Model:
    found = ready(data)
    return onnx_model.model("id", found, names.numbered(found.count), chosen)


@pytest.mark.parametrize("module", [exported.Residual, exported.Branches])
def test_its_answer_to_a_photo_is_onnxruntimes(module: type[nn.Module]) -> None:
    data = by_torch(module(), (1, 3, 24, 24))
    model = made(data, "imagenet")
    prepared = preparation.prepared(PHOTO, model.preparation)
    assert prepared.values.shape == (3, 24, 24)
    found = passing.logits(model, prepared.values)
    np.testing.assert_allclose(found, run(data, prepared.values[None])[0], rtol=1e-4, atol=1e-5)
    assert models.answers(model, found)[0].name.startswith("class ")


def test_what_a_file_does_to_pixels_is_part_of_their_preparation() -> None:
    network = forward_cases.NETWORKS["lenet-5"]
    weights = forward_cases.weights(forward_cases.module(network))
    data = export.model(network, weights, 0.3, 0.7)
    model = made(data)
    prepared = preparation.prepared(PHOTO, model.preparation)
    given = (prepared.pixels / 255).astype(np.float32)
    np.testing.assert_allclose(passing.logits(model, prepared.values), run(data, given[None])[0], rtol=1e-4, atol=1e-5)
    assert "the file’s own" in model.preparation.normalisation.label


def ending(*modules: nn.Module) -> bytes:
    torch.manual_seed(0)
    return by_torch(nn.Sequential(nn.Conv2d(3, 4, 3), nn.Flatten(), *modules), (1, 3, 6, 6))


def test_a_softmax_at_the_end_is_left_out() -> None:
    found = ready(ending(nn.Linear(64, 5), nn.Softmax(1)))
    assert found.notes == (endings.SOFTMAX,)
    assert found.network.layers[-1].title == "Dense 5"
    assert ready(ending(nn.Linear(64, 5), nn.LogSoftmax(1))).notes == (endings.LOG_SOFTMAX,)
    assert ready(ending(nn.Linear(64, 5))).notes == ()


def test_a_softmax_over_maps_of_one_pixel_is_left_out_where_they_are_flattened_behind_it() -> None:
    nodes = [node("Conv", "x w", "c"), node("GlobalAveragePool", "c", "g"), node("Softmax", "g", "s", axis=1)]
    found = ready(of_nodes([*nodes, node("Flatten", "s", "y")], {"w": numbers(3, 3, 1, 1)}, ["n", 3, 8, 8]))
    assert found.notes == (endings.SOFTMAX,)
    assert [layer.title for layer in found.network.layers] == ["Conv 3@1×1", "Adaptive average pool 1×1", "Flatten"]


def test_numbers_that_grow_beyond_all_bounds_are_a_sentence() -> None:
    huge = {"w": np.full((2, 3, 3, 3), 3e38, np.float32)}
    model = made(of_nodes([node("Conv", "x w", "c"), node("GlobalAveragePool", "c", "y")], huge, ["n", 3, 8, 8]))
    with pytest.raises(InputError, match="beyond what 32 bits can hold"):
        passing.logits(model, np.ones((3, 8, 8), np.float32))


def test_one_sigmoid_is_two_classes_with_the_same_shares() -> None:
    data = ending(nn.Linear(64, 1), nn.Sigmoid())
    model = made(data)
    assert ready(data).notes == (endings.ONE_YES,)
    values = numbers(3, 6, 6)
    shares = softmax.softmax(passing.logits(model, values))
    assert shares[1] == pytest.approx(run(data, values[None])[0, 0], rel=1e-5)
    assert len(model.classes) == 2


def test_several_sigmoids_keep_their_order_and_are_told() -> None:
    data = ending(nn.Linear(64, 4), nn.Sigmoid())
    values = numbers(3, 6, 6)
    found = passing.logits(made(data), values)
    assert np.argsort(found).tolist() == np.argsort(run(data, values[None])[0]).tolist()
    assert ready(data).notes == (endings.SEVERAL_YES,)


def test_maps_of_one_pixel_are_classes() -> None:
    data = by_torch(nn.Sequential(nn.Conv2d(3, 4, 3), nn.AdaptiveAvgPool2d(1)), (1, 3, 6, 6))
    assert passing.logits(made(data), numbers(3, 6, 6)).shape == (4,)


ENDLESS = np.full((396, 2), np.nan, np.float32)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (of_nodes([node("Conv", "x w", "y")], {"w": numbers(2, 3, 3, 3)}), "maps, 2 × 10 × 9, not classes"),
        (ending(nn.Linear(64, 1)), "gives one number"),
        (of_nodes([node("Flatten", "x", "f"), node("Gemm", "f w", "y")], {"w": ENDLESS}), "finite"),
        (of_nodes([node("Flatten", "x", "f"), node("HardSwish", "f", "y")], {}), "HardSwish"),
    ],
    ids=["maps", "one number", "not finite", "unknown"],
)  # fmt: skip
def test_what_cannot_be_looked_into_says_why(data: bytes, said: str) -> None:
    with pytest.raises(InputError, match=said):
        ready(data)


def test_what_one_picture_may_take_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    data = by_torch(exported.Residual(), (1, 3, 64, 64))
    ready(data)
    for cap, what in (
        ("BROUGHT_PARAMETERS", "parameters"),
        ("BROUGHT_MACS", "multiply-adds"),
        ("BROUGHT_VALUES", "values"),
    ):
        with monkeypatch.context() as less:
            less.setattr(limits, cap, 100)
            with pytest.raises(InputError, match=f"{what}.*100 is the most"):
                ready(data)
    pooled = [node("MaxPool", "x", "p", kernel_shape=[30, 30]), node("GlobalAveragePool", "p", "g")]
    wide = of_nodes([*pooled, node("Flatten", "g", "y")], {}, ["n", 3, 1000, 1000])
    with pytest.raises(InputError, match="multiply-adds"):
        ready(wide)


def test_normalisations_go_with_the_channels() -> None:
    assert "imagenet" in onnx_model.normalisations(3)
    assert "imagenet" not in onnx_model.normalisations(1)


LISTS = {
    "lines": "cat\ndog\n",
    "lines of Windows": "\ufeffcat\r\ndog\r\n",
    "json": '["cat", "dog"]',
    "by number": '{"1": "dog", "0": "cat"}',
    "as ImageNet's": '{"0": ["n0", "cat"], "1": ["n1", "dog"]}',
}


@pytest.mark.parametrize("said", LISTS.values(), ids=LISTS)
def test_names_are_read_in_the_forms_that_people_have(said: str) -> None:
    assert names.named(names.text(said.encode()), 2) == ("cat", "dog")


@pytest.mark.parametrize(
    ("said", "why"),
    [("cat", "and this list has 1 "), ("[1", "no list"), ('{"a": 1}', "no list"), ("[" * 9999, "no list")],
)  # fmt: skip
def test_what_is_no_such_list_is_refused(said: str, why: str) -> None:
    with pytest.raises(InputError, match=why):
        names.named(said, 2)


def test_names_are_short_and_printable() -> None:
    long, blank, signs = names.named(f"{'a' * 500}\n\n\x00b\u202e", 3)
    assert len(long) == limits.NET_NAME
    assert blank == "class 2"
    assert signs == "�b�"


def test_files_that_are_no_text_or_too_long_are_refused() -> None:
    with pytest.raises(InputError, match="not text"):
        names.text(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="longer"):
        names.text(b"a" * (limits.NET_JSON_BYTES + 1))


def test_files_are_kept_in_the_store(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CNNVIZ_HOME", str(tmp_path))
    key = kept.save(b"a model", "somebody", "somewhere")
    assert kept.fetch(key) == b"a model"
    for other in ("", "0" * 48, "../../etc/passwd", key[:-1], "é" * 48):
        with pytest.raises(InputError, match="no longer kept"):
            kept.fetch(other)


def test_a_run_taken_away_in_onnx_brings_its_words() -> None:
    network = forward_cases.NETWORKS["lenet-5"]
    weights = forward_cases.weights(forward_cases.module(network))
    said = [f"word {at}" for at in range(10)]
    found = ready(export.model(network, weights, 0.3, 0.7, classes=said))
    assert names.named(found.read.classes, found.count) == tuple(said)
    assert json.loads(found.read.classes) == said
