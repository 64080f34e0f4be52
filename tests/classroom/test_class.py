"""A class from its opening to its end, in stores of both kinds."""

import threading
import time
from typing import Any

import pytest

from cnnviz import limits
from cnnviz.classroom import board, codes, held, lead, state, take_part
from cnnviz.classroom.doors import Door
from cnnviz.classroom.held import GoneError
from cnnviz.course.progress import Record
from cnnviz.errors import InputError
from cnnviz.training.dispatch import retention
from cnnviz.training.store import tables
from cnnviz.training.store.database import Store
from cnnviz.training.store.errors import StoreError
from cnnviz.training.store.rooms import rooms

STEP = "one-dimension.window"
RIGHT, WRONG = Record(3.0, True, True), Record(5.0, False, False, "flips")


def sent(secret: str, **how: Any) -> None:
    lead.change(secret, lambda before, at: state.sent(before, "one-dimension", "a=1", STEP, at, **how))


def rows(store: Store) -> int:
    with store.reading() as connection:
        return sum(
            len(connection.execute(table.select()).all())
            for table in (tables.ROOMS, tables.LEARNERS, tables.ROOM_ANSWERS)
        )


def test_learners_join_by_the_code_and_stand_on_the_board(store: Store) -> None:
    opened = lead.open_class("10.0.0.1")
    mia = take_part.join(codes.written(opened.code).lower(), " Mia ", "10.0.0.2")
    take_part.join(opened.code, "", "10.0.0.2")
    shown = board.shown(opened.teacher)
    assert [(one["number"], one["name"], one["here"]) for one in shown["learners"]] == [
        (1, "Mia", True),
        (2, "Learner 2", True),
    ]
    assert shown["code"] == codes.written(opened.code)
    learner, room = held.ROOMS.look(mia)
    assert (learner.number, learner.name, room.code) == (1, "Mia", opened.code)


def test_no_secret_stands_in_the_store(store: Store) -> None:
    opened = lead.open_class()
    secret = take_part.join(opened.code, "", "")
    with store.reading() as connection:
        kept = str([connection.execute(table.select()).all() for table in (tables.ROOMS, tables.LEARNERS)])
    assert opened.teacher not in kept
    assert secret not in kept


def test_answers_stand_on_the_board_before_they_are_shown_and_the_first_stays(store: Store) -> None:
    opened = lead.open_class()
    mia, noah = (take_part.join(opened.code, name, "") for name in ("Mia", "Noah"))
    sent(opened.teacher)
    take_part.answer(mia, STEP, WRONG)
    take_part.answer(noah, STEP, RIGHT)
    take_part.answer(mia, STEP, RIGHT)
    shown = board.shown(opened.teacher)
    (question,) = shown["questions"]
    assert (question["count"], question["held"], question["round"]) == (2, True, 1)
    assert [one["done"] for one in shown["learners"]] == [True, True]
    assert [one["right"] for one in shown["learners"]] == [0, 1]
    assert held.ROOMS.look(mia)[1].state.holds(STEP)
    lead.change(opened.teacher, lambda before, _: state.revealed(before, STEP))
    assert not held.ROOMS.look(mia)[1].state.holds(STEP)
    lines = board.table(opened.teacher).splitlines()
    assert len(lines) == 3
    assert ",Mia," in lines[1]
    assert lines[1].split(",")[-3:-1] == ["2", "yes"]


def test_asked_again_answers_begin_anew_and_the_old_ones_are_kept(store: Store) -> None:
    opened = lead.open_class()
    mia = take_part.join(opened.code, "Mia", "")
    for record in (WRONG, RIGHT):
        sent(opened.teacher)
        take_part.answer(mia, STEP, record)
    (question,) = board.shown(opened.teacher)["questions"]
    assert (question["round"], question["count"], question["bars"][0]["right"]) == (2, 1, True)
    assert len(board.table(opened.teacher).splitlines()) == 3


def test_a_learner_is_no_teacher_and_a_teacher_no_learner(store: Store) -> None:
    opened = lead.open_class()
    mia = take_part.join(opened.code, "Mia", "")
    for secret in (mia, opened.code, "", "x" * 32):
        with pytest.raises(GoneError):
            board.shown(secret)
        with pytest.raises(GoneError):
            lead.change(secret, lambda before, now: state.frozen(before, True, now))
        lead.end(secret)
    with pytest.raises(GoneError):
        held.ROOMS.look(opened.teacher)
    assert not board.shown(opened.teacher)["frozen"]


def test_the_view_of_a_learner_goes_to_all_only_where_it_is_wanted(store: Store) -> None:
    opened = lead.open_class()
    mia, noah = (take_part.join(opened.code, name, "") for name in ("Mia", "Noah"))
    take_part.show(mia, "pooling", "x=1")
    assert lead.room_of(opened.teacher).state.sent.turn == 0
    lead.change(opened.teacher, lambda before, _: state.wanted(before, 1))
    take_part.show(noah, "channels", "x=2")
    assert held.ROOMS.look(mia)[1].state.wanted == 1
    take_part.show(mia, "pooling", "x=1")
    now_set = held.ROOMS.look(noah)[1].state
    assert (now_set.sent.page, now_set.sent.query, now_set.wanted) == ("pooling", "x=1", 0)


