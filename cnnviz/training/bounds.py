"""What a worker process may take of this machine or container, and how many of them it holds."""

import os
import sys
from pathlib import Path

import psutil

from cnnviz import limits

NICE = 5
MOST_SLOTS = 16
# A usual run: torch, data and a small network.
RUN_BYTES = 2**30 // 2
CONTROL = Path("/sys/fs/cgroup")
# torch and its libraries before they have learned anything; address space that is never touched counts too.
LIBRARIES_BYTES = 2 * 2**30


def slots() -> int:
    """Runs at once on this machine: TRAIN_SLOTS, or one for every two cores, but two at least; as memory allows."""
    return limits.TRAIN_SLOTS or max(1, min(max(2, cores() // 2), memory() // RUN_BYTES, MOST_SLOTS))


def threads() -> int:
    """Threads of each of them."""
    return max(1, cores() // slots())


def cores() -> int:
    """Cores this process may use: those it sees, but no more than its container is given time of."""
    seen = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    quota, _, period = _control("cpu.max").partition(" ")
    return max(1, min(seen, int(quota) // int(period))) if quota.isdecimal() and period.isdecimal() else seen


def memory() -> int:
    """Bytes of memory of this machine, or of its container if that is less."""
    total, most = int(psutil.virtual_memory().total), _control("memory.max")
    return min(total, int(most)) if most.isdecimal() else total


def has_room_for_spare() -> bool:
    """Whether a process with torch loaded may wait beside the runs."""
    return memory() >= (slots() + 2) * RUN_BYTES


def _control(name: str) -> str:
    """A limit of the container, as Linux's control groups say it; "" where there is none."""
    try:
        return (CONTROL / name).read_text().strip()
    except OSError:
        return ""


def environment() -> dict[str, str]:
    """What a worker must know before it loads torch. Threads that wait actively make a busy machine 10 × slower."""
    count = str(threads())
    alone = {"OMP_NUM_THREADS": count, "MKL_NUM_THREADS": count, "OPENBLAS_NUM_THREADS": count}
    return {**os.environ, **alone, "OMP_WAIT_POLICY": "PASSIVE", "PYTHONUNBUFFERED": "1"}


def has_cuda() -> bool:
    """Whether this machine has an NVIDIA device: asked without torch."""
    return Path("/dev/nvidiactl").exists()


def settle() -> None:
    """Give way to the app, leave no core dump, and take no more memory than one run may."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415

    os.nice(NICE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # CUDA reserves address space for all of the device's memory; there only what is used is watched, from outside.
    if sys.platform == "linux" and not has_cuda():
        most, (_, hard) = limits.TRAIN_MEMORY + LIBRARIES_BYTES, resource.getrlimit(resource.RLIMIT_DATA)
        resource.setrlimit(resource.RLIMIT_DATA, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
