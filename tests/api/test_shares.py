import asyncio

from cnnviz.api.shares import Shares


def test_an_address_has_its_share_and_all_have_theirs_together() -> None:
    shares = Shares(3, 5)
    assert shares.take("a", 3)
    assert not shares.take("a")
    assert shares.take("b", 2)
    assert not shares.take("c")
    shares.give("a", 3)
    assert shares.take("c")
    assert (shares.used("a"), shares.used("b"), shares.used("c")) == (0, 2, 1)


def test_who_waits_gets_it_in_order_and_nobody_overtakes_at_the_same_address() -> None:
    async def waited() -> list[str]:
        shares, order = Shares(2), list[str]()

        async def wants(name: str, amount: int) -> None:
            assert await shares.wait("a", amount, 5)
            order.append(name)

        assert shares.take("a", 2)
        waiting = [asyncio.create_task(wants("first", 2)), asyncio.create_task(wants("second", 1))]
        await asyncio.sleep(0)
        shares.give("a", 1)
        assert not shares.take("a")
        assert shares.take("b", 2)
        await asyncio.sleep(0)
        assert not order
        shares.give("a", 1)
        await waiting[0]
        shares.give("a", 2)
        await waiting[1]
        return order

    assert asyncio.run(waited()) == ["first", "second"]


def test_who_has_waited_long_enough_leaves_nothing_behind() -> None:
    async def waited() -> bool:
        shares = Shares(1)
        assert shares.take("a")
        assert not await shares.wait("a", 1, 0.01)
        shares.give("a")
        return shares.take("a") and not shares.take("a")

    assert asyncio.run(waited())


def test_who_stops_waiting_the_moment_it_is_granted_gives_it_back() -> None:
    async def waited() -> int:
        shares = Shares(1)
        assert shares.take("a")
        waiting = asyncio.create_task(shares.wait("a", 1, 5))
        await asyncio.sleep(0)
        shares.give("a")
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        return shares.used("a")

    assert asyncio.run(waited()) == 0


def test_more_than_a_whole_share_counts_as_one_so_that_nothing_waits_for_ever() -> None:
    shares = Shares(2, 3)
    assert shares.take("a", 9)
    assert shares.used("a") == 2
    shares.give("a", 9)
    assert shares.used("a") == 0
