"""The check before the course and after it, without a browser: it asks, tells nothing, and counts."""

from streamlit.testing.v1 import AppTest

from cnnviz.course import check, misconceptions, questions
from cnnviz.course.questions import Number
from cnnviz.ui import catalogue
from cnnviz.ui.course import now
from tests.pages.conftest import Open
from tests.pages.test_lessons_on_pages import asking, give


def said(app: AppTest) -> str:
    return " ".join(text.value for kind in (app.markdown, app.success, app.warning, app.caption) for text in kind)


def test_an_answer_is_noted_and_nothing_is_told_of_it(opened: Open) -> None:
    one = now.Now(check.BEFORE, 1)
    question = one.step.question
    assert isinstance(question, Number)
    app = give(opened(one.entry, **one.query), one, question.traps["flips"](one.scene))
    assert not app.exception
    assert not app.success
    assert not app.warning
    assert "Noted" in said(app)
    assert misconceptions.MISCONCEPTIONS["flips"].answer not in said(app)
    assert asking(app) == [True]
    assert app.session_state["_course_progress"].records[one.name].misconception == "flips"


def test_it_is_walked_from_start_to_its_end_which_says_the_score(opened: Open) -> None:
    app = opened(catalogue.HOME)
    assert any(button.label == "Check what you know first (5 min)" for button in app.button)
    last, before = len(check.CHECKS[check.BEFORE].steps), None
    for number in range(1, last):
        one = now.Now(check.BEFORE, number)
        assert one.step.question
        app = app.button(key="lesson_next").click().run() if before is one.entry else opened_in(app, one)
        right = questions.right_answer(one.step.question, one.scene)
        app = give(app, one, right) if number != 2 else skip(app)
        assert "Noted" in said(app), one.name
        before = one.entry
    app = opened_in(app, now.Now(check.BEFORE, last))
    assert not app.exception
    count = len(check.ASKED)
    assert [one.value for one in app.success] == [f"Before the course: **{count - 1} of {count}** right."]
    assert "questions right" in said(app)
    assert not any("Check what you know first" in button.label for button in app.button)
    app = app.button(key="course_forget").click().run()
    assert not app.exception
    assert "Before the course" not in said(app)
    assert "questions right" not in said(app)
    assert any("Check what you know first" in button.label for button in app.button)


def test_the_end_opened_by_a_link_tells_no_score_and_leads_to_what_is_open(opened: Open) -> None:
    end = now.Now(check.BEFORE, len(check.CHECKS[check.BEFORE].steps))
    app = opened_in(opened(catalogue.WORDS), end)
    assert not app.exception
    assert not app.success
    assert f"{len(check.ASKED)} questions still open." in said(app)
    assert "Before the course" not in said(app)
    assert app.button(key="lesson_next").label == "Answer"


def opened_in(app: AppTest, one: now.Now) -> AppTest:
    """A step in the session at hand."""
    app.query_params.clear()
    for name, value in one.query.items():
        app.query_params[name] = value
    app.switch_page(f"../../{one.entry.script}")
    return app.run()


def skip(app: AppTest) -> AppTest:
    next(button for button in app.button if button.label == "Skip").click()
    return app.run()
