"""Exercises on their pages, without a browser: what a teacher makes is what a learner finds, and can hand in."""

import dataclasses
import json
from pathlib import Path
from unittest import mock

import numpy as np
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from cnnviz.course import check, misconceptions
from cnnviz.course.exercises import codes, shelf
from cnnviz.course.exercises.asked import CHOICE, NUMBER, SIZE, Asked
from cnnviz.course.exercises.exercise import PREFIX, Exercise, Task
from cnnviz.course.progress import Progress, Record
from cnnviz.images import picture
from cnnviz.training.store import connections, database
from cnnviz.training.store.taught import exercises as store
from cnnviz.ui import catalogue
from cnnviz.ui.course import answering, now
from cnnviz.ui.exercises import draft, making, room, wording
from cnnviz.ui.links import sessions
from tests import uploading
from tests.pages.conftest import Open
from tests.pages.test_lessons_on_pages import shown

FIRST = Task(
    "step-by-step",
    {"kernel1": "sobel-x", "stride1": "2"},
    "Read the *map*.",
    Asked(NUMBER, "What stands in the middle?", -4.0, "cell"),
    hidden={"kernel1": "sobel-x"},
    locked={"stride1": "2"},
    cover=True,
)
SECOND = Task("pooling", {}, "", Asked(CHOICE, "Why?", "a1", options={"a0": "No idea", "a1": "Because"}))
MADE = Exercise("Kanten", (FIRST, SECOND))


@pytest.fixture(autouse=True)
def _store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("CNNVIZ_DATABASE_URL", raising=False)
    monkeypatch.setenv("CNNVIZ_HOME", str(tmp_path))
    yield
    if opened := database._opened.pop(connections.address(), None):
        opened.close()


def kept(made: Exercise = MADE) -> str:
    """The teacher's secret of an exercise in the store."""
    return store.save(database.opened(), made.text(), {}, "me", "here")


def press(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label == label).click()
    return app.run()


def said(app: AppTest) -> str:
    return "\n".join(one.value for one in (*app.markdown, *app.caption, *app.success, *app.warning, *app.info))


def test_a_link_opens_what_the_teacher_set_and_holds_it(opened: Open) -> None:
    app = opened(catalogue.STEPS, exercise=store.id_of(kept()))
    assert not app.exception
    assert "1 of 2" in said(app)
    assert "Read the \\*map\\*." in said(app)
    header, _ = shown(app)
    assert header["values"]["stride"] == 2
    assert {knob["name"] for knob in header["knobs"] if knob["locked"]} == {"stride"}
    assert app.selectbox(key="kernel1").value == "sobel-x"
    assert app.selectbox(key="kernel1").disabled
    assert header["asking"]
    assert not header["editable"]


@pytest.mark.parametrize("query", [{"kernel1": "laplace-4", "stride1": "1"}, {"kernel1": "own", "own1": "1,2;3,4"}])
def test_no_address_changes_what_is_hidden_or_locked_and_every_address_what_is_free(
    opened: Open, query: dict[str, str]
) -> None:
    app = opened(catalogue.STEPS, exercise=store.id_of(kept()), padding1="valid", **query)
    header, arrays = shown(app)
    plain, wanted = shown(opened(catalogue.STEPS, kernel1="sobel-x", stride1="2", padding1="valid"))
    assert header["values"] == plain["values"]
    assert {name: one.tolist() for name, one in arrays.items()} == {name: one.tolist() for name, one in wanted.items()}


def test_what_is_held_is_in_no_address_and_survives_starting_over_and_the_menu(opened: Open) -> None:
    app = opened(catalogue.STEPS, exercise=store.id_of(kept()))
    assert "sobel" not in str(app.query_params)
    app.button(key="start_over").click()
    app.run()
    assert "1 of 2" in said(app)
    assert (app.selectbox(key="kernel1").value, shown(app)[0]["values"]["stride"]) == ("sobel-x", 2)
    for entry in (catalogue.POOLING, catalogue.STEPS):
        app.switch_page(str(Path("..", "..", entry.script)))
        app.query_params.clear()
        app.run()
    assert "1 of 2" in said(app)
    assert app.selectbox(key="kernel1").value == "sobel-x"
    assert app.selectbox(key="kernel1").disabled


