"""The page “Same object, another place” without a browser: what stands on it is what the library computes."""

import json
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from cnnviz.ops import catalogue as kernels
from cnnviz.ops.compared import equivariance
from cnnviz.ui import catalogue
from cnnviz.ui.why import moved_thing
from tests import addresses
from tests.pages.conftest import Open


def sent(app: AppTest) -> dict[str, Any]:
    """The header of what the component was sent."""
    (found,) = [one for one in app.get("bidi_component") if one.proto.component_name.endswith("cnnviz_same_object")]
    blob = found.proto.bytes
    header: dict[str, Any] = json.loads(blob[4 : 4 + int.from_bytes(blob[:4], "little")])
    return header


def said(app: AppTest) -> str:
    return " ".join(one.value for one in app.markdown)


def test_it_opens_with_a_picture_that_has_moved_and_a_table_of_every_edge(opened: Open) -> None:
    """C35, C43."""
    app = opened(catalogue.SHIFT)
    assert not app.exception
    header = sent(app)
    assert (header["at"], header["stride"], header["box"]) == ([16, 48], 1, [64, 64, 128, 128])
    table = app.table[0].value
    assert list(table["beyond the edge"]) == list(equivariance.EDGES.values())
    assert set(table["differ inside"]) == {"0 of 49,028 cells"}
    assert "sees 3 × 3 pixels of a thing of 128 × 128" in said(app)


@pytest.mark.parametrize("thing", moved_thing.THINGS)
def test_everything_that_can_be_moved_is_shown(opened: Open, thing: str) -> None:
    app = opened(catalogue.SHIFT, thing=thing, edge="wrap", moved_stride="2", down="-7", right="5")
    assert not app.exception
    header = sent(app)
    assert (header["mode"], header["stride"], header["at"]) == ("wrap", 2, [-7, 5])
    written = addresses.written(app)
    assert (written["down"], written["right"], written["edge"]) == ("-7", "5", "wrap")


def test_every_kernel_of_the_catalogue_filters_it(opened: Open) -> None:
    app = opened(catalogue.SHIFT, thing="t")
    menu = next(one for one in app.selectbox if one.label == "Kernel")
    assert len(menu.options) == len(kernels.BANKS) + 1
    app = opened(catalogue.SHIFT, thing="t", moved_kernel="kirsch-all", which="SE")
    (found,) = [one for one in app.get("bidi_component") if one.proto.component_name.endswith("cnnviz_same_object")]
    names, weights = kernels.weights("kirsch-all", {})
    assert np.asarray(weights[names.index("SE"), 0], np.float32).tobytes() in found.proto.bytes


def test_a_kernel_of_ones_own_filters_it(opened: Open) -> None:
    """C14, C43: typed into the grid, or into the link."""
    app = opened(catalogue.SHIFT, thing="whole", moved_kernel="own", own1="1,-2")
    assert not app.exception
    (found,) = [one for one in app.get("bidi_component") if one.proto.component_name.endswith("cnnviz_same_object")]
    assert np.array([1, -2], np.float32).tobytes() in found.proto.bytes
    assert "One cell of this map sees 1 × 2 pixels" in said(app)
    app.text_area(key="own1").set_value("0,1;0").run()
    assert app.warning or app.error
    assert "One cell of this map sees 1 × 2 pixels" in said(app)


def test_the_whole_picture_has_a_border_that_differs(opened: Open) -> None:
    app = opened(catalogue.SHIFT)
    next(one for one in app.button if one.label.startswith("Fill the field")).click()
    app.run()
    assert addresses.written(app)["thing"] == "whole"
    assert "Both orders agree everywhere with: wrap around." in said(app)


def test_flatten_refuses_another_size_and_a_global_pool_answers(opened: Open) -> None:
    """C69, T6."""
    app = opened(catalogue.SHIFT, net_side="40")
    assert app.error[0].value.startswith("Layer 4, Dense 8, cannot read 11,552 values.")
    assert "It answers. The strongest edge anywhere" in said(app)
    app = opened(catalogue.SHIFT, net_side="28")
    assert not app.error
    assert said(app).count("It answers") == 2


def test_a_word_moves_through_a_sentence(opened: Open) -> None:
    """C36."""
    for place, dense in ((1, 1), (6, 0)):
        app = opened(catalogue.SHIFT, word_place=str(place))
        assert f"Maximum of the map: 1. Weights that know the word at place 2: {dense}." in said(app)


def test_another_thing_begins_where_one_opens_with_it(opened: Open) -> None:
    app = opened(catalogue.SHIFT, down="60", right="-60")
    assert addresses.written(app)["down"] == "60"
    next(one for one in app.selectbox if one.label == "What is moved").set_value("cross").run()
    assert not {"down", "right"} & set(addresses.written(app))
    assert addresses.written(app)["thing"] == "cross"
