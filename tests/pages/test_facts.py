"""What pages tell of what they draw: something on every one, and true."""

import itertools

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from cnnviz.ui import catalogue
from cnnviz.ui.exercises import wording
from cnnviz.ui.told import facts
from tests import weights
from tests.pages.conftest import Open
from tests.pages.test_lessons_on_pages import shown

# They show nothing of convolution.
NOT_ASKED = (catalogue.HOME, catalogue.CLASS, catalogue.JOIN)


@pytest.fixture(autouse=True)
def learned() -> None:
    weights.keep()


PAGES = [entry for entry in itertools.chain(*catalogue.SECTIONS.values()) if entry not in NOT_ASKED]


def told(app: AppTest) -> dict[str, facts.Fact]:
    parts = app.session_state[facts._FACTS]
    return {id: fact for part in parts.values() for id, fact in part.facts.items()}


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.path)
def test_every_page_tells_something_that_can_be_asked_for(opened: Open, entry: catalogue.Entry) -> None:
    app = opened(entry)
    assert not app.exception
    found = told(app)
    assert any(wording.ways(fact) for fact in found.values())
    assert all(fact.label[0].islower() for fact in found.values()), "it goes on a sentence"


def test_what_an_explorer_tells_is_what_it_draws(opened: Open) -> None:
    app = opened(catalogue.STEPS, kernel1="sobel-x", stride1="2", row="1", column="3")
    found = told(app)
    header, arrays = shown(app)
    assert header["cell"] == [1, 3]
    output = next(one for one in arrays.values() if one.shape == found["map"].value.shape)  # type: ignore[union-attr]
    assert found["cell"].value == pytest.approx(output[1, 3]) or found["cell"].value in output
    matrix = found["map"].value
    assert isinstance(matrix, np.ndarray)
    assert (found["height"].value, found["width"].value) == matrix.shape == found["size"].value
    assert found["largest"].value == matrix.max()
    assert found["cell"].value == matrix[1, 3]


def test_facts_of_another_page_or_setting_are_forgotten(opened: Open) -> None:
    app = opened(catalogue.STEPS)
    assert "cell" in told(app)
    app.switch_page("../../" + catalogue.WORDS.script)
    app.run()
    assert "cell" not in told(app)