def test_the_page_without_the_exercise_is_free(opened: Open) -> None:
    app = opened(catalogue.STEPS, exercise=store.id_of(kept()))
    app.switch_page(str(Path("..", "..", catalogue.STEPS.script)))
    assert not opened(catalogue.STEPS).selectbox(key="kernel1").disabled


def answered(app: AppTest, id: str, number: float) -> AppTest:
    app.number_input(key=f"{answering._ANSWER} {PREFIX}{id}.1 0").set_value(number)
    return press(app, "Answer")


def test_answers_leave_as_a_code_that_the_teacher_reads(opened: Open) -> None:
    secret = kept()
    id = store.id_of(secret)
    app = answered(opened(catalogue.STEPS, exercise=id), id, 3.0)
    assert "You said **3**. It is **−4**." in said(app)
    assert "Try again" not in [button.label for button in app.button]
    app = opened(catalogue.POOLING, exercise=id, step="3")
    assert "2 not answered" in said(app)
    app.session_state["_course_progress"] = answered(opened(catalogue.STEPS, exercise=id), id, -4.0).session_state[
        "_course_progress"
    ]
    app.run()
    assert "1 of 2 right" in said(app)
    code = app.code[0].value
    assert codes.read(code, id, MADE.asked) == (-4.0, None)
    teacher = opened(catalogue.STEPS, teacher=secret)
    teacher.text_area(key=room.CODES).set_value(f"Ada {code}\n=1+1 {code[:-1]}")
    teacher.run()
    told = teacher.dataframe[0].value.to_dict("records")
    assert told[0] == {"Who": "Ada", "Question 1": "✓ −4", "Question 2": "–", "Right": "1 of 2"}
    assert told[1]["Who"].startswith("'=1+1")
    assert told[1]["Right"] == codes.WRONG


def test_without_reveal_an_answer_is_noted_and_can_be_changed(opened: Open) -> None:
    id = store.id_of(kept(dataclasses.replace(MADE, reveal=False)))
    app = answered(opened(catalogue.STEPS, exercise=id), id, 3.0)
    assert "Noted: **3**." in said(app)
    assert "−4" not in said(app)
    app = answered(press(app, "Change it"), id, -4.0)
    assert "Noted: **−4**." in said(app)


@pytest.mark.parametrize("id", ["nothing", "0" * store.ID, "../../x", "preview"])
def test_a_link_to_nothing_says_so_and_the_page_stands(opened: Open, id: str) -> None:
    app = opened(catalogue.STEPS, exercise=id)
    assert not app.exception
    assert shown(app)[0]["knobs"]
    assert id == "preview" or "not kept here any more" in said(app)


def making_one(app: AppTest, **form: object) -> AppTest:
    """The page after its dialog was filled in like this and “Make the link” was pressed."""
    app.button(key="make_exercise").click()
    app.run()
    for key, value in form.items():
        app.session_state[key] = value
    app.button(key="ex_make").click()
    return app.run()


def test_a_teacher_makes_an_exercise_whose_key_is_what_the_page_computes(opened: Open) -> None:
    app = opened(catalogue.STEPS, kernel1="sobel-x", stride1="2")
    form = {making.TEXT: "Predict.", wording.ABOUT: "cell", making.HIDDEN: ["kernel1"], making.LOCKED: ["stride1"]}
    app = making_one(app, **form)
    assert not app.exception
    secret = app.session_state[making._MADE]
    found = shelf.find(store.id_of(secret))
    assert found
    (task,) = found.tasks
    assert (task.hidden, task.locked, task.cover) == ({"kernel1": "sobel-x"}, {"stride1": "2"}, True)
    assert task.query == {"kernel1": "sobel-x", "stride1": "2"}
    assert task.question
    assert (task.question.fact, task.question.kind, task.question.key) == ("cell", NUMBER, -4.0)


