"""What many learners look at is drawn once: pictures that were kept are those that would be drawn anew."""

from collections.abc import Mapping

import pytest
from streamlit.testing.v1 import AppTest

from cnnviz.ui import caching, catalogue
from tests import weights
from tests.pages.conftest import Open

DRAWN = ("cnnviz_gallery", "cnnviz_shelves", "cnnviz_filter_choice")
OPERATED = {"way_model": "recorded"}
LINKS: dict[str, tuple[Mapping[str, str], ...]] = {
    "own-classes": ({}, {"own_l2": "1"}, {"own_step": "3"}, {"own_kind": "2"}, {"image": "rocket"}),
    "operate": (
        {},
        {"op_channel": "3"},
        {"op_edits": ""},
        {"op_version": "shuffled"},
        {"image": "rocket"},
        OPERATED,
        OPERATED | {"op_channel": "3"},
        OPERATED | {"op_by": "share"},
    ),
}


def pictures(app: AppTest) -> list[bytes]:
    """All that the page's components of pictures were sent."""
    for _ in range(40):
        assert not app.exception
        if not any(one.label == "Stop" for one in app.button):
            break
        app.run()
    return [one.proto.bytes for one in app.get("bidi_component") if one.proto.component_name in DRAWN]


@pytest.mark.parametrize("path", LINKS)
def test_pictures_that_were_kept_are_those_that_would_be_drawn(path: str, opened: Open) -> None:
    weights.keep()
    page = next(entry for entries in catalogue.SECTIONS.values() for entry in entries if entry.path == path)
    kept = [pictures(opened(page, **link)) for link in LINKS[path]]
    assert all(kept)
    assert len({tuple(one) for one in kept}) == len(kept)
    for link, before in zip(LINKS[path], kept, strict=True):
        caching.message.cache_clear()
        assert pictures(opened(page, **link)) == before
