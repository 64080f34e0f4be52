"""The page “What does it look for” without a browser."""

import dataclasses
import json
import re
from typing import Any
from urllib.parse import parse_qsl

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from cnnviz.figures.looks import groups
from cnnviz.images import picture
from cnnviz.inspect import pretrained, trained_runs
from cnnviz.inspect.looks import scans, sets
from cnnviz.nets import forward
from cnnviz.training import recorded, runs
from cnnviz.ui import catalogue
from cnnviz.ui.inspect import looks, model_menu
from tests import addresses, uploading, weights
from tests.pages.conftest import Open

HERE = catalogue.LOOKS
RUN = {"way_model": "recorded"}


def sent(app: AppTest, name: str = "patches") -> dict[str, Any]:
    """What the component was sent."""
    assert not app.exception
    (found,) = [one for one in app.get("bidi_component") if one.proto.component_name.endswith(f"cnnviz_{name}")]
    told: dict[str, Any] = json.loads(found.proto.json)
    return told


def said(app: AppTest) -> str:
    texts = (one.value for one in (*app.markdown, *app.caption, *app.info, *app.error))
    return " ".join(texts).replace("\\", "")


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """All pictures are looked at before the page is drawn, and they are few."""
    monkeypatch.setattr(scans, "FIRST", 60.0)
    monkeypatch.setattr(sets, "MOST", 60)
    few = sets.photos("few", [one for one in sets.bundled().sources if one.sample in ("coffee", "cat", "face")])
    shown = dataclasses.replace(few, parts=few.parts[:5])
    monkeypatch.setattr(sets, "bundled", lambda: shown)
    weights.keep()


def test_a_run_is_shown_on_what_it_learned_from(opened: Open) -> None:
    app = opened(HERE, **RUN, look_at="0", look_map="4")
    data = sent(app)
    assert (data["channel"], data["count"], data["word"]) == (4, 32, "map")
    run = runs.fetch_run(recorded.FIRST)
    model = trained_runs.model(run)
    pictures = runs.dataset(run).train.pictures[:60]
    made = forward.outputs(model.network, model.weights, model.preparation.normalisation.applied(pictures), {"1"})["1"]
    top = [float(one["number"]) for one in data["groups"][0]["patches"]]
    assert top[0] == pytest.approx(made[:, 3].max(), rel=1e-3)
    assert top == sorted(top, reverse=True)
    assert len(top) == looks.SHOWN
    assert all(one["goes"] == "" for one in data["groups"][0]["patches"])
    assert {one["facts"][0] for one in data["groups"][0]["patches"]} <= set(model.classes)
    assert "60 pictures of “Shapes”: all looked at." in said(app)
    zeros = np.mean(made[:, 3] == 0)
    assert f"{round(100 * zeros, 1):g} % of its {made[:, 3].size:,} numbers are 0" in data["said"]
    sheet = sent(app, "patch_sheet")
    assert sheet["count"] == 32
    assert sheet["labels"][3].startswith("Map 4: up to ")


def test_the_real_network_opens_with_patches_of_samples(opened: Open) -> None:
    app = opened(HERE)
    data = sent(app)
    assert (data["count"], data["channel"]) == (240, 34)
    assert [group["title"] for group in data["groups"]] == [
        "They excite it most",
        "Drawn by chance",
        "They excite it least",
    ]
    first = data["groups"][0]["patches"][0]
    assert first["goes"]
    assert first["go"]["image"] in ("coffee", "cat", "face")
    assert "5 windows of 3 pictures" in said(app)
    assert "Apache-2.0" in said(app)
    assert "The name you give it is yours" in said(app)