def test_an_exercise_without_a_title_is_called_by_its_pages(opened: Open) -> None:
    app = opened(catalogue.STEPS)
    app.session_state["_exercise_draft"] = draft.Draft((FIRST, SECOND, FIRST))
    app = making_one(app)
    found = shelf.find(store.id_of(app.session_state[making._MADE]))
    assert found
    assert found.title == "Step by step, Pooling"


def test_the_title_that_it_would_have_stands_in_its_field(opened: Open) -> None:
    app = opened(catalogue.POOLING)
    app.session_state["_exercise_draft"] = draft.Draft((FIRST,))
    for text, title in (("", "Step by step"), ("Look.", "Step by step, Pooling")):
        app.session_state[making.TEXT] = text
        app.button(key="make_exercise").click()
        assert app.run().text_input(key=making.TITLE).placeholder == title


def test_what_is_missing_is_said_and_nothing_is_kept(opened: Open) -> None:
    app = making_one(opened(catalogue.WORDS))
    assert "Write what is to be done" in app.session_state[making._TROUBLE]
    own = {wording.ABOUT: wording.OWN, wording.KIND: CHOICE, wording.ASK: "Who flips?"}
    app = making_one(app, **own, **{wording.LINES: "Only one"})
    assert "at least two answers" in app.session_state[making._TROUBLE]
    assert making._MADE not in app.session_state
    app = making_one(app, **own, **{wording.LINES: "SciPy\nPyTorch\nKeras"})
    found = shelf.find(store.id_of(app.session_state[making._MADE]))
    assert found
    (asked,) = found.asked
    assert asked.in_words(asked.key) == "SciPy"
    assert sorted(asked.options.values()) == ["Keras", "PyTorch", "SciPy"]


def test_several_tasks_change_places_and_leave(opened: Open) -> None:
    app = opened(catalogue.STEPS)
    app.session_state["_exercise_draft"] = draft.Draft((FIRST, SECOND))
    app.button(key="make_exercise").click()
    app.run()
    ends = [app.button(key=f"ex_{way}_{place}").disabled for place in (0, 1) for way in ("earlier", "later")]
    assert ends == [True, False, False, True]
    app.button(key="ex_later_0").click()
    app.run()
    assert [task.page for task in app.session_state["_exercise_draft"].tasks] == ["pooling", "step-by-step"]
    app.button(key="make_exercise").click()
    app.run()
    app.button(key="ex_out_0").click()
    app.run()
    assert app.session_state["_exercise_draft"].tasks == (FIRST,)


def test_an_exercise_that_is_deleted_is_gone(opened: Open) -> None:
    secret = kept()
    room._delete(secret)
    assert "not kept here any more" in said(opened(catalogue.STEPS, exercise=store.id_of(secret)))


def test_the_teachers_own_picture_is_kept_with_the_exercise_pixel_by_pixel(opened: Open) -> None:
    pixels = np.random.default_rng(1).integers(0, 256, (40, 56, 3), np.uint8)
    app = uploading.upload(opened(catalogue.CHANNELS), "upload", ("mine.png", picture.png(pixels)))
    app = making_one(app, **{making.TEXT: "Look.", wording.ABOUT: "largest"})
    assert not app.exception
    found = shelf.find(store.id_of(app.session_state[making._MADE]))
    assert found
    (task,) = found.tasks
    assert task.query["image"] == "given"
    learner = opened(catalogue.CHANNELS, exercise=store.id_of(app.session_state[making._MADE]))
    assert not learner.exception
    assert learner.selectbox(key="image").value == "given"
    mine, theirs = (shown(one)[1] for one in (opened_own(opened, pixels), learner))
    assert {name: one.tolist() for name, one in theirs.items()} == {name: one.tolist() for name, one in mine.items()}


def opened_own(opened: Open, pixels: np.ndarray) -> AppTest:
    """The page with that picture, uint8 (h w 3), as its teacher had it."""
    return uploading.upload(opened(catalogue.CHANNELS), "upload", ("mine.png", picture.png(pixels)))


