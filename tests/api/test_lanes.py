"""How questions of several addresses share the threads, and how a file is sent."""

import asyncio
import io
import threading

import pytest
from starlette.types import Message

from cnnviz import limits
from cnnviz.api.files import FileAnswer
from cnnviz.api.here import RefusedError
from cnnviz.api.lanes import Lane


def test_sixty_questions_of_one_address_keep_nobody_else_waiting() -> None:
    async def asked() -> tuple[list[str], int]:
        lane, order, go = Lane(2, 1), list[str](), threading.Event()
        busy = most = 0

        def answer(address: str) -> None:
            nonlocal busy, most
            if address == "many":
                busy += 1
                most = max(most, busy)
                go.wait(10)
                busy -= 1
            order.append(address)

        async def ask(address: str) -> None:
            async with lane.turn(address):
                await lane.run(answer, address)

        many = [asyncio.create_task(ask("many")) for _ in range(60)]
        await asyncio.sleep(0.05)
        await asyncio.wait_for(ask("other"), 5)
        go.set()
        await asyncio.gather(*many)
        return order, most

    order, most = asyncio.run(asked())
    assert (order[0], most, len(order)) == ("other", 1, 61)


def test_who_waits_too_long_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PATIENCE", 0.01)

    async def asked() -> int:
        lane = Lane(2, 1)
        async with lane.turn("a"):
            with pytest.raises(RefusedError) as refused:
                async with lane.turn("a"):
                    pass
        async with lane.turn("a"):
            return refused.value.status

    assert asyncio.run(asked()) == 503


def test_a_file_is_sent_in_pieces_and_closed_also_where_nobody_takes_them() -> None:
    async def sent(breaks: bool) -> list[Message]:
        messages = list[Message]()

        async def receive() -> Message:
            return {"type": "http.disconnect"}

        async def send(message: Message) -> None:
            messages.append(message)
            if breaks and len(messages) == 2:
                raise OSError("gone")

        file = io.BytesIO()
        file.write(bytes(range(256)) * 1000)
        try:
            await FileAnswer(file, {"X-A": "b"}, "application/zip")({"type": "http", "method": "GET"}, receive, send)
        except OSError:
            assert breaks
        assert file.closed
        return messages

    asyncio.run(sent(True))
    start, *parts = asyncio.run(sent(False))
    assert (b"content-length", b"256000") in start["headers"]
    assert b"".join(part["body"] for part in parts) == bytes(range(256)) * 1000
    assert max(len(part["body"]) for part in parts) <= 2**16
    assert [part["more_body"] for part in parts] == [True] * (len(parts) - 1) + [False]
