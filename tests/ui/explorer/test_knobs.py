"""cnnviz.ui.explorer.knobs: what a component may set, and what it gets to draw."""

import itertools
import json
from collections.abc import Iterable
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from cnnviz.ops import activations, catalogue, padding, pipeline, pooling
from cnnviz.ui import links
from cnnviz.ui.explorer import knobs
from cnnviz.ui.links import spelling
from cnnviz.ui.stage_settings import parameters, registry
from cnnviz.ui.stage_settings import values as stage_values
from cnnviz.ui.stage_settings.controls import Choice, Slider

STAGE = knobs.about("stride", "padding", "dilation", "flip", "bias", "activation")
ALL = (
    *STAGE,
    *knobs.pooling(),
    knobs.SHARED,
    knobs.DERIVATIVE,
    *knobs.centred(3),
    *itertools.chain(*(knobs.parameters(bank) for bank in catalogue.BANKS)),
)


@pytest.fixture
def put(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What is put into the link, by session key."""
    found: dict[str, Any] = {}
    monkeypatch.setattr(links, "put", lambda name, value, key="": found.__setitem__(key or name, value))
    return found


def read(which: Iterable[knobs.Knob], **query: str) -> dict[str, Any]:
    """The values of knobs on a page of their own, opened by this link."""

    def page(turned) -> None:
        # Only this function's own text is run.
        import streamlit as st  # noqa: PLC0415

        from cnnviz.ui import links  # noqa: PLC0415
        from cnnviz.ui.explorer import knobs  # noqa: PLC0415

        links.arrive("alone")
        st.session_state["read"] = knobs.values(turned)
        st.session_state["lost"] = links.write()

    app = AppTest.from_function(page, kwargs={"turned": tuple(which)})
    for name, text in query.items():
        app.query_params[name] = text
    app.run()
    assert not app.exception
    return {**app.session_state["read"], "lost": app.session_state["lost"]}


def made(values: dict[str, Any]) -> pipeline.Stage:
    return stage_values.stage(pipeline.Kernels(), "each", values)


# What a component says


def test_values_within_a_knobs_range_are_taken_in_its_type(put: dict[str, Any]) -> None:
    knobs.take(
        STAGE,
        {
            "stride": 2.0,
            "dilation": 3,
            "bias": 1,
            "flip": True,
            "mode": "wrap",
            "padding": "full",
            "stride_split": False,
        },
    )
    assert put == {
        **{"stride1": 2, "dilation1": 3, "bias1": 1.0, "flip1": True, "mode1": "wrap", "padding1": "full"},
        "stride1_split": False,
    }
    assert [type(put[name]) for name in ("stride1", "bias1")] == [int, float]


@pytest.mark.parametrize(
    "said",
    [
        {"stride": 0},
        {"stride": 9},
        {"stride": "2"},
        {"stride": True},
        {"stride": None},
        {"stride": float("nan")},
        {"stride": float("inf")},
        {"stride": [2]},
        {"bias": -10.01},
        {"bias": False},
        {"flip": 1},
        {"flip": "true"},
        {"mode": "zebra"},
        {"mode": 0},
        {"mode": None},
        {"mode": ["wrap"]},
        {"mode": {"wrap": 1}},
        {"stride1": 2},
        {"nothing": 1},
        {"pool": "max"},
        [("stride", 2)],
        "stride",
        None,
        7,
    ],
    ids=repr,
)
def test_what_cannot_be_a_value_is_passed_over(put: dict[str, Any], said: object) -> None:
    knobs.take(STAGE, said)
    assert put == {}


def test_what_can_be_is_taken_beside_what_cannot(put: dict[str, Any]) -> None:
    knobs.take(STAGE, {"stride": 99, "dilation": 2, "mode": "zebra"})
    assert put == {"dilation1": 2}


def test_only_the_knobs_that_a_page_has_can_be_turned(put: dict[str, Any]) -> None:
    knobs.take(knobs.about("stride"), {"stride": 2, "dilation": 2, "shared": True})
    assert put == {"stride1": 2}


def test_knobs_of_the_whole_page_have_no_stage_in_their_name(put: dict[str, Any]) -> None:
    knobs.take((knobs.SHARED, knobs.DERIVATIVE, *knobs.centred(4)), {"shared": True, "centre": 3, "ends": False})
    assert put == {"shared": True, "centre": 3, "ends": False}
    knobs.take(knobs.centred(2), {"centre": 2})
    assert put["centre"] == 3


def test_a_kernels_parameters_have_the_keys_of_the_lab(put: dict[str, Any]) -> None:
    knobs.take(knobs.parameters("gaussian"), {"sigma": 3})
    assert put == {parameters.key("sigma", 1, "gaussian"): 3.0}


def test_whole_numbers_stay_whole(put: dict[str, Any]) -> None:
    """Half a pixel is no stride: what is taken is what the slider could have shown."""
    knobs.take(STAGE, {"stride": 2.5})
    assert put.get("stride1", 2) == 2


# Their values


def test_unset_they_are_those_of_a_plain_stage() -> None:
    values = read(STAGE)
    assert values.pop("lost") == {}
    usual = stage_values.of_stage(pipeline.Stage())
    apart = {name for name, value in values.items() if value != usual[name]}
    # One pixel on each side is a start for explicit padding, and unused before.
    assert apart == {"top", "bottom", "left", "right"}
    image = np.random.default_rng(0).random((2, 9, 8), np.float32)
    made, plain = (
        pipeline.result(image, ("a", "b"), stage)
        for stage in (stage_values.stage(pipeline.Kernels(), "each", values), pipeline.Stage())
    )
    assert (made.activated == plain.activated).all()


def test_unset_a_pooling_is_the_plain_one() -> None:
    assert made(read(knobs.pooling())).pool == pooling.Pool()


def test_a_link_names_them_as_the_lab_does() -> None:
    """A stage's link restores the same stage from knobs."""
    border = padding.Padding("explicit", "constant", 0.5, top=3, bottom=0, left=1, right=2)
    stage = pipeline.Stage(
        pipeline.Kernels("gaussian", (("sigma", 2.5),), flip=True), "sum", -0.5, border, (2, 3), (1, 2), "tanh"
    )
    query = spelling.query(stage_values.of_stages((stage,)))
    for name in ("kernel1", "mix1"):
        query.pop(name, None)
    turned = (*STAGE, *knobs.parameters("gaussian"))
    values = read(turned, **query)
    assert values["lost"] == {}
    kernels = pipeline.Kernels("gaussian", (("sigma", values["sigma"]),))
    assert stage_values.stage(kernels, "sum", values) == stage


def test_a_pooling_in_a_link_is_read_by_knobs() -> None:
    query = {"pool1": "Lp", "window1": "3", "window1_split": "true", "window1_across": "2", "step1": "1", "power1": "4"}
    assert made(read(knobs.pooling(), **query)).pool == pooling.Pool("Lp", (3, 2), (1, 1), power=4.0)


def test_values_that_a_link_cannot_have_are_lost_and_named() -> None:
    values = read(STAGE, stride1="9", mode1="zebra", flip1="maybe", bias1="nan")
    assert values["lost"] == {"stride1": "9", "mode1": "zebra", "flip1": "maybe", "bias1": "nan"}
    assert [values[name] for name in ("stride", "mode", "flip", "bias")] == [1, "nearest", False, 0]


# What is drawn


@pytest.mark.parametrize("knob", ALL, ids=lambda knob: f"{knob.id} {knob.key}".strip())
def test_a_knob_can_be_sent_and_drawn(knob: knobs.Knob) -> None:
    drawn = json.loads(json.dumps(knob.drawn(), allow_nan=False))
    assert drawn["kind"] in {"slider", "choice", "switch"}
    assert drawn["label"]
    assert drawn["sentence"].endswith((".", "!", "?"))
    if drawn["kind"] == "slider":
        assert drawn["low"] <= knob.setting.control.default <= drawn["high"]
        assert drawn["step"] > 0
    elif drawn["kind"] == "choice":
        assert knob.setting.control.default in drawn["options"]
    known = {one.id for one in ALL}
    assert set(drawn["when"]) <= known


def test_every_padding_mode_activation_and_pooling_can_be_chosen() -> None:
    options = {one.id: set(one.setting.control.options) for one in ALL if isinstance(one.setting.control, Choice)}
    assert options["mode"] == set(padding.MODES)
    assert options["padding"] == set(padding.AMOUNTS)
    assert options["activation"] == set(activations.ACTIVATIONS)
    assert options["pool"] == set(pooling.POOLINGS)


def test_one_name_is_one_knob_on_a_page() -> None:
    for bank in catalogue.BANKS:
        names = [knob.id for knob in (*knobs.parameters(bank), *STAGE, knobs.SHARED)]
        assert len(names) == len(set(names)), bank


def test_a_kernel_of_ones_own_has_no_parameters() -> None:
    assert knobs.parameters(pipeline.OWN) == ()


@pytest.mark.parametrize("length", [1, 2, 3, 31])
def test_the_centre_is_one_of_a_rows_weights(length: int) -> None:
    """C6."""
    centre, _ = knobs.centred(length)
    assert centre.setting.control == Slider(0, length - 1, length // 2)


def test_steps_are_those_of_the_labs_sliders() -> None:
    for name in ("stride", "dilation", "window", "step"):
        (knob,) = [one for one in ALL if one.id == name]
        assert isinstance(knob.setting.control, Slider)
        assert (knob.setting.control.low, knob.setting.control.high) == (1, registry.STEPS)
