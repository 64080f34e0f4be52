"""Seats of a class, in stores of both kinds: a teacher takes them away, a newcomer those that stand empty."""

import pytest
from sqlalchemy import update

from cnnviz import limits
from cnnviz.classroom import board, held, lead, seats, state, take_part, wall
from cnnviz.classroom.held import OutError
from cnnviz.course.progress import Record
from cnnviz.errors import InputError
from cnnviz.training.store import tables
from cnnviz.training.store.database import Store

STEP = "one-dimension.window"
RIGHT = Record(3.0, True, True)


def names(secret: str) -> list[str]:
    return [one["name"] for one in board.shown(secret)["learners"]]


def close(secret: str, on: bool = True) -> None:
    lead.change(secret, lambda before, _: state.closed(before, on))


def unseen(store: Store, name: str, seconds: float, joined: float = 0.0) -> None:
    """The learner with that name was seen last so long ago, and had joined so much earlier."""
    mine, table = tables.LEARNERS.c.name == name, tables.LEARNERS
    with store.writing() as connection:
        seen = table.c.joined - seconds
        connection.execute(update(table).where(mine).values(seen=seen, joined=seen - joined))


def test_a_teacher_takes_a_learner_out_with_all_they_answered(store: Store) -> None:
    opened = lead.open_class()
    mia, noah = (take_part.join(opened.code, name, "") for name in ("Mia", "Noah"))
    for secret in (mia, noah):
        take_part.answer(secret, STEP, RIGHT)
        take_part.share_runs(secret, ("a",))
    lead.take_out(opened.teacher, 1)
    assert names(opened.teacher) == ["Noah"]
    assert [one["count"] for one in board.shown(opened.teacher)["questions"]] == [1]
    assert [one["name"] for one in wall.shown(opened.teacher)] == ["Noah"]
    assert "Mia" not in board.table(opened.teacher)
    with pytest.raises(OutError, match="Your teacher has taken you out"):
        held.ROOMS.look(mia)
    assert held.ROOMS.look(noah)[0].name == "Noah"


def test_who_was_taken_out_does_nothing_more_in_the_class(store: Store) -> None:
    opened = lead.open_class()
    mia = take_part.join(opened.code, "Mia", "")
    learner, _ = held.ROOMS.look(mia)
    assert held.ROOMS.known(mia)
    lead.take_out(opened.teacher, 1)
    assert not held.ROOMS.known(mia)
    held.ROOMS.seen(learner, "pooling")
    with pytest.raises(OutError):
        take_part.answer(mia, STEP, RIGHT)
    with pytest.raises(OutError):
        take_part.share_runs(mia, ("a",))
    assert board.shown(opened.teacher)["learners"] == []
    assert board.shown(opened.teacher)["questions"] == []


def test_a_seat_is_free_again_and_its_name_and_its_number_is_nobody_s(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "CLASS_LEARNERS", 1)
    opened = lead.open_class()
    take_part.join(opened.code, "Mia", "")
    lead.take_out(opened.teacher, 1)
    take_part.join(opened.code, "Mia", "")
    assert [(one["number"], one["name"]) for one in board.shown(opened.teacher)["learners"]] == [(2, "Mia")]


def test_only_who_leads_the_class_takes_out_and_of_no_number_nothing_happens(store: Store) -> None:
    opened, other = lead.open_class(), lead.open_class()
    mia = take_part.join(opened.code, "Mia", "")
    for secret in (mia, "", opened.code):
        with pytest.raises(held.GoneError):
            lead.take_out(secret, 1)
    lead.take_out(other.teacher, 1)
    lead.take_out(opened.teacher, 2)
    assert names(opened.teacher) == ["Mia"]


def test_another_server_hears_of_it(postgresql: Store) -> None:
    opened = lead.open_class()
    mia = take_part.join(opened.code, "Mia", "")
    now = [1000.0]
    other = held.Rooms(clock=lambda: now[0])
    assert other.look(mia)[0].name == "Mia"
    lead.take_out(opened.teacher, 1)
    now[0] += held.FRESH
    with pytest.raises(OutError):
        other.look(mia)


def test_no_more_are_remembered_than_a_class_has_seats(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "CLASS_LEARNERS", 2)
    opened = lead.open_class()
    secrets = []
    for number in (1, 2, 3):
        secrets.append(take_part.join(opened.code, "", ""))
        lead.take_out(opened.teacher, number)
    with store.reading() as connection:
        assert len(connection.execute(tables.LEARNERS.select()).all()) == 2
    with pytest.raises(OutError):
        held.ROOMS.look(secrets[-1])


def test_while_the_doors_are_closed_nobody_joins_and_who_is_in_stays(store: Store) -> None:
    opened = lead.open_class()
    mia = take_part.join(opened.code, "Mia", "")
    close(opened.teacher)
    with pytest.raises(InputError, match="doors of this class are closed"):
        take_part.join(opened.code, "Noah", "")
    held.ROOMS.forget_all()
    assert held.ROOMS.look(mia)[0].name == "Mia"
    take_part.answer(mia, STEP, RIGHT)
    assert board.shown(opened.teacher)["closed"]
    close(opened.teacher, on=False)
    take_part.join(opened.code, "Noah", "")
    assert names(opened.teacher) == ["Mia", "Noah"]


def test_in_a_full_class_a_newcomer_gets_the_seat_that_stands_empty(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "CLASS_LEARNERS", 3)
    opened = lead.open_class()
    secrets = {name: take_part.join(opened.code, name, "") for name in ("Asleep", "Ghost", "Here")}
    unseen(store, "Asleep", 2 * seats.EMPTY, joined=60)
    unseen(store, "Ghost", 1.5 * seats.EMPTY)
    # Whose page was never heard of goes first.
    take_part.join(opened.code, "Mia", "")
    assert names(opened.teacher) == ["Asleep", "Here", "Mia"]
    take_part.join(opened.code, "Noah", "")
    assert names(opened.teacher) == ["Here", "Mia", "Noah"]
    with pytest.raises(InputError, match="no room for more"):
        take_part.join(opened.code, "Late", "")
    with pytest.raises(OutError, match="given to somebody else"):
        held.ROOMS.look(secrets["Asleep"])


def test_who_gets_the_seat_that_they_had_has_their_name_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "CLASS_LEARNERS", 1)
    opened = lead.open_class()
    take_part.join(opened.code, "Mia", "")
    unseen(store, "Mia", 2 * seats.EMPTY)
    take_part.join(opened.code, "Mia", "")
    assert names(opened.teacher) == ["Mia"]


@pytest.mark.parametrize("does", ["answers", "trains", "is_seen"])
def test_a_seat_of_somebody_who_did_anything_is_theirs(
    store: Store, monkeypatch: pytest.MonkeyPatch, does: str
) -> None:
    monkeypatch.setattr(limits, "CLASS_LEARNERS", 1)
    opened = lead.open_class()
    mia = take_part.join(opened.code, "Mia", "")
    if does == "answers":
        take_part.answer(mia, STEP, RIGHT)
    if does == "trains":
        take_part.share_runs(mia, ("a",))
    unseen(store, "Mia", seats.EMPTY - 60 if does == "is_seen" else 2 * seats.EMPTY)
    with pytest.raises(InputError, match="no room for more"):
        take_part.join(opened.code, "Noah", "")


def test_with_room_left_nobody_loses_a_seat(store: Store) -> None:
    opened = lead.open_class()
    take_part.join(opened.code, "Mia", "")
    unseen(store, "Mia", 2 * seats.EMPTY)
    take_part.join(opened.code, "Noah", "")
    assert names(opened.teacher) == ["Mia", "Noah"]
