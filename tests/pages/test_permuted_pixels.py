"""The block on permuted pixels: its numbers are the recorded runs', its links open what they name (C29, C38)."""

from urllib.parse import parse_qsl

import numpy as np
import pytest

from cnnviz import packing
from cnnviz.datasets import catalogue, permutation
from cnnviz.datasets.choice import Choice
from cnnviz.datasets.public import known
from cnnviz.figures.training import data_sheets
from cnnviz.training import recipes, recorded
from cnnviz.training.recorded import curves
from cnnviz.ui import catalogue as pages
from tests import gallery
from tests.pages.conftest import Open

PAGE = pages.SHIFT


def sent(app) -> bytes:
    found = [one for one in app.get("bidi_component") if one.proto.component_name.endswith("cnnviz_gallery")]
    return next(one.proto.bytes for one in found if "Permuted" in gallery.tiles(one.proto.bytes))


def test_the_sentence_and_the_table_hold_what_the_recorded_runs_ended_with(opened: Open) -> None:
    app = opened(PAGE)
    assert not app.exception
    assert not app.error
    assert "The same pixels in another order" in [one.value for one in app.header]
    ends = [f"{100 * curves.course(view).test:.1f} %" for view in (*recorded.DENSE, *recorded.CNN)]
    (table,) = [one.value for one in app.table if "Run" in one.value.columns]
    assert table["Test"].tolist() == ends
    assert any(all(f"**{end}**" in one.value for end in ends) for one in app.markdown)


@pytest.mark.parametrize("here", [True, False])
def test_a_picture_of_each_class_stands_in_place_and_permuted(
    opened: Open, monkeypatch: pytest.MonkeyPatch, here: bool
) -> None:
    if not here:
        monkeypatch.setattr(known, "why_not", lambda _: "They are not here.")
    images = catalogue.validation(Choice("fashion-mnist") if here else Choice("shapes"))
    blob = sent(opened(PAGE))
    first = images.pictures[[np.flatnonzero(images.labels == one)[0] for one in range(images.labels.max() + 1)]]
    for title, pictures in (("In place", first), ("Permuted", permutation.permuted(first, 0))):
        assert (gallery.pixels(blob, gallery.tiles(blob)[title]) == data_sheets.sheet(pictures, len(first))).all()
    assert packing.unpacked(blob)[0]["sections"][0]["title"] == "What the eye gets"


def test_its_links_lead_to_the_recorded_runs_and_to_training_on_permuted_pixels(opened: Open) -> None:
    links = [dict(parse_qsl(one.proto.query_string)) for one in opened(PAGE).get("page_link")]
    asked = [query for query in links if query.get("experiment") in recipes.PERMUTED]
    assert [query["experiment"] for query in asked] == list(recipes.PERMUTED)
    for query in asked:
        assert (query["dataset"], int(query["images"])) == ("fashion-mnist", recipes.FEWER)
        app = opened(pages.COMPARE, **{name: query[name] for name in ("experiment", "dataset", "images")})
        assert not app.warning
        assert app.selectbox(key="experiment").value == query["experiment"]
    assert any(query.get("permuted") == "true" for query in links)
