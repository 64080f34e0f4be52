from hypothesis import given
from hypothesis import strategies as st

from cnnviz.training.dispatch.turns import Job, order

WAITING = st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 9)), max_size=12)


def waiting(*runs: tuple[str, float]) -> list[Job]:
    return [Job(number, person, since) for number, (person, since) in enumerate(runs, start=1)]


def test_the_oldest_is_first() -> None:
    assert order(waiting(("a", 3), ("b", 1), ("c", 2)), [], {}) == [2, 3, 1]


def test_one_run_of_every_person_comes_before_anybodys_second() -> None:
    assert order(waiting(("a", 1), ("a", 2), ("a", 3), ("b", 4), ("c", 5)), [], {}) == [1, 4, 5, 2, 3]


def test_who_has_a_run_under_way_comes_after_who_has_none() -> None:
    assert order(waiting(("a", 1), ("b", 2)), ["a"], {}) == [2, 1]


def test_who_trained_longest_ago_comes_first() -> None:
    assert order(waiting(("a", 1), ("b", 2), ("c", 3)), [], {"a": 50.0, "b": 40.0}) == [3, 2, 1]


def test_nobodys_place_gets_worse_when_a_run_ends() -> None:
    runs, served = waiting(("a", 1), ("b", 2)), {"a": 0.5}
    assert order(runs, ["a"], served) == order(runs, [], served) == [2, 1]


def test_a_run_of_the_same_moment_keeps_its_place() -> None:
    assert order(waiting(("a", 1), ("b", 1), ("c", 1)), [], {}) == [1, 2, 3]


def test_another_addresss_first_run_comes_next_however_many_names_wait_behind_one() -> None:
    crowd = [Job(number, f"name {number}", number, "crowd") for number in range(1, 71)]
    alone = Job(99, "alone", 1000.0, "elsewhere")
    assert order([*crowd, alone], [], {})[:2] == [1, 99]
    assert order([*crowd, alone], ["name 0"], {}, ["crowd"])[0] == 99
    second = Job(100, "alone", 1001.0, "elsewhere")
    assert order([*crowd, alone, second], ["x", "alone"], {}, ["crowd", "elsewhere"])[:4] == [1, 99, 2, 100]


def test_behind_an_address_persons_take_turns() -> None:
    runs = [Job(1, "a", 1, "here"), Job(2, "a", 2, "here"), Job(3, "b", 3, "here"), Job(4, "c", 4, "x")]
    assert order(runs, [], {}) == [1, 4, 3, 2]


def test_the_address_that_was_reached_longest_ago_comes_first() -> None:
    runs = [Job(1, "a", 1, "here"), Job(2, "b", 2, "there")]
    assert order(runs, [], {}, [], {"here": 50.0, "there": 40.0}) == [2, 1]


@given(WAITING, st.lists(st.sampled_from("abc"), max_size=5))
def test_everybody_gets_a_turn_and_own_runs_keep_their_order(runs: list[tuple[str, int]], training: list[str]) -> None:
    given_runs = waiting(*runs)
    turns = order(given_runs, training, {})
    assert sorted(turns) == [one.run for one in given_runs]
    for person in "abc":
        mine = [one for one in given_runs if one.person == person]
        expected = [one.run for one in sorted(mine, key=lambda one: (one.since, one.run))]
        assert [run for run in turns if run in expected] == expected
