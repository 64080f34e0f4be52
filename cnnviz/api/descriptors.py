"""Every visitor holds a connection, and a connection is an open file: 1,024 of them, as is usual, are soon used up."""

import sys

from cnnviz import limits


def raise_limit() -> None:
    """Allow as many open files as the machine lets this process have, up to a cap."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = limits.DESCRIPTORS if hard == resource.RLIM_INFINITY else min(hard, limits.DESCRIPTORS)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
