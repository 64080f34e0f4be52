"""How the learners of a class get on: what they have answered, and who is stuck."""

from collections.abc import Sequence
from dataclasses import dataclass

from cnnviz.classroom.answered import Answered
from cnnviz.classroom.state import Sent

# Seconds without an answer to what all are asked, and questions in a row, or tries at one, that went wrong.
SILENT, WRONG = 60.0, 3
# What is given by who skips a question, in JSON.
SKIPPED = "null"


@dataclass(frozen=True)
class Going:
    """Questions answered, those of them that were right at the first try, and in a few words why somebody is stuck, ""
    where nobody is; whether they have answered what all are asked now."""

    answered: int = 0
    right: int = 0
    stuck: str = ""
    done: bool = False


def going(answers: Sequence[Answered], sent: Sent, round: int, now: float) -> Going:
    """How a learner gets on who gave these answers, in the order in which they came."""
    done = any(one.step == sent.step and one.round == round for one in answers)
    return Going(len(answers), sum(one.first for one in answers), _stuck(answers, sent, done, now), done)


def _stuck(answers: Sequence[Answered], sent: Sent, done: bool, now: float) -> str:
    last = answers[-1] if answers else None
    if last and not last.right and last.tries >= WRONG:
        return f"{last.tries} tries at one question"
    if len(answers) >= WRONG and not any(one.right for one in answers[-WRONG:]):
        skipped = any(one.given == SKIPPED for one in answers[-WRONG:])
        return f"{WRONG} wrong{' or skipped' if skipped else ''} in a row"
    if sent.step and not done and now - sent.at >= SILENT:
        minutes = int((now - sent.at) / 60)
        return f"no answer for {minutes} min"
    return ""
