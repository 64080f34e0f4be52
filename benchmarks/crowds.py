"""Every page with 50 people on it, each changing something once a second; and a class that opens one link at once.

    python -m benchmarks.crowds                     serve the app, all pages, then the class: four minutes
    python -m benchmarks.crowds kernel-lab pooling  these pages, then the class

Milliseconds from a request to the server's last word on it, the 95th of a hundred beside the median; and how long the
server's process computes for each change, the openings included: all visitors share its one interpreter, so that fifty
changes a second have 20 ms each.
"""

import asyncio
import gzip
import random
import re
import sys
import time
from urllib.request import Request, urlopen

from benchmarks import load, serving
from cnnviz.ui import catalogue

PEOPLE, SECONDS = 50, 8.0
CLASS, WITHIN = 30, 10.0
# Path -> what is in the link, and the widget that is moved; a page that is not here has nothing to set, or only
# what load cannot move.
MOVED = {
    "kernel-lab": ("", "Mode=nearest,mirror,reflect,wrap"),
    "one-dimension": ("", "Example"),
    "step-by-step": ("", "Map"),
    "edge-kernels": ("", "Picture=Steps,Squares,Text"),
    "padding-and-stride": ("", "Kernel"),
    "channels-and-filters": ("kernel1=random", "Map"),
    "pooling": ("", "Kernel"),
    "neuron": ("", "Picture"),
    "same-object": ("", "Kernel"),
    "square": ("", "For other sizes"),
    "find-your-kernel": ("", "Kernel"),
    "builder": ("", "Start from"),
    "architectures": ("", "Network"),
    "deeper": ("", "Layers"),
    "receptive-field": ("", "Start from"),
    "dense-and-convolutional": ("", "Stride"),
    "train": ("", "Epochs=1,2,3"),
    "compare": ("", "Epochs=1,2,3"),
    "data": ("", "Shift"),
    "activations": ("", "x"),
    "one-step": ("", "Learning rate"),
    "two-wheels": ("", "Pixels on a side"),
    "real-network": ("", "Numbers go in as"),
    "where-it-looked": ("", "Beside it"),
    "what-it-looks-for": ("way_model=recorded", "Layer"),
    "operate": ("", "Filter, 1 to 32"),
    "own-classes": ("", "L2 strength"),
}
# What is there only once all is known that a page opens with, where that is not the widget that is moved.
LAST = {"own-classes": "For and against"}
# Seconds in which the weights of the real network are taken out of their file, once after an installation.
CONVERTED = 90.0
FILES = re.compile(r'(?:src|href)="\./(static/[^"]+)"')


async def ready(url: str, page: str) -> None:
    """Waits until the widget that is moved is there, and the page's last. Raises TimeoutError."""
    query, widget = MOVED[page]
    awaited = LAST.get(page, widget.partition("=")[0])
    async with asyncio.timeout(CONVERTED):
        while True:
            async with load.Session(url, page, query) as session:
                await session.rerun()
                if any(one.label == awaited for one in session.widgets.values()):
                    return
            await asyncio.sleep(1)


def people(served: serving.Served, page: str) -> dict[str, object]:
    """What so many people on a page see, and milliseconds that the server computes for each change."""
    asyncio.run(ready(served.url, page))
    query, widget = MOVED[page]
    given = ["--url", served.url, "--page", page, "--query", query, "--widget", widget, "--seconds", str(SECONDS)]
    before = served.cpu()
    found = asyncio.run(load.crowd(PEOPLE, load.parsed(given)))
    return found | {"cpu_ms": round(1e3 * (served.cpu() - before) / max(1, int(str(found["requests"]))), 1)}


def fetched(url: str, path: str) -> bytes:
    """An answer as a browser on a plain network asks for it."""
    with urlopen(Request(f"{url}/{path}", headers={"Accept-Encoding": "gzip"})) as answer:
        body: bytes = answer.read()
        return body


def unpacked(body: bytes) -> str:
    """A page's text, sent compressed or not."""
    return (gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body).decode()


def scripts(url: str, page: str) -> int:
    """Bytes of Streamlit's page and all that it names at once."""
    index = unpacked(fetched(url, page))
    return sum(len(fetched(url, one)) for one in FILES.findall(index))


async def arrival(url: str, page: str, number: int) -> float:
    """Seconds from a first look at a link, somewhen within the time, to the page's last word."""
    await asyncio.sleep(random.Random(number).random() * WITHIN)
    started = time.perf_counter()
    await asyncio.to_thread(scripts, url, page)
    async with load.Session(url, page, MOVED[page][0]) as session:
        await session.rerun()
    return time.perf_counter() - started


async def arrivals(url: str, page: str) -> list[float]:
    """A class that opens a link."""
    return await asyncio.gather(*(arrival(url, page, number) for number in range(CLASS)))


def main(wanted: list[str]) -> None:
    """Print both tables."""
    with serving.served() as served:
        print(f"\n{PEOPLE} people, a change a second, ms      median     p95   opened   CPU a change")
        for entry in (one for entries in catalogue.SECTIONS.values() for one in entries):
            if entry.path in (wanted or MOVED):
                found = people(served, entry.path)
                numbers = (f"{found[key]!s:>8}" for key in ("p50_ms", "p95_ms", "opened_p95_ms", "cpu_ms"))
                print(f"{entry.path:36}", *numbers, *found["errors"], flush=True)  # type: ignore[misc]
    with serving.app() as url:
        last = max(asyncio.run(arrivals(url, "kernel-lab")))
        print(f"A class of {CLASS} opening one link within {WITHIN:.0f} s of a start: the last has it in {last:.1f} s")


if __name__ == "__main__":
    main(sys.argv[1:])
