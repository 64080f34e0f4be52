"""What a wrong answer gives away: with the sentence that answers it, and a case to open in which it fails."""

from dataclasses import dataclass

from cnnviz.course.scenes import Scene


@dataclass(frozen=True)
class Misconception:
    """What is believed, in a few words; the sentence that answers it; a case that shows it, and what to see there."""

    name: str
    answer: str
    case: Scene
    see: str