def test_a_preview_is_what_learners_will_see_and_its_end_gives_the_page_back(opened: Open) -> None:
    app = opened(catalogue.STEPS, kernel1="sobel-x")
    app.button(key="make_exercise").click()
    app.run()
    for key, value in {making.TEXT: "Predict.", wording.ABOUT: "cell", making.HIDDEN: ["kernel1"]}.items():
        app.session_state[key] = value
    app.button(key="ex_preview").click()
    app.run()
    assert not app.exception
    assert "1 of 1" in said(app)
    assert "Predict." in said(app)
    assert shown(app)[0]["asking"]
    assert app.selectbox(key="kernel1").disabled
    app = press(app, "End the preview")
    assert "1 of 1" not in said(app)
    assert (app.selectbox(key="kernel1").value, app.selectbox(key="kernel1").disabled) == ("sobel-x", False)


def test_who_is_asked_about_a_page_makes_no_exercise_of_it(opened: Open) -> None:
    """Its dialog says what is right."""
    for one in (now.Now("one-dimension", 1), now.Now(check.BEFORE, 1)):
        app = opened(one.entry, **one.query)
        assert making.LABEL not in [button.label for button in app.button]
        app = press(app, "Skip")
        assert (making.LABEL in [button.label for button in app.button]) is not one.checks


ONE = Exercise("One", (FIRST,))


def test_at_its_end_an_exercise_shows_nothing_that_is_still_asked_for(opened: Open) -> None:
    app = opened(catalogue.STEPS, exercise=store.id_of(kept(ONE)), step="2")
    assert "1 not answered" in said(app)
    assert shown(app)[0]["asking"]


def test_a_link_to_a_task_that_is_not_there_says_how_many_there_are(opened: Open) -> None:
    for made, there in ((ONE, "1 task"), (MADE, "2 tasks")):
        app = opened(catalogue.STEPS, exercise=store.id_of(kept(made)), step="99")
        assert f"There is no step “99”, but {there}. This is number 1." in said(app)


def test_what_answers_stays_covered_while_an_answer_may_be_changed(opened: Open) -> None:
    id = store.id_of(kept(dataclasses.replace(ONE, reveal=False)))
    app = answered(opened(catalogue.STEPS, exercise=id), id, 3.0)
    assert "stays covered" in said(app)
    assert shown(app)[0]["asking"]
    assert shown(press(app, "Next"))[0]["asking"]


def test_an_answer_about_changed_free_settings_is_not_judged_by_the_key_of_others(opened: Open) -> None:
    app = opened(catalogue.STEPS, kernel1="sobel-x", stride1="2")
    secret = made_of(app, **{wording.ABOUT: "cell"})
    id = store.id_of(secret)
    app = opened(catalogue.STEPS, exercise=id)
    app.session_state["dilation1"] = 2
    app.run()
    assert "You had changed" in said(answered(app, id, 3.0))
    assert app.session_state["dilation1"] == 1
    assert "You said **3**" in said(answered(app, id, 3.0))


def test_a_key_that_the_page_does_not_show_any_more_judges_nobody(opened: Open) -> None:
    wrong = dataclasses.replace(FIRST, question=Asked(NUMBER, "What?", 99.0, "cell"))
    id = store.id_of(kept(Exercise("Old", (wrong,))))
    app = answered(opened(catalogue.STEPS, exercise=id), id, 3.0)
    assert answering.OTHER in said(app)
    assert "99" not in said(app)


def test_an_exercise_that_is_deleted_while_it_is_done_ends_with_a_sentence(opened: Open) -> None:
    secret = kept(ONE)
    app = opened(catalogue.STEPS, exercise=store.id_of(secret))
    room._delete(secret)
    app = press(app, "Skip")
    assert not app.exception
    assert "not kept here any more" in said(app)


@pytest.mark.parametrize("given", [float("inf"), "x", (1, 2), [-1, 0]])
def test_what_a_browser_kept_and_is_no_answer_counts_as_none(opened: Open, given: object) -> None:
    id = store.id_of(kept(ONE))
    app = opened(catalogue.STEPS, exercise=id, step="2")
    app.session_state["_course_progress"] = Progress().answered(
        f"{PREFIX}{id}.1",
        Record(given, False, False, "", 0),  # type: ignore[arg-type]
    )
    app.run()
    assert not app.exception
    assert codes.read(app.code[0].value, id, ONE.asked) == (None,)


