"""What this machine has, or the container that this process is in if that is less: cores and memory.

A container is a control group of Linux, in a tree of them: of version 2, one tree, or of version 1, a tree for each
kind of thing. Every group above limits too.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import psutil

CONTROL, OWN = Path("/sys/fs/cgroup"), Path("/proc/self/cgroup")


def cores() -> int:
    """Cores this process may use: those it sees, but no more than its container is given time of."""
    seen = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min([seen, *_quotas()]))


def memory() -> int:
    """Bytes of memory, in use or not."""
    return min([int(psutil.virtual_memory().total), *(most for most, _ in _memories())])


def free_memory() -> int:
    """Bytes of memory that can still be used; what the system only keeps of files counts as free."""
    return min([int(psutil.virtual_memory().available), *(max(0, most - used) for most, used in _memories())])


def _quotas() -> Iterator[int]:
    """Whole cores that the time each group is given comes to."""
    for group in _groups(""):
        quota, _, period = _read(group / "cpu.max").partition(" ")
        yield from _share(quota, period)
    for group in _groups("cpu"):
        yield from _share(_read(group / "cpu.cfs_quota_us"), _read(group / "cpu.cfs_period_us"))


def _share(quota: str, period: str) -> Iterator[int]:
    if quota.isdecimal() and period.isdecimal() and int(period):
        yield int(quota) // int(period)


def _memories() -> Iterator[tuple[int, int]]:
    """Bytes that each group may use, and does use."""
    for group in _groups(""):
        mosts = [int(said) for name in ("memory.max", "memory.high") if (said := _read(group / name)).isdecimal()]
        if mosts:
            yield min(mosts), _used(group, "memory.current", "inactive_file")
    for group in _groups("memory"):
        # What is no limit is written as a number that no machine has.
        if (said := _read(group / "memory.limit_in_bytes")).isdecimal():
            yield int(said), _used(group, "memory.usage_in_bytes", "total_inactive_file")


def _used(group: Path, current: str, spare: str) -> int:
    """Bytes in use, without pages of files that would be given up first."""
    used = _read(group / current)
    counts = dict(line.split()[:2] for line in _read(group / "memory.stat").splitlines() if len(line.split()) == 2)
    return int(used or 0) - int(counts.get(spare, 0))


def _groups(kind: str) -> Iterator[Path]:
    """The folders of this process's groups, the nearest first; `kind` as in version 1, "" for version 2."""
    root = CONTROL / kind if kind else CONTROL
    within = Path("/")
    for line in _read(OWN).splitlines():
        number, kinds, path = (*line.split(":", 2), "", "")[:3]
        if (number == "0" and not kinds) if not kind else kind in kinds.split(","):
            within = Path(path)
    # A container sees its own group as the root of the tree, whatever that is called outside.
    for folder in (within, *within.parents):
        yield root / str(folder).lstrip("/")


def _read(file: Path) -> str:
    """What a file says; "" where there is none."""
    try:
        return file.read_text().strip()
    except (OSError, UnicodeDecodeError):
        return ""
