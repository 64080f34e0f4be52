"""Messages to components that many get alike: a class looks at what comes with the app."""

import threading
from collections.abc import Callable, Hashable

from cachetools import LRUCache, cached

# Of the pictures of one's own classes and of what decides about a photo half a megabyte, for each strength and step.
MESSAGES_BYTES = 16 * 2**20


@cached(
    LRUCache(MESSAGES_BYTES, getsizeof=lambda message: min(len(message), MESSAGES_BYTES)),
    key=lambda of, make: of,
    condition=threading.Condition(),
)
def message(of: tuple[Hashable, ...], make: Callable[[], bytes]) -> bytes:
    """What `make` draws: `of` tells what that depends on, and what for, from all else."""
    return make()