@pytest.mark.parametrize("kind", ["exercise", "teacher"])
def test_no_browser_opens_an_exercise_or_its_teachers_room_without_the_link(opened: Open, kind: str) -> None:
    secret = kept(ONE)
    app = opened(catalogue.STEPS, **{kind: secret if kind == "teacher" else store.id_of(secret), "step": "2"})
    assert "step-by-step" in snapshot(opened(catalogue.STEPS, kernel1="sobel-x"))
    assert secret not in snapshot(app)
    assert store.id_of(secret) not in snapshot(app)


def snapshot(app: AppTest) -> str:
    """All that the browser is to keep."""
    held = app.session_state["_links"]
    with mock.patch.object(sessions, "memory", return_value=held), mock.patch.object(st, "session_state", {}):
        return sessions.snapshot()


def made_of(app: AppTest, **form: object) -> str:
    """The secret of the exercise that comes of this form."""
    return str(making_one(app, **form).session_state[making._MADE])


def test_what_a_misconception_would_say_of_a_size_is_kept_and_named_to_who_says_it(opened: Open) -> None:
    app = opened(catalogue.STEPS, stride1="2", padding1="same")
    secret = made_of(app, **{wording.ABOUT: "height"})
    id = store.id_of(secret)
    found = shelf.find(id)
    assert found
    (asked,) = found.asked
    assert (asked.key, asked.traps["same-stride"]) == (4.0, 8)
    app = answered(opened(catalogue.STEPS, exercise=id), id, 8.0)
    assert misconceptions.MISCONCEPTIONS["same-stride"].answer in said(app)
    teacher = opened(catalogue.STEPS, teacher=secret)
    teacher.text_area(key=room.CODES).set_value(codes.code(id, found.asked, [8.0]))
    teacher.run()
    assert teacher.dataframe[0].value["Misconceptions"][0] == misconceptions.MISCONCEPTIONS["same-stride"].name


def kept_by_the_browser(app: AppTest) -> str:
    """The tasks as the browser has been given them to keep."""
    return str(dict(uploading.told(app, "keeper_exercise", "keeper")["texts"])["exercise"])


def heard(app: AppTest, text: str = "") -> AppTest:
    """The page after the browser has told what it keeps."""
    texts = {"exercise": text} if text else {}
    return uploading.fire(app, "keeper", "keeper", "found", {"texts": texts, "token": ""})


def added(app: AppTest, **form: object) -> AppTest:
    """The page after it was added as a task."""
    app.button(key="make_exercise").click()
    app.run()
    for key, value in form.items():
        app.session_state[key] = value
    app.button(key="ex_add").click()
    return app.run()


def test_tasks_that_are_not_made_yet_survive_a_reload_with_their_pictures(opened: Open) -> None:
    pixels = np.random.default_rng(1).integers(0, 256, (40, 56, 3), np.uint8)
    app = uploading.upload(heard(opened(catalogue.CHANNELS)), "upload", ("mine.png", picture.png(pixels)))
    app = added(app, **{making.TEXT: "Look.", wording.ABOUT: "height"})
    before = app.session_state["_exercise_draft"]
    text = kept_by_the_browser(app)
    again = heard(opened(catalogue.STEPS), text)
    assert again.session_state["_exercise_draft"] == before
    assert before.tasks[0].picture in before.pictures
    again = added(again, **{making.TEXT: "Then this."})
    assert [task.text for task in again.session_state["_exercise_draft"].tasks] == ["Look.", "Then this."]
    again.button(key="make_exercise").click()
    again.run()
    again.button(key="ex_make").click()
    again.run()
    found = shelf.find(store.id_of(again.session_state[making._MADE]))
    assert found
    assert len(found.tasks) == 2
    assert kept_by_the_browser(again) == ""


def test_tasks_can_be_discarded_and_then_no_browser_keeps_them(opened: Open) -> None:
    app = added(heard(opened(catalogue.STEPS)), **{making.TEXT: "Look."})
    assert "Look." in kept_by_the_browser(app)
    app.button(key="make_exercise").click()
    app.run()
    assert making.KEPT in said(app)
    app.button(key="ex_discard").click()
    app.run()
    assert app.session_state["_exercise_draft"] == draft.Draft()
    app.run()
    assert kept_by_the_browser(app) == ""


