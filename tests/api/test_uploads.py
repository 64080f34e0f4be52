"""The route that files are brought by, asked over HTTP."""

import gc
import json
from collections.abc import AsyncIterator, Iterator
from typing import Any

import anyio
import httpx
import pytest
from starlette.applications import Starlette

from cnnviz import limits
from cnnviz.api import uploads
from cnnviz.api.uploads import File, Ticket

HERE = "http://testserver"


@pytest.fixture(autouse=True)
def room(monkeypatch: pytest.MonkeyPatch) -> uploads.Room:
    room = uploads.Room()
    monkeypatch.setattr(uploads, "ROOM", room)
    return room


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "UPLOAD_BYTES", 1000)
    monkeypatch.setattr(limits, "UPLOAD_NAMES_BYTES", 200)
    monkeypatch.setattr(limits, "UPLOADS_ADDRESS_BYTES", 3000)
    monkeypatch.setattr(limits, "UPLOADS_BYTES", 5000)


def framed(*files: tuple[Any, bytes]) -> bytes:
    """A body as the browser sends it."""
    head = json.dumps([[name, len(data)] for name, data in files]).encode()
    return len(head).to_bytes(4, "little") + head + b"".join(data for _, data in files)


async def sent(content: Any, to: str, address: str = "10.0.0.1", headers: dict[str, str] | None = None) -> Any:
    transport = httpx.ASGITransport(Starlette(routes=uploads.ROUTES), client=(address, 1))
    async with httpx.AsyncClient(transport=transport, base_url=HERE) as client:
        return await client.post(to, content=content, headers=headers)


def send(content: bytes, ticket: Ticket, **how: Any) -> httpx.Response:
    reply: httpx.Response = anyio.run(lambda: sent(content, f"/uploads/{ticket.id}", **how))
    return reply


def brought(reply: httpx.Response, ticket: Ticket) -> list[tuple[str, bytes]]:
    assert reply.status_code == 200, reply.text
    return [(one.name, one.data) for one in ticket.take(reply.json()["brought"])]


def trouble(reply: httpx.Response, status: int) -> str:
    assert reply.status_code == status, reply.text
    return str(reply.json()["trouble"])


@pytest.mark.parametrize(
    "files",
    [
        [("a.png", b"abc")],
        [("", b"")],
        [("pets/cat/1.jpg", b"1"), ("pets/dog/1.jpg", b""), ("pets/über/😀", b"22")],
    ],
)
def test_files_arrive_with_their_names_and_folders_and_are_taken_once(
    files: list[tuple[str, bytes]], room: uploads.Room
) -> None:
    ticket = Ticket()
    reply = send(framed(*files), ticket)
    assert room.held() == len(framed(*files))
    assert brought(reply, ticket) == files
    assert brought(reply, ticket) == []
    assert room.held() == 0


def test_half_a_character_in_a_name_becomes_a_whole_one() -> None:
    ticket = Ticket()
    (name, _), *_ = brought(send(framed(("\ud800.png", b"x")), ticket), ticket)
    assert name.encode() == b"?.png"


@pytest.mark.parametrize(("count", "status"), [(1000, 200), (1001, 413)])
def test_the_cap_counts_the_files_bytes_whatever_is_around_them(count: int, status: int, room: uploads.Room) -> None:
    ticket = Ticket()
    reply = send(framed(("a" * 150, bytes(count))), ticket)
    assert reply.status_code == status
    if status == 200:
        assert len(brought(reply, ticket)[0][1]) == count
    assert room.held() == 0