def test_what_a_link_asks_for_is_kept_while_the_weights_are_on_their_way(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(pretrained, "state", lambda: pretrained.CONVERTING)
        app = opened(HERE, look_at="11", look_map="968")
        assert not app.exception
        assert not app.warning
    app.run()
    assert not app.warning
    assert sent(app)["channel"] == 968


def test_a_class_is_chosen_by_its_name_and_sees_all_of_a_picture(opened: Open) -> None:
    app = opened(HERE, look_at="11", look_map="968")
    data = sent(app)
    assert (data["word"], data["names"][967], data["channel"]) == ("class", "espresso", 968)
    assert data["groups"][0]["patches"][0]["facts"][0] == "Coffee"
    assert "sees all of a picture" in data["said"]
    assert sent(app, "patch_sheet")["labels"][967].startswith("espresso: up to ")


@pytest.mark.parametrize(
    ("link", "layer"), [("3.1.0.body.4", "3.1.0.body.3"), ("3.1", "3.1.0"), ("0.2", "0.0"), ("99", "3.1.0.body.0")]
)
def test_a_link_may_name_any_layer_or_block(opened: Open, link: str, layer: str) -> None:
    app = opened(HERE, look_at=link)
    sent(app)
    assert app.selectbox(key="look_at").value == layer


def test_a_channel_that_the_layer_has_not_becomes_its_last(opened: Open) -> None:
    app = opened(HERE, **RUN, look_at="0", look_map="500")
    assert sent(app)["channel"] == 32


def test_random_weights_stand_beside_with_how_alike_both_are(opened: Open) -> None:
    app = opened(HERE, **RUN, look_at="0", look_twin="true")
    learned, random, *_ = sent(app)["groups"]
    assert random["title"].startswith("With random weights")
    assert all(not one["goes"] for one in random["patches"])
    assert [one["number"] for one in random["patches"]] != [one["number"] for one in learned["patches"]]
    (above,) = re.findall(r"correlation of (−?[\d.]+)\.$", learned["sentence"])
    assert above in random["sentence"]
    app.toggle(key="look_twin").set_value(False).run()
    assert [group["title"] for group in sent(app)["groups"]][1] == "Drawn by chance"


def test_samples_excite_a_run_too_and_lead_back_to_its_way(opened: Open) -> None:
    app = opened(HERE, **RUN, look_at="0", look_set="samples")
    whole = [one for one in sent(app)["groups"][0]["patches"] if one["goes"] == groups.ON_ITS_WAY]
    assert whole
    assert all(min(one["go"]["unit"]) >= 1 for one in whole)
    assert addresses.written(app) == {"way_model": "recorded", "look_at": "0", "look_set": "samples"}


def test_without_photos_of_ones_own_the_page_asks_for_some(opened: Open) -> None:
    app = opened(HERE, **RUN, look_set="own")
    assert not app.exception
    assert "Drop some photos of your own" in said(app)


def test_photos_of_ones_own_are_looked_at(opened: Open) -> None:
    app = opened(HERE, **RUN, look_set="own")
    random = np.random.default_rng(2)
    files = [(f"{name}.png", picture.png(random.integers(0, 256, (40, 60, 3), np.uint8))) for name in ("one", "two")]
    app = uploading.upload(app, "look_upload", *files)
    data = sent(app)
    assert "38 windows of 2 pictures" in said(app)
    assert {one["facts"][0] for one in data["groups"][0]["patches"]} <= {"one.png", "two.png"}


def test_a_map_of_the_way_leads_here(opened: Open) -> None:
    app = opened(catalogue.WAY, way_at="4.1.0.body.3", way_map="17")
    (link,) = [one.proto for one in app.get("page_link") if one.proto.label.startswith("What does map 17 look for")]
    assert dict(parse_qsl(link.query_string)) == {"look_at": "4.1.0.body.3", "look_map": "17"}


def test_a_dead_channel_is_called_so(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(HERE, **RUN, look_at="0", look_map="1")
    run = runs.fetch_run(recorded.FIRST)
    model = trained_runs.model(run)
    dead = {**model.weights, "0.weight": model.weights["0.weight"] * 0, "0.bias": model.weights["0.bias"] * 0 - 1}
    changed = dataclasses.replace(model, weights=dead, id="run-recorded-dead-0")
    monkeypatch.setattr(model_menu, "model", lambda chosen: changed)
    app.run()
    assert "the channel is dead" in sent(app)["said"]
    assert "32 are dead on these pictures" in sent(app, "patch_sheet")["about"]
