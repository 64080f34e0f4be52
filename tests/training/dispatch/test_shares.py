"""Who gives room when the store is full."""

from hypothesis import given
from hypothesis import strategies as st

from cnnviz.training.dispatch.shares import EndedRun, leaving

YOUNG = 100.0


def ended(*runs: tuple[str, str, int], ended: float = 200.0) -> list[EndedRun]:
    return [
        EndedRun(number, person, address, size, ended + number)
        for number, (person, address, size) in enumerate(runs, 1)
    ]


def test_who_fills_the_store_loses_their_own_oldest() -> None:
    runs = ended(("victim", "there", 25), ("flood", "here", 10), ("flood", "here", 10), ("flood", "here", 10))
    assert leaving(runs, {}, 36, YOUNG) == [2, 3]


def test_the_flood_of_somebody_behind_the_same_address_costs_nobody_else() -> None:
    runs = ended(("victim", "here", 25), ("flood", "here", 10), ("flood", "here", 10), ("flood", "here", 10))
    assert leaving(runs, {}, 36, YOUNG) == [2, 3]


def test_seventy_names_behind_one_address_cost_no_other_address_anything() -> None:
    crowd = [(f"name {number}", "here", 1) for number in range(70)]
    runs = ended(("victim", "there", 5), ("victim", "there", 5), *crowd)
    gone = leaving(runs, {}, 60, YOUNG)
    assert len(gone) == 20
    assert not {1, 2} & set(gone)


def test_the_last_work_of_a_person_goes_when_it_is_not_young_any_more() -> None:
    runs = ended(("long ago", "here", 10), ended=50.0) + ended(("now", "there", 6), ended=200.0)
    assert leaving(runs, {}, 9, YOUNG) == [1]


def test_what_cannot_be_deleted_counts_against_its_address() -> None:
    runs = ended(("a", "here", 5), ("a", "here", 5), ("b", "there", 6), ("b", "there", 6))
    assert leaving(runs, {"here": 10}, 30, YOUNG) == [1]
    assert leaving(runs, {"there": 10}, 30, YOUNG) == [3]
    assert leaving(runs, {"here": 8}, 30, YOUNG) == []


def test_where_nothing_else_helps_everything_goes() -> None:
    assert leaving(ended(("a", "here", 5), ("b", "there", 5)), {"x": 9}, 0, YOUNG) in ([1, 2], [2, 1])


RUNS = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xyz"), st.integers(1, 50)), max_size=20)


@given(RUNS, st.integers(0, 300))
def test_no_more_goes_than_must_and_each_loses_their_oldest_first(runs: list[tuple[str, str, int]], most: int) -> None:
    all_of_them = ended(*runs)
    gone = leaving(all_of_them, {}, most, YOUNG)
    size = {one.number: one.size for one in all_of_them}
    left = sum(size.values()) - sum(size[run] for run in gone)
    assert left <= most
    assert not gone or left + size[gone[-1]] > most
    for holder in {(one.person, one.address) for one in all_of_them}:
        mine = [one.number for one in all_of_them if (one.person, one.address) == holder]
        lost = [run for run in gone if run in mine]
        assert lost == mine[: len(lost)]
