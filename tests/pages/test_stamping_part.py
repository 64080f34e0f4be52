"""Transposed convolution on the page Padding and stride, without a browser."""

from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from cnnviz import packing
from cnnviz.ui import catalogue
from cnnviz.ui.explorer.variants import stamping
from tests import addresses
from tests.pages.conftest import Open


def sent(app: AppTest) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
    """What the component was sent."""
    (found,) = [one for one in app.get("bidi_component") if one.proto.component_name.endswith("cnnviz_stamping")]
    return packing.unpacked(found.proto.bytes)


def said(app: AppTest) -> str:
    return " ".join(one.value for one in app.markdown)


def test_it_opens_with_overlaps_a_stride_padding_and_output_padding(opened: Open) -> None:
    app = opened(catalogue.PADDING, closer="transposed")
    assert not app.exception
    header, arrays = sent(app)
    assert header == {"stride": 2, "padding": 1, "extra": 1, "dilation": 1}
    assert arrays["made"].shape == (6, 6)
    assert "(3 − 1)·2 − 2·1 + 1·(3 − 1) + 1 + 1 = 6" in said(app)
    assert "output_padding=1" in app.code[0].value


def test_numbers_and_settings_are_the_links(opened: Open) -> None:
    query = {"stamped": "1,2,3", "stamp": "1,-1", "stamp_stride": "3", "stamp_extra": "2", "stamp_dilation": "2"}
    app = opened(catalogue.PADDING, closer="transposed", **query)
    header, arrays = sent(app)
    assert header == {"stride": 3, "padding": 0, "extra": 2, "dilation": 2}
    assert arrays["made"].tolist() == [[1, 0, -1, 2, 0, -2, 3, 0, -3, 0, 0]] + [[0] * 11] * 2
    written = addresses.written(app)
    assert {name: written[name] for name in query} == query


def test_what_is_impossible_is_out_of_reach(opened: Open) -> None:
    app = opened(catalogue.PADDING, closer="transposed", stamp_stride="1")
    assert not [one for one in app.slider if one.label == "Output padding"]
    assert "for strides of 2 and more" in said(app)
    app = opened(catalogue.PADDING, closer="transposed", stamp_stride="4", stamp_extra="9")
    (extra,) = [one for one in app.slider if one.label == "Output padding"]
    assert (extra.min, extra.max) == (0, 3)


@pytest.mark.parametrize(("name", "said"), [(stamping.IMAGE, "input"), (stamping.KERNEL, "kernel")])
def test_too_many_numbers_are_refused_with_a_sentence(opened: Open, name: str, said: str) -> None:
    app = opened(catalogue.PADDING, closer="transposed", **{name: ";".join(["1,2,3,4,5,6,7"] * 2)})
    assert app.error[0].value.startswith(f"The {said} is 2 × 7. Type at most")


def test_what_cannot_be_read_is_explained_and_the_last_numbers_stay(opened: Open) -> None:
    app = opened(catalogue.PADDING, closer="transposed")
    before = sent(app)[1]["image"]
    app.text_input(key="stamped").set_value("one, two").run()
    assert not app.exception
    assert (sent(app)[1]["image"] == before).all()
    assert "Shown is what last could be read" in app.warning[0].value
