"""The page “Where did it look” without a browser."""

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from cnnviz import packing
from cnnviz.inspect.where import cover
from cnnviz.ui import catalogue
from cnnviz.ui.inspect.where import kept
from tests import addresses, weights
from tests.pages.conftest import Open

HERE = catalogue.WHERE


@pytest.fixture(autouse=True)
def learned() -> None:
    weights.keep()


def sent(app: AppTest, component: str) -> tuple[dict, dict]:
    """What a component was sent, the first of its kind."""
    assert not app.exception
    found = [one for one in app.get("bidi_component") if one.proto.component_name.endswith(f"cnnviz_{component}")]
    return packing.unpacked(found[0].proto.bytes)


def titles(app: AppTest) -> list[tuple[str, list[str]]]:
    header, _ = sent(app, "gallery")
    return [(one["title"], [tile["title"] for tile in one["tiles"]]) for one in header["sections"]]


def said(app: AppTest) -> str:
    return " ".join(one.value for one in (*app.markdown, *app.caption)).replace("\\", "")


def written(app: AppTest) -> dict[str, str]:
    return {name: "".join(value) for name, value in addresses.written(app).items()}


def test_it_opens_with_grad_cam_of_the_two_first_answers(opened: Open) -> None:
    app = opened(HERE)
    (first, tiles), (second, _) = titles(app)
    assert first.startswith("espresso, 9")
    assert second.startswith("consomme, ")
    assert tiles == ["Grad-CAM", "Sums before ReLU"]
    assert "What it cannot" in said(app)
    assert "ImageNet" in said(app)


def test_its_twin_stands_beside_it_with_how_alike_they_are(opened: Open) -> None:
    app = opened(HERE, where_twin="true")
    assert titles(app)[0][1] == ["Grad-CAM", "Sums before ReLU", "Twin: Grad-CAM", "Twin: Sums before ReLU"]
    assert "“espresso”: rank correlation with the twin’s map" in said(app)
    assert "He et al. 2015" in said(app)
    assert "Adebayo" in said(app)


def test_a_link_names_classes_layer_and_method(opened: Open) -> None:
    query = {"where_class": "505", "where_other": "968", "where_layer": "4.2.0", "image": "cat"}
    app = opened(HERE, **query)
    assert [title.split(",")[0] for title, _ in titles(app)] == ["coffee mug", "espresso"]
    assert written(app) == query


def test_one_class_asked_twice_is_shown_once(opened: Open) -> None:
    assert len(titles(opened(HERE, where_other="968"))) == 1


def test_the_gradient_of_the_pixels_says_how_channels_are_joined(opened: Open) -> None:
    app = opened(HERE, where_method="pixels", where_over="sum", where_twin="true")
    assert titles(app)[0][1] == [
        *("Size", "With sign", "Gradient × input"),
        *("Twin: Size", "Twin: With sign", "Twin: Gradient × input"),
    ]
    header, _ = sent(app, "gallery")
    assert "sum of the channels of |gradient|" in header["sections"][0]["tiles"][0]["facts"]
    assert "rank correlation" in said(app)


def test_a_run_is_asked_all_ways_too(opened: Open) -> None:
    """A small grey picture, and a network without blocks."""
    for method in ("cam", "pixels"):
        app = opened(HERE, way_model="recorded", where_method=method, where_twin="true")
        assert len(titles(app)) == 2
    header, arrays = sent(opened(HERE, way_model="recorded", where_method="cover", where_twin="true"), "cover")
    assert arrays["photo"].shape == (28, 28, 3)
    assert len(header["maps"]) == 4
    assert arrays["map0"].shape == (8, 8)


def test_a_covered_photo_is_computed_once_and_told_by_share_or_logit(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.COVERED.clear()
    first, arrays = sent(opened(HERE, way_model="recorded", where_method="cover", where_fill="white"), "cover")
    assert first["byShare"]
    assert first["patch"]["levels"] == [255, 255, 255]
    monkeypatch.setattr(cover, "covered", lambda *_: pytest.fail("computed again"))
    again, logits = sent(
        opened(HERE, way_model="recorded", where_method="cover", where_fill="white", where_by="logit"), "cover"
    )
    assert not again["byShare"]
    one = again["classes"][0]
    np.testing.assert_allclose(logits["map0"], one["logit"] - arrays["logits0"], atol=1e-5)
    np.testing.assert_allclose(arrays["map0"], one["share"] - arrays["shares0"], atol=1e-5)
    assert one["name"] == again["answers"][0] or len(set(again["answers"])) > 1


def test_the_sums_behind_it_are_told(opened: Open) -> None:
    app = opened(HERE)
    assert not app.table
    app.session_state["where_explained"] = True
    app.run()
    assert "channels have a weight above 0" in said(app)
    assert len(app.table) == 2
