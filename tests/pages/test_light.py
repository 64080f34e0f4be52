"""What a page makes Streamlit do."""

import pytest
from streamlit import dataframe_util

from cnnviz.ui import catalogue
from tests.pages.conftest import Open


@pytest.mark.parametrize(
    "entry", [catalogue.HOME, catalogue.LAB, catalogue.STEPS, catalogue.TRAIN], ids=lambda e: e.path
)
def test_no_table_is_looked_for_where_none_is_shown(
    entry: catalogue.Entry, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Streamlit would load pandas for it, 60 MB and half a second of the first visit after a start."""
    looked_into: list[object] = []
    monkeypatch.setattr(dataframe_util, "determine_data_format", looked_into.append)
    assert not opened(entry).exception
    assert not looked_into
