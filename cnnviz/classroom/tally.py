"""What the answers of a class to one question come to: a bar for each, and what is believed behind the wrong ones."""

import functools
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from cnnviz.classroom import steps
from cnnviz.classroom.answered import Answered
from cnnviz.course import misconceptions, questions
from cnnviz.course.exercises.exercise import PREFIX
from cnnviz.course.questions import Choice

# Bars of one question; what is answered more rarely is one bar together.
BARS = 10
RIGHT, ANOTHER, SKIPPED = "Right", "Another answer", "Skipped"


@dataclass(frozen=True)
class Bar:
    """An answer, how many gave it, whether it is right, and the name of the misconception that it is, "" for none."""

    label: str
    count: int
    right: bool = False
    misconception: str = ""


@dataclass(frozen=True)
class Tally:
    """A question and its bars. `mixed` claims that learners had different numbers, so that only what an answer is, and
    not the answer itself, can be counted."""

    step: str
    title: str
    ask: str
    round: int
    count: int
    bars: tuple[Bar, ...]
    mixed: bool = False


def tallies(answers: Sequence[Answered], most: int = 40) -> list[Tally]:
    """Of so many questions the latest round, the question that was begun last first."""
    latest: dict[str, int] = {}
    for one in answers:
        latest[one.step] = max(one.round, latest.get(one.step, 0))
    begun: dict[str, list[Answered]] = {}
    for one in answers:
        if one.round == latest[one.step]:
            begun.setdefault(one.step, []).append(one)
    return [tally(name, latest[name], given) for name, given in list(reversed(begun.items()))[:most]]


def tally(name: str, round: int, answers: Sequence[Answered]) -> Tally:
    """The answers to the question of the step of that name, in one round."""
    found = steps.find(name)
    question = found.step.question if found else None
    mixed = _differ(name, answers)
    bars = _kinds(answers) if mixed else _bars(name, answers)
    return Tally(name, steps.title(name), question.ask if question else "", round, len(answers), bars, mixed)


def _differ(name: str, answers: Sequence[Answered]) -> bool:
    """Whether what was asked differs from learner to learner: other numbers, maps under other letters, or a choice of
    which another answer is right."""
    found = steps.find(name)
    if found is None:
        return False
    draws = {one.draw for one in answers}
    if isinstance(found.step.question, Choice):
        return len(draws) > 1 and len({_key(name, draw % len(found.step.scenes)) for draw in draws}) > 1
    if isinstance(found.step.question, questions.Which):
        return len(draws) > 1
    return len({draw % len(found.step.scenes) for draw in draws}) > 1


def _bars(name: str, answers: Sequence[Answered]) -> tuple[Bar, ...]:
    """A bar for each answer that was given, those of a choice in its order, all others the most frequent first."""
    counts, samples = Counter(one.given for one in answers), {one.given: one for one in answers}
    order = [*dict.fromkeys((*_offered(name), *[given for given, _ in counts.most_common()]))]
    shown, rest = order[:BARS], order[BARS:]
    bars = [_bar(name, given, counts[given], samples.get(given), answers) for given in shown]
    if rest:
        bars.append(Bar(f"{len(rest)} other answers", sum(counts[given] for given in rest)))
    return tuple(bars)


def _offered(name: str) -> list[str]:
    """The answers of a choice, in JSON; of any other question none."""
    found = steps.find(name)
    options = found.step.question.options if found and isinstance(found.step.question, Choice) else {}
    return [json.dumps(option) for option in options]


def _bar(name: str, given: str, count: int, sample: Answered | None, answers: Sequence[Answered]) -> Bar:
    draw = (sample or answers[0]).draw if answers else 0
    label = steps.in_words(name, given, draw)
    right = sample.first if sample else _is_right(name, given, draw)
    return Bar(label, count, right, _named(sample.misconception) if sample and not right else "")


def _is_right(name: str, given: str, draw: int) -> bool:
    """Whether an answer that nobody gave is the right one."""
    found = steps.find(name)
    if not found or not isinstance(found.step.question, Choice):
        return False
    return _key(name, draw % len(found.step.scenes)) == given


def _key(name: str, scene: int) -> str:
    """The right answer of a choice, in JSON."""
    # An exercise can go away, a lesson's key stays: some take a network's gradients, and the board asks twice a second.
    return (_computed if name.startswith(PREFIX) else _remembered)(name, scene)


def _computed(name: str, scene: int) -> str:
    found = steps.find(name)
    question = found.step.question if found else None
    if not found or not isinstance(question, Choice):
        return ""
    return json.dumps(questions.right_answer(question, found.step.scene(scene)))


_remembered = functools.lru_cache(512)(_computed)


def _kinds(answers: Sequence[Answered]) -> tuple[Bar, ...]:
    """How many are right, and of the others how many by which misconception."""
    right = sum(one.first for one in answers)
    wrong = [one for one in answers if not one.first and json.loads(one.given) is not None]
    named = Counter(_named(one.misconception) for one in wrong)
    bars = [Bar(RIGHT, right, right=True)]
    bars += [Bar(name, count, misconception=name) for name, count in named.most_common() if name]
    bars += [Bar(ANOTHER, named[""])] if named[""] else []
    skipped = len(answers) - right - len(wrong)
    return tuple(bars + ([Bar(SKIPPED, skipped)] if skipped else []))


def _named(misconception: str) -> str:
    known = misconceptions.MISCONCEPTIONS.get(misconception)
    return known.name if known else ""