def spoilt(**changed: object) -> str:
    """What a browser may tell of a draft in which somebody has changed something."""
    told = json.loads(Exercise("", (SECOND,)).text())
    told["tasks"][0] |= changed
    return json.dumps({"exercise": json.dumps(told), "pictures": {}})


QUESTION = json.loads(Exercise("", (SECOND,)).text())["tasks"][0]["question"]
HUGE = [[10**400]]
MANY = {f"other{number}": [[number]] for number in range(20)}


@pytest.mark.parametrize(
    "text",
    [
        "no JSON",
        "[]",
        "{}",
        spoilt(page="nowhere"),
        spoilt(text=5),
        spoilt(text="a" * 100_000),
        spoilt(query={"stride1": 2}),
        spoilt(covers=["a } body { display: none"]),
        spoilt(hidden={"a { } b": "1"}),
        spoilt(picture="not there"),
        spoilt(question=QUESTION | {"key": "a7"}),
        spoilt(question=QUESTION | {"kind": "curve"}),
        spoilt(question=QUESTION | {"options": {"a0": 1, "a1": 2}}),
        spoilt(grids={"Input": [[1, "x"]]}),
        spoilt(grids={"Input": HUGE}),
        spoilt(text="\ud800"),
        spoilt(question=QUESTION | {"options": {"a0": "", "a1": "Because"}}),
        spoilt(question=QUESTION | {"kind": "number", "key": True}),
        spoilt(question=QUESTION | {"kind": "size", "key": ""}),
        spoilt(question=QUESTION | {"kind": "number", "key": 3, "traps": {"of nobody": 4}}),
        spoilt(question=QUESTION | {"kind": "point", "key": [0, 0], "matrices": {"shown": HUGE}}),
        spoilt(question=QUESTION | {"kind": "size", "key": [2, 3], "of": ["x"]}),
        spoilt(question=QUESTION | {"kind": "size", "key": [2, 3], "of": [1e9, 1e300]}),
        spoilt(question=QUESTION | {"kind": "which", "key": "right", "matrices": {"right": [[1]], "other": HUGE}}),
        spoilt(question=QUESTION | {"kind": "which", "key": "right", "matrices": {"right": [[1]]} | MANY}),
        spoilt(unknown=1),
    ],
)
def test_what_a_browser_tells_and_no_page_can_have_been_is_no_task(opened: Open, text: str) -> None:
    app = heard(opened(catalogue.STEPS), text)
    assert not app.exception
    assert "_exercise_draft" not in app.session_state
    assert "_exercise_draft" in heard(opened(catalogue.STEPS), spoilt()).session_state


def test_the_size_of_a_map_of_one_number_survives_a_reload(opened: Open) -> None:
    """Whoever counts moves of the window says that it has none, which is no size."""
    one = {"numbers": "1,2,3;4,5,6;7,8,9", "kernel1": "sobel-x", "padding1": "valid"}
    app = added(heard(opened(catalogue.STEPS, **one)), **{wording.ABOUT: "size", wording.KIND: SIZE})
    before = app.session_state["_exercise_draft"]
    (task,) = before.tasks
    assert (task.question.key, task.question.traps) == ((1, 1), {"keeps-size": (3, 3), "rounds-up": (1, 1)})
    assert heard(opened(catalogue.STEPS), kept_by_the_browser(app)).session_state["_exercise_draft"] == before


def test_an_exercise_is_deleted_by_a_second_button_that_says_what_that_means(opened: Open) -> None:
    secret = kept(ONE)
    app = opened(catalogue.STEPS, teacher=secret)
    app.session_state["teacher_tabs"] = "Links, sheet and key"
    app.run()
    assert "cannot be undone" in said(app)
    assert app.button(key="teacher_delete").label == "Delete it for good"
    app.button(key="teacher_delete").click()
    app.run()
    assert store.fetch(database.opened(), store.id_of(secret)) is None
