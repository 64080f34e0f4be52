from cnnviz.training.store.heartbeats import LEASE, Heartbeats


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_who_gives_signs_of_life_keeps_the_lease() -> None:
    clock = Clock()
    heartbeats = Heartbeats(clock)
    for beat in range(20):
        clock.now += LEASE / 2
        assert not heartbeats.expired("run", beat)


def test_who_is_silent_for_a_lease_loses_it() -> None:
    clock = Clock()
    heartbeats = Heartbeats(clock)
    assert not heartbeats.expired("run", 7)
    clock.now += LEASE - 0.1
    assert not heartbeats.expired("run", 7)
    clock.now += 0.2
    assert heartbeats.expired("run", 7)
    assert not heartbeats.expired("run", 8)


def test_time_in_which_nobody_could_give_a_sign_does_not_count() -> None:
    clock = Clock()
    heartbeats = Heartbeats(clock)
    heartbeats.expired("run", 7)
    clock.now += 2 * LEASE
    heartbeats.forget()
    assert not heartbeats.expired("run", 7)


def test_only_those_alive_are_remembered() -> None:
    clock = Clock()
    heartbeats = Heartbeats(clock)
    heartbeats.unchanged_for("one", 1)
    heartbeats.unchanged_for("other", 1)
    clock.now += 3.0
    heartbeats.keep_only({"one"})
    assert heartbeats.unchanged_for("one", 1) == 3.0
    assert heartbeats.unchanged_for("other", 1) == 0.0
