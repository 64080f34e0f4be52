"""One against all: a real server, and somebody who takes what they can. Its caps are small, so that little is a lot.

The attacker and the neighbour have addresses of their own, as a proxy on this machine would say.
"""

import asyncio
import json
import socket
import time
from collections.abc import Iterator
from contextlib import suppress

import httpx
import psutil
import pytest
import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from cnnviz.api.guards import sockets
from tests.servers import served
from tests.servers.postgres import awaited
from tests.servers.served import Served

MB = 2**20
CAPS = {
    "BODY_SECONDS": 2,
    "UNREAD_SECONDS": 1,
    "LINE_RATE": 64 * 2**10,
    "HELD_ADDRESS": 8 * MB,
    "PATIENCE": 3,
    "MESSAGES_SECOND": 5,
    "MESSAGES_BURST": 5,
    "SOCKETS_ADDRESS": 40,
    "MESSAGE_BYTES": 5 * MB,
    "TIDY_SECONDS": 1,
    "UPLOAD_BYTES": 4 * MB,
    "UPLOAD_NAMES_BYTES": 2**16,
}
ATTACKER, NEIGHBOUR = {"X-Forwarded-For": "203.0.113.7"}, {"X-Forwarded-For": "198.51.100.9"}
# Descriptors that the server starts with, fewer than its visitors are.
DESCRIPTORS = 64


@pytest.fixture(scope="module")
def app() -> Iterator[Served]:
    with served.app(CAPS, DESCRIPTORS) as found:
        yield found


def opening(app: Served, headers: dict[str, str]) -> websockets.connect:
    """A page's socket."""
    return websockets.connect(
        f"ws://{app.host}/_stcore/stream",
        subprotocols=[websockets.Subprotocol("streamlit")],
        origin=websockets.Origin(app.url),
        additional_headers=headers,
        max_size=None,
        compression=None,
        ping_interval=None,
    )


def asking(page: str = "kernel-lab", query: str = "") -> bytes:
    """A message that asks for a run of the page's script."""
    message = BackMsg()
    message.rerun_script.page_name, message.rerun_script.query_string = page, query
    return message.SerializeToString()


async def answered(page: websockets.ClientConnection) -> str:
    """Wait until the script has ended: the session's id, where this was its first run."""
    session = ""
    while True:
        message = ForwardMsg.FromString(await asyncio.wait_for(page.recv(), 30))
        if message.WhichOneof("type") == "new_session":
            session = message.new_session.initialize.session_id
        if message.WhichOneof("type") == "script_finished" and message.script_finished != sockets.EARLY:
            return session


def begun(app: Served, size: int, body: bytes) -> socket.socket:
    """A request that announces a body of so many bytes and sends these of it."""
    head = (
        f"POST /live/runs HTTP/1.1\r\nHost: {app.host}\r\nContent-Type: application/json\r\n"
        f"X-Forwarded-For: {ATTACKER['X-Forwarded-For']}\r\nContent-Length: {size}\r\n\r\n"
    )
    found = socket.create_connection(("127.0.0.1", app.port), 10)
    found.setblocking(False)
    left = head.encode() + body
    with suppress(BlockingIOError):
        while left:
            left = left[found.send(left) :]
    return found


def test_the_server_has_more_descriptors_than_it_was_started_with(app: Served) -> None:
    soft, hard = app.process.rlimit(psutil.RLIMIT_NOFILE)
    assert soft > DESCRIPTORS or hard == DESCRIPTORS


def test_many_changes_from_one_socket_are_heard_one_after_the_other_and_delay_nobody(app: Served) -> None:
    async def attacked() -> tuple[int, float, float]:
        async with opening(app, ATTACKER) as attacker, opening(app, NEIGHBOUR) as neighbour:
            for page in (attacker, neighbour):
                await page.send(asking())
                await answered(page)
            begun, sending = time.monotonic(), asyncio.create_task(flood(attacker))
            waits, until = [0.0], begun + 3
            while time.monotonic() < until:
                started = time.monotonic()
                await neighbour.send(asking())
                await answered(neighbour)
                waits.append(time.monotonic() - started)
                await asyncio.sleep(0.25)
            sending.cancel()
            heard = await runs(attacker)
            # A polite end would wait until all that was sent has been heard.
            attacker.transport.abort()
            return heard, max(waits), time.monotonic() - begun

    async def flood(page: websockets.ClientConnection) -> None:
        while True:
            await page.send(asking())
            await asyncio.sleep(0.002)

    async def runs(page: websockets.ClientConnection) -> int:
        """How many runs of the script the page has been told of so far."""
        found = 0
        # Who floods and reads nothing meanwhile may have been cut off.
        with suppress(TimeoutError, websockets.ConnectionClosed):
            async with asyncio.timeout(0.2):
                async for raw in page:
                    found += ForwardMsg.FromString(raw).WhichOneof("type") == "new_session"
        return found

    heard, wait, seconds = asyncio.run(attacked())
    assert heard <= CAPS["MESSAGES_BURST"] + CAPS["MESSAGES_SECOND"] * seconds
    assert wait < 5


