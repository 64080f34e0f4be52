"""Lessons on their pages, without a browser: what a step sets is what its key was computed of."""

import json
import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Caption, Info, Markdown, Node

from cnnviz import packing
from cnnviz.course import misconceptions, questions, registry, scenes
from cnnviz.course.questions import Choice, Curve, Number, Point, Size, Which
from cnnviz.ui import catalogue, page
from cnnviz.ui.course import answering, now
from cnnviz.ui.course import scenes as set_scenes
from cnnviz.ui.links import spelling
from tests import uploading, weights
from tests.pages.conftest import Open

EVERY = [
    now.Now(id, number, draw)
    for id, lesson in registry.LESSONS.items()
    for number, step in enumerate(lesson.steps, 1)
    for draw in range(len(step.scenes))
]
FIRST = [one for one in EVERY if not one.draw]
ON_PAGES = [one for one in FIRST if isinstance(one.scene, scenes.Computed) and one.entry is not catalogue.LAB]
ASKING = [one for one in FIRST if one.step.question]


@pytest.fixture(autouse=True)
def learned() -> None:
    """Some steps stand on pages that begin with the large network."""
    weights.keep()


def named(one: now.Now) -> str:
    return f"{one.name}/{one.draw}"


def covered(app: AppTest) -> str:
    """The style sheet that covers what a step names, "" where nothing is covered."""
    return next((one.proto.body for one in app.get("html") if "hidden" in one.proto.body), "")


def shown(app: AppTest) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
    """What the explorer of the page was sent."""
    blobs = [one.proto.bytes for one in app.get("bidi_component") if one.proto.bytes]
    told = [packing.unpacked(blob) for blob in blobs]
    return next((header, arrays) for header, arrays in told if "operation" in header)


def asking(app: AppTest) -> list[bool]:
    """Of each component that covers by itself, whether it was told to."""
    told = [packing.unpacked(one.proto.bytes)[0] for one in app.get("bidi_component") if one.proto.bytes]
    return [header["asking"] for header in told if "asking" in header]


def key_of(node: Node) -> str:
    """The key that a node was given, "" for none, as its class in the browser spells it."""
    id = getattr(getattr(node, "proto", None), "id", "") or ""
    given = getattr(node, "key", None) or id.partition("-")[2].partition("-")[2]
    return str(given).replace(" ", "-")


def in_sight(node: Node, hidden: set[str]) -> Iterator[Node]:
    """What stands on the page, all the way down, but for what is in containers with these keys."""
    if key_of(node) not in hidden:
        yield node
        for child in getattr(node, "children", {}).values():
            yield from in_sight(child, hidden)


def give(app: AppTest, one: now.Now, given: questions.Given) -> AppTest:
    """Answer the open question as the learner does."""
    key, question = f"{answering._ANSWER} {one.name} {one.draw}", one.step.question
    if isinstance(question, Number):
        app.number_input(key=key).set_value(given)  # type: ignore[arg-type]
    elif isinstance(question, Choice | Which):
        app.radio(key=key).set_value(given)
    elif isinstance(question, Point | Size | Curve):
        return drawn(app, key, given)
    else:
        assert isinstance(given, tuple)
        for place, id in enumerate(given):
            app.selectbox(key=f"{key} {place}").set_value(id)
    next(button for button in app.button if button.label == "Answer").click()
    return app.run()


def drawn(app: AppTest, key: str, given: questions.Given) -> AppTest:
    """The page after the board of that key has sent this answer with its form."""
    next(button for button in app.button if button.label == "Answer").click()
    states = app._tree.get_widget_states()
    id = uploading.component(app, "predict", key).id
    states.widgets.append(WidgetState(id=id, json_value=json.dumps({"given": given})))
    return app._run(states)


