"""A part that draws into places outside it has drawn there whenever the page was drawn whole: Streamlit lets it draw
nowhere else when it is drawn anew alone."""

import pytest
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_run_context import ThreadState

from cnnviz.errors import InputError
from cnnviz.ui import catalogue
from cnnviz.ui.inspect import operate, own_classes
from tests import weights
from tests.pages.conftest import Open


def kept() -> int:
    """In how many places outside it the part that runs has drawn."""
    context = get_script_run_ctx()
    assert context
    return len(list(context.fragment_storage.outside_wrappers_for(ThreadState.get().fragment_id or "")))


@pytest.mark.parametrize(
    ("entry", "module", "name", "count"),
    [(catalogue.OWN_CLASSES, own_classes, "_classes", 3), (catalogue.OPERATE, operate, "show", 1)],
    ids=["own classes that wait for features", "edits whose numbers grow beyond all bounds"],
)
def test_places_are_kept_for_what_may_come_later(
    entry: catalogue.Entry, module: object, name: str, count: int, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    weights.keep()
    found: list[int] = []

    def stopped(*_: object) -> None:
        found.append(kept())
        raise InputError("Not yet.")

    monkeypatch.setattr(module, name, stopped)
    assert not opened(entry).exception
    assert found == [count]
