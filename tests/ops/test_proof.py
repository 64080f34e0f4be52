"""cnnviz.ops.proof: agrees with what was computed, and says so when it does not."""

import dataclasses
from typing import Any

import numpy as np
import pytest

from cnnviz.ops import activations, padding, pipeline, pooling, proof
from cnnviz.ops.padding import Padding
from cnnviz.ops.pipeline import Kernels, Stage
from cnnviz.ops.pooling import Pool
from tests.codegen.stage import cases


@pytest.mark.parametrize("name", cases.ALL)
def test_scipy_computes_what_the_app_drew(name: str) -> None:
    results = cases.results(cases.ALL[name])
    found = proof.difference(results)
    assert found.agrees, found.sentence
    assert found.count >= sum(result.maps.size for result in results)


def test_every_choice_has_a_second_way() -> None:
    assert list(proof.CELLS) == list(padding.MODES)
    assert list(proof.ACTIVATIONS) == list(activations.ACTIVATIONS)
    assert list(proof.POOLINGS) == list(pooling.POOLINGS)


@pytest.mark.parametrize("step", ["maps", "activated", "pooled"])
@pytest.mark.parametrize("amount", [0.001, -0.001, np.nan])
def test_one_changed_number_is_found(step: str, amount: float) -> None:
    stages = (Stage(), Stage(Kernels("gaussian"), activation="tanh", pool=Pool("average")))
    results = cases.results((stages, 3))
    assert proof.difference(results).agrees
    changed = getattr(results[1], step).copy()
    changed[-1, 2, 3] += amount
    found = proof.difference((results[0], dataclasses.replace(results[1], **{step: changed})))
    assert not found.agrees
    assert "does not agree" in found.sentence
    assert np.isnan(amount) or found.difference == pytest.approx(abs(amount), rel=0.01)


@pytest.mark.parametrize("setting", ["flip", "border", "stride", "bias", "activation", "pool"])
def test_a_result_under_another_setting_is_found(setting: str) -> None:
    stage = Stage(Kernels("emboss"), bias=0.5, activation="sigmoid", pool=Pool("max", (3, 3), (1, 1)))
    (result,) = cases.results(((stage,), 1))
    others: dict[str, dict[str, Any]] = {
        "flip": {"kernels": dataclasses.replace(result, kernels=result.kernels[..., ::-1, ::-1]).kernels},
        "border": {"stage": dataclasses.replace(stage, border=Padding(mode="wrap"))},
        "stride": {"stage": dataclasses.replace(stage, stride=(2, 1))},
        "bias": {"stage": dataclasses.replace(stage, bias=0.4)},
        "activation": {"stage": dataclasses.replace(stage, activation="tanh")},
        "pool": {"stage": dataclasses.replace(stage, pool=Pool("median", (3, 3), (1, 1)))},
    }
    changed = dataclasses.replace(result, **others[setting])
    if setting == "stride":
        with pytest.raises(ValueError, match="Proof: maps is"):
            proof.difference((changed,))
    else:
        assert not proof.difference((changed,)).agrees


def test_pooling_in_blocks_is_pooling_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    (result,) = cases.results(cases.POOLINGS[next(name for name in cases.POOLINGS if name.startswith("median"))])
    whole = proof.recomputed(result)["pooled"]
    monkeypatch.setattr(proof, "BLOCK", 100)
    np.testing.assert_array_equal(proof.recomputed(result)["pooled"], whole)


def test_the_sentence_tells_count_difference_and_size() -> None:
    same = proof.Proof(3.61e-07, 4.0, 65_536, True)
    assert same.sentence == (
        "SciPy computed the same 65,536 numbers; the largest difference is 3.6e-07 (numbers up to 4.0)."
    )
    assert proof.Proof(0.0, 0.002, 4, True).sentence.endswith("is 0 (numbers up to 0.002).")


def test_a_flat_picture_under_a_kernel_that_sums_to_zero_agrees() -> None:
    flat = np.full((1, 40, 40), 0.7, np.float32)
    stage = Stage(Kernels("laplacian-of-gaussian", (("sigma", 3.7),)), border=Padding(mode="nearest"))
    assert proof.difference(pipeline.results(flat, ("grey",), (stage,))).agrees
