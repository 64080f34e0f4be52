"""What the middleware lets through, with an app behind it that does as it is told."""

import asyncio
from collections.abc import Awaitable, Callable

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from cnnviz import limits
from cnnviz.api.guards import requests, sockets
from cnnviz.api.guards.requests import Requests
from cnnviz.api.guards.sockets import Socket
from cnnviz.api.shares import Shares


async def size(scope: Scope, receive: Receive, send: Send) -> None:
    """Answers with the length of the body."""
    await PlainTextResponse(str(len(await Request(scope, receive).body())))(scope, receive, send)


def asked(app: ASGIApp, method: str = "POST", path: str = "/", **how: object) -> httpx.Response:
    async def answer() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://x") as client:
            return await client.request(method, path, **how)  # type: ignore[arg-type]

    return asyncio.run(answer())


def test_every_address_and_all_together_have_the_shares_that_the_caps_say() -> None:
    assert vars(requests.UNDER_WAY)["_each"] == limits.REQUESTS_ADDRESS
    assert (vars(requests.HELD)["_each"], vars(requests.HELD)["_together"]) == (limits.HELD_ADDRESS, limits.HELD_BYTES)
    answers = vars(requests.ANSWERS)
    assert (answers["_each"], answers["_together"]) == (limits.ANSWERS_ADDRESS, limits.ANSWERS_BYTES)
    assert vars(sockets.TURNS)["_each"] == limits.TURNS_ADDRESS


@pytest.mark.parametrize("announced", [True, False])
def test_a_body_of_exactly_the_cap_is_let_through_and_one_byte_more_is_not(
    announced: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "BODY_BYTES", 1000)

    async def parts(count: int):
        yield b"x" * count

    for count, status in ((1000, 200), (1001, 413)):
        answer = asked(Requests(size), content=b"x" * count if announced else parts(count))
        assert answer.status_code == status
        assert (answer.text == str(count)) == (status == 200)


def together(app: ASGIApp, count: int) -> list[int]:
    """The statuses of so many requests at once."""

    async def all_of_them() -> list[int]:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://x") as client:
            return [one.status_code for one in await asyncio.gather(*(client.get("/") for _ in range(count)))]

    return asyncio.run(all_of_them())


def test_requests_under_way_wait_for_each_other_and_not_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    most = busy = 0

    async def slow(scope: Scope, receive: Receive, send: Send) -> None:
        nonlocal most, busy
        busy += 1
        most = max(most, busy)
        await asyncio.sleep(0.02)
        busy -= 1
        await Response()(scope, receive, send)

    monkeypatch.setattr(requests, "UNDER_WAY", Shares(2))
    assert together(Requests(slow), 6) == [200] * 6
    assert most == 2
    monkeypatch.setattr(limits, "PATIENCE", 0.01)
    assert sorted(together(Requests(slow), 6)) == [200, 200, 503, 503, 503, 503]


def test_answers_made_whole_wait_for_room_and_those_sent_in_pieces_do_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(requests, "ANSWERS", Shares(100_000))
    monkeypatch.setattr(limits, "PATIENCE", 0.01)
    requests.ANSWERS.take("127.0.0.1", 100_000)

    async def pieces(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": bytes(80_000), "more_body": True})
        await send({"type": "http.response.body", "body": b""})

    whole = asked(Requests(PlainTextResponse("x" * 80_000)))
    assert (whole.status_code, "network" in whole.json()["trouble"]) == (503, True)
    assert asked(Requests(pieces)).status_code == 200
    assert asked(Requests(PlainTextResponse("x" * 100))).status_code == 200
    requests.ANSWERS.give("127.0.0.1", 100_000)
    assert asked(Requests(PlainTextResponse("x" * 80_000))).text == "x" * 80_000
    assert requests.ANSWERS.used("127.0.0.1") == 0


class Ends:
    """Both ends of a socket: messages that come, and those that were sent."""

    def __init__(self, *come: bytes) -> None:
        self.come = [{"type": "websocket.receive", "bytes": one} for one in come]
        self.sent = list[Message]()

    async def receive(self) -> Message:
        return self.come.pop(0)

    async def send(self, message: Message) -> None:
        self.sent.append(message)


RUN, DONE = b"\x5a\x00", b"\x30\x00"


def in_turn(play: Callable[[list[Socket]], Awaitable[list[bool]]], monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """What a play with three sockets of an address says, of which one runs at a time."""
    monkeypatch.setattr(sockets, "TURNS", Shares(1))

    async def played() -> list[bool]:
        ends = [Ends(RUN, RUN) for _ in range(3)]
        found = await play([Socket("a", one.receive, one.send) for one in ends])
        await asyncio.sleep(0)
        return found

    return asyncio.run(played())


async def heard(socket: Socket) -> bool:
    """Whether a message of the socket is heard within a moment."""
    try:
        await asyncio.wait_for(socket.receive(), 0.05)
    except TimeoutError:
        return False
    return True


def test_scripts_of_one_address_run_in_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    async def play(three: list[Socket]) -> list[bool]:
        one, other, _ = three
        found = [await heard(one), await heard(other), await heard(one)]
        await one.send({"type": "websocket.send", "bytes": DONE})
        return [*found, await heard(other)]

    assert in_turn(play, monkeypatch) == [True, False, True, True]


def test_a_script_that_takes_long_gives_its_turn_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "TURN_SECONDS", 0.02)

    async def play(three: list[Socket]) -> list[bool]:
        return [await heard(one) for one in three]

    assert in_turn(play, monkeypatch) == [True, True, True]