def test_a_body_that_never_ends_is_not_kept(room: uploads.Room) -> None:
    read = []

    async def endless() -> AsyncIterator[bytes]:
        while True:
            read.append(room.held())
            yield bytes(100)

    ticket = Ticket()
    reply = anyio.run(lambda: sent(endless(), f"/uploads/{ticket.id}"))
    assert "more than fits at once" in trouble(reply, 413)
    assert max(read) <= 1200
    assert len(read) <= 14
    assert room.held() == 0


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\0\0",
        b"\xff\xff\xff\xff[]",
        framed(),
        framed(("a", b"abc"))[:-1],
        framed(("a", b"abc")) + b"d",
        framed((7, b"abc")),
        framed(("n" * 1025, b"abc"))[:1200],
        b"\x09\0\0\0[[7, -1]]",
        b'\x0b\0\0\0[["a", -1]]',
        b'\x0d\0\0\0[["a", true]]x',
        b"\x04\0\0\0null",
        b"\xc8\0\0\0" + b"[" * 200,
    ],
)
def test_what_is_no_such_body_is_refused_in_a_sentence(body: bytes, room: uploads.Room) -> None:
    assert "Choose them again" in trouble(send(body, Ticket()), 400)
    assert room.held() == 0


def test_without_a_ticket_nothing_is_taken_in() -> None:
    reply = anyio.run(lambda: sent(framed(("a", b"b")), "/uploads/guessed"))
    assert "Reload it" in trouble(reply, 403)


def test_a_ticket_ends_with_the_session_that_holds_it() -> None:
    ticket = Ticket()
    path = f"/uploads/{ticket.id}"
    del ticket
    gc.collect()
    assert trouble(anyio.run(lambda: sent(framed(("a", b"b")), path)), 403)


def test_a_page_of_another_site_cannot_bring_files_in_the_learners_name() -> None:
    for headers in ({"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}, {"origin": "https://evil"}):
        assert "Only the pages of this app" in trouble(send(framed(("a", b"b")), Ticket(), headers=headers), 403)


def test_behind_a_folder_the_route_answers_too() -> None:
    ticket = Ticket()
    reply = anyio.run(lambda: sent(framed(("a", b"b")), f"/teaching/cnn/uploads/{ticket.id}"))
    assert brought(reply, ticket) == [("a", b"b")]


def test_one_session_and_one_address_hold_so_much_and_others_still_get_through(room: uploads.Room) -> None:
    tickets = [Ticket() for _ in range(6)]
    full = framed(("a", bytes(900)))
    first = send(full, tickets[0])
    assert "Try again in a minute" in trouble(send(full, tickets[0]), 503)
    replies = [send(full, ticket) for ticket in tickets[1:4]]
    assert [reply.status_code for reply in replies] == [200, 200, 503]
    others = [send(full, ticket, address="10.0.0.2") for ticket in tickets[3:6]]
    assert [reply.status_code for reply in others] == [200, 200, 503]
    assert room.held("from 10.0.0.1") <= 3000
    assert room.held() <= 5000
    assert brought(first, tickets[0]) == [("a", bytes(900))]
    assert send(full, tickets[0]).status_code == 200


def test_what_nobody_takes_is_let_go(room: uploads.Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "UPLOAD_SECONDS", 0)
    ticket = Ticket()

    async def left() -> Any:
        reply = await sent(framed(("a", b"b")), f"/uploads/{ticket.id}")
        with anyio.fail_after(5):
            while room.held():
                await anyio.sleep(0)
        return reply

    assert brought(anyio.run(left), ticket) == []
    assert room.held() == 0


def test_a_browser_that_goes_away_leaves_nothing(room: uploads.Room) -> None:
    ticket = Ticket()

    async def gone() -> list[dict[str, Any]]:
        messages: Iterator[dict[str, Any]] = iter(
            [{"type": "http.request", "body": bytes(500), "more_body": True}, {"type": "http.disconnect"}]
        )
        scope = {
            "type": "http",
            "method": "POST",
            "path": f"/uploads/{ticket.id}",
            "headers": [],
            "query_string": b"",
            "client": ("10.0.0.1", 1),
        }
        answers: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return next(messages)

        async def answer(message: Any) -> None:
            answers.append(message)

        await Starlette(routes=uploads.ROUTES)(scope, receive, answer)
        return answers

    assert anyio.run(gone)[0]["status"] == 400
    assert room.held() == 0


def test_an_empty_file_is_a_file() -> None:
    assert [one.data for one in uploads.unpacked(framed(("a", b"")))] == [File("a", b"").data]
