"""Keeping freed memory for the next batch."""

import ctypes
import sys

# Of glibc's malloc.h.
TRIM_THRESHOLD, MMAP_THRESHOLD = -1, -3
KEPT = 2**30  # bytes


def keep_freed_pages() -> bool:
    """Whether this process now keeps what it frees; only glibc can be told to.

    Every batch asks for the same few megabytes as the one before. Left alone, glibc gives them back to the system
    after each batch and gets them again zeroed, page by page: nearly half of the time of a small network.
    """
    if sys.platform != "linux":
        return False
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    return mallopt is not None and all([mallopt(TRIM_THRESHOLD, KEPT), mallopt(MMAP_THRESHOLD, KEPT)])
