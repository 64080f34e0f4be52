"""What a worker process may take of this machine or container, and how many of them it holds."""

import contextlib
import os
import sys
from pathlib import Path

from cnnviz import limits, machine

NICE = 5
# Of 1000, what a run adds to its share of the memory when the system chooses what to kill.
OOM, OOM_FIRST = Path("/proc/self/oom_score_adj"), 700
MOST_SLOTS = 16
# A usual run: torch, data and a small network.
RUN_BYTES = 2**30 // 2
# torch and its libraries before they have learned anything; address space that is never touched counts too.
LIBRARIES_BYTES = 2 * 2**30


def slots() -> int:
    """Runs at once on this machine: TRAIN_SLOTS, or one for every two cores, but two at least; as the memory
    allows that the app leaves."""
    return limits.TRAIN_SLOTS or max(1, min(max(2, machine.cores() // 2), _left_by_app() // RUN_BYTES, MOST_SLOTS))


def threads() -> int:
    """Threads of each of them."""
    return max(1, machine.cores() // slots())


def most_memory() -> int:
    """Bytes that one run may take: TRAIN_MEMORY, or its share of what the app leaves where it trains beside it."""
    if os.environ.get("CNNVIZ_SCHEDULER"):
        return limits.TRAIN_MEMORY
    return min(limits.TRAIN_MEMORY, max(RUN_BYTES, _left_by_app() // slots()))


def has_room_for_spare() -> bool:
    """Whether a process with torch loaded may wait beside the runs."""
    return _left_by_app() >= (slots() + 1) * RUN_BYTES


def _left_by_app() -> int:
    return machine.memory() - limits.APP_BYTES


def environment() -> dict[str, str]:
    """What a worker must know before it loads torch. Threads that wait actively make a busy machine 10 × slower."""
    count = str(threads())
    alone = {"OMP_NUM_THREADS": count, "MKL_NUM_THREADS": count, "OPENBLAS_NUM_THREADS": count}
    return {**os.environ, **alone, "OMP_WAIT_POLICY": "PASSIVE", "PYTHONUNBUFFERED": "1"}


def has_cuda() -> bool:
    """Whether this machine has an NVIDIA device: asked without torch."""
    return Path("/dev/nvidiactl").exists()


def settle() -> None:
    """Give way to the app, also where memory ends; leave no core dump, and take no more memory than one run may."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415

    os.nice(NICE)
    # Where the system has to kill something, a run goes, which can be resumed, and not the app.
    with contextlib.suppress(OSError):
        OOM.write_text(str(max(OOM_FIRST, int(OOM.read_text()))))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # CUDA reserves address space for all of the device's memory; there only what is used is watched, from outside.
    if sys.platform == "linux" and not has_cuda():
        most, (_, hard) = most_memory() + LIBRARIES_BYTES, resource.getrlimit(resource.RLIMIT_DATA)
        resource.setrlimit(resource.RLIMIT_DATA, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
