"""One against all: how long a neighbour waits, and how the server grows, while somebody takes what they can.

    python -m benchmarks.attacks [NAME …]

The attacker has an address of its own, the neighbour another, as a proxy on this machine would say.
"""

import asyncio
import itertools
import json
import os
import socket
import sys
import time
import urllib.request
from collections.abc import Callable, Coroutine
from contextlib import suppress
from urllib.parse import urlsplit

import psutil
import websockets

from benchmarks import load, serving

MB = 2**20
ATTACKER, NEIGHBOUR = {"X-Forwarded-For": "203.0.113.7"}, {"X-Forwarded-For": "198.51.100.9"}
MODES = ("nearest", "mirror", "reflect", "wrap")
LARGE = "side=1024&colour=rgb"


class Page(load.Session):
    """A page open under an address."""

    def __init__(self, url: str, headers: dict[str, str], page: str = "kernel-lab", query: str = "") -> None:
        super().__init__(url, page, query, headers=headers)


async def changes(url: str) -> None:
    """500 changes a second from one socket, for five seconds."""
    async with Page(url, ATTACKER) as page:
        await page.rerun()
        reading = asyncio.create_task(_read(page))
        until = time.perf_counter() + 5
        with suppress(TimeoutError):
            async with asyncio.timeout(6):
                for turn in itertools.count():
                    if time.perf_counter() > until:
                        break
                    await page.socket.send(page.asking(page.put("Mode", MODES[turn % 4])))
                    await asyncio.sleep(0.002)
        reading.cancel()


async def _read(page: Page) -> None:
    async for _ in page.socket:
        pass


async def bodies(url: str) -> None:
    """300 bodies of 2 MB that never end."""
    parts = urlsplit(url)
    head = (
        f"POST /live/runs HTTP/1.1\r\nHost: {parts.netloc}\r\nContent-Type: application/json\r\n"
        f"X-Forwarded-For: {ATTACKER['X-Forwarded-For']}\r\nContent-Length: {2 * MB}\r\n\r\n"
    ).encode()

    async def one() -> asyncio.StreamWriter:
        _, writer = await asyncio.open_connection(parts.hostname, parts.port)
        writer.write(head + b" " * (2 * MB - 1000))
        with suppress(TimeoutError, OSError):
            async with asyncio.timeout(4):
                await writer.drain()
        return writer

    writers = await asyncio.gather(*(one() for _ in range(300)))
    await asyncio.sleep(1)
    for writer in writers:
        writer.transport.abort()


async def uploads(url: str) -> None:
    """40 files of 19 MB into one session."""
    async with Page(url, ATTACKER) as page:
        await page.rerun()
        with urllib.request.urlopen(url + "/_stcore/host-config") as _:
            pass
        token = "2|00000000|00000000000000000000000000000000|1700000000"
        edge = "edge"
        body = (
            f'--{edge}\r\nContent-Disposition: form-data; name="f"; filename="a.png"\r\n\r\n'.encode()
            + bytes(19 * MB)
            + f"\r\n--{edge}--\r\n".encode()
        )

        def put(number: int) -> int:
            asked = urllib.request.Request(
                f"{url}/_stcore/upload_file/{page.session}/{number}",
                body,
                {
                    "Content-Type": f"multipart/form-data; boundary={edge}",
                    "X-Xsrftoken": token,
                    "Cookie": f"_streamlit_xsrf={token}",
                    **ATTACKER,
                },
                method="PUT",
            )
            try:
                with urllib.request.urlopen(asked, timeout=30) as answer:
                    return int(answer.status)
            except urllib.error.HTTPError as refused:
                return refused.code
            except OSError:
                return 0

        said = [await asyncio.to_thread(put, number) for number in range(40)]
        print("   ", {status: said.count(status) for status in set(said)})


