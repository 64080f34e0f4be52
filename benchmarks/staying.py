"""Memory and descriptors of a server whose visitors come, look at pages, change things and go, minute by minute.

    python -m benchmarks.staying [MINUTES]

At the end all have left: then descriptors go back to what they were before the first. Proportional memory (PSS) of the
server and its workers.
"""

import asyncio
import json
import os
import sys
import time
from contextlib import suppress
from urllib.parse import urlsplit

import psutil

from benchmarks import attacks, load, serving

VISITORS = 10
# Page, and a widget of it with what it is set to.
PAGES = (
    ("kernel-lab", "Mode", ("nearest", "mirror", "reflect", "wrap"), "side=256"),
    ("kernel-lab", "Mode", ("nearest", "wrap"), "side=512&colour=rgb"),
    ("pooling", "", (), ""),
    ("feature-maps", "", (), ""),
    ("architectures", "", (), ""),
    ("train", "", (), ""),
)
# Seconds that a visitor stays on a page; every third page is left by closing it.
STAY = 20.0


async def visit(url: str, number: int, until: float) -> None:
    """Look at one page after the other."""
    for turn in range(number, 10**6):
        if time.monotonic() > until:
            return
        name, widget, values, query = PAGES[turn % len(PAGES)]
        with suppress(Exception):
            async with attacks.Page(url, {"X-Forwarded-For": f"198.51.100.{number + 1}"}, name, query) as page:
                await page.rerun()
                await _stay(page, widget, values, min(until, time.monotonic() + STAY))


async def _stay(page: load.Session, widget: str, values: tuple[str, ...], until: float) -> None:
    turn = 0
    while time.monotonic() < until:
        turn += 1
        if values:
            await page.move(widget, values[turn % len(values)])
        else:
            await page.rerun()
        await asyncio.sleep(1.5)


def told(process: psutil.Process, began: float) -> dict[str, float]:
    """What the server holds now."""
    family = [process, *process.children(recursive=True)]
    return {
        "minute": round((time.monotonic() - began) / 60, 1),
        "server_mb": round(process.memory_info().rss / 2**20),
        "all_pss_mb": round(sum(one.memory_full_info().pss for one in family) / 2**20),
        "descriptors": process.num_fds(),
        "threads": process.num_threads(),
    }


async def watched(url: str, process: psutil.Process, minutes: float) -> None:
    """Print a line for every half minute, and three after all have left."""
    began = time.monotonic()
    print(json.dumps(told(process, began)), flush=True)
    visits = [asyncio.create_task(visit(url, number, began + 60 * minutes)) for number in range(VISITORS)]
    while not all(one.done() for one in visits):
        await asyncio.sleep(30)
        print(json.dumps(told(process, began)), flush=True)
    for _ in range(4):
        await asyncio.sleep(30)
        print(json.dumps({**told(process, began), "visitors": 0}), flush=True)


def main() -> None:
    """Against a server of its own."""
    minutes = float(sys.argv[1]) if sys.argv[1:] else 16.0
    with serving.app() as url:
        port = str(urlsplit(url).port)
        process = next(one for one in psutil.Process(os.getpid()).children() if port in " ".join(one.cmdline()))
        asyncio.run(watched(url, process, minutes))


if __name__ == "__main__":
    main()