def test_bodies_that_never_end_are_given_up_and_hold_no_more_than_their_share(app: Served) -> None:
    before, count = app.megabytes(), 40
    connections = [begun(app, 2 * MB, b" " * (2 * MB - 1000)) for _ in range(count)]
    try:
        assert httpx.post(f"{app.url}/live/runs/ready", json={}, headers=NEIGHBOUR, timeout=2).status_code == 200
        time.sleep(1)
        assert app.megabytes() - before < 3 * CAPS["HELD_ADDRESS"] / MB
        statuses = [said(one) for one in connections]
        assert set(statuses) <= {408, 503, 0}
        assert {408, 503} <= set(statuses)
    finally:
        for one in connections:
            one.close()


def said(connection: socket.socket) -> int:
    """The status that the server answered with before it ended the connection; 0 where that was lost."""
    connection.settimeout(20)
    try:
        return int(connection.recv(100).split()[1])
    except (ConnectionError, IndexError):
        return 0


def test_a_small_question_of_the_same_address_does_not_wait_behind_large_ones(app: Served) -> None:
    connections = [begun(app, 2 * MB, b" " * MB) for _ in range(8)]
    try:
        started = time.monotonic()
        assert httpx.post(f"{app.url}/live/runs/ready", json={}, headers=ATTACKER, timeout=5).status_code == 200
        assert time.monotonic() - started < CAPS["PATIENCE"]
    finally:
        for one in connections:
            one.close()


def test_a_body_that_is_announced_too_large_is_refused_before_it_is_read(app: Served) -> None:
    connection = begun(app, 100 * MB, b"")
    assert said(connection) == 413
    connection.close()


def test_nothing_is_kept_of_what_comes_by_streamlits_own_uploads(app: Served) -> None:
    async def brought() -> float:
        """Megabytes that it takes."""
        async with opening(app, ATTACKER) as page:
            await page.send(asking())
            session = await answered(page)
            before = app.megabytes()
            statuses = [await asyncio.to_thread(put, app, session, f"{number}") for number in range(8)]
            assert statuses == [404] * 8
            return app.megabytes() - before

    assert asyncio.run(brought()) < 16


def put(app: Served, session: str, name: str) -> int:
    """Bring a file of 4 MB as Streamlit's own uploader does; the status it is answered with."""
    token = "2|00000000|00000000000000000000000000000000|1700000000"
    return httpx.put(
        f"{app.url}/_stcore/upload_file/{session}/{name}",
        files={"file": ("picture.png", bytes(4 * MB))},
        headers={**ATTACKER, "X-Xsrftoken": token, "Cookie": f"_streamlit_xsrf={token}"},
        timeout=20,
    ).status_code


def test_a_message_may_be_as_long_as_an_upload_and_no_longer(app: Served) -> None:
    async def sent(size: int) -> bool:
        """Whether the connection is still there afterwards."""
        async with opening(app, ATTACKER) as page:
            message = BackMsg.FromString(asking())
            message.rerun_script.query_string = "x" * size
            with suppress(websockets.ConnectionClosed):
                await page.send(message.SerializeToString())
                await answered(page)
                return True
            return False

    before = app.megabytes()
    assert not asyncio.run(sent(40 * MB))
    assert app.megabytes() - before < 30
    assert asyncio.run(sent(MB))


