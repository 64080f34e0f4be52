"""Where a run stands in its life, from the queue to its end."""

from dataclasses import dataclass
from enum import StrEnum


class RunStatus(StrEnum):
    """One of these at a time: it waits, is under way, or is over."""

    QUEUED = "queued"
    STARTING = "starting"
    RUNNING = "running"
    PAUSED = "paused"
    FINISHED = "finished"
    STOPPED = "stopped"
    FAILED = "failed"
    INTERRUPTED = "interrupted"
    DIVERGED = "diverged"


ACTIVE = (RunStatus.STARTING, RunStatus.RUNNING, RunStatus.PAUSED)
ENDED = (
    RunStatus.FINISHED,
    RunStatus.STOPPED,
    RunStatus.FAILED,
    RunStatus.INTERRUPTED,
    RunStatus.DIVERGED,
)
RESUMABLE = (RunStatus.STOPPED, RunStatus.FAILED, RunStatus.INTERRUPTED)


# How the reason of a run begins that was loaded from its own file.
LOADED = "Loaded from a file."


@dataclass(frozen=True)
class Ending:
    """How a run ended: one of ENDED, and a sentence for the learner."""

    status: RunStatus
    reason: str
