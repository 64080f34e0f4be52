"""An answer of a learner as it is counted, whatever table it lies in."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Answered:
    """What the learner with this number first gave to a step's question in a round, in JSON, by which draw; whether it
    was right, and what is believed by whom it was not; the tries, whether it is right by now, and when it came, in Unix
    seconds."""

    learner: int
    step: str
    round: int
    given: str
    first: bool
    misconception: str = ""
    draw: int = 0
    tries: int = 1
    right: bool = False
    at: float = 0.0