def test_messages_that_never_end_hold_no_more_than_their_share(app: Served) -> None:
    async def attacked() -> int:
        """How many of the connections are left."""
        pages = [await opening(app, ATTACKER) for _ in range(6)]
        # The head of a message of 4 MB, masked with zeros, and most of it.
        part = bytes([0x82, 0xFF]) + (4 * MB).to_bytes(8, "big") + bytes(4) + bytes(3 * MB)
        for page in pages:
            page.transport.write(part)
        await asyncio.sleep(1)
        left = sum(not page.transport.is_closing() for page in pages)
        for page in pages:
            page.transport.abort()
        return left

    before = app.megabytes()
    assert asyncio.run(attacked()) <= 2
    assert app.megabytes() - before < 30


def test_a_socket_that_reads_nothing_is_ended_and_no_more_is_made_for_it(app: Served) -> None:
    async def attacked() -> bool:
        """Whether the server ended the connection."""
        page = await opening(app, ATTACKER)
        page.transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        page.transport.pause_reading()
        for number in range(80):
            page.transport.write(frame(asking(query=f"side={(512, 384)[number % 2]}&colour=rgb")))
        local = page.transport.get_extra_info("sockname")[1]
        gone = await asyncio.to_thread(awaited, lambda: not open_at(app, local), 30)
        page.transport.abort()
        return bool(gone)

    before = app.megabytes()
    assert asyncio.run(attacked())
    assert app.megabytes() - before < 60


def frame(message: bytes) -> bytes:
    """A whole message of a socket, masked with zeros."""
    return bytes([0x82, 0x80 | 126]) + len(message).to_bytes(2, "big") + bytes(4) + message


def open_at(app: Served, port: int) -> bool:
    """Whether the server still has a connection to that port."""
    return any(one.raddr and one.raddr.port == port for one in app.process.net_connections("tcp"))


def test_an_address_opens_so_many_pages_and_another_still_opens_one(app: Served) -> None:
    async def opened() -> int:
        pages = [await opening(app, {"X-Forwarded-For": "192.0.2.1"}) for _ in range(int(CAPS["SOCKETS_ADDRESS"]))]
        try:
            with pytest.raises(websockets.InvalidStatus) as refused:
                await opening(app, {"X-Forwarded-For": "192.0.2.1"})
            async with opening(app, NEIGHBOUR) as other:
                await other.send(asking())
                assert await answered(other)
            assert "Close some" in json.loads(refused.value.response.body)["trouble"]
            return refused.value.response.status_code
        finally:
            for page in pages:
                page.transport.abort()

    assert asyncio.run(opened()) == 429


def test_a_page_of_another_site_reaches_nothing_under_its_own_name(app: Served) -> None:
    strange = {"Host": f"rebound.example.com:{app.port}", "Origin": f"http://rebound.example.com:{app.port}"}
    for method, path in (("POST", "/live/runs"), ("POST", "/live/runs/ready"), ("GET", "/"), ("PUT", "/_stcore/x")):
        answer = httpx.request(method, app.url + path, headers=strange, content=b"{}")
        assert answer.status_code == 421, path
        assert "CNNVIZ_HOSTS" in answer.json()["trouble"]
    foreign = httpx.post(f"{app.url}/live/runs", headers={"Origin": "http://other.example.com"}, content=b"{}")
    assert foreign.status_code == 403

    async def opened() -> int:
        with pytest.raises(websockets.InvalidStatus) as refused:
            await websockets.connect(
                f"ws://{app.host}/_stcore/stream", additional_headers={"Host": strange["Host"]}, origin=None
            )
        return refused.value.response.status_code

    assert asyncio.run(opened()) in (400, 421)


def test_a_visitor_who_has_left_leaves_no_descriptors(app: Served) -> None:
    async def visited() -> None:
        pages = [await opening(app, {"X-Forwarded-For": "192.0.2.2"}) for _ in range(8)]
        for page in pages:
            await page.send(asking())
            await answered(page)
        assert app.process.num_fds() >= before + 8 * 3
        for page in pages:
            page.transport.abort()

    # Those of the tests before have left too.
    before = settled(app)
    asyncio.run(visited())
    awaited(lambda: app.process.num_fds() <= before + 2, 20)


def settled(app: Served) -> int:
    """How many descriptors are open once that changes no more."""
    last, same = -1, 0
    while same < 5:
        now = app.process.num_fds()
        last, same = now, same + 1 if now == last else 0
        time.sleep(0.4)
    return last
