"""A run's exam in words and pictures: what the sealed test set is, how it went, and what a wrong answer lies near."""

from collections.abc import Sequence

import numpy as np

from cnnviz import numbers
from cnnviz.figures.draw import tiles
from cnnviz.figures.way import views
from cnnviz.images import picture
from cnnviz.inspect.exam import near
from cnnviz.inspect.exam.near import Near
from cnnviz.inspect.exam.paper import Paper
from cnnviz.inspect.exam.seals import Opened

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WHY = (
    "Curves and matrix above are of training and validation pictures: you look at those while you choose settings, so "
    "they cannot be the test. Who chooses by test pictures learns from them: they become training data."
)
NONE = "These data have no pictures to test on: there are too few."
UNFINISHED = "This run has not learned to its end, so no test was taken. Let it go on to the end, or train another one."
LEARNING = "The test is taken once the run has learned to its end. Then you can open it here."
# What a learner may take for the reason, by its id.
REASONS = {
    near.LIKE: "It is like training pictures of that class",
    near.STRANGE: "It is like nothing it has learned from",
    near.BETWEEN: "It lies between the two classes",
}
NEAREST = {"truth": "Of its true class", "taken": "Of the class that it was taken for", "other": "Of another class"}
CAUTION = (
    "Near in what the last layer reads is what this network finds alike. It shows what the answer goes together with; "
    "that a neighbour caused it, it does not."
)


def sealed(count: int, runs: int) -> str:
    """What lies sealed, for so many runs."""
    which = "this run has" if runs == 1 else "these runs have"
    return (
        f"**{count:,} test pictures are put aside.** No picture that {which} learned from or was tuned on is among "
        f"them. {WHY}"
    )


ONCE = "Once for this run: it stays open, and the opening is counted in this browser."


def before(opened: Opened, more: int) -> str:
    """How often this test set was opened so far, and what the next opening is."""
    count = len(opened.runs)
    looks = "This is one look" if more == 1 else f"These are {more} looks"
    if not count:
        return f"{looks}. It was never opened in this browser."
    times = "once" if count == 1 else f"{count} times"
    return f"Opened {times} since {day(opened.since)}, for other runs. {looks} more."


def result(name: str, paper: Paper) -> str:
    """How the exam of a run went; `name` is "" where there is one run."""
    whose = f"{name}: " if name else ""
    checked = (
        "" if paper.validation is None else f" Of the validation pictures it had {views.percent(paper.validation)}."
    )
    return (
        f"{whose}**{views.percent(paper.accuracy)}** of the test pictures right: {paper.right:,} of "
        f"{len(paper.labels):,}.{checked}"
    )


def counted(opened: Opened, run: str) -> str:
    """How often this test set was opened, and what that makes of this look."""
    look, count = opened.look(run), len(opened.runs)
    since = day(opened.since)
    if count == 1:
        return f"**Opened once, on {since}.** The first look is a test. Every further one counts, in this browser."
    first = f"**Opened {count} times since {since}.** "
    if look == 1:
        return f"{first}This run was the first look: a test. The {ordinal(count)} look is none any more: {LOST}"
    return f"{first}This run was the {ordinal(look)} look, and that is no longer a test: {LOST}"


LOST = "whoever has seen one figure and trains again chooses by it, and what settings are chosen by is training data."


def day(iso: str) -> str:
    """A day as people write it; as it stands where it is none."""
    year, _, rest = iso.partition("-")
    month, _, date = rest.partition("-")
    if not (year.isdigit() and month.isdigit() and date.isdigit() and 1 <= int(month) <= 12):
        return iso
    return f"{int(date)} {MONTHS[int(month) - 1]} {year}"


def ordinal(number: int) -> str:
    """1st, 2nd, third and so on as words up to ten."""
    known = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
    if number <= len(known):
        return known[number - 1]
    ending = "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def asked(pixels: np.ndarray, truth: str, place: int) -> tuple[tiles.Section, ...]:
    """The picture uint8 (c h w) that was answered wrongly."""
    facts = (f"test picture {place + 1:,}",)
    return (tiles.Section("", "", (tiles.Picture(truth, picture.colours(pixels), facts=facts),), small=True),)


def neighbours(
    found: Near, pixels: np.ndarray, pictures: np.ndarray, names: Sequence[str], named: bool
) -> tuple[tiles.Section, ...]:
    """The picture (c h w), and beside it its nearest training pictures (n c h w), `named` by class or not yet."""
    own = tiles.Picture(f"In truth: {names[found.truth]}", picture.colours(pixels), facts=("the test picture",))
    others = tuple(
        tiles.Picture(
            names[label] if named else f"Neighbour {at}",
            picture.colours(one),
            facts=(f"no. {place + 1:,}", f"distance {numbers.text(_short(distance))}"),
        )
        for at, (label, one, place, distance) in enumerate(
            zip(found.labels.tolist(), pictures, found.places, found.distances.tolist(), strict=True), start=1
        )
    )
    said = "The nearest first, by what the last layer reads of them."
    return (tiles.Section("Nearest training pictures", said, (own, *others), small=True),)


def shown(found: Near, names: Sequence[str], confidence: float) -> str:
    """What it was taken for, and how sure the network was."""
    return (
        f"In truth **{names[found.truth]}**, taken for **{names[found.taken]}**, with a share of "
        f"{views.percent(confidence)}."
    )


def guessed(found: Near, names: Sequence[str], guess: int) -> str:
    """The guess beside it."""
    return "You guessed that." if guess == found.taken else f"You guessed {names[guess]}."


def explained(found: Near, reason: str, first: str, searched: int, names: Sequence[str]) -> str:
    """Whether the reason holds, by the neighbours, and the numbers that say so."""
    right = "Right" if first == found.first else f"The nearest is {NEAREST[found.first].lower()}"
    count, distance = len(found.labels), _short(float(found.distances[0]))
    where = (
        f"{right}. Of the {count} nearest of {searched:,} training pictures, {found.of_truth} are {names[found.truth]} "
        f"and {found.of_taken} {names[found.taken]}. The nearest lies at {numbers.text(distance)}; {_beside(found)}."
    )
    holds = "holds" if found.holds(reason) else "does not hold"
    return f"{where} Your reason, “{REASONS[reason].lower()}”, {holds}. {_rule(reason)}"


def _beside(found: Near) -> str:
    """How far that is beside pictures that were answered rightly."""
    if not len(found.usual):
        return "no picture was answered rightly, to hold that against"
    return f"of {len(found.usual)} pictures answered rightly, {views.percent(found.farther)} have a nearer one"


def _rule(reason: str) -> str:
    """When a reason holds."""
    return {
        near.LIKE: "It holds where more of them are of the class that it was taken for than of its own.",
        near.STRANGE: f"It holds where {views.percent(near.FAR)} of those answered rightly or more have a nearer one.",
        near.BETWEEN: "It holds where at least a quarter of them are of each of the two classes.",
    }[reason]


def _short(value: float) -> float:
    return float(f"{value:.3g}")
