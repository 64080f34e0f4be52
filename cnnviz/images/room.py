"""Memory to decode in: large pictures one at a time, and none that what is left of the memory does not hold."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from cnnviz import machine
from cnnviz.images.containers.container import UnusableError

# From so many pixels on a picture is large. Decoding one took 8 to 10 bytes a pixel, measured over formats and colours.
LARGE = 2_000_000
BYTES_A_PIXEL = 11
# Left for everything else, and seconds that a picture waits for those before it.
SPARE = 48 * 2**20
PATIENCE = 30.0

_one = threading.Lock()


@contextmanager
def taken(pixels: int) -> Iterator[None]:
    """Room to decode so many pixels. Raises UnusableError where there is none, or none in time."""
    if pixels < LARGE:
        yield
        return
    if not _one.acquire(timeout=PATIENCE):
        raise UnusableError("has to wait: other large pictures are being read. Try again in a minute.")
    try:
        if machine.free_memory() < pixels * BYTES_A_PIXEL + SPARE:
            raise UnusableError(
                f"has {pixels:,} pixels, and there is no memory left to read so many just now. "
                "Make it smaller, or try again later."
            )
        yield
    finally:
        _one.release()