async def messages(url: str) -> None:
    """6 messages of 150 MB."""

    async def one() -> None:
        with suppress(websockets.ConnectionClosed, TimeoutError):
            async with Page(url, ATTACKER) as page, asyncio.timeout(10):
                await page.socket.send(bytes(150 * MB))
                await page.socket.recv()

    await asyncio.gather(*(one() for _ in range(6)))


async def unread(url: str) -> None:
    """4 sockets that ask for large answers and read none."""
    parts = urlsplit(url)

    async def one() -> None:
        async with Page(url, ATTACKER, query=LARGE) as page:
            await page.rerun()
            transport = page.socket.transport
            transport.pause_reading()
            transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            for number in range(200):
                page.query = f"side={1024 - number % 8 * 128 or 1024}&colour=rgb&x={number}"
                with suppress(TimeoutError, OSError, websockets.ConnectionClosed):
                    async with asyncio.timeout(0.05):
                        await page.socket.send(page.asking())
                await asyncio.sleep(0.03)
            await asyncio.sleep(2)
            transport.abort()

    assert parts.port
    await asyncio.gather(*(one() for _ in range(4)))


async def sessions(url: str) -> None:
    """200 pages at once."""

    async def one() -> str:
        try:
            async with Page(url, ATTACKER) as page:
                await page.rerun()
                await asyncio.sleep(1)
                return ""
        except Exception as why:
            return type(why).__name__

    said = await asyncio.gather(*(one() for _ in range(200)))
    print("    failed:", sum(map(bool, said)), sorted(set(said) - {""}))


ATTACKS: dict[str, Callable[[str], Coroutine[None, None, None]]] = {
    one.__name__: one for one in (changes, bodies, uploads, messages, unread, sessions)
}


async def neighbour(url: str, waits: list[float], errors: list[str]) -> None:
    """A change a second."""
    while True:
        try:
            async with Page(url, NEIGHBOUR) as page:
                await page.rerun()
                for turn in range(1000):
                    await asyncio.sleep(0.5)
                    started = time.perf_counter()
                    waits.append(0.0)
                    counting = asyncio.create_task(_counted(waits, started))
                    try:
                        await page.move("Mode", MODES[turn % 4])
                    finally:
                        counting.cancel()
        except Exception as why:
            errors.append(repr(why)[:100])
            await asyncio.sleep(0.2)


async def _counted(waits: list[float], started: float) -> None:
    while True:
        waits[-1] = time.perf_counter() - started
        await asyncio.sleep(0.01)


async def measured(name: str, url: str, process: psutil.Process) -> dict[str, object]:
    """The attack, with a neighbour beside it."""
    waits: list[float] = []
    errors: list[str] = []
    beside = asyncio.create_task(neighbour(url, waits, errors))
    while len(waits) < 5:
        await asyncio.sleep(0.1)
    usual, before, most = max(waits), process.memory_info().rss, 0
    waits.clear()
    attack = asyncio.create_task(ATTACKS[name](url))
    started = time.perf_counter()
    while not attack.done() and time.perf_counter() - started < 90:
        most = max(most, process.memory_info().rss)
        await asyncio.sleep(0.1)
    await asyncio.sleep(1)
    attack.cancel()
    with suppress(asyncio.CancelledError):
        await attack
    beside.cancel()
    return {
        "attack": name,
        "usual_s": round(usual, 2),
        "neighbour_s": round(max(waits, default=0), 2),
        "grew_mb": round((most - before) / MB),
        "errors": errors[:2],
        "seconds": round(time.perf_counter() - started),
    }


def main() -> None:
    """One line of JSON for each attack, each on a fresh server."""
    for name in sys.argv[1:] or ATTACKS:
        with serving.app() as url:
            port = urlsplit(url).port
            process = next(
                one for one in psutil.Process(os.getpid()).children() if str(port) in " ".join(one.cmdline())
            )
            print(json.dumps(asyncio.run(measured(name, url, process))), flush=True)


if __name__ == "__main__":
    main()
