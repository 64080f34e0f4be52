"""The sealed test set on “Watch it learn” and Compare, without a browser."""

import json
import re

import pytest
from streamlit.testing.v1 import AppTest

from cnnviz import packing
from cnnviz.figures.training import exam as told
from cnnviz.inspect.exam import near, paper
from cnnviz.training import recorded, runs
from cnnviz.ui import catalogue
from cnnviz.ui.runs import mistakes
from tests.pages.conftest import Open


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(near, "MOST", 80)
    mistakes._known.clear()


def said(app: AppTest) -> str:
    texts = [one.value for kind in (app.markdown, app.info, app.warning, app.caption) for one in kind]
    return " ".join(texts).replace("\\", "")


def pictures(app: AppTest) -> list[dict]:
    (found,) = [one for one in app.get("bidi_component") if one.proto.component_name.endswith("cnnviz_gallery")]
    header, _ = packing.unpacked(found.proto.bytes)
    return list(header["sections"][0]["tiles"])


def opened_seal(open_page: Open, **query: str) -> AppTest:
    app = open_page(catalogue.TRAIN, **query)
    return app.button(key="exam_open").click().run()


def radio(app: AppTest, name: str):
    return next(one for one in app.radio if str(one.key).startswith(name))


def press(app: AppTest, label: str) -> AppTest:
    next(one for one in app.button if one.label == label).click()
    return app.run()


@pytest.mark.parametrize("entry", [catalogue.TRAIN, catalogue.COMPARE])
def test_no_test_figure_is_on_the_page_before_the_seal_is_opened(opened: Open, entry: catalogue.Entry) -> None:
    app = opened(entry)
    assert not app.exception
    taken = paper.paper(runs.fetch_run(recorded.FIRST if entry is catalogue.TRAIN else recorded.PAIR[0]))
    assert taken
    assert f"{taken.right:,} of" not in said(app)
    assert "test pictures right" not in said(app)
    assert "1,000 test pictures are put aside" in said(app)
    assert not app.radio
    assert not [one for one in app.get("bidi_component") if one.proto.component_name.endswith("cnnviz_gallery")]


def test_what_is_opened_is_what_the_run_answered_and_counts(opened: Open) -> None:
    app = opened_seal(opened)
    taken = paper.paper(runs.fetch_run(recorded.FIRST))
    assert taken
    assert f"**{100 * taken.accuracy:.1f} %** of the test pictures right: {taken.right:,} of 1,000." in said(app)
    assert "Opened once" in said(app)
    assert not app.button(key="mistake_next").disabled
    assert not [one for one in app.button if one.key == "exam_open"]


def test_in_compare_both_are_opened_and_each_is_a_look(opened: Open) -> None:
    app = opened(catalogue.COMPARE)
    assert "These are 2 looks." in said(app)
    app.button(key="exam_open").click().run()
    assert len(re.findall("of the test pictures right", said(app))) == 2
    assert "Opened 2 times" in said(app)
    assert "This run was the second look, and that is no longer a test" in said(app)


def test_a_second_run_on_the_same_test_set_is_another_look(opened: Open) -> None:
    app = opened(catalogue.COMPARE)
    app.button(key="exam_open").click().run()
    app.query_params.clear()
    app.switch_page(f"../../{catalogue.TRAIN.script}").run()
    assert "Opened 2 times since" in said(app)
    assert "for other runs. This is one look more." in said(app)
    app.button(key="exam_open").click().run()
    assert "This run was the third look, and that is no longer a test" in said(app)


def test_a_mistake_is_guessed_at_then_shown_then_explained(opened: Open) -> None:
    app = opened_seal(opened)
    run = runs.fetch_run(recorded.FIRST)
    taken = paper.paper(run)
    assert taken
    place, names = taken.wrong[0], runs.dataset(run).classes
    truth, other = names[taken.labels[place]], names[taken.predicted[place]]
    assert [tile["title"] for tile in pictures(app)] == [truth]
    assert f"taken for **{other}**" not in said(app)
    app = press(app, "Show the answer")  # nothing was said: nothing is shown
    assert f"taken for **{other}**" not in said(app)
    radio(app, "mistake_guess").set_value(int(taken.predicted[place]))
    radio(app, "mistake_why").set_value(near.LIKE)
    app = press(app, "Show the answer")
    assert f"In truth **{truth}**, taken for **{other}**" in said(app)
    assert "You guessed that." in said(app)
    titles = [tile["title"] for tile in pictures(app)]
    assert titles == [f"In truth: {truth}", *(f"Neighbour {at}" for at in range(1, near.SHOWN + 1))]
    assert "distance" in json.dumps(pictures(app))
    *_, (_, known) = near.known(run, taken)
    assert known
    found = near.near(run, taken, known, place)
    radio(app, "mistake_first").set_value(found.first)
    app = press(app, "Name them")
    assert [tile["title"] for tile in pictures(app)][1:] == [names[label] for label in found.labels]
    expected = told.explained(found, near.LIKE, found.first, len(known.places), names)
    assert expected in said(app)
    assert expected.startswith("Right.")
    app.button(key="mistake_next").click().run()
    assert f"Mistake 2 of {len(taken.wrong)}" in said(app)
    assert radio(app, "mistake_guess").value is None


def test_a_run_that_was_stopped_has_no_exam(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paper, "is_taken", lambda _: False)
    app = opened(catalogue.TRAIN)
    assert told.UNFINISHED in said(app)
    assert not [one for one in app.button if one.key == "exam_open"]


@pytest.mark.parametrize(
    ("number", "word"), [(1, "first"), (3, "third"), (10, "tenth"), (11, "11th"), (21, "21st"), (112, "112th")]
)
def test_looks_are_counted_in_words(number: int, word: str) -> None:
    assert told.ordinal(number) == word


def test_days_are_written_as_people_do() -> None:
    assert told.day("2026-11-05") == "5 November 2026"
    assert told.day("yesterday") == "yesterday"