def test_guesses_are_counted_by_address(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(take_part, "GUESSES", Door(3))
    opened = lead.open_class()
    for _ in range(3):
        with pytest.raises(InputError, match="no class with this code"):
            take_part.join("CCCC-CCCC", "", "10.0.0.9")
    with pytest.raises(InputError, match="Too many codes"):
        take_part.join(opened.code, "", "10.0.0.9")
    assert take_part.join(opened.code, "", "10.0.0.8")


@pytest.mark.parametrize(
    ("cap", "sentence"),
    [("CLASSES", "no room for another class"), ("CLASSES_ADDRESS", "open from your network")],
)
def test_classes_have_caps(store: Store, monkeypatch: pytest.MonkeyPatch, cap: str, sentence: str) -> None:
    monkeypatch.setattr(limits, cap, 1)
    lead.open_class("10.0.0.1")
    with pytest.raises(InputError, match=sentence):
        lead.open_class("10.0.0.1")


def test_learners_and_answers_have_caps(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    for cap in ("CLASS_LEARNERS", "CLASS_ANSWERS"):
        monkeypatch.setattr(limits, cap, 1)
    monkeypatch.setattr(limits, "CLASS_ANSWER_BYTES", 10)
    opened = lead.open_class()
    mia = take_part.join(opened.code, "", "")
    with pytest.raises(InputError, match="has 1 learners"):
        take_part.join(opened.code, "", "")
    take_part.answer(mia, STEP, RIGHT)
    take_part.answer(mia, STEP, RIGHT)
    with pytest.raises(InputError, match="answered 1 questions"):
        take_part.answer(mia, "another.step", RIGHT)
    with pytest.raises(InputError, match="more than 10 bytes"):
        take_part.answer(mia, STEP, Record("x" * 20, True, True))


def test_after_its_time_everything_of_a_class_is_gone(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = lead.open_class()
    mia = take_part.join(opened.code, "Mia", "")
    take_part.answer(mia, STEP, RIGHT)
    assert rows(store) == 3
    retention.forget_old(store)
    assert rows(store) == 3
    monkeypatch.setattr(limits, "CLASS_HOURS", 0)
    held.ROOMS.forget_all()
    with pytest.raises(GoneError):
        board.shown(opened.teacher)
    with pytest.raises(InputError):
        take_part.join(opened.code, "", "")
    with pytest.raises(GoneError):
        held.ROOMS.look(mia)
    retention.forget_old(store)
    assert rows(store) == 0


def test_a_teacher_ends_the_class_at_once(store: Store) -> None:
    opened = lead.open_class()
    mia = take_part.join(opened.code, "Mia", "")
    take_part.answer(mia, STEP, RIGHT)
    other = lead.open_class()
    lead.end(opened.teacher)
    assert rows(store) == 1
    with pytest.raises(InputError):
        take_part.answer(mia, STEP, RIGHT)
    assert rows(store) == 1
    assert board.shown(other.teacher)["learners"] == []


def test_however_many_look_the_store_is_asked_once(sqlite: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = lead.open_class()
    secrets = [take_part.join(opened.code, "", "") for _ in range(5)]
    asked: list[str] = []
    fetch = rooms.fetch

    def counted(store: Store, id: str) -> Any:
        asked.append(id)
        return fetch(store, id)

    monkeypatch.setattr(rooms, "fetch", counted)
    known = held.Rooms(clock=lambda: 1000.0)
    for secret in secrets:
        assert known.known(secret) is None or known.known(secret)
        known.look(secret)
    assert len(asked) == 1
    assert all(known.known(secret) for secret in secrets)


def test_who_is_seen_is_told_to_the_store(sqlite: Store) -> None:
    opened = lead.open_class()
    mia = take_part.join(opened.code, "", "")
    now = [1000.0]
    known = held.Rooms(clock=lambda: now[0])
    learner, _ = known.look(mia)
    known.seen(learner, "pooling")
    now[0] += held.NOTED + 1
    known.look(mia)
    assert [one["at"] for one in board.shown(opened.teacher)["learners"]] == ["pooling"]


def test_a_class_that_cannot_be_read_now_is_as_it_was(sqlite: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = lead.open_class()
    now = [1000.0]
    known = held.Rooms(clock=lambda: now[0])
    room = known.led(opened.teacher)

    def away(store: Store, id: str) -> Any:
        raise StoreError("away", lasting=False, away=True)

    monkeypatch.setattr(rooms, "fetch", away)
    now[0] += 1
    assert known.led(opened.teacher) == room
    with pytest.raises(StoreError):
        known.room(room.id)


def test_two_teachers_at_once_lose_nothing(store: Store) -> None:
    opened = lead.open_class()
    both = threading.Barrier(2)

    def asks() -> None:
        both.wait(10)
        for _ in range(5):
            sent(opened.teacher)

    teachers = [threading.Thread(target=asks) for _ in range(2)]
    for one in teachers:
        one.start()
    for one in teachers:
        one.join(30)
    assert lead.room_of(opened.teacher).state.round(STEP) == 10


def test_time_is_the_stores(store: Store) -> None:
    opened = lead.open_class()
    assert abs(lead.room_of(opened.teacher).ends - time.time() - 3600 * limits.CLASS_HOURS) < 60


def test_what_one_server_does_another_tells_its_learners(postgresql: Store) -> None:
    opened = lead.open_class()
    mia = take_part.join(opened.code, "Mia", "")
    now = [1000.0]
    other = held.Rooms(clock=lambda: now[0])
    assert not other.look(mia)[1].frozen
    lead.change(opened.teacher, lambda before, now: state.frozen(before, True, now))
    assert held.ROOMS.look(mia)[1].frozen
    now[0] += held.FRESH
    assert other.look(mia)[1].frozen


def test_who_takes_another_ones_name_is_told_apart(store: Store) -> None:
    opened = lead.open_class()
    for name in ("Mia", " MIA", "Learner 1"):
        take_part.join(opened.code, name, "")
    assert [one["name"] for one in board.shown(opened.teacher)["learners"]] == ["Mia", "MIA (2)", "Learner 3"]
