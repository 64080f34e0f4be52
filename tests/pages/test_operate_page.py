"""The page “Operate on a network” without a browser."""

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from cnnviz import packing
from cnnviz.errors import InputError
from cnnviz.inspect import pretrained
from cnnviz.inspect.operate import reliance
from cnnviz.ui import catalogue
from tests import addresses, weights
from tests.pages.conftest import Open

HERE = catalogue.OPERATE
RUN = {"way_model": "recorded"}


@pytest.fixture
def learned() -> None:
    weights.keep()


def sent(app: AppTest, name: str, key: str = "") -> tuple[dict, dict]:
    """What a component was sent: the first of that name, or the one with the key."""
    assert not app.exception
    found = [one for one in app.get("bidi_component") if one.proto.component_name.endswith(f"cnnviz_{name}")]
    return packing.unpacked(next(one for one in found if key in one.proto.id).proto.bytes)


def said(app: AppTest) -> str:
    texts = (one.value for one in (*app.markdown, *app.caption, *app.info))
    return " ".join(texts).replace("\\", "")


def answers(app: AppTest) -> list[dict]:
    return sent(app, "answers")[0]["lists"]


def press(app: AppTest, label: str) -> None:
    next(one for one in app.button if one.label == label).click().run()


def edits(app: AppTest) -> str:
    return "".join(addresses.written(app).get("op_edits", ["begin"]))


@pytest.mark.usefixtures("learned")
def test_it_opens_with_the_filter_that_is_missed_most_silenced(opened: Open) -> None:
    app = opened(HERE)
    before, after = answers(app)
    assert before["rows"][0]["name"] == "espresso"
    assert before["rows"][0]["share"] > 0.9
    assert next(row for row in after["rows"] if row["name"] == "espresso")["share"] < 0.5
    choice, arrays = sent(app, "filter_choice")
    assert choice["chosen"] == 8
    assert [tile["mark"] for tile in choice["tiles"]].count("dead") == 4
    assert choice["tiles"][8]["mark"] == "edited"
    assert arrays["pixels"].shape == (32, 3, 3, 3)
    assert "“espresso”: 92.4 %" in said(app)
    pictures, maps = sent(app, "gallery", "op_pictures")
    assert [tile["title"] for tile in pictures["sections"][0]["tiles"]] == [
        "The photo",
        "Its filter",
        "Map before",
        "Map after",
    ]
    assert not maps[pictures["sections"][0]["tiles"][3]["pixels"]].any()
    assert pretrained.PACKAGE in said(app)


@pytest.mark.usefixtures("learned")
def test_without_edits_both_lists_are_one(opened: Open) -> None:
    app = opened(HERE, op_edits="")
    before, after = answers(app)
    assert [row["share"] for row in before["rows"]] == [row["share"] for row in after["rows"]]
    assert "keeps its 92.4 %" in said(app)


def test_edits_are_done_undone_and_taken_away_and_stand_in_the_link(opened: Open) -> None:
    app = opened(HERE, op_channel="5", op_edits="", **RUN)
    press(app, "Turn 90°")
    assert edits(app) == "0:5:turn:90"
    press(app, "Silence")
    assert edits(app) == "0:5:turn:90,0:5:silence"
    press(app, "Undo")
    assert edits(app) == "0:5:turn:90"
    press(app, "Redo")
    assert edits(app) == "0:5:turn:90,0:5:silence"
    press(app, "✕ Filter 5\\: turned 90°")
    assert edits(app) == "0:5:silence"
    press(app, "Reset")
    assert edits(app) == ""
    press(app, "Undo")
    assert edits(app) == "0:5:silence"


def test_a_kernel_of_the_lab_is_swapped_in_and_a_channel_is_scaled(opened: Open) -> None:
    app = opened(HERE, op_channel="5", op_edits="", op_kernel="prewitt-x", op_factor="-0.5", **RUN)
    press(app, "Swap in")
    assert edits(app) == "0:5:swap:prewitt-x"
    header, _ = sent(app, "gallery", "op_pictures")
    assert [tile["title"] for tile in header["sections"][0]["tiles"]][1:3] == ["Filter before", "Filter after"]
    learned, now = (section["tiles"] for section in sent(app, "gallery", "op_slices")[0]["sections"])
    assert len(learned) == len(now) == 1
    assert [cell["text"] for cell in now[0]["cells"][0]][1] == "0"
    press(app, "Scale")
    assert edits(app) == "0:5:swap:prewitt-x,0:5:scale:-0.5"