@pytest.mark.parametrize("one", EVERY, ids=named)
def test_a_step_opens_the_page_that_it_names_and_shows_what_its_key_is_computed_of(opened: Open, one: now.Now) -> None:
    app = opened(one.entry, **one.query)
    assert not app.exception
    assert not app.error
    assert not app.warning, app.warning[0].value
    assert f"{one.number} of {len(one.lesson.steps)}" in " ".join(text.value for text in app.markdown)
    if one.entry is catalogue.LAB:
        return  # whose tests look at the stages computed
    assert set(asking(app)) <= {one.step.question is not None}
    if isinstance(one.scene, scenes.Computed):
        header, arrays = shown(app)
        assert header["asking"] is (one.step.question is not None)
        np.testing.assert_array_equal(arrays["output"], one.scene.result.output[0])
        if one.scene.at is not None:
            place = (0, one.scene.at) if isinstance(one.scene, scenes.Row) else one.scene.at
            assert tuple(header["cell"]) == place


@pytest.mark.parametrize("one", ON_PAGES, ids=named)
def test_a_link_that_names_the_step_alone_shows_the_same(opened: Open, one: now.Now) -> None:
    app = opened(one.entry, **spelling.query(one.place))
    assert not app.warning
    np.testing.assert_array_equal(shown(app)[1]["output"], one.scene.result.output[0])  # type: ignore[attr-defined]


def test_a_link_that_names_more_than_the_step_is_taken_at_its_word(opened: Open) -> None:
    one = next(one for one in FIRST if one.entry is catalogue.SIGNAL)
    app = opened(one.entry, **spelling.query(one.place), data="1,2,3")
    assert app.text_input(key="data").value == "1,2,3"


def test_an_answer_about_other_settings_is_not_judged_and_they_are_put_back(opened: Open) -> None:
    one = next(one for one in ASKING if one.entry is catalogue.SIGNAL and isinstance(one.step.question, Number))
    assert one.step.question
    app = opened(one.entry, **one.query)
    app.text_input(key="data").set_value("9,9,9,9,9,9,9,9").run()
    right = questions.right_answer(one.step.question, one.scene)
    app = give(app, one, right)
    assert app.warning[0].value == answering.MOVED
    assert not app.success
    assert app.text_input(key="data").value == one.query["data"]
    app = give(app, one, right)
    assert app.success[0].value.startswith("Right")


def test_an_answer_is_not_judged_while_a_setting_is_changed_that_the_step_leaves_as_usual(opened: Open) -> None:
    """The map of the page, or its cell, is another then than what the key is computed of."""
    one = next(one for one in ASKING if one.name == "edges.edge")
    assert isinstance(one.step.question, Number)
    assert "dilation1" not in one.query
    app = opened(one.entry, **one.query, dilation1="2")
    right = questions.right_answer(one.step.question, one.scene)
    app = give(app, one, right)
    assert app.warning[0].value == answering.MOVED
    assert not app.success
    app = give(app, one, right)
    assert app.success[0].value.startswith("Right")


@pytest.mark.parametrize("one", ASKING, ids=named)
def test_a_right_answer_lifts_the_cover_and_stays_beside_the_result(opened: Open, one: now.Now) -> None:
    assert one.step.question
    app = opened(one.entry, **one.query)
    assert all(key.split("/")[0] in covered(app) for key in one.step.covers)
    app = give(app, one, questions.right_answer(one.step.question, one.scene))
    assert not app.exception
    assert app.success[0].value.startswith("Right")
    assert not any(asking(app))
    assert not covered(app)
    assert any(button.label == "Next" for button in app.button)


@pytest.mark.parametrize("one", [one for one in ASKING if isinstance(one.step.question, Number)], ids=named)
def test_a_wrong_number_is_answered_by_the_misconception_that_makes_it(opened: Open, one: now.Now) -> None:
    assert isinstance(one.step.question, Number)
    for id, trap in one.step.question.traps.items():
        app = give(opened(one.entry, **one.query), one, trap(one.scene))
        assert misconceptions.MISCONCEPTIONS[id].answer in app.warning[0].value
        assert "You said" in app.warning[0].value


@pytest.mark.parametrize("id", misconceptions.MISCONCEPTIONS)
def test_every_counter_example_opens(opened: Open, id: str) -> None:
    case = misconceptions.MISCONCEPTIONS[id].case
    app = opened(catalogue.by_path(case.page), **spelling.query(set_scenes.values(case)))
    assert not app.exception
    assert not app.error
    assert not app.warning
    if isinstance(case, scenes.Computed):
        np.testing.assert_array_equal(
            shown(app)[1]["output"], case.result.output[case.which if hasattr(case, "which") else 0]
        )


