"""The page “Your photo through a real network” without a browser."""

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from cnnviz import packing
from cnnviz.inspect import passing, pretrained, trained_runs
from cnnviz.training import recorded, runs
from cnnviz.training import weights as weights_of_runs
from cnnviz.ui import catalogue
from tests import addresses, weights
from tests.pages.conftest import Open

HERE = catalogue.WAY


@pytest.fixture(autouse=True)
def learned() -> None:
    weights.keep()


def sent(app: AppTest) -> tuple[dict, dict]:
    """What the component was sent."""
    assert not app.exception
    (found,) = [one for one in app.get("bidi_component") if one.proto.component_name.endswith("cnnviz_way")]
    header, arrays = packing.unpacked(found.proto.bytes)
    return header, arrays


def said(app: AppTest) -> str:
    texts = (one.value for one in (*app.markdown, *app.caption, *app.info))
    return " ".join(texts).replace("\\", "")


def test_it_opens_with_a_photo_its_answers_and_the_whole_way(opened: Open) -> None:
    app = opened(HERE)
    header, arrays = sent(app)
    assert header["view"] == "chain"
    assert len(header["columns"]) == 21
    classes = header["columns"][-1]
    assert classes["labels"][0] == "espresso"
    assert classes["shares"][0] > 0.8
    assert arrays["photo"].shape == (224, 224, 3)
    assert len(header["wires"]) == 3 * 4 + 18 * 16 + 4 * 5
    assert "These 1,000 words are all it knows" in said(app)
    assert "ImageNet" in said(app)
    assert "Apache-2.0" in said(app)


@pytest.mark.parametrize(
    ("at", "view"),
    [
        ({"way_at": "4.1"}, "chain"),
        ({"way_at": "4.1.0.body.3"}, "sheet"),
        ({"way_at": "4.1.0.body.3", "way_map": "17", "way_row": "3", "way_column": "9"}, "unit"),
        ({"way_at": "11", "way_map": "968"}, "unit"),
    ],
)
def test_a_link_leads_into_a_block_a_layer_a_unit(opened: Open, at: dict[str, str], view: str) -> None:
    app = opened(HERE, **at)
    header, _ = sent(app)
    assert header["view"] == view
    assert {name: "".join(value) for name, value in addresses.written(app).items()} == at
    if view == "unit":
        total = sum(part["value"] for part in header["parts"]) + header["rest"]
        assert header["stages"][0]["value"] == pytest.approx(total)
        assert header["number"] == header["stages"][-1]["value"]


def test_a_wrong_normalisation_says_what_it_costs(opened: Open) -> None:
    app = opened(HERE, way_norm="none")
    right = sent(opened(HERE))[0]["columns"][-1]
    wrong = sent(app)[0]["columns"][-1]
    assert wrong["shares"] != right["shares"]
    assert "With the numbers it was trained on it says “espresso”" in said(app)


def test_a_grey_network_is_not_offered_means_of_three_colours(opened: Open) -> None:
    app = opened(HERE, way_model="recorded", way_norm="imagenet")
    sent(app)
    (menu,) = [one for one in app.selectbox if one.key == "way_norm"]
    assert not [label for label in menu.options if "ImageNet" in label]


def test_a_word_is_looked_up_among_the_classes(opened: Open) -> None:
    app = opened(HERE)
    assert "“sunflower” is not among them" in said(app)
    (box,) = [one for one in app.text_input if one.label == "Is a word among the 1,000?"]
    box.set_value("espresso").run()
    assert "Yes: “espresso” (" in said(app)


def test_the_recorded_run_goes_the_same_way(opened: Open) -> None:
    header, arrays = sent(opened(HERE, way_model="recorded"))
    assert [column["title"] for column in header["columns"]][-1] == "classes"
    assert arrays["photo"].shape == (28, 28, 3)


def test_a_moment_of_a_run_is_shown_with_the_weights_of_that_moment(opened: Open) -> None:
    steps = runs.snapshot_steps(runs.fetch_run(recorded.FIRST))
    seq = next(seq for seq, step in steps.items() if step == 8)
    last = sent(opened(HERE, way_model="recorded"))[0]["columns"][-1]["shares"]
    app = opened(HERE, way_model="run", run=recorded.FIRST, moment=str(seq))
    then = sent(app)[0]["columns"][-1]["shares"]
    assert then != last
    (slider,) = [one for one in app.select_slider if one.label == "Moment of the run"]
    assert slider.value == seq
    slider.set_value(0).run()
    assert sent(app)[0]["columns"][-1]["shares"] == last


def test_a_validation_picture_of_the_run_goes_its_way_in_place_of_the_photo(opened: Open) -> None:
    run = runs.fetch_run(recorded.FIRST)
    images = runs.validation(run)
    header, arrays = sent(opened(HERE, way_model="run", run=recorded.FIRST, way_picture="3"))
    assert np.array_equal(arrays["photo"], np.moveaxis(images.pictures[2].repeat(3, 0), 0, 2))
    model = trained_runs.model(run)
    pictures = weights_of_runs.standardised(images.pictures[2], weights_of_runs.begun(run))
    logits = passing.logits(model, pictures)
    shares = np.exp(logits - logits.max()) / np.exp(logits - logits.max()).sum()
    assert header["columns"][-1]["shares"] == pytest.approx(np.sort(shares)[::-1][:5], rel=1e-4)
    assert header["columns"][-1]["labels"][0] == model.classes[int(images.labels[2])]


def test_without_the_package_it_says_what_to_install_and_runs_remain(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pretrained, "source", lambda: None)
    app = opened(HERE)
    assert pretrained.INSTALL in said(app)
    assert "Apache-2.0" not in said(app)
    assert sent(app)[1]["photo"].shape == (28, 28, 3)


def test_while_the_weights_are_taken_out_it_says_so(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pretrained, "state", lambda: pretrained.CONVERTING)
    app = opened(HERE)
    assert not app.exception
    assert not [one for one in app.get("bidi_component") if one.proto.component_name.endswith("cnnviz_way")]
    assert "Taking the learned weights out of their file" in said(app)
    assert "What it will read of your photo" in [one.value for one in app.header]
    [gallery] = [one for one in app.get("bidi_component") if one.proto.component_name.endswith("cnnviz_gallery")]
    header, arrays = packing.unpacked(gallery.proto.bytes)
    titles = [tile["title"] for tile in header["sections"][0]["tiles"]]
    assert titles == ["The photo", "Cut", "Scaled", "(x − 127) / 128"]
    assert (224, 224, 3) in {array.shape for array in arrays.values()}


def test_a_run_that_is_not_there_is_a_sentence(opened: Open) -> None:
    app = opened(HERE, way_model="run", run="nothing")
    assert not app.exception
    assert app.error
