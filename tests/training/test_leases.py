from cnnviz.training.leases import LEASE, Leases


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_who_gives_signs_of_life_keeps_the_lease() -> None:
    clock = Clock()
    leases = Leases(clock)
    for beat in range(20):
        clock.now += LEASE / 2
        assert not leases.expired("run", beat)


def test_who_is_silent_for_a_lease_loses_it() -> None:
    clock = Clock()
    leases = Leases(clock)
    assert not leases.expired("run", 7)
    clock.now += LEASE - 0.1
    assert not leases.expired("run", 7)
    clock.now += 0.2
    assert leases.expired("run", 7)
    assert not leases.expired("run", 8)


def test_time_in_which_nobody_could_give_a_sign_does_not_count() -> None:
    clock = Clock()
    leases = Leases(clock)
    leases.expired("run", 7)
    clock.now += 2 * LEASE
    leases.forget()
    assert not leases.expired("run", 7)


def test_only_those_alive_are_remembered() -> None:
    clock = Clock()
    leases = Leases(clock)
    leases.still("one", 1)
    leases.still("other", 1)
    clock.now += 3.0
    leases.keep({"one"})
    assert leases.still("one", 1) == 3.0
    assert leases.still("other", 1) == 0.0