def test_what_is_skipped_is_shown_and_asked_again_with_other_numbers(opened: Open) -> None:
    first = now.Now("one-dimension", 1)
    app = opened(first.entry, **first.query)
    next(button for button in app.button if button.label == "Skip").click().run()
    assert app.warning[0].value.startswith("It is **3**")
    assert shown(app)[0]["asking"] is False
    app.button(key="lesson_again").click().run()
    assert shown(app)[0]["asking"] is True
    assert json.dumps(app.text_input(key="data").value) == '"1,1,4,6,2,2,0,0"'
    app = opened(catalogue.SIGNAL)


def test_an_answer_that_was_not_given_changes_nothing(opened: Open) -> None:
    first = now.Now("one-dimension", 1)
    app = opened(first.entry, **first.query)
    next(button for button in app.button if button.label == "Answer").click()
    app.run()
    assert shown(app)[0]["asking"] is True
    assert not app.success
    assert not app.warning
    assert answering.MISSING[Number] in [caption.value for caption in app.caption]


def test_a_lesson_is_walked_to_its_end_and_leads_on_to_the_next(opened: Open) -> None:
    app = opened(catalogue.SIGNAL, **now.Now("one-dimension", 1).query)
    for number, step in enumerate(registry.LESSONS["one-dimension"].steps[:-1], 1):
        one = now.Now("one-dimension", number)
        assert step.question
        app = give(app, one, questions.right_answer(step.question, one.scene))
        app.button(key="lesson_next").click().run()
    assert app.success[0].value.startswith(f"Now yours. {number} of {number} right at the first try.")
    app.button(key="lesson_leave").click().run()
    assert not app.exception
    assert not app.success


@pytest.mark.parametrize("one", ASKING, ids=named)
def test_what_a_question_asks_for_is_nowhere_on_the_page_until_it_is_answered(opened: Open, one: now.Now) -> None:
    """Neither in texts nor in tables: sizes, sums and counts are all written by what the page then leaves out, or by
    what is covered or put away."""
    app = opened(one.entry, **one.query)
    hidden = {key for key in (*one.step.covers, *one.step.folds) if "/" not in key}
    assert hidden <= {key_of(node) for node in in_sight(app._tree, set())}
    seen = [node for node in in_sight(app._tree, hidden) if isinstance(node, Markdown | Caption | Info)]
    texts = " ".join(node.value for node in seen)
    if isinstance(one.scene, scenes.Computed):
        assert not app.table
        assert not any("import" in code.value for code in app.code)
    question = one.step.question
    if isinstance(question, Number):
        assert not re.search(rf"(= |\*\*){question.key(one.scene):g}(?![.,]?\d)", texts)


def test_a_step_of_another_page_leads_back_and_covers_nothing_here(opened: Open) -> None:
    app = opened(catalogue.POOLING, lesson="one-dimension", step="1")
    assert not app.exception
    assert any("continues on another page" in text.value for text in app.markdown)
    assert shown(app)[0]["asking"] is False


@pytest.mark.parametrize("step", ["0", "99", "-1", "x", "9" * 5000])
def test_a_link_to_a_step_that_is_not_there_opens_one_that_is(opened: Open, step: str) -> None:
    app = opened(catalogue.SIGNAL, lesson="one-dimension", step=step, draw=step)
    assert not app.exception
    there = len(registry.LESSONS["one-dimension"].steps)
    assert any(f"of {there}" in text.value for text in app.markdown)
    said = [one.value for one in app.warning if one.value.startswith("There is no step")]
    assert [one.partition("”, ")[2] for one in said] in [
        [f"but {there} steps. This is number {n}."] for n in (1, there)
    ]


def test_the_half_of_a_lessons_link_is_said_to_be_no_lesson(opened: Open) -> None:
    app = opened(catalogue.SIGNAL, lesson="one-dim", step="2")
    assert not app.exception
    assert [one.value for one in app.warning] == [f"There is no lesson “one-dim”. {page.CUT}"]
