"""Pages that look into networks, without a browser, opened by links of all kinds: what cannot be shown is said."""

import dataclasses

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from cnnviz.inspect.brought import kept
from cnnviz.inspect.looks import scans, sets
from cnnviz.training import recorded
from cnnviz.ui import catalogue
from tests.nets.onnx.exported import node, numbers, of_nodes
from tests.pages.conftest import Open

PAGES = [catalogue.WAY, catalogue.WHERE, catalogue.LOOKS, catalogue.OPERATE, catalogue.OWN_CLASSES]
RUN = {"way_model": "recorded"}
LINKS: list[dict[str, str]] = [
    {"way_model": "onnx"},
    {"way_model": "run"},
    {"way_model": "run", "run": "nothing here"},
    {"way_model": "run", "run": "abc"},
    RUN | {"moment": "999999", "way_picture": "99999", "way_at": "3.1.0", "way_map": "-1"},
    # Settings of another network, and none at all.
    RUN | {"look_at": "3.1.0.body.0", "look_map": "0", "where_layer": "11", "op_layer": "11", "op_channel": "9999"},
    RUN | {"where_class": "5000", "where_other": "-3", "own_step": "x", "own_kind": "17", "own_l2": "7"},
    RUN | {"op_edits": "²:²:scale:nan,:::::,0:1:scale:inf,3.1.0.body.0:1:silence", "look_set": "none"},
    RUN | {"op_edits": "0:1:silence," * 400, "look_map": "9" * 40, "where_class": "٣", "own_step": "-1"},
    RUN | {"made": "true", "made_seed": "-4", "made_steps": "1e9", "made_beside": "?", "look_at": "8"},
    RUN | {"where_method": "cover", "where_patch": "9", "where_fill": "pink", "where_by": "?", "own_step": "0"},
    RUN | {"where_method": "?", "where_over": "x", "op_tile": "77", "op_seed": "1e99", "op_by": "?"},
    *({"way_model": "run", "run": view, "where_method": "pixels"} for view in (recorded.DENSE[1], recorded.CNN[1])),
]
POOLED = [node("GlobalAveragePool", "r", "p"), node("Flatten", "p", "f"), node("Gemm", "f d b", "y", transB=1)]
SMALL: list[int | str] = ["n", 3, 12, 12]


def stacked(filters: int, times: float = 1) -> bytes:
    """A convolution, its maps' means, and three classes."""
    weights = {"w": np.float32(times) * numbers(filters, 3, 3, 3), "d": numbers(3, filters), "b": numbers(3)}
    return of_nodes([node("Conv", "x w", "c"), node("Relu", "c", "r"), *POOLED], weights, SMALL)


MODELS = {
    "dense only": of_nodes(
        [node("Flatten", "x", "f"), node("Gemm", "f d b", "y", transB=1)],
        {"d": numbers(3, 3 * 12 * 12), "b": numbers(3)},
        SMALL,
    ),
    "pooled pixels": of_nodes([node("GlobalAveragePool", "x", "y")], {}, SMALL),
    "one convolution": of_nodes([node("Conv", "x w", "y")], {"w": numbers(4, 3, 12, 12)}, SMALL),
    "one pixel": of_nodes(
        [node("Flatten", "x", "f"), node("Gemm", "f d b", "y", transB=1)],
        {"d": numbers(3, 1), "b": numbers(3)},
        ["n", 1, 1, 1],
    ),
    "more filters than are shown": stacked(100),
    "all zero": stacked(4, 0),
    "squares beyond 32 bits": stacked(4, 1e20),
    "maps beyond 32 bits": stacked(4, 1e38),
}


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """All pictures are looked at before the page is drawn, and they are few."""
    monkeypatch.setattr(scans, "FIRST", 60.0)
    monkeypatch.setattr(sets, "MOST", 30)
    shown = dataclasses.replace(sets.bundled(), parts=sets.bundled().parts[:3], id="three")
    monkeypatch.setattr(sets, "bundled", lambda: shown)


def sound(app: AppTest) -> None:
    assert not [one.message for one in app.exception]


@pytest.mark.parametrize("entry", PAGES, ids=[entry.path for entry in PAGES])
def test_no_link_breaks_a_page(opened: Open, entry: catalogue.Entry) -> None:
    for link in LINKS:
        sound(opened(entry, **link))


@pytest.mark.parametrize("name", MODELS)
@pytest.mark.parametrize("entry", PAGES, ids=[entry.path for entry in PAGES])
def test_no_model_breaks_a_page(opened: Open, entry: catalogue.Entry, name: str) -> None:
    key = kept.save(MODELS[name])
    for method in ("cover", "pixels") if entry is catalogue.WHERE else ("",):
        twins = {"where_twin": "true", "look_twin": "true", "where_method": method, "op_channel": "90"}
        sound(opened(entry, way_model="onnx", onnx=key, **twins))


def test_the_settings_of_one_network_stay_behind_when_another_is_chosen(opened: Open) -> None:
    key = kept.save(MODELS["dense only"])
    for entry in PAGES:
        app = opened(entry, **RUN, look_at="0", look_map="20", op_layer="0", op_channel="30", where_class="3")
        app.selectbox(key="way_model").set_value("onnx").run()
        sound(app)
        app.query_params["onnx"] = key
        sound(app.run())
        app.selectbox(key="way_model").set_value("recorded").run()
        sound(app)


def test_edits_beyond_32_bits_are_said_and_can_be_taken_away(opened: Open) -> None:
    key = kept.save(stacked(4, 1e35))
    edits = ",".join(f"0:{channel}:scale:4" for channel in (1, 2, 3, 4) * 10)
    app = opened(catalogue.OPERATE, way_model="onnx", onnx=key, op_edits=edits)
    sound(app)
    assert "With these edits the numbers grow beyond" in app.error[0].value
    assert [one for one in app.button if one.key == "op_reset" and not one.disabled]