def test_of_a_deeper_layer_channels_are_chosen_by_number(opened: Open) -> None:
    app = opened(HERE, op_layer="3", op_channel="7", op_edits="3:7:silence", **RUN)
    assert [one.label for one in app.number_input if one.label.startswith("Channel")] == ["Channel, 1 to 64"]
    labels = [one.label for one in app.button]
    assert "Silence" in labels
    assert "Grey" not in labels
    assert not [one for one in app.get("bidi_component") if one.proto.component_name.endswith("filter_choice")]


def test_each_filter_left_out_is_what_silencing_it_gives(opened: Open) -> None:
    app = opened(HERE, op_edits="0:5:silence", op_channel="5", **RUN)
    header, _ = sent(app, "filter_choice", "op_left_out")
    before, after = answers(app)
    name = before["rows"][0]["name"]
    logit = next((row["cells"][2] for row in after["rows"] if row["name"] == name), None)
    assert logit is not None
    drop = float(before["rows"][0]["cells"][1].replace("−", "-")) - float(logit.replace("−", "-"))
    assert header["tiles"][4]["value"] == pytest.approx(drop, abs=0.02)
    assert "loses most without filter" in said(app)


def test_the_meter_says_what_colour_and_arrangement_are_worth(opened: Open) -> None:
    weights.keep()
    app = opened(HERE)
    values = [tile["value"] for tile in sent(app, "filter_choice", "op_meter")[0]["tiles"]]
    assert [value for value in values if value is not None and value < 0.05]
    assert values.count(None) == 4
    assert "without colours" in said(app)
    assert "Filter 9 answers to the grey photo with 9" in said(app)
    shuffled = opened(HERE, op_version="shuffled")
    assert [tile["value"] for tile in sent(shuffled, "filter_choice", "op_meter")[0]["tiles"]] != values


def test_a_network_that_reads_grey_pictures_is_asked_for_arrangement_only(opened: Open) -> None:
    app = opened(HERE, op_tile="4", **RUN)
    assert "it knows no colours" in said(app)
    values = [tile["value"] for tile in sent(app, "filter_choice", "op_meter")[0]["tiles"]]
    assert np.ptp([value for value in values if value is not None]) > 0.01
    header, _ = sent(app, "gallery", "op_versions")
    assert [tile["title"] for tile in header["sections"][0]["tiles"]] == ["The photo", "In disorder"]


def test_a_link_waits_for_the_network(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    weights.keep()
    with monkeypatch.context() as patch:
        patch.setattr(pretrained, "state", lambda: pretrained.CONVERTING)
        app = opened(HERE, op_edits="2.1.0.body.3:7:silence", op_layer="2.1.0.body.3", op_channel="7")
        assert not app.warning
    app.run()
    assert not app.warning
    assert edits(app) == "2.1.0.body.3:7:silence"
    assert [one.value for one in app.number_input if one.label.startswith("Channel")] == [7]


@pytest.mark.parametrize("nonsense", ["0:999:silence", "x", "0:1:melt", "0.0:9:grey", "0:1:grey"])
def test_an_edit_that_cannot_be_is_said(opened: Open, nonsense: str) -> None:
    app = opened(HERE, op_edits=nonsense, **RUN)
    assert not app.exception
    assert "1 of the edits in the link cannot be done to this network." in said(app)


def test_what_is_operated_on_is_there_before_the_photos_versions_are_looked_at(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    def endless(*_: object) -> None:
        raise InputError("Their numbers grow beyond all bounds.")

    monkeypatch.setattr(reliance, "reliance", endless)
    app = opened(HERE, **RUN, op_seed="77")
    assert answers(app)
    assert sent(app, "filter_choice")
    assert {one.value for one in app.error} == {"Their numbers grow beyond all bounds."}
