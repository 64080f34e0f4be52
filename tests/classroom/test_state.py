"""What a teacher does makes another state of the class, and leaves the rest."""

import json

import pytest

from cnnviz import limits
from cnnviz.classroom import state
from cnnviz.classroom.state import State

STEP = "one-dimension.window"


def asked(times: int = 1, **how: bool) -> State:
    now_set = State()
    for at in range(times):
        now_set = state.sent(now_set, "one-dimension", "lesson=one-dimension", STEP, 100.0 + at, **how)
    return now_set


def test_it_comes_back_as_it_went() -> None:
    set_by_teachers = (
        state.frozen(asked(2), True, 5.0),
        state.wanted(asked(each=True), 3),
        state.closed(State(), True),
    )
    for one in (State(), *set_by_teachers, state.vacated(State(), 3)):
        assert state.read(one.text()) == one


@pytest.mark.parametrize("text", ["", "no", "{}", "[]", '{"held": 3}', '{"stopped": 3}'])
def test_what_is_none_is_a_class_in_which_nothing_was_done(text: str) -> None:
    assert state.read(text) == State()


def test_what_a_newer_server_has_set_takes_nothing_away() -> None:
    told = json.loads(asked().text()) | {"unheard": 3}
    told["sent"]["unheard"] = 3
    assert state.read(json.dumps(told)) == asked()


def test_whose_seat_is_taken_shows_their_view_to_nobody() -> None:
    wanted = state.wanted(State(), 3)
    assert state.vacated(wanted, 2).wanted == 3
    assert state.vacated(wanted, 3).wanted == 0
    assert state.vacated(wanted, 3).seats == 1


def test_to_stop_pages_draws_none_of_them_anew() -> None:
    assert state.frozen(State(), True, 5.0).turn == 0


def test_what_all_are_asked_waits_until_it_is_shown() -> None:
    now_set = asked()
    assert now_set.holds(STEP)
    assert not now_set.holds("another")
    shown = state.revealed(now_set, STEP)
    assert not shown.holds(STEP)
    assert shown.turn == now_set.turn + 1
    assert state.revealed(shown, STEP) == shown


def test_asked_again_it_is_another_round_and_waits_again() -> None:
    again = state.sent(state.revealed(asked(), STEP), "one-dimension", "", STEP, 200.0)
    assert (again.round(STEP), again.holds(STEP), again.sent.at) == (2, True, 200.0)


def test_a_teacher_who_moves_a_control_asks_nothing_anew() -> None:
    shown = state.revealed(asked(), STEP)
    moved = state.sent(shown, "one-dimension", "lesson=one-dimension&stride=2", STEP, 300.0, again=False)
    assert (moved.round(STEP), moved.holds(STEP), moved.sent.at) == (1, False, 100.0)
    assert moved.turn == moved.sent.turn == shown.turn + 1


def test_nothing_waits_where_answers_are_not_held() -> None:
    assert not state.sent(state.holding(State(), False), "a", "", STEP, 1.0).held
    released = state.holding(asked(), False)
    assert (released.held, released.turn) == ((), asked().turn + 1)


def test_every_sending_is_another_turn() -> None:
    assert [asked(times).sent.turn for times in (1, 2, 3)] == [1, 2, 3]


def test_what_is_the_teachers_alone_is_sent_to_nobody() -> None:
    link = "teacher=s3cret&stride=2&teach=x&join=y&embed=true&exercise=abc"
    assert state.sent(State(), "pooling", link, "", 1.0).sent.query == "stride=2&exercise=abc"


def test_a_class_remembers_no_more_than_it_has_room_for() -> None:
    now_set = State()
    for number in range(2 * state.MOST):
        now_set = state.sent(now_set, "a", "q=" + "q" * 2 * state.LONGEST, f"a.{number}", 1.0)
    assert (len(now_set.rounds), len(now_set.held), len(now_set.sent.query)) == (state.MOST, state.MOST, state.LONGEST)


def test_a_step_is_asked_anew_in_a_turn_that_moving_a_control_does_not_change() -> None:
    now_set = asked(2)
    assert now_set.sent.asked == now_set.turn
    moved = state.sent(now_set, "one-dimension", "stride=2", STEP, 300.0, again=False)
    assert (moved.sent.asked, moved.sent.turn) == (now_set.turn, now_set.turn + 1)


def test_a_teacher_who_has_gone_home_stops_nobody_for_long() -> None:
    stopped = state.frozen(State(), True, 1000.0)
    assert stopped.is_frozen(1000.0)
    assert stopped.is_frozen(1000.0 + limits.CLASS_STOP_SECONDS - 1)
    assert not stopped.is_frozen(1000.0 + limits.CLASS_STOP_SECONDS)
    assert not state.frozen(stopped, False, 1001.0).is_frozen(1001.0)
    assert not State().is_frozen(5.0)
