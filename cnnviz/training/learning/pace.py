"""How much time a run spends on telling of itself."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Pace:
    """Seconds from one snapshot, which brings the scalars up to it, to the next; and for evaluations between the ends
    of epochs, the seconds from one to the next at least, and the share of the time that all of them may take. The first
    come closer together, until they have taken the seconds of `early` in all: then most is learned."""

    shown: float = 0.125
    evaluated: float = 0.25
    evaluating: float = 0.05
    early: float = 0.5


LIVE = Pace()
# Everything at every step.
WHOLE = Pace(0.0, 0.0, float("inf"))
# A snapshot at every step, and evaluations only where epochs end.
ENDS = Pace(0.0, float("inf"))
