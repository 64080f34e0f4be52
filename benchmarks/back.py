"""A server that is killed with a class on its page: seconds from the kill to the last learner's page, drawn again.

    python -m benchmarks.back                       the pages below, 30 learners on each
    python -m benchmarks.back kernel-lab pooling    these

The next server starts at once, as under a supervisor. Learners ask for it as their pages do (`access/returning.mjs`),
come back as new sessions with what they had set, and have it all drawn.
"""

import asyncio
import random
import sys
import time

import websockets

from benchmarks import crowds, load, serving

LEARNERS, WITHIN = 30, 5.0
PAGES = ("one-dimension", "kernel-lab", "pooling", "builder", "real-network", "train")
# Seconds between two questions of a page whose server is gone: from the shortest to the longest.
PAUSES = (0.5, 0.8)


async def drawn(url: str, page: str, number: int) -> load.Session:
    """A learner who has set something, and stays."""
    query, widget = crowds.MOVED[page]
    session = await load.Session(url, page, query).__aenter__()
    await session.rerun()
    label, _, said = widget.partition("=")
    values = said.split(",") if said else session.offered(label)
    await session.move(label, values[number % len(values)])
    return session


async def again(session: load.Session, number: int) -> float:
    """Asks until a server answers, then has the page drawn; when it was, on this process's clock."""
    pause = random.Random(number).uniform(*PAUSES)
    while True:
        try:
            await session.__aenter__()
            await session.rerun()
            return time.perf_counter()
        except (OSError, websockets.WebSocketException):
            await asyncio.sleep(pause)


async def returned(page: str, served: serving.Served) -> tuple[float, float]:
    """Seconds until the first and the last of a page's learners are back."""
    await crowds.ready(served.url, page)
    sessions = await asyncio.gather(*(drawn(served.url, page, number) for number in range(LEARNERS)))
    killed = time.perf_counter()
    served.kill()
    # Of a server that does not start no learner hears anything: it is the start that ends the waiting.
    returning = asyncio.gather(*(again(one, number) for number, one in enumerate(sessions)))
    _, moments = await asyncio.gather(asyncio.to_thread(served.start), returning)
    for one in sessions:
        await one.socket.close()
    return min(moments) - killed, max(moments) - killed


def main(wanted: list[str]) -> None:
    """Print the table."""
    print(f"\n{LEARNERS} learners whose server is killed: back within {WITHIN:.0f} s?   first    last, s")
    for page in wanted or PAGES:
        with serving.served() as one:
            first, last = asyncio.run(returned(page, one))
        print(f"{page:52}{first:8.1f}{last:8.1f}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
