"""So often a minute, each address by itself."""

from cnnviz.classroom.doors import MINUTE, Door


def test_a_door_closes_for_one_address_and_opens_after_a_minute() -> None:
    now = [0.0]
    door = Door(2, lambda: now[0])
    for _ in range(2):
        assert door.is_open("a")
        door.note("a")
        now[0] += 10
    assert not door.is_open("a")
    assert door.is_open("b")
    now[0] = MINUTE + 1
    assert door.is_open("a")
