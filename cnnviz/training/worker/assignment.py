"""What a worker process is given on its standard input, and what its exit code says: all that the two sides share."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Place(StrEnum):
    """Where a worker is: on the app's machine, or on a cluster."""

    HERE = "here"
    CLUSTER = "cluster"


class Exit(IntEnum):
    """Why a worker process ends: it is done, its run is another's, or the store has no room for its last word."""

    DONE = 0
    LOST = 3
    FULL = 4


@dataclass(frozen=True)
class Assignment:
    """Which run to train: its number, the ticket of this dispatch, the worker's own name, and where it is."""

    run: int
    ticket: str
    worker: str
    place: Place = Place.HERE

    def line(self) -> bytes:
        """As it is written to standard input."""
        return f"{self.run} {self.ticket} {self.worker} {self.place}\n".encode()


def parsed(line: str) -> Assignment:
    """The assignment of a line. Raises ValueError for another line."""
    run, ticket, worker, place = line.split()
    return Assignment(int(run), ticket, worker, Place(place))
