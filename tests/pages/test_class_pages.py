"""A class on its pages, without a browser: opened, joined, led, and what learners see of it."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from streamlit.testing.v1 import AppTest

from cnnviz import limits
from cnnviz.classroom import board, codes, held, lead, seats, state, take_part
from cnnviz.classroom.doors import Door
from cnnviz.course.progress import Progress, Record
from cnnviz.training.dispatch.supervisor import SUPERVISOR
from cnnviz.training.store import connections, database
from cnnviz.training.store.errors import StoreError
from cnnviz.training.store.rooms import answers
from cnnviz.ui import catalogue, page
from cnnviz.ui.alone import taking_along
from cnnviz.ui.classroom import following, opening
from cnnviz.ui.course import answering, now, progress, veil
from cnnviz.ui.taking_part import membership, noting
from tests.pages.conftest import Open

ONE = now.Now("one-dimension", 1)


@pytest.fixture(autouse=True)
def _store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An empty store of its own."""
    monkeypatch.delenv("CNNVIZ_DATABASE_URL", raising=False)
    monkeypatch.setenv("CNNVIZ_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(SUPERVISOR, "awake", lambda: None)
    monkeypatch.setattr(take_part, "GUESSES", Door(limits.CLASS_GUESSES))
    held.ROOMS.forget_all()
    yield
    held.ROOMS.forget_all()
    if opened := database._opened.pop(connections.address(), None):
        opened.close()


def led(app: AppTest) -> str:
    """The secret by which the class is led that the app has opened."""
    member: membership.Member = app.session_state[membership._MEMBER]
    return member.teacher


def learner(app: AppTest) -> str:
    """The secret of the learner that the app is."""
    member: membership.Member = app.session_state[membership._MEMBER]
    return member.learner


def button(app: AppTest, label: str) -> Any:
    return next(one for one in app.button if one.label == label)


def joined(opened: Open, code: str, name: str = "Mia") -> AppTest:
    app = opened(catalogue.JOIN, join=code)
    app.text_input(key="class_name").set_value(name)
    button(app, "Join").click()
    return app.run()


def sent(secret: str, one: now.Now = ONE, **how: bool) -> None:
    lead.change(
        secret, lambda before, at: state.sent(before, one.entry.path, urlencode(one.query), one.name, at, **how)
    )


def words(app: AppTest) -> str:
    boxes = (*app.info, *app.success, *app.warning, *app.error, *app.markdown, *app.caption)
    return "\n".join(str(one.value) for one in boxes)


def test_a_class_is_opened_and_its_secret_stands_in_no_address(opened: Open) -> None:
    app = opened(catalogue.CLASS)
    button(app, "Open a class").click().run()
    assert not app.exception
    assert board.shown(led(app))["learners"] == []
    assert led(app) not in str(app.query_params)
    again = opened(catalogue.CLASS, teach=led(app))
    assert led(again) == led(app)
    assert led(app) not in str(again.session_state["_links"].pages)


def test_a_link_that_leads_no_class_says_so(opened: Open) -> None:
    app = opened(catalogue.CLASS, teach="0" * 32)
    assert "over" in words(app)
    assert button(app, "Open a class")


def test_a_learner_joins_by_the_code_of_the_link_and_leaves(opened: Open) -> None:
    teacher = lead.open_class()
    app = joined(opened, codes.written(teacher.code))
    assert "as **Mia**" in words(app)
    assert [one["name"] for one in board.shown(teacher.teacher)["learners"]] == ["Mia"]
    button(app, "Leave the class").click().run()
    assert app.text_input(key="class_code")


def test_a_wrong_code_says_what_to_do(opened: Open) -> None:
    app = joined(opened, "CCCC-CCCC")
    assert take_part.UNKNOWN in words(app)
    assert "_class_member" not in app.session_state


def test_who_joins_late_comes_to_where_the_class_is_at_once(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    teacher = lead.open_class()
    sent(teacher.teacher)
    app = opened(catalogue.JOIN, join=teacher.code)
    begun: list[str] = []
    begin = page._begun

    def noted(entry: catalogue.Entry) -> page._Page:
        begun.append(entry.path)
        return begin(entry)

    monkeypatch.setattr(page, "_begun", noted)
    button(app, "Join").click().run()
    assert app.session_state["_links"].page == ONE.entry.path
    # The page that is left is not drawn once more.
    assert begun == [ONE.entry.path]


def test_an_answer_waits_for_the_teacher_and_is_on_the_board_meanwhile(opened: Open) -> None:
    teacher = lead.open_class()
    secret = take_part.join(teacher.code, "Mia", "")
    sent(teacher.teacher)
    app = opened(ONE.entry, **ONE.query)
    app.session_state[membership._MEMBER] = membership.Member(learner=secret)
    app.run()
    app.number_input(key=f"{answering._ANSWER} {ONE.name} 0").set_value(5.0)
    button(app, "Answer").click().run()
    assert "You said **5**. Waiting for your teacher" in words(app)
    assert "It is" not in words(app)
    assert not [one for one in app.button if one.label.startswith("Next")]
    (question,) = board.shown(teacher.teacher)["questions"]
    assert [(bar["label"], bar["count"]) for bar in question["bars"]] == [("5", 1)]
    lead.change(teacher.teacher, lambda before, _: state.revealed(before, ONE.name))
    app.run()
    assert "It is **3**" in words(app)


def test_an_answer_that_the_store_cannot_take_is_sent_later(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    teacher = lead.open_class()
    secret = take_part.join(teacher.code, "Mia", "")
    app = opened(ONE.entry, **ONE.query)
    app.session_state[membership._MEMBER] = membership.Member(learner=secret)
    app.run()

    def away(*_: object) -> None:
        raise StoreError("away", lasting=False, away=True)

    with monkeypatch.context() as patched:
        patched.setattr(answers, "save", away)
        app.number_input(key=f"{answering._ANSWER} {ONE.name} 0").set_value(5.0)
        button(app, "Answer").click().run()
        assert not app.exception
        assert len(app.session_state[noting._WAITING]) == 1
    app.run()
    assert not app.session_state[noting._WAITING]
    assert len(board.shown(teacher.teacher)["questions"]) == 1


def test_a_class_that_is_over_lets_go_of_its_learners(opened: Open) -> None:
    teacher = lead.open_class()
    secret = take_part.join(teacher.code, "Mia", "")
    lead.end(teacher.teacher)
    app = opened(catalogue.JOIN)
    app.session_state[membership._MEMBER] = membership.Member(learner=secret)
    app.run()
    assert following.OVER in words(app)
    assert not learner(app)


def test_who_is_taken_out_reads_it_on_the_page_they_are_on_and_comes_back_by_the_code_alone(opened: Open) -> None:
    teacher = lead.open_class()
    secret = take_part.join(teacher.code, "Mia", "")
    app = opened(catalogue.PADDING)
    app.session_state[membership._MEMBER] = membership.Member(learner=secret)
    app.run()
    lead.take_out(teacher.teacher, 1)
    for _ in range(2):
        app.run()
        assert [one.value for one in app.info].count(f"{seats.WHY[seats.OUT]} {following.STAYS}") == 1
        assert not learner(app)
        assert board.shown(teacher.teacher)["learners"] == []
    app = joined(opened, teacher.code)
    assert "as **Mia**" in words(app)


def test_pages_of_a_session_in_no_class_are_told_of_none(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(database, "opened", lambda: asked.append("store"))
    app = opened(catalogue.PADDING)
    assert not app.exception
    assert not asked
    assert not [one for one in app.get("bidi_component") if "class_news" in str(one.proto.id)]


def test_where_a_teacher_goes_all_go_who_follow(opened: Open) -> None:
    teacher = lead.open_class()
    app = opened(catalogue.PADDING)
    app.session_state[membership._MEMBER] = membership.Member(teacher=teacher.teacher)
    app.run()
    assert not lead.room_of(teacher.teacher).state.sent.page
    lead.change(teacher.teacher, lambda before, _: state.following(before, True))
    app.run()
    assert lead.room_of(teacher.teacher).state.sent.page == catalogue.PADDING.path
    turn = lead.room_of(teacher.teacher).state.turn
    app.run()
    assert lead.room_of(teacher.teacher).state.turn == turn
    app.session_state[membership._MEMBER] = membership.Member(teacher=teacher.teacher)
    app = opened(ONE.entry, **ONE.query)
    app.session_state[membership._MEMBER] = membership.Member(teacher=teacher.teacher)
    app.run()
    now_set = lead.room_of(teacher.teacher).state
    assert now_set.sent.step == ONE.name
    assert now_set.holds(ONE.name)


def strips(app: AppTest) -> int:
    return len([one for one in app.get("bidi_component") if "class_strip" in str(one.proto.id)])


def test_a_teacher_has_the_class_at_the_foot_of_every_page_but_the_board(opened: Open) -> None:
    teacher = lead.open_class()
    for entry, count in ((catalogue.PADDING, 1), (catalogue.CLASS, 0)):
        app = opened(entry)
        assert strips(app) == 0
        app.session_state[membership._MEMBER] = membership.Member(teacher=teacher.teacher)
        app.run()
        assert not app.exception
        assert strips(app) == count


def followed() -> None:
    """What happens where all are to follow, on a page that has no other part."""
    from cnnviz.ui.classroom import leading  # noqa: PLC0415

    leading._follow({"on": True})


def test_from_any_page_all_are_to_follow_and_a_class_that_is_over_is_none() -> None:
    teacher = lead.open_class()
    app = AppTest.from_function(followed)
    app.session_state[membership._MEMBER] = membership.Member(teacher=teacher.teacher)
    app.run()
    assert lead.room_of(teacher.teacher).state.following
    lead.end(teacher.teacher)
    app.run()
    assert not app.exception


def test_all_are_asked_with_numbers_that_nobody_has_had(opened: Open) -> None:
    app = opened(catalogue.CLASS)
    button(app, "Open a class").click().run()
    button(app, "Ask all").click().run()
    sent_to = lead.room_of(led(app)).state.sent
    assert (sent_to.page, sent_to.step, sent_to.each) == (ONE.entry.path, ONE.name, False)
    assert "draw=" in sent_to.query
    app.selectbox(key="class_numbers").set_value(opening.EACH).run()
    button(app, "Ask all").click().run()
    sent_to = lead.room_of(led(app)).state.sent
    assert sent_to.each
    each = [following.query_for(sent_to, number) for number in (1, 2, 3)]
    assert len({one["draw"] for one in each}) == 3
    for query in each:
        drawn = now.Now(query["lesson"], int(query["step"]), int(query["draw"]))
        assert drawn.query == query


@pytest.mark.parametrize(
    ("link", "page", "query"),
    [
        ("http://localhost/pooling?window=3&embed=true", "pooling", "window=3"),
        ("/kernel-lab", "kernel-lab", ""),
        ("https://example.org/", "", ""),
        ("class", "", ""),
        ("", "", ""),
    ],
)
def test_all_are_brought_to_a_link_of_this_app(opened: Open, link: str, page: str, query: str) -> None:
    app = opened(catalogue.CLASS)
    button(app, "Open a class").click().run()
    app.text_input(key="class_link").set_value(link)
    button(app, "Bring all there").click().run()
    sent_to = lead.room_of(led(app)).state.sent
    assert (sent_to.page, sent_to.query) == (page, query)
    assert (opening.NOT_HERE in words(app)) == (not page)


def test_a_picture_that_only_the_teacher_has_is_not_sent() -> None:
    assert following.query_for(state.Sent(1, "pooling", "image=own&side=64"), 1) == {"side": "64"}


def remembered() -> None:
    """A page that takes back what the browser has kept of a class."""
    import streamlit as st  # noqa: PLC0415

    from cnnviz.ui.taking_part import membership  # noqa: PLC0415

    membership.restore(st.session_state["kept"])
    st.session_state["told"] = membership.snapshot()


@pytest.mark.parametrize(
    ("kept", "member"),
    [
        (json.dumps({"teacher": "a" * 32, "learner": "b" * 32, "turn": 3}), membership.Member("a" * 32, "b" * 32, 3)),
        ('{"learner": "x", "turn": 1}', membership.Member(turn=1)),
        ('{"teacher": 3}', membership.Member()),
        ("", membership.Member()),
        ("no", membership.Member()),
        ("[]", membership.Member()),
        ("[" * 5000, membership.Member()),
    ],
)
def test_who_one_is_comes_back_from_the_browser(kept: str, member: membership.Member) -> None:
    app = AppTest.from_function(remembered)
    app.session_state["kept"] = kept
    app.run()
    assert not app.exception
    told = app.session_state["told"]
    assert (membership.Member(**json.loads(told)) if told else membership.Member()) == member


@pytest.mark.parametrize(
    ("here", "both"),
    [
        (membership.Member(teacher="c" * 32), membership.Member("c" * 32, "b" * 32, 3)),
        (membership.Member(learner="d" * 32, turn=1), membership.Member("a" * 32, "d" * 32, 1)),
    ],
)
def test_a_link_of_a_class_takes_nobody_out_of_another(here: membership.Member, both: membership.Member) -> None:
    app = AppTest.from_function(remembered)
    app.session_state[membership._MEMBER] = here
    app.session_state["kept"] = json.dumps({"teacher": "a" * 32, "learner": "b" * 32, "turn": 3})
    app.run()
    assert membership.Member(**json.loads(app.session_state["told"])) == both


def test_the_class_is_ended_from_its_board(opened: Open) -> None:
    app = opened(catalogue.CLASS)
    button(app, "Open a class").click().run()
    secret = led(app)
    button(app, "End it now").click().run()
    assert "deleted" in words(app)
    with pytest.raises(held.GoneError):
        lead.room_of(secret)


def test_what_is_covered_in_part_stays_so_while_the_answer_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    class Waiting(now.Now):
        step = replace(ONE.step, covers=("sum",), open=False)

        def asks(self) -> bool:
            return False

        def waits(self) -> bool:
            return True

    monkeypatch.setattr(now, "current", lambda: Waiting(ONE.id, ONE.number))
    assert veil.covers("sum")
    assert not veil.covers("another")


def news() -> None:
    """What happens on a learner's page where there is news."""
    from cnnviz.ui.classroom import following  # noqa: PLC0415

    following._hear()


def test_asked_again_with_the_same_numbers_one_answers_again() -> None:
    teacher = lead.open_class()
    secret = take_part.join(teacher.code, "Mia", "")
    app = AppTest.from_function(news)
    app.session_state[membership._MEMBER] = membership.Member(learner=secret)
    for again, kept in ((True, False), (False, True), (True, False)):
        app.session_state[progress._PROGRESS] = Progress().answered(ONE.name, Record(5.0, False, False))
        sent(teacher.teacher, again=again)
        app.run()
        assert not app.exception
        assert (ONE.name in app.session_state[progress._PROGRESS].records) == kept


def test_no_file_of_a_lesson_holds_what_the_teacher_keeps_back(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    held_back = {now.Now(ONE.id, 3).name}
    monkeypatch.setattr(membership, "holds", held_back.__contains__)
    app = opened(ONE.entry, **ONE.query)
    app.session_state[taking_along._MENU] = True
    app.run()
    assert [one.proto.label.partition(",")[0] for one in app.get("download_button")] == ["This step (HTML)"]
    assert taking_along.KEPT_BACK in [caption.value for caption in app.caption]
    assert "Make a file of the whole lesson" not in [one.label for one in app.button]
