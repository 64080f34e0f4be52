"""Gives back the memory of visitors who have left, which neither Python nor the C library does by itself.

What held it, measured with ten visitors who come and go for a quarter of an hour: sessions that Streamlit only lets go
when another visitor leaves, each with an event loop of three descriptors; cycles of Python's, since no full collection
runs after every rerun; and free memory that glibc keeps in one arena for each of the many threads.
"""

import asyncio
import ctypes
import gc
import sys
from collections.abc import Callable

from cnnviz import limits

# glibc's numbers of mallopt's settings.
MMAP_THRESHOLD, ARENA_MAX = -3, -8
# Bytes from which an allocation has pages of its own, which go back when it is freed.
LARGE = 2**20
ARENAS = 2


def settle() -> None:
    """Before there are threads: few arenas, and large arrays apart."""
    if libc := _libc():
        libc.mallopt(ARENA_MAX, ARENAS)
        libc.mallopt(MMAP_THRESHOLD, LARGE)


def tidy(expire: Callable[[], None]) -> None:
    """Let go of what nobody holds; `expire` forgets sessions whose time is over."""
    expire()
    gc.collect()
    if libc := _libc():
        libc.malloc_trim(0)


def keep_loaded() -> None:
    """What was imported so far stays: it need not be looked through each time, 45 ms for which nobody is answered."""
    gc.collect()
    gc.freeze()


async def keep_tidy(expire: Callable[[], None]) -> None:
    """Tidy again and again, until cancelled."""
    keep_loaded()
    while True:
        await asyncio.sleep(limits.TIDY_SECONDS)
        tidy(expire)


def _libc() -> ctypes.CDLL | None:
    """The C library, where it is one with these calls."""
    if sys.platform != "linux":
        return None
    found = ctypes.CDLL(None)
    return found if hasattr(found, "mallopt") and hasattr(found, "malloc_trim") else None
